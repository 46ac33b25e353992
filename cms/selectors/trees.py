"""The outline of a course as its readers see it, kept until a page changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from cms.sheets import interface_language
from courses.models import Course
from foundation.wording import Words

_KEPT_FOR = 24 * 3600


@dataclass(frozen=True, slots=True)
class TreeLesson:
    """One lesson of the outline."""

    pk: int
    uid: UUID
    title: Words
    url: str


@dataclass(frozen=True, slots=True)
class TreeModule:
    """One module of the outline."""

    title: Words
    lessons: tuple[TreeLesson, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The outline of one course in one language."""

    key: str
    modules: tuple[TreeModule, ...]

    def lessons(self) -> list[TreeLesson]:
        """Return the lessons in reading order."""
        return [lesson for module in self.modules for lesson in module.lessons]


def tree_of(course: Course, language: str, stamps: str) -> Tree:
    """Return the outline: no query where it is kept, else 2, whatever its size."""
    key = f"tree:{course.pk}:{language}:{stamps}"
    found = cache.get(key)
    if not isinstance(found, Tree):
        found = Tree(key, _read(course, language))
        cache.set(key, found, _KEPT_FOR)
    return found


def _read(course: Course, language: str) -> tuple[TreeModule, ...]:
    lessons: dict[int, list[TreeLesson]] = defaultdict(list)
    for row in course.lessons.active():
        url = reverse("lessons:lesson", args=[row.uid])
        lessons[row.module_id].append(TreeLesson(row.pk, row.uid, row.title_in(language), url))
    return tuple(
        TreeModule(row.title_in(language), tuple(lessons[row.pk]))
        for row in course.modules.active()
        if lessons[row.pk]
    )


def outline_html(tree: Tree, done: Collection[int], here: int | None, suffix: str) -> SafeString:
    """Return the drawn outline. No query.

    It is kept by what is done, not by who did it: readers who have done the same see the same.
    """
    state = "".join("1" if lesson.pk in done else "0" for lesson in tree.lessons())
    key = f"outline:{tree.key}:{here}:{int(state or '0', 2):x}:{suffix}:{interface_language()}"
    found: SafeString | None = cache.get(key)
    if found is None:
        stops = stops_of(tree, done, here=here, suffix=suffix)
        found = render_to_string("components/route.html", {"stops": stops})
        cache.set(key, found, _KEPT_FOR)
    return found


def stops_of(
    tree: Tree, done: Collection[int], *, here: int | None, suffix: str = ""
) -> tuple[Mapping[str, Any], ...]:
    """Return the outline in the shape of components/route.html. No query."""
    spoken = interface_language()
    return tuple(_stop(module, done, here, suffix, spoken) for module in tree.modules)


def _stop(
    module: TreeModule, done: Collection[int], here: int | None, suffix: str, spoken: str
) -> Mapping[str, Any]:
    keys = {lesson.pk for lesson in module.lessons}
    state = "here" if here in keys else "done" if keys <= set(done) else "ahead"
    return {
        "title": module.title.text,
        "lang": foreign(module.title, spoken),
        "state": state,
        "lessons": [
            {
                "title": lesson.title.text,
                "lang": foreign(lesson.title, spoken),
                "url": lesson.url + suffix,
                "state": _state(lesson.pk, done, here),
                "current": lesson.pk == here,
            }
            for lesson in module.lessons
        ],
    }


def _state(pk: int, done: Collection[int], here: int | None) -> str:
    return "done" if pk in done else "here" if pk == here else "ahead"


def foreign(words: Words, spoken: str) -> str:
    """Return the language of words that differ from that of the interface. No query."""
    return "" if words.language == spoken else words.language
