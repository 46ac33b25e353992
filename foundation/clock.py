"""The one clock of the platform (rule R11): UTC instants only."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present instant, aware and in UTC."""
    return timezone.now()
