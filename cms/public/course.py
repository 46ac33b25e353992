"""The public page of a course: modules and lessons by name, never a lesson's text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Course, Lesson, Module

if TYPE_CHECKING:
    from cms.pages.course import CoursePage


def course_context(page: CoursePage) -> dict[str, Any]:
    """Return modules, facts and the way back to the programme (5 queries)."""
    course = Course.objects.active().filter(uid=page.translation_key).first()
    modules = list(course.modules.active()) if course else []
    lessons = list(course.lessons.active()) if course else []
    programme = page.get_parent()
    return {
        "course": course,
        "programme": programme,
        "stops": _stops(modules, lessons, page.locale.language_code),
        "facts": _facts(page, lessons),
        "crumbs": [{"title": programme.title, "url": programme.url}, {"title": page.title}],
    }


def _stops(modules: list[Module], lessons: list[Lesson], language: str) -> list[dict[str, Any]]:
    """Return the outline in the shape of components/route.html, without links."""
    listed: dict[int, list[dict[str, str]]] = defaultdict(list)
    for lesson in lessons:
        listed[lesson.module_id].append({**_named(lesson, language), "note": _minutes(lesson)})
    return [{**_named(module, language), "lessons": listed[module.pk]} for module in modules]


def _named(row: Module | Lesson, language: str) -> dict[str, str]:
    title = row.title_in(language)
    lang = title.language if title.is_fallback else ""
    return {"title": title.text, "lang": lang, "state": "ahead"}


def _minutes(lesson: Lesson) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", lesson.minutes) % {"n": lesson.minutes}


def _facts(page: CoursePage, lessons: list[Lesson]) -> list[dict[str, str]]:
    """Return what is short, in the shape of components/facts.html."""
    hours, count = page.hours, len(lessons)
    facts = [
        (hours, _("Length"), ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}),
        (count, _("Made of"), ngettext("%(n)d lesson", "%(n)d lessons", count) % {"n": count}),
    ]
    return [{"term": term, "value": value} for number, term, value in facts if number]
