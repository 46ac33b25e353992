"""The typefaces of the certificates; README.md lists them."""
