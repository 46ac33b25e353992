"""A course as one learner sees it: the route, how far, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.models import CoursePage, Stamp
from cms.selectors.lessons import Link
from cms.selectors.readings import Reading
from cms.selectors.trees import Tree, TreeLesson, foreign, stops_of, tree_of
from cms.sheets import interface_language
from courses.models import Course
from foundation.wording import Words
from learning.evaluation import Progress, progress_in
from learning.facts import course_facts_of
from learning.models import LessonCompletion


@dataclass(frozen=True, slots=True)
class CourseSheet:
    """All that templates/cms/course_overview.html shows."""

    title: Words
    language: str
    summary: str
    code: str
    hours: int
    stops: tuple[Mapping[str, Any], ...]
    progress: Progress | None
    next_action: str
    next: Link | None
    public_url: str


def course_sheet(course: Course, reading: Reading) -> CourseSheet:
    """Return the course for one reader (11 queries where the outline is kept, 4 for staff)."""
    spoken = interface_language()
    tree = tree_of(course, spoken, Stamp.objects.numbers())
    done = _done(reading)
    page = _page(course, spoken)
    ahead = _next(tree, done)
    title = course.title_in(spoken)
    return CourseSheet(
        title=title,
        language=foreign(title, spoken),
        summary=page.summary if page else "",
        code=course.code,
        hours=course.hours,
        stops=stops_of(tree, done, here=ahead.pk if ahead and done else None),
        progress=progress_in(course_facts_of(reading.place, course)) if reading.place else None,
        next_action=_("Continue") if done else _("Start course"),
        next=Link(ahead.title, ahead.url) if ahead else None,
        public_url=page.url if page else "",
    )


def _done(reading: Reading) -> set[int]:
    if reading.place is None:
        return set()
    rows = LessonCompletion.objects.filter(
        enrolment_id=reading.place.pk, lesson__course_id=reading.course.pk
    )
    return set(rows.values_list("lesson_id", flat=True))


def _page(course: Course, language: str) -> CoursePage | None:
    """Return the live page in the language, else in the source language (1 query)."""
    pages = CoursePage.objects.live().filter(translation_key=course.uid)
    found = {page.locale.language_code: page for page in pages.select_related("locale")}
    return found.get(language) or found.get(course.source_language)


def _next(tree: Tree, done: set[int]) -> TreeLesson | None:
    """Return the first lesson that is not done."""
    return next((lesson for lesson in tree.lessons() if lesson.pk not in done), None)
