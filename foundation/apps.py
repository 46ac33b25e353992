"""App configuration of the ground (template tags and middleware only, no models)."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Makes the template tags known to Django."""

    name = "foundation"
