"""Changes of the outline: recording what was published, retiring what is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from courses.errors import KindChanged
from courses.models import Activity, Course, Lesson, Module, OutlineEdition, Programme
from courses.models.activity import activity_uid
from courses.outline import CourseOutline, LessonOutline, digest_of
from courses.signals import outline_published


@transaction.atomic
def record_programme(
    *, uid: UUID, code: str, slug: str, titles: Mapping[str, str], source_language: str, hours: int
) -> Programme:
    """Make or update the programme's row from its page; learner facts stay untouched."""
    programme, _ = Programme.objects.update_or_create(
        uid=uid,
        defaults={
            "code": code,
            "slug": slug,
            "titles": dict(titles),
            "source_language": source_language,
            "hours": hours,
            "retired_at": None,
            "stamp": uuid4(),
        },
    )
    return programme


@transaction.atomic
def record_outline(outline: CourseOutline, now: datetime) -> OutlineEdition:
    """Bring the rows of one course in line with its published pages.

    Upserts by uid, retires what is gone, revives what returns, and adds an edition where what
    counts has changed. Raises KindChanged where a block became another kind of activity. Sends
    ``outline_published`` after the commit if there is a new edition. Safe to repeat.
    """
    left = list(Programme.objects.filter(courses__uid=outline.uid).values_list("pk", flat=True))
    course = _record_course(outline)
    Course.objects.select_for_update().get(pk=course.pk)
    modules = _record_modules(course, outline, now)
    lessons = _record_lessons(course, modules, outline, now)
    _record_activities(lessons, outline, now)
    edition = _record_edition(course, outline, now)
    Programme.objects.filter(pk__in=[*left, course.programme_id]).stamp()
    return edition


def _record_course(outline: CourseOutline) -> Course:
    programme = Programme.objects.get(uid=outline.programme_uid)
    course, _ = Course.objects.update_or_create(
        uid=outline.uid,
        defaults={
            "programme": programme,
            "code": outline.code,
            "slug": outline.slug,
            "titles": dict(outline.titles),
            "source_language": outline.source_language,
            "position": outline.position,
            "hours": outline.hours,
            "retired_at": None,
        },
    )
    return course


def _record_modules(course: Course, outline: CourseOutline, now: datetime) -> dict[UUID, Module]:
    wanted = {
        module.uid: {
            "course": course,
            "slug": module.slug,
            "titles": dict(module.titles),
            "source_language": outline.source_language,
            "position": position,
        }
        for position, module in enumerate(outline.modules, start=1)
    }
    rows = _upsert(Module, wanted)
    course.modules.active().exclude(uid__in=wanted).update(retired_at=now)
    return rows


def _record_lessons(
    course: Course, modules: Mapping[UUID, Module], outline: CourseOutline, now: datetime
) -> dict[UUID, Lesson]:
    wanted = {
        lesson.uid: {
            "course": course,
            "module": modules[module.uid],
            "slug": lesson.slug,
            "titles": dict(lesson.titles),
            "source_language": outline.source_language,
            "position": position,
            "required": lesson.required,
            "minutes": lesson.minutes,
        }
        for position, (module, lesson) in enumerate(outline.lessons(), start=1)
    }
    rows = _upsert(Lesson, wanted)
    course.lessons.active().exclude(uid__in=wanted).update(retired_at=now)
    return rows


def _record_activities(
    lessons: Mapping[UUID, Lesson], outline: CourseOutline, now: datetime
) -> None:
    wanted: dict[UUID, dict[str, Any]] = {}
    for _, lesson in outline.lessons():
        wanted.update(_activity_rows(lessons[lesson.uid], lesson))
    kinds = dict(Activity.objects.filter(uid__in=wanted).values_list("uid", "kind"))
    if any(kinds[uid] != wanted[uid]["kind"] for uid in kinds):
        raise KindChanged
    _upsert(Activity, wanted)
    here = Activity.objects.active().filter(lesson__course__uid=outline.uid)
    here.exclude(uid__in=wanted).update(retired_at=now)


def _activity_rows(row: Lesson, lesson: LessonOutline) -> dict[UUID, dict[str, Any]]:
    return {
        activity_uid(lesson.uid, activity.block_id): {
            "lesson": row,
            "block_id": activity.block_id,
            "kind": activity.kind,
            "target_uid": activity.target_uid,
            "required": activity.required,
            "position": position,
        }
        for position, activity in enumerate(lesson.activities, start=1)
    }


def _upsert(model: Any, wanted: Mapping[UUID, Mapping[str, Any]]) -> dict[UUID, Any]:
    """Write the rows by uid in one statement (revived where retired) and return them by uid."""
    rows = [model(uid=uid, retired_at=None, **values) for uid, values in wanted.items()]
    if rows:
        fields = [*next(iter(wanted.values())), "retired_at"]
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["uid"], update_fields=fields
        )
    return {row.uid: row for row in model.objects.filter(uid__in=wanted)}


def _record_edition(course: Course, outline: CourseOutline, now: datetime) -> OutlineEdition:
    manifest = outline.manifest()
    digest = digest_of(manifest)
    last = course.editions.first()
    if last is not None and last.digest == digest:
        return last
    edition = OutlineEdition.objects.create(
        course=course,
        number=last.number + 1 if last else 1,
        manifest=manifest,
        digest=digest,
        recorded_at=now,
    )
    transaction.on_commit(
        lambda: outline_published.send(
            sender=OutlineEdition, course_id=course.pk, edition_id=edition.pk
        )
    )
    return edition


@transaction.atomic
def retire_course(*, uid: UUID, now: datetime) -> None:
    """Retire a course with all it holds, because its page was unpublished or deleted."""
    Activity.objects.active().filter(lesson__course__uid=uid).update(retired_at=now)
    Lesson.objects.active().filter(course__uid=uid).update(retired_at=now)
    Module.objects.active().filter(course__uid=uid).update(retired_at=now)
    Course.objects.active().filter(uid=uid).update(retired_at=now)
    Programme.objects.filter(courses__uid=uid).stamp()
