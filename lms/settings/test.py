"""Settings of the test suite: fast hashing, mails in memory, tasks run when a test says so."""

from __future__ import annotations

import tempfile
from pathlib import Path

from lms.settings.base import *
from lms.settings.base import DATABASES, STORAGES

DEMO = True
SECRET_KEY = "tests-only-not-a-secret"  # noqa: S105
_scratch = Path(tempfile.mkdtemp(prefix="suite-"))
MEDIA_ROOT = _scratch / "media"
PRIVATE_ROOT = _scratch / "private"
SEAL_FOLDER = _scratch / "keys"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = _scratch / "mail"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
# In the process, wherever the suite runs: what one test caches is nobody else's, and a page costs
# the same queries everywhere.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ACCOUNT_RATE_LIMITS = False
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: races are tested with threads, each on a connection of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
