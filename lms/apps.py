"""App configuration of the roof (management commands, demo data, background work)."""

from importlib import import_module

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Makes our commands known to Django, and the Celery app to every process."""

    name = "lms"

    def ready(self) -> None:
        """Load the Celery app, so that a web process queues to our broker."""
        import_module("lms.celery")
