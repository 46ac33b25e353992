"""Our own addresses inside the CMS admin; ``cms.doors`` stands before them as before Wagtail's."""

from __future__ import annotations

from django.urls import path

from cms.views import reports

app_name = "cms_reports"

urlpatterns = [
    path("facts/", reports.facts, name="facts"),
    path("links/", reports.links, name="links"),
]
