"""Reading settings from the environment: every helper refuses nonsense with a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str:
    """Return the variable as text; without a default its absence is refused."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example for what it means.")
    return value.strip()


def flag(name: str, default: bool = False) -> bool:
    """Return the variable as a truth value; anything but yes or no is refused."""
    value = os.environ.get(name, "yes" if default else "no").strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int, *, minimum: int = 0, maximum: int = 2**31) -> int:
    """Return the variable as a whole number within bounds, or refuse it."""
    raw = os.environ.get(name, str(default)).strip()
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None
    if not minimum <= value <= maximum:
        raise ImproperlyConfigured(f"{name} must be from {minimum} to {maximum}, not {value}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute folder, created (mode 0700) where absent."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: the folder {path} cannot be used: {error}.") from None
    return path


def database(name: str, default: str) -> dict[str, Any]:
    """Return Django's settings for the database URL, SQLite or PostgreSQL only."""
    url = os.environ.get(name) or default
    try:
        config = dict(environ.Env.db_url_config(url))
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is no database URL: {error}.") from None
    engine = config.get("ENGINE", "")
    if not engine.endswith((".sqlite3", ".postgresql")):
        raise ImproperlyConfigured(f"{name} must start with sqlite:/// or postgres://.")
    return config


def email(name: str, default: str) -> dict[str, Any]:
    """Return Django's EMAIL_* settings for a mail URL such as smtp+tls://user:pass@host:587."""
    url = os.environ.get(name) or default
    try:
        return dict(environ.Env.email_url_config(url))
    except (KeyError, ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is no mail URL: {error}.") from None
