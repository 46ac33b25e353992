"""The person behind an account."""

from __future__ import annotations

import uuid
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.querysets import UserManager
from foundation import clock
from foundation.names import clean_name


@cache
def known_time_zones() -> frozenset[str]:
    """Return the zones of this system, read once: each reading walks through its folders."""
    return frozenset(available_timezones())


def check_time_zone(value: str) -> None:
    """Refuse a time zone that this system does not know."""
    if value not in known_time_zones():
        raise ValidationError(_("“%(zone)s” is not a time zone we know."), params={"zone": value})


class User(AbstractBaseUser, PermissionsMixin):
    """One row is one person who can sign in with an e-mail address.

    PII: email, name, latin_name; language and time_zone say a little about where a person is.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(
        _("full name"),
        max_length=200,
        help_text=_("As you write it, in any script. It is printed on your certificate."),
    )
    latin_name = models.CharField(
        _("name in Latin letters"),
        max_length=200,
        blank=True,
        help_text=_("Only if your name is written in another script. It is printed below it."),
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[check_time_zone]
    )
    is_active = models.BooleanField(_("can sign in"), default=True)
    is_staff = models.BooleanField(
        _("works here"),
        default=False,
        help_text=_("Kept by the services that grant and revoke roles; it only shows links."),
    )
    joined_at = models.DateTimeField(_("joined"), default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_email")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Bring e-mail and names into their kept form."""
        self.email = self.email.strip().lower()
        self.name = clean_name(self.name)
        self.latin_name = clean_name(self.latin_name) if self.latin_name else ""

    def get_full_name(self) -> str:
        """Return the full name (asked for by Wagtail and allauth)."""
        return self.name

    def get_short_name(self) -> str:
        """Return the full name: no part of a name is assumed to be its short form."""
        return self.name

    def has_staff_role(self) -> bool:
        """Tell whether the desk is open to this person; what is in it, ``visible_to`` decides."""
        return self.is_active and (self.is_staff or self.is_superuser)

    @property
    def display_name(self) -> str:
        """The name shown on pages."""
        return self.name or self.email

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone, UTC where the kept name is no longer known."""
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")
