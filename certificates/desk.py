"""Composed reads for the desk's pages of awards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import User
from certificates.models import Award
from learning.evaluation import Checklist, ItemState, evaluate
from learning.facts import facts_of_many
from learning.models import Cohort, Enrolment
from learning.querysets import CohortQuerySet


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of a cohort: what she earns, what she has, and what is missing."""

    enrolment: Enrolment
    checklist: Checklist
    standing: Award | None

    @property
    def earns_completion(self) -> bool:
        """Tell whether a Certificate of Completion can be proposed."""
        return self.standing is None and self.checklist.is_complete

    @property
    def missing(self) -> list[str]:
        """What stands in the way, a sentence each."""
        return [
            f"{item.title}: {item.why}"
            for item in self.checklist.items
            if item.state is not ItemState.DONE
        ]


def candidates_of(places: Sequence[Enrolment], now: datetime) -> list[Candidate]:
    """Return what the page shows of each place: 12 queries, however many places."""
    rows = list(places)
    facts = facts_of_many(rows, now)
    standing = {
        award.enrolment_id: award
        for award in Award.objects.filter(
            enrolment__in=rows, state__in=["proposed", "approved", "issued"]
        )
    }
    return [Candidate(place, evaluate(facts[place.pk]), standing.get(place.pk)) for place in rows]


def cohorts_with_awards(user: User) -> CohortQuerySet:
    """Return the cohorts the person runs, with counts of awards by state (1 query)."""

    def counted(state: str) -> Count:
        return Count(
            "enrolments__awards", filter=Q(enrolments__awards__state=state), distinct=True
        )

    return (
        Cohort.objects.visible_to(user)
        .select_related("programme")
        .annotate(
            proposed=counted("proposed"), approved=counted("approved"), issued=counted("issued")
        )
    )
