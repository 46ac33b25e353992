"""Settings of the demo and of development: mails land in files, the demo mailbox is on."""

from __future__ import annotations

from lms.settings.base import *
from lms.settings.base import DATA_DIR

DEMO = True
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY", "demo-only-not-a-secret")

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_FILE_PATH.mkdir(mode=0o700, exist_ok=True)
