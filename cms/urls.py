"""Addresses of the CMS admin, media files and public pages without a language."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "cms"

urlpatterns: list[URLPattern] = []
