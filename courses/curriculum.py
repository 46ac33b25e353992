"""What a programme is made of today, read once and kept in the process until it changes.

Every change of an outline or of a requirement gives the programme another stamp; the stamp, which
comes along with the programme's row, is the key. So nothing kept is ever out of date, in however
many processes. The rows inside are shared: nobody may change them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from courses.models import Activity, Course, Lesson, OutlineEdition, Programme, Requirement

PROGRAMMES_KEPT = 64
EDITIONS_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts in one edition of a course (uids as text)."""

    edition_id: int
    lessons: frozenset[str]
    activities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """The active courses with their lessons in order, what was retired, and what is demanded.

    ``by_uid`` finds every lesson of these courses, the retired ones too; ``lesson_uids`` and
    ``activity_uids`` give the identity behind a row's number.
    """

    courses: tuple[Course, ...]
    lessons: Mapping[int, tuple[Lesson, ...]]
    by_uid: Mapping[UUID, Lesson]
    lesson_uids: Mapping[int, str]
    activity_uids: Mapping[int, str]
    newest: Mapping[int, tuple[int, str]]
    retired: frozenset[str]
    requirements: tuple[Requirement, ...]


def curriculum_of(programme: Programme) -> Curriculum:
    """Return what the programme is made of: no query, or 5 after a change."""
    return _read(programme.stamp, programme.pk)


@lru_cache(maxsize=PROGRAMMES_KEPT)
def _read(stamp: UUID, programme_id: int) -> Curriculum:
    courses = tuple(Course.objects.active().filter(programme=programme_id))
    lessons: dict[int, list[Lesson]] = {course.pk: [] for course in courses}
    by_pk = {course.pk: course for course in courses}
    by_uid: dict[UUID, Lesson] = {}
    retired: set[str] = set()
    for lesson in Lesson.objects.filter(course__in=courses).order_by("position", "pk"):
        lesson.course = by_pk[lesson.course_id]
        by_uid[lesson.uid] = lesson
        if lesson.retired_at is None:
            lessons[lesson.course_id].append(lesson)
        else:
            retired.add(str(lesson.uid))
    activities = Activity.objects.filter(lesson__course__in=courses).only("uid", "retired_at")
    activity_uids = {activity.pk: str(activity.uid) for activity in activities}
    retired |= {str(activity.uid) for activity in activities if activity.retired_at is not None}
    editions = OutlineEdition.objects.filter(course__in=courses).order_by("number")
    demanded = Requirement.objects.filter(programme=programme_id, retired_at__isnull=True)
    return Curriculum(
        courses=courses,
        lessons={pk: tuple(rows) for pk, rows in lessons.items()},
        by_uid=by_uid,
        lesson_uids={lesson.pk: str(uid) for uid, lesson in by_uid.items()},
        activity_uids=activity_uids,
        newest={row.course_id: (row.pk, row.digest) for row in editions.defer("manifest")},
        retired=frozenset(retired),
        requirements=tuple(demanded.select_related("course", "activity__lesson")),
    )


def counted_in(editions: Iterable[tuple[int, str]]) -> dict[int, Counted]:
    """Return what counts in each edition, given as (row number, digest).

    An edition never changes, so that its digest says all; 1 query for those not met before.
    """
    wanted = dict(editions)
    # Held here while we look: another thread may empty what is kept at any moment.
    known = {pk: _kept.get(digest) for pk, digest in wanted.items()}
    unknown = [pk for pk, counted in known.items() if counted is None]
    for row in OutlineEdition.objects.filter(pk__in=unknown) if unknown else ():
        known[row.pk] = _keep(row)
    return {pk: Counted(pk, *counted) for pk, counted in known.items() if counted is not None}


_kept: dict[str, tuple[frozenset[str], frozenset[str]]] = {}


def _keep(edition: OutlineEdition) -> tuple[frozenset[str], frozenset[str]]:
    if len(_kept) >= EDITIONS_KEPT:
        _kept.clear()
    counted = (
        frozenset(edition.required_lessons()),
        frozenset(edition.required_activities()),
    )
    _kept[edition.digest] = counted
    return counted
