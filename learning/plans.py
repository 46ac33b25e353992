"""What a cohort's way is made of today, read once and kept in the process until it changes.

Pinned editions, live sessions, and whether somebody recorded who was there. Each change of these
gives the cohort another stamp; the stamp, which comes along with the cohort's row, is the key. So
nothing kept is ever out of date, in however many processes. The rows inside are shared: nobody
may change them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef

from learning.models import Attendance, Cohort, CohortCourse, LiveSession

COHORTS_KEPT = 128


@dataclass(frozen=True, slots=True)
class Plan:
    """The edition pinned for each course, as (row number, digest), and the sessions in order."""

    pins: Mapping[int, tuple[int, str]]
    sessions: tuple[LiveSession, ...]
    recorded: frozenset[int]

    def to_come(self, now: datetime) -> tuple[LiveSession, ...]:
        """Return the sessions that are not over yet."""
        return tuple(session for session in self.sessions if session.ends_at > now)

    def settled(self, now: datetime) -> int:
        """Return how many sessions are over with somebody's word on who was there."""
        return sum(
            session.pk in self.recorded and session.ends_at <= now for session in self.sessions
        )


def plan_of(cohort: Cohort) -> Plan:
    """Return the plan of the cohort: no query, or 2 after a change."""
    return _read(cohort.stamp, cohort.pk)


@lru_cache(maxsize=COHORTS_KEPT)
def _read(stamp: UUID, cohort_id: int) -> Plan:
    rows = CohortCourse.objects.filter(cohort=cohort_id, edition__isnull=False)
    pinned = rows.values_list("course_id", "edition_id", "edition__digest")
    recorded = Exists(Attendance.objects.filter(session=OuterRef("pk")))
    held = LiveSession.objects.held_or_planned().filter(cohort=cohort_id)
    sessions = tuple(held.annotate(is_recorded=recorded))
    return Plan(
        pins={course: (edition, digest) for course, edition, digest in pinned},
        sessions=sessions,
        recorded=frozenset(session.pk for session in sessions if session.is_recorded),
    )
