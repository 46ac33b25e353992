"""How long a lesson is and what it weighs: told beside the editor, for the saved draft."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cms import sheets

if TYPE_CHECKING:
    from cms.pages import LessonPage

#: Words a minute of somebody who reads with care, perhaps in a second or third language.
PACE = 180
#: What the page of a lesson may weigh with a warm cache (docs/explanation/page-weight.md).
BUDGET = 12 * 1024
_RECORDINGS = {"video", "audio"}
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Measures:
    """The length of a lesson, and the bytes it costs its reader."""

    words: int
    reading: int
    listening: int
    weight: int
    room: int
    pictures: tuple[tuple[str, int], ...]
    pace: int = PACE

    @property
    def is_heavy(self) -> bool:
        """Tell whether the lesson's own part exceeds what the budget leaves for it."""
        return self.weight > self.room

    @property
    def picture_weight(self) -> int:
        """The bytes of all pictures, which load late and only where the reader comes to them."""
        return sum(weight for _, weight in self.pictures)


def measures_of(page: LessonPage) -> Measures:
    """Return the measures of a lesson as its blocks are now."""
    words = sum(len(_WORD.findall(text)) for text in _texts(page))
    body = sheets.render(page)
    return Measures(
        words=words,
        reading=math.ceil(words / PACE),
        listening=math.ceil(_seconds(page) / 60),
        weight=body.text_weight - sheets.FRAME_WEIGHT,
        room=BUDGET - sheets.FRAME_WEIGHT,
        pictures=tuple(sheets.weights_of(page)),
    )


def _texts(page: LessonPage) -> Iterator[str]:
    """Yield what is read: not a transcript, which stands for listening."""
    for child in page.body:
        if child.block_type == "key_facts":
            yield from (fact.statement for fact in child.value if fact is not None)
        elif child.block_type == "term":
            yield child.value.definition if child.value else ""
        elif child.block_type not in _RECORDINGS:
            yield from _said(child)


def _said(child: Any) -> Iterator[str]:
    yield from child.block.get_searchable_content(child.value)


def _seconds(page: LessonPage) -> float:
    media = (child.value["media"] for child in page.body if child.block_type in _RECORDINGS)
    return sum(item.duration or 0 for item in media if item is not None)
