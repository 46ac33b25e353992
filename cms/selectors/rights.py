"""Who may read a lesson: those with a place in its programme, and those who teach or run it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from cms.models import CoursePage, ProgrammePage
from courses.models import Course, Lesson
from learning.models import Enrolment, Place


@dataclass(frozen=True, slots=True)
class Reading:
    """The right to read what hangs from a course; ``place`` is empty for staff."""

    course: Course
    place: Enrolment | None


def lesson_row(uid: UUID) -> Lesson | None:
    """Return the lesson with course and programme, retired or not (1 query)."""
    return Lesson.objects.select_related("course__programme").filter(uid=uid).first()


def course_row(uid: UUID) -> Course | None:
    """Return the course with its programme, retired or not (1 query)."""
    return Course.objects.select_related("programme").filter(uid=uid).first()


def reading_of(user: User, course: Course) -> Reading | None:
    """Return the person's right to read a course, or nothing (1 query; 4 more for staff)."""
    place = _place_in(user, course)
    if place is not None:
        return Reading(course, place)
    if user.has_staff_role() and Course.objects.visible_to(user).filter(pk=course.pk).exists():
        return Reading(course, None)
    return None


def _place_in(user: User, course: Course) -> Enrolment | None:
    """Return the newest open place, its cohort and the block read last with it."""
    places = Enrolment.objects.of(user).filter(
        state__in=["active", "finished"], cohort__programme=course.programme_id
    )
    place = places.select_related("cohort", "place").first()
    if place is not None:
        place.user = user
    return place


def position_in(reading: Reading, lesson: Lesson) -> str:
    """Return the block read last in this lesson, if it was the last lesson read. No query."""
    if reading.place is None:
        return ""
    try:
        place = reading.place.place
    except Place.DoesNotExist:
        return ""
    return place.block if place.lesson_id == lesson.pk else ""


def enrol_page(course: Course, language: str) -> ProgrammePage | None:
    """Return the programme's public page if it and the course are live (3 queries), or nothing."""
    if not CoursePage.objects.live().public().filter(translation_key=course.uid).exists():
        return None
    pages = ProgrammePage.objects.live().public().filter(translation_key=course.programme.uid)
    return (
        pages.filter(locale__language_code=language).first()
        or pages.filter(locale__language_code=course.programme.source_language).first()
    )
