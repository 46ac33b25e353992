"""Wagtail's pages, below each language. Wagtail asks for these very names.

Django sends a path without a language that answered 404 to the same path with a language, if
that leads anywhere. Addresses of the platform itself never do: their 404 must stay a 404 (R1).
"""

from __future__ import annotations

from django.urls import path, re_path
from wagtail.views import authenticate_with_password

from cms.views import pages

NOT_PAGES = "|".join(
    [
        *("accounts", "api", "certificates", "cms", "credentials", "desk", "dev", "documents"),
        *("learn", "media", "static", "verify"),
    ]
)

urlpatterns = [
    path("search/", pages.search, name="search"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(rf"^(?!(?:{NOT_PAGES})/)((?:[\w\-]+/)*)$", pages.page, name="wagtail_serve"),
]
