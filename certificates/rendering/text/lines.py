"""Sets a line of text: levels, runs, shaping, visual order.

The result is measured in thousandths of the em, so that one shaped line can be fitted to any size.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import uharfbuzz as hb

from certificates.rendering.errors import NoTypeface
from certificates.rendering.text.bidi import levels_of, strong_directions, visual_order
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.faces import Face
from certificates.rendering.text.itemise import Segment, itemise
from certificates.rendering.text.languages import is_right_to_left
from certificates.rendering.text.refusals import printable

# What a glyph without text of its own says to a reader of the file: a zero width space.
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
class Run:
    """Glyphs of one face in visual order, left to right.

    ``text`` is what the run says in logical order; ``woven`` tells that glyphs and characters do
    not match one to one, so that a reader of the file needs to be told the text.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    text: str
    right_to_left: bool
    woven: bool

    @property
    def advance(self) -> float:
        """The width in thousandths of the line's em."""
        return sum(glyph.advance for glyph in self.glyphs) * self.face.spec.scale


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line: its runs from left to right and its measures at a size of 1000."""

    text: str
    language: str
    right_to_left: bool
    runs: tuple[Run, ...]
    advance: float
    top: float
    bottom: float

    def width(self, size: float) -> float:
        """The width at a type size."""
        return self.advance * size / 1000


def set_line(text: str, style: Style, language: str, base: int | None = None) -> Line:
    """Shape one line; raises NameRefused for what cannot be printed.

    ``base`` forces the paragraph's direction: 0 left to right, 1 right to left. By default a text
    of one direction keeps it and a mixed text takes that of its language.
    """
    normal = printable(text)
    if base is None:
        strong = strong_directions(normal)
        base = int(is_right_to_left(language)) if len(strong) != 1 else next(iter(strong))
    levels = levels_of(normal, base)
    segments = itemise(normal, levels, style, language)
    codes = [ord(character) for character in normal]
    order = visual_order([segment.level for segment in segments])
    runs = tuple(_shape(normal, codes, segments[i], language) for i in order)
    inks = [
        (run.face.ink_of(glyph.number), glyph.dy, run.face.spec.scale)
        for run in runs
        for glyph in run.glyphs
    ]
    return Line(
        text=normal,
        language=language,
        right_to_left=bool(base),
        runs=runs,
        advance=sum(run.advance for run in runs),
        top=max((ink[0] + dy) * scale for ink, dy, scale in inks),
        bottom=min((ink[1] + dy) * scale for ink, dy, scale in inks),
    )


@lru_cache(maxsize=1024)
def set_label(text: str, style: Style, language: str, base: int | None = None) -> Line:
    """The same for words that many certificates share; the shaped line is kept in memory."""
    return set_line(text, style, language, base)


def _shape(text: str, codes: list[int], segment: Segment, language: str) -> Run:
    rtl = segment.level % 2 == 1
    settings = {
        "clusters": hb.BufferClusterLevel.MONOTONE_GRAPHEMES,
        "direction": "rtl" if rtl else "ltr",
        "script": segment.script if segment.script != "Zyyy" else "Latn",
        "language": language,
        "features": {},
    }
    start, end, face = segment.start, segment.end, segment.face
    buffer = face.shape(codes, start, end - start, settings)
    unit = face.unit
    pairs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    bare = [
        Glyph(i.codepoint, "", p.x_advance * unit, p.x_offset * unit, p.y_offset * unit)
        for i, p in pairs
    ]
    clusters = [info.cluster for info, _ in pairs]
    for glyph, cluster in zip(bare, clusters, strict=True):
        if glyph.number == 0:
            raise NoTypeface(text[cluster])
    if rtl and any(glyph.advance and glyph.dy for glyph in bare):
        clusters = [_word_start(text, start, cluster) for cluster in clusters]
    said = text[start:end]
    glyphs = _with_sources(bare, clusters, text[:end], rtl)
    return Run(face, glyphs, said, rtl, woven=_is_woven(glyphs, said))


def _word_start(text: str, start: int, position: int) -> int:
    """Where the word of a character begins.

    In a face that steps down to its baseline, as Nastaliq does, readers of the file take letters
    at different heights for different lines; a whole word at its last letter is on the line.
    """
    while position > start and not text[position].isspace() and not text[position - 1].isspace():
        position -= 1
    return position


def _with_sources(
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
    """The glyph that carries each cluster's text, by index: on the baseline, and the widest."""
    best: dict[int, int] = {}
    for index, (glyph, cluster) in enumerate(zip(glyphs, clusters, strict=True)):
        rival = glyphs[best[cluster]] if cluster in best else None
        if rival is None or _fitness(glyph) > _fitness(rival):
            best[cluster] = index
    return best


def _fitness(glyph: Glyph) -> tuple[bool, float]:
    return glyph.advance > 0 and not glyph.dy, glyph.advance


def _is_woven(glyphs: tuple[Glyph, ...], text: str) -> bool:
    """Whether glyphs and characters do not match one to one."""
    if len(glyphs) != len(text) or any(unicodedata.combining(character) for character in text):
        return True
    return any(len(glyph.source) != 1 or glyph.source == SILENT for glyph in glyphs)
