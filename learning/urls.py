"""Addresses of the learner's own pages below /learn/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "learning"

urlpatterns: list[URLPattern] = []
