"""Addresses of the CMS: the way to the home page, the editors' admin, pictures."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.doors import guarded
from cms.views import media, pages

own = [
    path("", pages.home, name="home"),
    path("media/<path:path>", media.picture, name="picture"),
]

urlpatterns = [
    path("", include((own, "cms"))),
    path("cms/", include(guarded(wagtailadmin_urls.urlpatterns))),
    path("documents/", include(wagtaildocs_urls)),
]
