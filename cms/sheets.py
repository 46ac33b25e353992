"""A lesson ready to be read: its body rendered once for everybody, and the sheet around it.

The rendered body holds nothing of any learner, so it is kept in the cache. Where something of
the learner belongs (a quiz, a looked-up answer), it leaves a gap that is filled at each request.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from cms import pictures
from cms.blocks import ActivityBlock
from foundation.wording import Words

if TYPE_CHECKING:
    from cms.pages import LessonPage

_KEPT_FOR = 24 * 3600
#: The page around the text, compressed, in bytes.
_FRAME_WEIGHT = 4 * 1024
_RTL = {"ar", "dv", "fa", "he", "ps", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Card:
    """One activity as a lesson shows it; ``start_url`` takes a POST."""

    kind: str
    title: str
    required: bool
    done: bool = False
    note: str = ""
    action: str = ""
    url: str = ""
    start_url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of ready HTML; with ``kind``, one that may be replaced by what depends on the reader.

    ``card`` stands instead of the HTML where it is given.
    """

    html: str
    kind: str = ""
    block_id: str = ""
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The rendered body of one page in one language of the interface.

    ``files`` are the media and documents that the page gives the right to; weights are in bytes,
    compressed for text.
    """

    parts: tuple[Part, ...]
    files: frozenset[tuple[str, int]]
    text_weight: int
    picture_weight: int

    def kinds(self) -> set[str]:
        """Return the kinds of gaps."""
        return {part.kind for part in self.parts}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One live page of a lesson, without its body."""

    pk: int
    title: Words
    summary: str
    published_at: datetime | None
    stamps: str


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go."""

    title: Words
    url: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same lesson in another language."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that templates/cms/lesson.html shows."""

    uid: UUID
    title: Words
    summary: str
    parts: tuple[Part, ...]
    minutes: int
    weight: int
    picture_weight: int
    course: Link | None = None
    number: int = 0
    total: int = 0
    done: int = 0
    stops: tuple[Mapping[str, Any], ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    before: Link | None = None
    after: Link | None = None
    completed_at: datetime | None = None
    position: str = ""
    may_mark: bool = False
    reads_as_staff: bool = False
    chosen: str = ""

    @property
    def is_fallback(self) -> bool:
        """Tell whether the reader gets another language without having asked for it."""
        return bool(self.language) and not self.chosen

    @property
    def language(self) -> str:
        """The language of the text, where it differs from that of the interface."""
        return "" if self.title.language == interface_language() else self.title.language

    @property
    def direction(self) -> str:
        """The direction of the text."""
        return "rtl" if self.title.language in _RTL else "ltr"

    @property
    def language_name(self) -> str:
        """The name of the text's language in itself."""
        return str(settings.LANGUAGE_NAMES.get(self.title.language, self.title.language))

    @property
    def stopped_at(self) -> str:
        """The anchor of the block read last."""
        return anchor(self.position) if self.position else ""


def interface_language() -> str:
    """Return the language in which the interface speaks now."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def anchor(block_id: str) -> str:
    """Return the short form of a block id that stands in addresses."""
    return block_id[:8]


def body_of(facts: PageFacts, load: Any) -> Body:
    """Return the rendered body, from the cache where it is still true; ``load`` gets the page."""
    key = f"body:{facts.pk}:{facts.published_at}:{facts.stamps}:{interface_language()}"
    key = key.replace(" ", "T")
    found = cache.get(key)
    if not isinstance(found, Body):
        found = render(load(facts.pk))
        cache.set(key, found, _KEPT_FOR)
    return found


def render(page: LessonPage) -> Body:
    """Render the body of a page."""
    parts = tuple(_joined(_parts(page)))
    html = "".join(part.html for part in parts)
    return Body(
        parts=parts,
        files=frozenset(_files(page)),
        text_weight=_FRAME_WEIGHT + len(gzip.compress(html.encode(), 6)),
        picture_weight=sum(picture.weight for picture in _pictures(page)),
    )


def _parts(page: LessonPage) -> Iterator[Part]:
    for child in page.body:
        mark = format_html('<span id="b-{}" data-block="{}"></span>', anchor(child.id), child.id)
        yield Part(mark)
        kind = _kind(child)
        more = {"card": _card(child)} if isinstance(child.block, ActivityBlock) else {}
        yield Part(render_block(child, page, **more), kind, child.id if kind else "")


def _kind(child: Any) -> str:
    """Return what makes a block depend on its reader, or nothing."""
    if isinstance(child.block, ActivityBlock):
        return child.block.kind
    return "check" if child.block_type == "check_question" else ""


def _card(child: Any) -> Card:
    """Return an activity as those see it who only look on: no state, no way to begin."""
    target = child.value["target"]
    title = target.title.text if target else ""
    return Card(str(child.block.label), title, bool(child.value["required"]))


def render_block(child: Any, page: LessonPage, **more: Any) -> str:
    """Render one block of a lesson."""
    context = {
        "lesson": page.translation_key,
        "content_language": page.locale.language_code,
        "block_id": child.id,
        "anchor": anchor(child.id),
        **more,
    }
    return str(child.block.render(child.value, context=context))


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Join runs of ready HTML into one part each."""
    run: list[str] = []
    for part in parts:
        if not part.kind:
            run.append(part.html)
            continue
        yield _run(run)
        run = []
        yield part
    yield _run(run)


def _run(html: Iterable[str]) -> Part:
    return Part(format_html_join("", "{}", ((piece,) for piece in html)))


def _images(page: LessonPage) -> Iterator[Any]:
    for child in page.body:
        if child.block_type == "figure":
            yield child.value["image"]
        elif child.block_type == "video" and child.value["poster"]:
            yield child.value["poster"]


def _pictures(page: LessonPage) -> list[pictures.Picture]:
    found = (pictures.shown(image) for image in _images(page))
    return [picture for picture in found if picture is not None]


def _files(page: LessonPage) -> Iterator[tuple[str, int]]:
    for child in page.body:
        for name, kind in (("media", "media"), ("captions", "file"), ("document", "file")):
            if child.block_type in {"video", "audio", "file"} and child.value.get(name):
                yield kind, child.value[name].pk


def preview(page: LessonPage) -> Sheet:
    """Return the sheet of a draft: the words, and nothing of any learner."""
    body = render(page)
    return Sheet(
        uid=page.translation_key,
        title=Words(page.title, page.locale.language_code),
        summary=page.summary,
        parts=body.parts,
        minutes=page.minutes,
        weight=body.text_weight,
        picture_weight=body.picture_weight,
    )
