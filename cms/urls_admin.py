"""Our own addresses inside the CMS admin; ``cms.doors`` stands before them as before Wagtail's."""

from __future__ import annotations

from django.urls import path

from cms.views import copies, guide, reports

app_name = "own"

urlpatterns = [
    path("guide/", guide.guide, name="guide"),
    path("facts/", reports.facts, name="facts"),
    path("links/", reports.links, name="links"),
    path("courses/<int:pk>/copy/", copies.course, name="copy-course"),
    path("copies/<uuid:uid>/", copies.state, name="copy"),
]
