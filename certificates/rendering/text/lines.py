"""Sets a line of text: levels, runs, shaping, visual order. The result is measured in thousandths of
the em, so that one shaped line can be fitted to any size.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
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

# What a glyph without text of its own says to a reader that extracts text: a zero width space.
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

    ``text`` is what the run says in logical order; ``woven`` tells that glyphs and characters do not
    match one to one, so that a reader of the file needs to be told the text.
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

    def width(self, size: float, tracking: float = 0.0) -> float:
        """The width at a type size, with letters set apart by ``tracking`` points."""
        gaps = sum(len(run.glyphs) for run in self.runs) - 1
        return self.advance * size / 1000 + tracking * max(0, gaps)

    def can_be_tracked(self) -> bool:
        """Whether letters may be set apart: only where none join and none carry marks."""
        plain = all(not run.right_to_left and not run.woven for run in self.runs)
        return plain and all(glyph.advance for run in self.runs for glyph in run.glyphs)


def set_line(text: str, style: Style, language: str, base: int | None = None) -> Line:
    """Shape one line; raises NameRefused for what cannot be printed.

    ``base`` forces the paragraph's direction: 0 left to right, 1 right to left. By default a text of
    one direction keeps it and a mixed text takes that of its language.
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
    level = hb.BufferClusterLevel
    settings = {
        "clusters": level.CHARACTERS if rtl else level.MONOTONE_GRAPHEMES,
        "direction": "rtl" if rtl else "ltr",
        "script": segment.script if segment.script != "Zyyy" else "Latn",
        "language": language,
        "features": {},
    }
    start, end, face = segment.start, segment.end, segment.face
    buffer = face.shape(codes, start, end - start, settings)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    sources = _sources(text, [info.cluster for info in infos], end, rtl)
    carriers = _carriers([(info.cluster, face.width_of(info.codepoint)) for info in infos])
    unit = face.unit
    glyphs = []
    for i, (info, place) in enumerate(zip(infos, positions, strict=True)):
        if info.codepoint == 0:
            raise NoTypeface(text[info.cluster])
        source = sources[info.cluster] if carriers[info.cluster] == i else SILENT
        glyphs.append(
            Glyph(
                info.codepoint,
                source,
                place.x_advance * unit,
                place.x_offset * unit,
                place.y_offset * unit,
            )
        )
    said = text[start:end]
    return Run(face, tuple(glyphs), said, rtl, woven=_is_woven(glyphs, said))


def _is_woven(glyphs: list[Glyph], text: str) -> bool:
    if len(glyphs) != len(text):
        return True
    return any(len(glyph.source) != 1 or glyph.source == SILENT for glyph in glyphs) or any(
        unicodedata.combining(character) for character in text
    )


def _sources(text: str, clusters: list[int], end: int, rtl: bool) -> dict[int, str]:
    """The text of each cluster; reversed in right-to-left runs, where extractors reverse the line."""
    starts = sorted(set(clusters))
    stops = [*starts[1:], end]
    step = -1 if rtl else 1
    return {a: text[a:b][::step] for a, b in zip(starts, stops, strict=True)}


def _carriers(glyphs: list[tuple[int, float]]) -> dict[int, int]:
    """For each cluster the index of its widest glyph, which carries the text."""
    best: dict[int, int] = {}
    for i, (cluster, width) in enumerate(glyphs):
        if cluster not in best or width > glyphs[best[cluster]][1]:
            best[cluster] = i
    return best
