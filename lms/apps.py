"""App configuration of the roof (management commands and demo data)."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Makes ``seed_demo`` and ``seed_load`` known to Django."""

    name = "lms"
