"""Sets of stamps."""

from __future__ import annotations

from django.db import models
from django.db.models import F


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
