"""Composed reads for the desk: cohorts and their people, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from learning.evaluation import Checklist, Progress, evaluate, progress_in
from learning.facts import Facts, facts_of_many
from learning.models import Application, Cohort, Enrolment
from learning.querysets import CohortQuerySet


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a cohort's list of people."""

    enrolment: Enrolment
    progress: Progress
    checklist: Checklist


def cohorts_for(user: User) -> CohortQuerySet:
    """Return the cohorts the person runs, each with its counts of people (1 query)."""
    taking = Q(enrolments__state__in=["invited", "active", "paused", "finished"])
    done = Q(enrolments__programme_completion__isnull=False)
    # Counted apart: joined to the enrolments, each of them would meet each application.
    waiting = Application.objects.waiting().filter(cohort=OuterRef("pk")).order_by()
    counted = waiting.values("cohort").annotate(number=Count("pk")).values("number")
    return (
        Cohort.objects.visible_to(user)
        .select_related("programme")
        .annotate(
            people=Count("enrolments", filter=taking, distinct=True),
            waiting=Coalesce(Subquery(counted), 0),
            finished=Count("enrolments", filter=done, distinct=True),
        )
    )


def people_of(places: Sequence[Enrolment], now: datetime) -> list[Person]:
    """Return what the list shows of each place: 11 queries, however many places."""
    facts = facts_of_many(places, now)
    return [_person(place, facts[place.pk]) for place in places]


def _person(place: Enrolment, facts: Facts) -> Person:
    counted = [progress_in(course) for course in facts.courses.values()]
    progress = Progress(sum(item.done for item in counted), sum(item.required for item in counted))
    return Person(place, progress, evaluate(facts))
