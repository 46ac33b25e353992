"""Settings of a real site: it refuses to start with a default secret, DEBUG or any host."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from lms.settings.base import *
from lms.settings.base import ALLOWED_HOSTS, MIDDLEWARE, SITE_URL, env

SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 40 or "not-a-secret" in SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY must be your own, random, 40 characters or more.")
if env.flag("DEBUG"):
    raise ImproperlyConfigured("DEBUG cannot be on in production.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts; * is not accepted.")
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must start with https:// in production.")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-language"
MESSAGE_STORAGE = "foundation.messages.HostStorage"
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE = ["foundation.middleware.AddressFromProxy", *MIDDLEWARE]
