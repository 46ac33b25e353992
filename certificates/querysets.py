"""Sets of awards and designs, and who may see which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from certificates.errors import AppendOnly
from courses.models import Programme

if TYPE_CHECKING:
    from accounts.models import User

STANDING_STATES = ("proposed", "approved", "issued")
PUBLIC_STATES = ("issued", "revoked", "replaced")


class AwardQuerySet(models.QuerySet):
    """Sets of awards."""

    def visible_to(self, user: User) -> AwardQuerySet:
        """Awards of the programmes the person administers."""
        return self.filter(programme__in=Programme.objects.visible_to(user).values("pk"))

    def held_by(self, user: User | int) -> AwardQuerySet:
        """The awards of a person (or of the account of that number) that were issued.

        Whatever became of them since, they are among them.
        """
        return self.filter(enrolment__user=user, state__in=PUBLIC_STATES)

    def public(self) -> AwardQuerySet:
        """Awards that the public may ask about by code."""
        return self.filter(state__in=PUBLIC_STATES)

    def withdrawn_in(self, status_list: int) -> models.QuerySet:
        """The places in a status list of awards that were revoked or replaced, in order."""
        withdrawn = self.filter(status_list=status_list, state__in=("revoked", "replaced"))
        return withdrawn.order_by("status_index").values_list("status_index", flat=True)

    def standing(self) -> AwardQuerySet:
        """Awards that hold or may come to hold."""
        return self.filter(state__in=STANDING_STATES)

    def in_order_of_work(self) -> AwardQuerySet:
        """Awards that were not taken back, those first that wait for somebody."""
        ranks = [models.When(state=state, then=at) for at, state in enumerate(STANDING_STATES)]
        rank = models.Case(*ranks, default=len(ranks))
        return self.exclude(state="dropped").order_by(rank, "proposed_at", "pk")

    def to_be_asked_for(self) -> AwardQuerySet:
        """Approved awards that nobody asked to be issued yet, and issued ones parked bare."""
        new = models.Q(state="approved", issue_asked_at__isnull=True)
        bare = models.Q(state="issued", documents__isnull=True) & ~models.Q(parked_reason="")
        return self.filter(new | bare)

    def to_be_issued(self) -> AwardQuerySet:
        """Approved awards that somebody asked to be issued."""
        return self.filter(state="approved", issue_asked_at__isnull=False)

    def without_document(self) -> AwardQuerySet:
        """Issued awards whose documents are still to be made, those parked left out."""
        return self.filter(state="issued", documents__isnull=True, parked_reason="")


class NameChangeQuerySet(models.QuerySet):
    """Sets of requests for another name."""

    def visible_to(self, user: User) -> NameChangeQuerySet:
        """Requests of the programmes the person administers."""
        return self.filter(award__programme__in=Programme.objects.visible_to(user).values("pk"))

    def waiting_first(self) -> NameChangeQuerySet:
        """Requests that wait for an answer, the oldest first, then the others."""
        rank = models.Case(models.When(state="asked", then=0), default=1)
        return self.order_by(rank, "asked_at", "pk")


class EventQuerySet(models.QuerySet):
    """Sets of events of the register: they are read and added, nothing else."""

    def update(self, **kwargs: Any) -> int:
        """Refuse."""
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AppendOnly


class DesignQuerySet(models.QuerySet):
    """Sets of designs."""

    def current(self, programme: Programme) -> DesignQuerySet:
        """The newest version of a programme's design."""
        return self.filter(programme=programme).order_by("-number")[:1]
