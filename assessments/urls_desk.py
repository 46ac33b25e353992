"""Addresses of marking at the desk."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "marking"

urlpatterns: list[URLPattern] = []
