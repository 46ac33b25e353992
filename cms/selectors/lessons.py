"""A lesson as one reader sees it: the kept text, and what is the reader's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from cms import sheets
from cms.selectors.activities import fill
from cms.selectors.readings import Reading
from cms.selectors.texts import LessonText, find_page
from cms.selectors.trees import outline_html
from cms.sheets import Part
from foundation.wording import Words
from learning.models import LessonCompletion


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


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go."""

    title: Words
    url: str


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """All that templates/cms/lesson.html shows."""

    uid: UUID
    title: Words
    head: str
    parts: tuple[Part, ...]
    outline: str
    course: Link
    total: int
    done: int
    after: Link | None
    before: Link | None
    completed_at: datetime | None
    position: str
    may_mark: bool
    chosen: str

    @property
    def language(self) -> str:
        """The language of the text, where it differs from that of the interface."""
        return "" if self.title.language == sheets.interface_language() else self.title.language

    @property
    def language_name(self) -> str:
        """The name of the text's language in itself."""
        return str(settings.LANGUAGE_NAMES.get(self.title.language, self.title.language))

    @property
    def direction(self) -> str:
        """The direction of the text."""
        return sheets.direction_of(self.title.language)

    @property
    def is_fallback(self) -> bool:
        """Tell whether the reader gets another language without having asked for it."""
        return bool(self.language) and not self.chosen

    @property
    def has_work(self) -> bool:
        """Tell whether a quiz or assignment here is still to be done."""
        return any(part.card is not None and not part.card.done for part in self.parts)

    @property
    def stopped_at(self) -> str:
        """The anchor of the block read last."""
        return sheets.anchor(self.position) if self.position else ""


def lesson_sheet(text: LessonText, reading: Reading, asked: Asked) -> LessonSheet:
    """Return the lesson for one reader.

    1 query; 2 or 3 more where it holds activities. The same for 3 lessons and for 300.
    """
    done = _done(reading)
    flat = text.tree.lessons()
    here = next((index for index, item in enumerate(flat) if item.pk == text.pk), None)
    links = [Link(item.title, item.url + asked.suffix) for item in flat]
    return LessonSheet(
        uid=text.uid,
        title=text.title,
        head=text.head,
        parts=_own(text, reading, asked),
        outline=outline_html(text.tree, done, text.pk, asked.suffix),
        course=Link(text.course_title, reverse("lessons:course", args=[text.course.uid])),
        total=len(flat),
        done=sum(item.pk in done for item in flat),
        after=links[here + 1] if here is not None and here + 1 < len(flat) else None,
        before=links[here - 1] if here else None,
        completed_at=done.get(text.pk),
        position=reading.position_in(text.pk),
        may_mark=reading.place is not None,
        chosen=asked.language if asked.language == text.title.language else "",
    )


def _done(reading: Reading) -> Mapping[int, datetime]:
    """Return when each lesson of the course was completed (1 query; none for staff)."""
    if reading.place is None:
        return {}
    rows = LessonCompletion.objects.filter(
        enrolment_id=reading.place.pk, lesson__course_id=reading.course.pk
    )
    return dict(rows.values_list("lesson_id", "completed_at"))


def _own(text: LessonText, reading: Reading, asked: Asked) -> tuple[Part, ...]:
    """Exchange the parts that depend on the reader."""
    parts = text.parts
    if asked.check and any(part.block_id == asked.check for part in parts):
        parts = tuple(_answered(part, text, asked) for part in parts)
    if reading.place is not None and text.kinds & {"quiz", "assignment"}:
        parts = fill(parts, reading.place, text.pk)
    return parts


def _answered(part: Part, text: LessonText, asked: Asked) -> Part:
    """Render a check question again with what its chosen answer says."""
    if part.block_id != asked.check or part.kind != "check" or text.page_id is None:
        return part
    page = find_page(text.page_id)
    child = next(child for child in page.body if child.id == asked.check)
    html = sheets.render_block(child, page, chosen=asked.choice, chosen_language=asked.language)
    return replace(part, html=html)
