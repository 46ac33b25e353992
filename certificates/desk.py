"""Composed reads for the desk's pages of awards."""

from __future__ import annotations

from collections import defaultdict
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
    standing: tuple[Award, ...]

    @property
    def can_be_proposed(self) -> bool:
        """Tell whether there is a kind of certificate that does not stand yet."""
        return len({award.kind for award in self.standing}) < len(Award.Kind)

    @property
    def earns_completion(self) -> bool:
        """Tell whether a Certificate of Completion can be proposed."""
        stands = any(award.kind == Award.Kind.COMPLETION for award in self.standing)
        return not stands and self.checklist.is_complete

    @property
    def earns_participation(self) -> bool:
        """Tell whether a Certificate of Participation is all that can be proposed now."""
        return (
            not self.standing
            and not self.earns_completion
            and (self.checklist.earns_participation)
        )

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
    standing: dict[int, list[Award]] = defaultdict(list)
    for award in Award.objects.standing().filter(enrolment__in=rows):
        standing[award.enrolment_id].append(award)
    return [
        Candidate(place, evaluate(facts[place.pk]), tuple(standing[place.pk])) for place in rows
    ]


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
