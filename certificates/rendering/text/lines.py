"""Sets a line of text: levels, runs, shaping, visual order.

The result is measured in thousandths of the em, so that one shaped line can be fitted to any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb

from certificates.rendering.errors import NoTypeface
from certificates.rendering.text.bidi import levels_of, strong_directions, visual_order
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.faces import Face
from certificates.rendering.text.itemise import Segment, itemise
from certificates.rendering.text.languages import is_right_to_left
from certificates.rendering.text.refusals import printable
from certificates.rendering.text.speech import Glyph, Spoken, by_words, is_woven, with_sources


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Glyphs of one face in visual order, left to right; a run equals itself alone.

    ``text`` is what the run says in logical order; ``woven`` tells that glyphs and characters do
    not match one to one, so that a reader of the file needs to be told the text; ``spoken`` says
    it word by word where the glyphs cannot.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    text: str
    right_to_left: bool
    woven: bool
    spoken: tuple[Spoken, ...] = ()

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
    said = text[start:end]
    spoken: tuple[Spoken, ...] = ()
    if rtl and any(glyph.advance and glyph.dy for glyph in bare):
        spoken = by_words(bare, clusters, text, (start, end))
        glyphs = tuple(bare)
    else:
        glyphs = with_sources(bare, clusters, text[:end], rtl)
    return Run(face, glyphs, said, rtl, is_woven(glyphs, said), spoken)
