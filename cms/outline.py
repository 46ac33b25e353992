"""Reading the outline of a course from its pages; nothing is written here (ADR 0001).

Structure comes from the course's source language only, and a page counts only if every page
above it within the course is live. Other languages bring words: the titles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from wagtail.models import Page

from cms.blocks import ActivityBlock
from cms.pages import CoursePage, LessonPage, ModulePage
from courses.models import Course
from courses.outline import ActivityOutline, CourseOutline, LessonOutline, ModuleOutline

Titles = Mapping[UUID, Mapping[str, str]]


def source_page(key: UUID) -> CoursePage | None:
    """Return the course's page in its source language: the one it was first published in."""
    pages = CoursePage.objects.filter(translation_key=key).select_related("locale")
    known = Course.objects.filter(uid=key).values_list("source_language", flat=True).first()
    if known:
        return pages.filter(locale__language_code=known).first()
    return pages.filter(live=True).order_by("first_published_at", "pk").first()


def course_keys_of(page: Page) -> set[UUID]:
    """Return the identity of the course that holds the page, the page itself included."""
    lineage = CoursePage.objects.ancestor_of(page, inclusive=True)
    return set(lineage.values_list("translation_key", flat=True))


def read_outline(course: CoursePage) -> CourseOutline:
    """Return the outline as its source pages have it now (5 queries, whatever the size)."""
    modules = list(ModulePage.objects.child_of(course).live().order_by("path"))
    lessons = _lessons_by_parent(course)
    programme = Page.objects.get(depth=course.depth - 1, path=course.path[: -course.steplen])
    keys = [course.translation_key, *(module.translation_key for module in modules)]
    keys += [lesson.translation_key for listed in lessons.values() for lesson in listed]
    titles = _titles(keys)
    return CourseOutline(
        uid=course.translation_key,
        programme_uid=programme.translation_key,
        slug=course.slug,
        code=course.code,
        titles=titles[course.translation_key],
        source_language=course.locale.language_code,
        position=_position(course),
        hours=course.hours,
        modules=tuple(_module(module, lessons[module.path], titles) for module in modules),
    )


def _lessons_by_parent(course: CoursePage) -> dict[str, list[LessonPage]]:
    """Return the live lessons of the course by the path of their module, in order."""
    found: dict[str, list[LessonPage]] = defaultdict(list)
    lessons = LessonPage.objects.descendant_of(course).live().order_by("path")
    for lesson in lessons.only("path", "depth", "slug", "translation_key", *_LESSON_FIELDS):
        found[lesson.path[: -lesson.steplen]].append(lesson)
    return found


_LESSON_FIELDS = ("minutes", "required", "body")


def _titles(keys: Iterable[UUID]) -> Titles:
    """Return the titles by language of live pages that are no mere copies of another language."""
    rows = Page.objects.live().filter(translation_key__in=set(keys)).filter(written_here())
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for key, language, title in rows.values_list(
        "translation_key", "locale__language_code", "title"
    ):
        found[key][language] = title
    return found


def written_here() -> Q:
    """Select pages that were written or translated, not mirrored from another language."""
    return Q(alias_of__isnull=True) | Q(alias_of__locale=F("locale"))


def _position(course: CoursePage) -> int:
    """Return the place among its siblings, counted from one."""
    earlier = Page.objects.filter(
        path__startswith=course.path[: -course.steplen],
        depth=course.depth,
        path__lt=course.path,
    )
    return int(earlier.count()) + 1


def _module(module: ModulePage, lessons: list[LessonPage], titles: Titles) -> ModuleOutline:
    return ModuleOutline(
        uid=module.translation_key,
        slug=module.slug,
        titles=titles[module.translation_key],
        lessons=tuple(_lesson(lesson, titles) for lesson in lessons),
    )


def _lesson(lesson: LessonPage, titles: Titles) -> LessonOutline:
    return LessonOutline(
        uid=lesson.translation_key,
        slug=lesson.slug,
        titles=titles[lesson.translation_key],
        required=lesson.required,
        minutes=lesson.minutes,
        activities=tuple(_activities(lesson)),
    )


def _activities(lesson: LessonPage) -> Iterable[ActivityOutline]:
    """Yield the activity blocks from the raw body, so that no quiz is fetched for it."""
    kinds = {
        name: block.kind
        for name, block in lesson.body.stream_block.child_blocks.items()
        if isinstance(block, ActivityBlock)
    }
    for raw in lesson.body.raw_data:
        target = raw["value"].get("target") if raw["type"] in kinds else None
        if target:
            yield _activity(kinds[raw["type"]], raw, target)


def _activity(kind: str, raw: Mapping[str, Any], target: str) -> ActivityOutline:
    return ActivityOutline(
        block_id=raw["id"],
        kind=kind,
        target_uid=UUID(target),
        required=bool(raw["value"].get("required", True)),
    )
