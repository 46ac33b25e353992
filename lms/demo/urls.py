"""Addresses that only the demo has: the mailbox and the styleguide."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "demo"

urlpatterns: list[URLPattern] = []
