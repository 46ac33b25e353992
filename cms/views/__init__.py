"""The views of the CMS: lessons, media, public pages."""
