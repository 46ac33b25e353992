"""What a page still lacks for those who cannot see or hear it; with a gap it is not published.

Drafts may have gaps. Publishing, scheduling, and sending to or passing a review may not, through
whichever door they come: ``cms.pages.whole`` asks here, and ``cms.doors`` tells the author.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

Lack = tuple[str, str | Promise]

_NO_ALT = gettext_lazy("say in words what the picture shows, or mark it as decorative.")
_NO_PICTURE = gettext_lazy("choose the picture.")
_NO_WORDS = gettext_lazy("add captions or a transcript.")
_NOT_VTT = gettext_lazy("captions are a WebVTT file, whose name ends in .vtt.")
_NO_TRANSCRIPT = gettext_lazy("add a transcript.")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: where, and what to do."""

    index: int
    field: str
    kind: str
    heading: str
    advice: str

    @property
    def sentence(self) -> str:
        """The place and the remedy in a line."""
        facts = {"number": self.index + 1, "kind": self.kind, "heading": self.heading}
        if self.heading:
            place = _("Block %(number)d (%(kind)s, under “%(heading)s”):") % facts
        else:
            place = _("Block %(number)d (%(kind)s):") % facts
        return f"{place} {self.advice}"


class PageHasGaps(ValidationError):
    """The page is not published, because somebody could not follow it; each place is named."""

    def __init__(self, gaps: Iterable[Gap], page: Any) -> None:
        self.gaps = tuple(gaps)
        self.page = page
        super().__init__({"body": in_the_form(self.gaps)})

    @property
    def sentences(self) -> list[str]:
        """What is to be done, a line each."""
        return [gap.sentence for gap in self.gaps]

    def __str__(self) -> str:
        return " ".join(self.sentences)


def in_the_form(gaps: Iterable[Gap]) -> StreamBlockValidationError:
    """Return the gaps as errors of the form: each in its block, and all listed above."""
    listed = tuple(gaps)
    by_block: dict[int, dict[str, ValidationError]] = {}
    for gap in listed:
        by_block.setdefault(gap.index, {})[gap.field] = ValidationError(gap.sentence)
    return StreamBlockValidationError(
        block_errors={
            index: StructBlockValidationError(block_errors=errors)
            for index, errors in by_block.items()
        },
        non_block_errors=[gap.sentence for gap in listed],
    )


def gaps_in(body: StreamValue) -> list[Gap]:
    """Return what the blocks of a body lack, in reading order."""
    found, heading = [], ""
    for index, child in enumerate(body):
        if child.block_type == "text":
            heading = _last_heading(child.value.source) or heading
        for field, advice in _lacks(child):
            found.append(Gap(index, field, str(child.block.label), heading, str(advice)))
    return found


def _last_heading(html: str) -> str:
    """Return the words of the last heading in a piece of running text."""
    starts = [html.rfind(f"<{tag}") for tag in ("h2", "h3", "h4")]
    start = max(starts)
    return strip_tags(html[start:].partition("</h")[0]).strip() if start >= 0 else ""


def _lacks(child: Any) -> Iterator[Lack]:
    look = _LOOKS.get(child.block_type)
    return look(child.value) if look else iter(())


def _figure(value: Any) -> Iterator[Lack]:
    if not value["image"]:
        yield "image", _NO_PICTURE
    if not (value["alt"] or "").strip() and not value["decorative"]:
        yield "alt", _NO_ALT


def _video(value: Any) -> Iterator[Lack]:
    if value["captions"] and not value["captions"].filename.lower().endswith(".vtt"):
        yield "captions", _NOT_VTT
    if not value["captions"] and not (value["transcript"] or "").strip():
        yield "transcript", _NO_WORDS


def _audio(value: Any) -> Iterator[Lack]:
    if not (value["transcript"] or "").strip():
        yield "transcript", _NO_TRANSCRIPT


_LOOKS: dict[str, Callable[[Any], Iterator[Lack]]] = {
    "figure": _figure,
    "video": _video,
    "audio": _audio,
}
