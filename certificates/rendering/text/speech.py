"""What glyphs say to whoever copies, searches or reads the file aloud."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

# What a glyph without text of its own says: a zero width space.
SILENT: Final = "\u200b"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a run: which, whose text it carries, and where its pen goes."""

    number: int
    source: str
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word said in the place of its glyphs: where it begins and how wide it is."""

    x: float
    width: float
    source: str


def by_words(
    glyphs: list[Glyph], clusters: list[int], text: str, span: tuple[int, int]
) -> tuple[Spoken, ...]:
    """The words of a right-to-left run from left to right, each reversed as readers expect.

    In a face that steps down to its baseline, as Nastaliq does, readers of the file take letters
    at different heights for different lines. So the glyphs stay silent; each word is said whole.
    """
    start, end = span
    starts = [_word_start(text, start, cluster) for cluster in clusters]
    stops = sorted({*starts, end})
    words = []
    x = 0.0
    for first, group in groupby(zip(starts, glyphs, strict=True), key=lambda pair: pair[0]):
        width = sum(glyph.advance for _, glyph in group)
        last = stops[stops.index(first) + 1]
        words.append(Spoken(x, width, text[first:last][::-1]))
        x += width
    return tuple(words)


def _word_start(text: str, start: int, position: int) -> int:
    while position > start and not text[position].isspace() and not text[position - 1].isspace():
        position -= 1
    return position


def with_sources(
    bare: list[Glyph], clusters: list[int], text: str, rtl: bool
) -> tuple[Glyph, ...]:
    """The glyphs with the text each carries: a cluster's text stands on one of its glyphs.

    The others say a zero width space, or nothing in right-to-left runs, where readers would break
    words at it. There they also reverse the whole line, so what one glyph carries is reversed too.
    """
    starts = sorted(set(clusters))
    stops = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    carriers = _carriers(bare, clusters)
    glyphs = []
    for index, (glyph, cluster) in enumerate(zip(bare, clusters, strict=True)):
        if carriers[cluster] == index:
            source = text[cluster : stops[cluster]][:: -1 if rtl else 1]
        else:
            source = "" if rtl else SILENT
        glyphs.append(replace(glyph, source=source))
    return tuple(glyphs)


def _carriers(glyphs: list[Glyph], clusters: list[int]) -> dict[int, int]:
    """The glyph that carries each cluster's text, by index: the widest of them."""
    best: dict[int, int] = {}
    for index, (glyph, cluster) in enumerate(zip(glyphs, clusters, strict=True)):
        rival = glyphs[best[cluster]] if cluster in best else None
        if rival is None or glyph.advance > rival.advance:
            best[cluster] = index
    return best


def is_woven(glyphs: tuple[Glyph, ...], text: str) -> bool:
    """Whether glyphs and characters do not match one to one."""
    if len(glyphs) != len(text) or any(unicodedata.combining(character) for character in text):
        return True
    return any(len(glyph.source) != 1 or glyph.source == SILENT for glyph in glyphs)
