"""Sets of people and of mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User

SENDING_TAKES_AT_MOST = timedelta(minutes=5)


class UserManager(BaseUserManager["User"]):
    """Makes people; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who can sign in with the address and password."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who may do everything."""
        fields.update(is_staff=True, is_superuser=True)
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person by address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class MessageQuerySet(models.QuerySet):
    """Sets of mails."""

    def due(self, now: datetime) -> MessageQuerySet:
        """Mails to be sent now, those left half-sent by a killed worker included."""
        stale = Q(state="sending", not_before__lte=now - SENDING_TAKES_AT_MOST)
        return self.filter(Q(state="due", not_before__lte=now) | stale).order_by("not_before")

    def claim(self, pk: int, now: datetime) -> bool:
        """Take one due mail for sending; false where another worker has it already."""
        taken = self.due(now).filter(pk=pk).order_by()
        return taken.update(state="sending", not_before=now, tries=models.F("tries") + 1) == 1
