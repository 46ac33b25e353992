"""The public page of a course: modules and lessons by name, never a lesson's text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from courses.models import Course
from foundation.wording import Words

if TYPE_CHECKING:
    from cms.pages.course import CoursePage


@dataclass(frozen=True, slots=True)
class ListedLesson:
    """One lesson by name."""

    title: Words
    minutes: int


@dataclass(frozen=True, slots=True)
class ListedModule:
    """One module with its lessons."""

    title: Words
    lessons: tuple[ListedLesson, ...]


def course_context(page: CoursePage) -> dict[str, Any]:
    """Return modules, total minutes and the programme's page (4 queries)."""
    course = Course.objects.active().filter(uid=page.translation_key).first()
    modules = _modules(course, page.locale.language_code) if course else ()
    return {
        "course": course,
        "modules": modules,
        "minutes": sum(lesson.minutes for module in modules for lesson in module.lessons),
        "programme": page.get_parent(),
    }


def _modules(course: Course, language: str) -> tuple[ListedModule, ...]:
    lessons: dict[int, list[ListedLesson]] = defaultdict(list)
    for row in course.lessons.active():
        lessons[row.module_id].append(ListedLesson(row.title_in(language), row.minutes))
    return tuple(
        ListedModule(row.title_in(language), tuple(lessons[row.pk]))
        for row in course.modules.active()
    )
