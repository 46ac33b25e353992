"""Settings of ``make bench``: production's weight on PostgreSQL, with the floor page installed."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from lms.settings.base import *
from lms.settings.base import DATABASES, INSTALLED_APPS, MIDDLEWARE, env

SECRET_KEY = "bench-only-not-a-secret"  # noqa: S105 (signs nothing that leaves the machine)
DEMO = True
INSTALLED_APPS = [*INSTALLED_APPS, "lms.bench"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
if env.flag("BENCH_COUNT"):
    MIDDLEWARE = ["lms.bench.middleware.CountQueries", *MIDDLEWARE]
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured("The benchmark runs on PostgreSQL; set DATABASE_URL.")
