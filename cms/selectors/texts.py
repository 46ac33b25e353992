"""A lesson without its reader: words, outline, neighbours, ready and kept until a page changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string

from cms import sheets
from cms.models import LessonPage, Stamp
from cms.outline import written_here
from cms.selectors.readings import CourseKey, course_key
from cms.selectors.trees import Tree, tree_of
from cms.sheets import Part
from courses.models import Lesson
from foundation.wording import Words

KEPT_FOR = 24 * 3600


@dataclass(frozen=True, slots=True)
class LessonText:
    """One lesson in one language for readers of one interface language; no learner is in it.

    ``head`` is ready HTML. ``page_id`` is empty where no page of the lesson is live.
    """

    key: str
    pk: int
    uid: UUID
    course: CourseKey
    course_title: Words
    title: Words
    head: str
    parts: tuple[Part, ...]
    tree: Tree
    page_id: int | None
    is_retired: bool

    @property
    def kinds(self) -> set[str]:
        """The kinds of parts that depend on the reader."""
        return {part.kind for part in self.parts}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One live page of a lesson, without its body."""

    pk: int
    title: Words
    summary: str
    published_at: datetime | None


def lesson_text(uid: UUID, wanted: str) -> LessonText | None:
    """Return the lesson in the wanted language, else in its source language; nothing if unknown.

    1 query where it is kept, else 6 and those of its blocks, whatever the size of the course.
    """
    wanted = wanted if wanted in settings.LANGUAGE_NAMES else sheets.interface_language()
    stamps = Stamp.objects.numbers()
    key = f"lesson:{uid}:{wanted}:{sheets.interface_language()}:{stamps}"
    found = cache.get(key)
    if not isinstance(found, LessonText):
        found = _read(key, uid, wanted, stamps)
        if found is not None:
            cache.set(key, found, KEPT_FOR)
    return found


def _read(key: str, uid: UUID, wanted: str, stamps: str) -> LessonText | None:
    row = Lesson.objects.select_related("course__programme").filter(uid=uid).first()
    if row is None:
        return None
    pages = pages_of(uid)
    facts = _chosen(pages, wanted, row.source_language)
    title = facts.title if facts else row.title_in(wanted)
    tree = tree_of(row.course, title.language, stamps)
    body = sheets.render(find_page(facts.pk)) if facts else None
    return LessonText(
        key=key,
        pk=row.pk,
        uid=uid,
        course=course_key(row.course),
        course_title=row.course.title_in(title.language),
        title=title,
        head=_head(row, facts, pages, body, tree) if facts and body else "",
        parts=body.parts if body else (),
        tree=tree,
        page_id=facts.pk if facts else None,
        is_retired=row.retired_at is not None,
    )


def pages_of(uid: UUID) -> dict[str, PageFacts]:
    """Return the live pages of a lesson by language (1 query)."""
    rows = LessonPage.objects.live().filter(translation_key=uid).filter(written_here())
    return {
        language: PageFacts(pk, Words(title, language), summary, at)
        for pk, title, summary, at, language in rows.values_list(
            "pk", "title", "summary", "last_published_at", "locale__language_code"
        )
    }


def find_page(pk: int) -> LessonPage:
    """Return one page with its body (1 query)."""
    return LessonPage.objects.select_related("locale").get(pk=pk)


def _chosen(pages: Mapping[str, PageFacts], wanted: str, source: str) -> PageFacts | None:
    """Return the page in the language asked for, else in the source language, else any."""
    return pages.get(wanted) or pages.get(source) or next(iter(pages.values()), None)


def _head(
    row: Lesson,
    facts: PageFacts,
    pages: Mapping[str, PageFacts],
    body: sheets.Body,
    tree: Tree,
) -> str:
    """Render title, length, weight and languages, which are the same for every reader."""
    flat = [lesson.pk for lesson in tree.lessons()]
    language = facts.title.language
    context: dict[str, Any] = {
        "title": facts.title,
        "summary": facts.summary,
        "language": "" if language == sheets.interface_language() else language,
        "direction": sheets.direction_of(language),
        "number": flat.index(row.pk) + 1 if row.pk in flat else 0,
        "total": len(flat),
        "minutes": row.minutes,
        "weight": body.text_weight,
        "picture_weight": body.picture_weight,
        "languages": [
            {"code": code, "name": name, "url": f"?in={code}", "current": code == language}
            for code, name in settings.LANGUAGES
            if code in pages and len(pages) > 1
        ],
    }
    return render_to_string("cms/_lesson_head.html", context)


def shows_file(uid: UUID, kind: str, pk: int) -> bool:
    """Tell whether a live page of the lesson shows this file (2 queries, and those of blocks)."""
    pages = LessonPage.objects.live().filter(translation_key=uid)
    return any((kind, pk) in sheets.files_of(page) for page in pages)
