"""The body of a lesson, rendered once for everybody.

It holds nothing of any learner, so it can be kept in the cache. Where something of the learner
belongs (a quiz, a looked-up answer), it is left in parts that are exchanged at each request.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from cms import pictures
from cms.blocks import ActivityBlock

if TYPE_CHECKING:
    from cms.pages import LessonPage

#: The page around the text, compressed, in bytes.
FRAME_WEIGHT = 4 * 1024
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
    """A run of ready HTML; with ``kind``, one that may be exchanged for the reader's own.

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


def interface_language() -> str:
    """Return the language in which the interface speaks now."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def direction_of(language: str) -> str:
    """Return the direction in which a language is written."""
    return "rtl" if language in _RTL else "ltr"


def anchor(block_id: str | None) -> str:
    """Return the short form of a block id that stands in addresses; a new block has none yet."""
    return (block_id or "")[:8]


def render(page: LessonPage) -> Body:
    """Render the body of a page."""
    parts = tuple(_joined(_parts(page)))
    html = "".join(part.html for part in parts)
    return Body(
        parts=parts,
        files=files_of(page),
        text_weight=FRAME_WEIGHT + len(gzip.compress(html.encode(), 6)),
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


def weights_of(page: LessonPage) -> Iterator[tuple[str, int]]:
    """Yield name and bytes of each picture that the page shows."""
    for image in _images(page):
        if (picture := pictures.shown(image)) is not None:
            yield image.title, picture.weight


def files_of(page: LessonPage) -> frozenset[tuple[str, int]]:
    """Return the media and documents that the page shows, as kind and row number."""
    return frozenset(_files(page))


def _files(page: LessonPage) -> Iterator[tuple[str, int]]:
    for child in page.body:
        for name, kind in (("media", "media"), ("captions", "file"), ("document", "file")):
            if child.block_type in {"video", "audio", "file"} and child.value.get(name):
                yield kind, child.value[name].pk
