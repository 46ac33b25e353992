"""A lesson as one reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Subquery
from django.urls import reverse

from cms import sheets
from cms.models import LessonPage, Stamp
from cms.outline import written_here
from cms.selectors.activities import fill
from cms.selectors.rights import Reading, position_in
from cms.selectors.trees import Tree, stops_of, tree_of
from cms.sheets import LanguageLink, Link, PageFacts, Part, Sheet
from courses.models import Lesson
from foundation.wording import Words
from learning.models import LessonCompletion

_NUMBERS = Stamp.objects.values("number")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: another content language, an answer to look up."""

    language: str = ""
    check: str = ""
    choice: int | None = None

    @property
    def suffix(self) -> str:
        """The chosen language for links to other lessons."""
        return f"?in={self.language}" if self.language else ""


def pages_of(uid: UUID) -> dict[str, PageFacts]:
    """Return the live pages of a lesson by language, with the stamps of the caches (1 query)."""
    rows = LessonPage.objects.live().filter(translation_key=uid).filter(written_here())
    rows = rows.annotate(
        pages=Subquery(_NUMBERS.filter(name=Stamp.Name.PAGES)),
        shared=Subquery(_NUMBERS.filter(name=Stamp.Name.SHARED)),
    ).values_list(
        *("pk", "title", "summary", "last_published_at", "locale__language_code"),
        *("pages", "shared"),
    )
    return {
        language: PageFacts(pk, Words(title, language), summary, at, f"{pages}.{shared}")
        for pk, title, summary, at, language, pages, shared in rows
    }


def find_page(pk: int) -> LessonPage:
    """Return one page with its body (1 query)."""
    return LessonPage.objects.select_related("locale").get(pk=pk)


def lesson_sheet(reading: Reading, lesson: Lesson, asked: Asked) -> Sheet | None:
    """Return the lesson for one reader, or nothing where no page of it is live.

    2 queries where body and outline are kept; 2 more where it holds an activity. The same for 3
    lessons and for 300.
    """
    pages = pages_of(lesson.uid)
    facts = _chosen(pages, asked.language or sheets.interface_language(), lesson.source_language)
    if facts is None:
        return None
    body = sheets.body_of(facts, find_page)
    tree = tree_of(reading.course, facts.title.language, facts.stamps)
    done = _done(reading)
    sheet = Sheet(
        uid=lesson.uid,
        title=facts.title,
        summary=facts.summary,
        parts=_filled(body, reading, lesson, facts, asked),
        minutes=lesson.minutes,
        weight=body.text_weight,
        picture_weight=body.picture_weight,
        languages=_languages(pages, facts),
        completed_at=done.get(lesson.pk),
        position=position_in(reading, lesson),
        may_mark=reading.place is not None,
        reads_as_staff=reading.place is None,
        chosen=asked.language if asked.language == facts.title.language else "",
    )
    return _on_the_route(sheet, reading, lesson, tree, done, asked.suffix)


def shows_file(uid: UUID, kind: str, pk: int) -> bool:
    """Tell whether a live page of the lesson shows this file (1 query where bodies are kept)."""
    bodies = (sheets.body_of(facts, find_page) for facts in pages_of(uid).values())
    return any((kind, pk) in body.files for body in bodies)


def _chosen(pages: Mapping[str, PageFacts], wanted: str, source: str) -> PageFacts | None:
    """Return the page in the language asked for, else in the source language, else any."""
    return pages.get(wanted) or pages.get(source) or next(iter(pages.values()), None)


def _done(reading: Reading) -> dict[int, datetime]:
    """Return when each lesson of the course was completed (1 query; none for staff)."""
    if reading.place is None:
        return {}
    rows = LessonCompletion.objects.filter(enrolment=reading.place, lesson__course=reading.course)
    return dict(rows.values_list("lesson_id", "completed_at"))


def _filled(
    body: sheets.Body, reading: Reading, lesson: Lesson, facts: PageFacts, asked: Asked
) -> tuple[Part, ...]:
    """Fill the gaps of a body with what depends on the reader."""
    parts = body.parts
    if asked.check and any(part.block_id == asked.check for part in parts):
        parts = tuple(_answered(part, facts, asked) for part in parts)
    if reading.place is not None and body.kinds() & {"quiz", "assignment"}:
        parts = fill(parts, reading.place, lesson)
    return parts


def _answered(part: Part, facts: PageFacts, asked: Asked) -> Part:
    """Render a check question again with what its chosen answer says."""
    if part.block_id != asked.check or part.kind != "check":
        return part
    page = find_page(facts.pk)
    child = next(child for child in page.body if child.id == asked.check)
    html = sheets.render_block(child, page, chosen=asked.choice, chosen_language=asked.language)
    return replace(part, html=html)


def _languages(pages: Mapping[str, PageFacts], facts: PageFacts) -> tuple[LanguageLink, ...]:
    """Return the languages in which the lesson can be read, in the order of the settings."""
    return tuple(
        LanguageLink(code, name, f"?in={code}", pages[code] is facts)
        for code, name in settings.LANGUAGES
        if code in pages
    )


def _on_the_route(
    sheet: Sheet,
    reading: Reading,
    lesson: Lesson,
    tree: Tree,
    done: Mapping[int, Any],
    suffix: str,
) -> Sheet:
    """Add what lies before, after and around the lesson. No query."""
    flat = tree.lessons()
    here = next((index for index, item in enumerate(flat) if item.pk == lesson.pk), None)
    links = [Link(item.title, item.url + suffix) for item in flat]
    title = reading.course.title_in(sheet.title.language)
    course = Link(title, reverse("lessons:course", args=[reading.course.uid]))
    return replace(
        sheet,
        course=course,
        number=0 if here is None else here + 1,
        total=len(flat),
        done=sum(item.pk in done for item in flat),
        stops=stops_of(tree, done, here=lesson.pk, suffix=suffix),
        before=links[here - 1] if here else None,
        after=links[here + 1] if here is not None and here + 1 < len(flat) else None,
    )
