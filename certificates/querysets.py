"""Sets of awards and designs, and who may see which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from courses.models import Programme

if TYPE_CHECKING:
    from accounts.models import User

PUBLIC_STATES = ("issued", "revoked", "replaced")


class AwardQuerySet(models.QuerySet):
    """Sets of awards."""

    def visible_to(self, user: User) -> AwardQuerySet:
        """Awards of the programmes the person administers."""
        return self.filter(programme__in=Programme.objects.visible_to(user).values("pk"))

    def held_by(self, user: User) -> AwardQuerySet:
        """The person's own awards that were issued, whatever became of them."""
        return self.filter(enrolment__user=user, state__in=PUBLIC_STATES)

    def public(self) -> AwardQuerySet:
        """Awards that the public may ask about by code."""
        return self.filter(state__in=PUBLIC_STATES)

    def to_be_issued(self) -> AwardQuerySet:
        """Approved awards that somebody asked to be issued."""
        return self.filter(state="approved", issue_asked_at__isnull=False)

    def without_document(self) -> AwardQuerySet:
        """Issued awards whose first document is still to be made, those parked left out."""
        return self.filter(state="issued", documents__isnull=True, parked_reason="")


class DesignQuerySet(models.QuerySet):
    """Sets of designs."""

    def current(self, programme: Programme) -> DesignQuerySet:
        """The newest version of a programme's design."""
        return self.filter(programme=programme).order_by("-number")[:1]
