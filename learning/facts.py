"""What the evaluator needs to know about places, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from courses.models import Activity, Course, Lesson, OutlineEdition, Requirement
from learning.models import (
    ActivityCompletion,
    Attendance,
    CohortCourse,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    LiveSession,
)


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What counts in a course for one place, and what of it is done (uids as text)."""

    course: Course
    edition: OutlineEdition | None
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
    """Return the facts of each place by its row number: 11 queries, however many places.

    Each enrolment must come with its cohort loaded (``select_related("cohort")``).
    """
    places = list(enrolments)
    if not places:
        return {}
    outline = _Outline({place.cohort.programme_id for place in places}, places)
    done = _Done([place.pk for place in places])
    sessions = _Sessions(places, now)
    return {
        place.pk: Facts(
            enrolment=place,
            requirements=tuple(outline.requirements[place.cohort.programme_id]),
            courses={
                course.pk: _course_facts(place, course, outline, done)
                for course in outline.courses[place.cohort.programme_id]
            },
            sessions=sessions.of(place),
            marks=done.marks[place.pk],
        )
        for place in places
    }


def course_facts_of(enrolment: Enrolment, course: Course) -> CourseFacts:
    """Return the facts of one place in one course (7 queries)."""
    outline = _Outline({course.programme_id}, [enrolment], only=course)
    return _course_facts(enrolment, course, outline, _Done([enrolment.pk], course))


def _course_facts(place: Enrolment, course: Course, outline: _Outline, done: _Done) -> CourseFacts:
    edition = outline.edition_for(place.cohort_id, course)
    lessons = edition.required_lessons() if edition else set()
    activities = edition.required_activities() if edition else set()
    required_lessons = frozenset(lessons - outline.retired)
    required_activities = frozenset(activities - outline.retired)
    return CourseFacts(
        course=course,
        edition=edition,
        required_lessons=required_lessons,
        required_activities=required_activities,
        done_lessons=required_lessons & done.lessons[place.pk],
        done_activities=required_activities & done.activities[place.pk],
        completed_at=done.courses[place.pk].get(course.pk),
    )


class _Outline:
    """Courses, editions, requirements and retired items of some programmes."""

    def __init__(
        self, programmes: set[int], places: list[Enrolment], only: Course | None = None
    ) -> None:
        narrowed: dict[str, Any] = {"pk": only.pk} if only else {}
        self.courses: dict[int, list[Course]] = defaultdict(list)
        for course in Course.objects.active().filter(programme__in=programmes, **narrowed):
            self.courses[course.programme_id].append(course)
        self._pins = _pins({place.cohort_id for place in places}, only)
        courses = [course.pk for listed in self.courses.values() for course in listed]
        self._latest = _latest_editions(courses)
        self.retired = _retired(courses)
        self.requirements: dict[int, list[Requirement]] = defaultdict(list)
        if only is None:
            self._load_requirements(programmes)

    def _load_requirements(self, programmes: set[int]) -> None:
        rows = Requirement.objects.filter(programme__in=programmes, retired_at__isnull=True)
        for row in rows.select_related("course", "activity__lesson"):
            self.requirements[row.programme_id].append(row)

    def edition_for(self, cohort_id: int, course: Course) -> OutlineEdition | None:
        """Return the edition pinned by the cohort, else the newest one."""
        return self._pins.get((cohort_id, course.pk)) or self._latest.get(course.pk)


def _pins(cohorts: set[int], only: Course | None) -> dict[tuple[int, int], OutlineEdition]:
    rows = CohortCourse.objects.filter(cohort__in=cohorts, edition__isnull=False)
    if only is not None:
        rows = rows.filter(course=only)
    return {
        (row.cohort_id, row.course_id): row.edition
        for row in rows.select_related("edition")
        if row.edition is not None
    }


def _latest_editions(courses: list[int]) -> dict[int, OutlineEdition]:
    """Return the newest edition of each course; older ones come first and are overwritten."""
    rows = OutlineEdition.objects.filter(course__in=courses).order_by("number")
    newest = {course_id: pk for pk, course_id in rows.values_list("pk", "course_id")}
    return {row.course_id: row for row in OutlineEdition.objects.filter(pk__in=newest.values())}


def _retired(courses: list[int]) -> set[str]:
    lessons = Lesson.objects.filter(course__in=courses, retired_at__isnull=False)
    activities = Activity.objects.filter(lesson__course__in=courses, retired_at__isnull=False)
    uids = (
        lessons.order_by()
        .values_list("uid", flat=True)
        .union(activities.order_by().values_list("uid", flat=True), all=True)
    )
    return {str(uid) for uid in uids}


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
        recorded = Exists(Attendance.objects.filter(session=OuterRef("pk")))
        rows = LiveSession.objects.held_or_planned().filter(cohort__in=cohorts)
        for session in rows.annotate(is_recorded=recorded):
            self._planned[session.cohort_id] += 1
            self._settled[session.cohort_id] += session.is_recorded and session.ends_at <= now
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
        )
