"""Messages between two pages, in a cookie that belongs to this host alone (production, H01)."""

from __future__ import annotations

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """Keeps messages in a cookie that browsers take over https and for this host only."""

    cookie_name = "__Host-messages"


class HostStorage(FallbackStorage):
    """Uses that cookie, and the session for what does not fit."""

    storage_classes = (HostCookieStorage, SessionStorage)
