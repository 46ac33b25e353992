"""What the evaluator needs to know about places, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import chain

from courses.curriculum import Counted, Curriculum, counted_in, curriculum_of
from courses.models import Course, Programme, Requirement
from foundation.prepared import Prepared
from learning.models import (
    ActivityCompletion,
    Attendance,
    Cohort,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    LiveSession,
)
from learning.plans import plan_of


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
    """Return the facts of each place by its row number: 4 queries, however many places.

    A few more after a change of the programme or the cohort. Each enrolment must come with its
    cohort loaded (``select_related("cohort__programme")`` saves a query more).
    """
    places = list(enrolments)
    if not places:
        return {}
    outline = _Outline(places)
    done = _Done(places, outline)
    attended = _attended(places)
    return {
        place.pk: Facts(
            enrolment=place,
            requirements=outline.of(place).requirements,
            courses={
                course.pk: _course_facts(place, course, outline, done)
                for course in outline.of(place).courses
            },
            sessions=_sessions(place, attended[place.pk], now),
            marks=done.marks[place.pk],
        )
        for place in places
    }


def course_facts_of(enrolment: Enrolment, course: Course) -> CourseFacts:
    """Return the facts of one place in one course (3 queries)."""
    outline = _Outline([enrolment])
    return _course_facts(enrolment, course, outline, _Done([enrolment], outline))


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
        self._pins = {pk: plan_of(cohort).pins for pk, cohort in cohorts.items()}
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


def lacks_lessons(enrolment: Enrolment, course: Course) -> bool:
    """Tell whether a required lesson of the course is still to read (1 query).

    The cheap look that answers most of the time, before ``course_facts_of`` is asked.
    """
    outline = _Outline([enrolment])
    counted = outline.counted(enrolment, course)
    if counted is None:
        return True
    uid_of = outline.of(enrolment).lesson_uids
    done = {uid_of.get(pk, "") for _, pk in _lessons(enrolment.pk)}
    return bool(counted.lessons - outline.of(enrolment).retired - done)


_lessons = Prepared(
    lambda *places: LessonCompletion.objects.filter(enrolment__in=places).values_list(
        "enrolment_id", "lesson_id"
    )
)
_activities = Prepared(
    lambda *places: ActivityCompletion.objects.filter(enrolment__in=places).values_list(
        "enrolment_id", "activity_id", "mark"
    )
)
_courses = Prepared(
    lambda *places: CourseCompletion.objects.filter(enrolment__in=places).values_list(
        "enrolment_id", "course_id", "completed_at"
    )
)
_presences = Prepared(
    lambda *places: Attendance.objects.filter(enrolment__in=places).values_list(
        "enrolment_id", "session_id", "minutes"
    )
)


class _Done:
    """What the places have completed of the curricula they follow (3 queries)."""

    def __init__(self, places: list[Enrolment], outline: _Outline) -> None:
        made_of = {place.pk: outline.of(place) for place in places}
        self.lessons: dict[int, set[str]] = defaultdict(set)
        self.activities: dict[int, set[str]] = defaultdict(set)
        self.marks: dict[int, dict[int, Decimal]] = defaultdict(dict)
        self.courses: dict[int, dict[int, datetime]] = defaultdict(dict)
        for place, lesson in _lessons(*made_of):
            if uid := made_of[place].lesson_uids.get(lesson):
                self.lessons[place].add(uid)
        for place, activity, mark in _activities(*made_of):
            if uid := made_of[place].activity_uids.get(activity):
                self.activities[place].add(uid)
            if mark is not None:
                self.marks[place][activity] = mark
        for place, course, at in _courses(*made_of):
            self.courses[place][course] = at


def _attended(places: list[Enrolment]) -> dict[int, int]:
    """Return by place how many sessions were attended for long enough (1 query)."""
    attended: dict[int, int] = defaultdict(int)
    cohorts = {place.cohort_id: place.cohort for place in places}
    minutes = {
        pk: {row.pk: row.minimum_minutes for row in plan_of(cohort).sessions}
        for pk, cohort in cohorts.items()
    }
    cohort_of = {place.pk: place.cohort_id for place in places}
    for place, session, present in _presences(*cohort_of):
        needed = minutes[cohort_of[place]].get(session)
        attended[place] += needed is not None and present >= needed
    return attended


def _sessions(place: Enrolment, attended: int, now: datetime) -> SessionFacts:
    plan = plan_of(place.cohort)
    return SessionFacts(len(plan.sessions), plan.settled(now), attended, plan.to_come(now))
