"""What the evaluator needs to know about places, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from courses.curriculum import Counted, Curriculum, counted_in, curriculum_of
from courses.models import Course, Programme, Requirement
from learning.models import (
    ActivityCompletion,
    Attendance,
    Cohort,
    CohortCourse,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    LiveSession,
)

COHORTS_KEPT = 512


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What counts in a course for one place, and what of it is done (uids as text)."""

    course: Course
    edition_id: int | None
    required_lessons: frozenset[str]
    required_activities: frozenset[str]
    done_lessons: frozenset[str]
    done_activities: frozenset[str]
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The live sessions of a cohort: how many are planned, settled, and were attended.

    A session is settled once it is over and somebody has recorded who was there: until then
    nobody can have missed it.
    """

    planned: int = 0
    settled: int = 0
    attended: int = 0
    to_come: tuple[LiveSession, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the evaluator needs for one place."""

    enrolment: Enrolment
    requirements: tuple[Requirement, ...]
    courses: dict[int, CourseFacts]
    sessions: SessionFacts
    marks: dict[int, Decimal] = field(default_factory=dict)


def facts_of(enrolment: Enrolment, now: datetime) -> Facts:
    """Return the facts of one place (queries as for many: see ``facts_of_many``)."""
    return facts_of_many([enrolment], now)[enrolment.pk]


def facts_of_many(enrolments: Iterable[Enrolment], now: datetime) -> dict[int, Facts]:
    """Return the facts of each place by its row number: 5 queries, however many places.

    A few more after a change of the programme or the cohort. Each enrolment must come with its
    cohort loaded (``select_related("cohort__programme")`` saves a query more).
    """
    places = list(enrolments)
    if not places:
        return {}
    outline = _Outline(places)
    done = _Done([place.pk for place in places])
    sessions = _Sessions(places, now)
    return {
        place.pk: Facts(
            enrolment=place,
            requirements=outline.of(place).requirements,
            courses={
                course.pk: _course_facts(place, course, outline, done)
                for course in outline.of(place).courses
            },
            sessions=sessions.of(place),
            marks=done.marks[place.pk],
        )
        for place in places
    }


def course_facts_of(enrolment: Enrolment, course: Course) -> CourseFacts:
    """Return the facts of one place in one course (3 queries)."""
    outline = _Outline([enrolment])
    return _course_facts(enrolment, course, outline, _Done([enrolment.pk], course))


def _course_facts(place: Enrolment, course: Course, outline: _Outline, done: _Done) -> CourseFacts:
    counted = outline.counted(place, course)
    retired = outline.of(place).retired
    lessons = counted.lessons - retired if counted else frozenset()
    activities = counted.activities - retired if counted else frozenset()
    return CourseFacts(
        course=course,
        edition_id=counted.edition_id if counted else None,
        required_lessons=lessons,
        required_activities=activities,
        done_lessons=lessons & done.lessons[place.pk],
        done_activities=activities & done.activities[place.pk],
        completed_at=done.courses[place.pk].get(course.pk),
    )


class _Outline:
    """What the programmes of some places are made of, and what of it counts for each cohort."""

    def __init__(self, places: list[Enrolment]) -> None:
        self._made_of = {
            programme.pk: curriculum_of(programme) for programme in _programmes_of(places)
        }
        cohorts = {place.cohort_id: place.cohort for place in places}
        self._pins = {pk: _pins(cohort.stamp, pk) for pk, cohort in cohorts.items()}
        pinned = (pins.values() for pins in self._pins.values())
        newest = (made_of.newest.values() for made_of in self._made_of.values())
        self._counted = counted_in(chain(*pinned, *newest))

    def of(self, place: Enrolment) -> Curriculum:
        """Return the curriculum of the place's programme."""
        return self._made_of[place.cohort.programme_id]

    def counted(self, place: Enrolment, course: Course) -> Counted | None:
        """Return what counts: the edition pinned by the cohort, else the newest one."""
        pinned = self._pins[place.cohort_id].get(course.pk)
        edition = pinned or self.of(place).newest.get(course.pk)
        return self._counted[edition[0]] if edition else None


def _programmes_of(places: list[Enrolment]) -> Iterable[Programme]:
    """Return the programmes of the places: no query where they were loaded with the cohorts."""
    if all(Cohort.programme.field.is_cached(place.cohort) for place in places):
        return {place.cohort.programme_id: place.cohort.programme for place in places}.values()
    return Programme.objects.in_bulk({place.cohort.programme_id for place in places}).values()


@lru_cache(maxsize=COHORTS_KEPT)
def _pins(stamp: UUID, cohort_id: int) -> dict[int, tuple[int, str]]:
    """Return the edition pinned for each course, as (row number, digest).

    The cohort's stamp is the key: nothing kept is ever out of date (1 query after a change).
    """
    rows = CohortCourse.objects.filter(cohort=cohort_id, edition__isnull=False)
    found = rows.values_list("course_id", "edition_id", "edition__digest")
    return {course: (edition, digest) for course, edition, digest in found}


def lacks_lessons(enrolment: Enrolment, course: Course) -> bool:
    """Tell whether a required lesson of the course is still to read (1 query).

    The cheap look that answers most of the time, before ``course_facts_of`` is asked.
    """
    outline = _Outline([enrolment])
    counted = outline.counted(enrolment, course)
    if counted is None:
        return True
    rows = LessonCompletion.objects.filter(enrolment=enrolment, lesson__course=course)
    done = {str(uid) for uid in rows.values_list("lesson__uid", flat=True)}
    return bool(counted.lessons - outline.of(enrolment).retired - done)


class _Done:
    """What the places have completed."""

    def __init__(self, places: list[int], only: Course | None = None) -> None:
        self.lessons: dict[int, set[str]] = defaultdict(set)
        self.activities: dict[int, set[str]] = defaultdict(set)
        self.marks: dict[int, dict[int, Decimal]] = defaultdict(dict)
        self.courses: dict[int, dict[int, datetime]] = defaultdict(dict)
        self._read_lessons(places, {"lesson__course": only} if only else {})
        self._read_activities(places, {"activity__lesson__course": only} if only else {})
        self._read_courses(places, {"course": only} if only else {})

    def _read_lessons(self, places: list[int], narrowed: dict[str, Any]) -> None:
        rows = LessonCompletion.objects.filter(enrolment__in=places, **narrowed)
        for place, uid in rows.values_list("enrolment_id", "lesson__uid"):
            self.lessons[place].add(str(uid))

    def _read_activities(self, places: list[int], narrowed: dict[str, Any]) -> None:
        rows = ActivityCompletion.objects.filter(enrolment__in=places, **narrowed)
        for place, pk, uid, mark in rows.values_list(
            "enrolment_id", "activity_id", "activity__uid", "mark"
        ):
            self.activities[place].add(str(uid))
            if mark is not None:
                self.marks[place][pk] = mark

    def _read_courses(self, places: list[int], narrowed: dict[str, Any]) -> None:
        rows = CourseCompletion.objects.filter(enrolment__in=places, **narrowed)
        for place, course, at in rows.values_list("enrolment_id", "course_id", "completed_at"):
            self.courses[place][course] = at


class _Sessions:
    """Live sessions of the places' cohorts and who attended."""

    def __init__(self, places: list[Enrolment], now: datetime) -> None:
        cohorts = {place.cohort_id for place in places}
        self._planned: dict[int, int] = defaultdict(int)
        self._settled: dict[int, int] = defaultdict(int)
        self._to_come: dict[int, list[LiveSession]] = defaultdict(list)
        recorded = Exists(Attendance.objects.filter(session=OuterRef("pk")))
        rows = LiveSession.objects.held_or_planned().filter(cohort__in=cohorts)
        for session in rows.annotate(is_recorded=recorded):
            self._planned[session.cohort_id] += 1
            self._settled[session.cohort_id] += session.is_recorded and session.ends_at <= now
            if session.ends_at > now:
                self._to_come[session.cohort_id].append(session)
        self._attended: dict[int, int] = defaultdict(int)
        attended = Attendance.objects.filter(
            enrolment__in=[place.pk for place in places], session__cancelled_at__isnull=True
        ).values_list("enrolment_id", "minutes", "session__minimum_minutes")
        for place, minutes, needed in attended:
            self._attended[place] += minutes >= needed

    def of(self, place: Enrolment) -> SessionFacts:
        """Return the count of sessions for one place."""
        return SessionFacts(
            self._planned[place.cohort_id],
            self._settled[place.cohort_id],
            self._attended[place.pk],
            tuple(self._to_come[place.cohort_id]),
        )
