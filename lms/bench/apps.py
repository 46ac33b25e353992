"""App configuration of the measurements."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Makes the floor page and ``bench_prepare`` known to Django."""

    name = "lms.bench"
    default_auto_field = "django.db.models.BigAutoField"
