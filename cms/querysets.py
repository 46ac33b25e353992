"""Sets of stamps, and of copies of courses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from accounts.models import User


class StampQuerySet(models.QuerySet):
    """Reading and raising the counters."""

    def bump(self, name: str) -> None:
        """Raise one counter (1 query; 3 the first time)."""
        if not self.filter(name=name).update(number=F("number") + 1):
            _, is_new = self.get_or_create(name=name, defaults={"number": 1})
            if not is_new:
                self.filter(name=name).update(number=F("number") + 1)

    def numbers(self) -> str:
        """Return all counters as one short text for cache keys (1 query)."""
        rows = self.order_by("name").values_list("name", "number")
        return ".".join(f"{name}{number}" for name, number in rows)


class CourseCopyQuerySet(models.QuerySet):
    """Sets of copies of courses."""

    #: A copying that has shown no sign of life for so long was cut short.
    _QUIET = timedelta(minutes=3)

    def due(self, now: datetime) -> CourseCopyQuerySet:
        """Copies that wait to be made, or whose making was cut short."""
        quiet = models.Q(state="running", touched_at__lt=now - self._QUIET)
        return self.filter(models.Q(state="due") | quiet)

    def asked_by(self, user: User) -> CourseCopyQuerySet:
        """Copies that the person asked for."""
        return self.filter(asked_by=user)

    def claim(self, pk: int, now: datetime) -> bool:
        """Take one that is due for oneself; false where somebody else has it (1 query)."""
        return bool(self.due(now).filter(pk=pk).update(state="running", touched_at=now))
