"""Who may read a course: those with a place in its programme, and those who teach or run it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from cms.models import CoursePage, ProgrammePage
from courses.models import Course
from foundation.prepared import Prepared
from learning.models import Enrolment, Place

_NEEDED = (
    *("state", "user_id", "cohort__starts_on", "cohort__time_zone", "cohort__programme_id"),
    *("place__lesson_id", "place__block", "place__enrolment_id"),
)


_places = Prepared(
    lambda user, programme: (
        Enrolment.objects.of(user)
        .learning()
        .filter(cohort__programme_id=programme)
        .select_related("cohort", "place")
        .only(*_NEEDED)
    )
)


@dataclass(frozen=True, slots=True)
class CourseKey:
    """A course and its programme by row number, as kept with a rendered lesson."""

    pk: int
    uid: UUID
    programme_id: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The right to read what hangs from a course; ``place`` is empty for staff."""

    course: CourseKey
    place: Enrolment | None

    def position_in(self, lesson_id: int) -> str:
        """Return the block read last in this lesson, if it was the last lesson read."""
        try:
            place = self.place.place if self.place else None
        except Place.DoesNotExist:
            return ""
        return place.block if place and place.lesson_id == lesson_id else ""


def course_key(course: Course) -> CourseKey:
    """Return the key of a course row. No query."""
    return CourseKey(course.pk, course.uid, course.programme_id)


def reading_of(user: User, course: CourseKey) -> Reading | None:
    """Return the person's right to read a course, or nothing (1 query; 4 more for staff)."""
    places = _places(user.pk, course.programme_id)
    if places:
        place = places[0]
        place.user = user
        return Reading(course, place)
    if user.has_staff_role() and Course.objects.visible_to(user).filter(pk=course.pk).exists():
        return Reading(course, None)
    return None


def enrol_page(uid: UUID, language: str) -> ProgrammePage | None:
    """Return the programme's public page if it and the course are live (4 queries), or nothing."""
    course = Course.objects.active().select_related("programme").filter(uid=uid).first()
    live = CoursePage.objects.live().public().filter(translation_key=uid)
    if course is None or not live.exists():
        return None
    pages = ProgrammePage.objects.live().public().filter(translation_key=course.programme.uid)
    return (
        pages.filter(locale__language_code=language).first()
        or pages.filter(locale__language_code=course.programme.source_language).first()
    )
