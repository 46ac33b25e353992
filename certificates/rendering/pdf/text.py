"""A shaped line as PDF text operators."""

from __future__ import annotations

from functools import lru_cache

from certificates.rendering.digits import number, numbers
from certificates.rendering.layout.marks import TextMark
from certificates.rendering.pdf.fontbook import FontBook, Pair, UsedFace
from certificates.rendering.pdf.objects import text_string
from certificates.rendering.text.lines import Run

# Operators as they are written, and between them the glyphs whose codes a document decides.
Pieces = tuple[str | tuple[Pair, ...], ...]

_RUNS_KEPT = 4096


def text_operators(mark: TextMark, fonts: FontBook) -> list[str]:
    """The operators that set a line; each run is placed on its own."""
    parts = ["BT"]
    x = mark.x
    for run in mark.line.runs:
        used = fonts.use(run.face)
        size = mark.size * run.face.spec.scale
        said = run.woven and not run.right_to_left
        if said:
            parts.append(f"/Span << /ActualText {text_string(run.text)} >> BDC")
        parts.append(f"/{used.name} {number(size)} Tf 1 0 0 1 {numbers(x, mark.y)} Tm")
        parts.append(_written(_pieces(run, size), used))
        parts += _spoken(run, used, size, (x, mark.y))
        if said:
            parts.append("EMC")
        x += run.advance * mark.size / 1000
    parts.append("ET")
    return parts


def _written(pieces: Pieces, used: UsedFace) -> str:
    return "".join([piece if isinstance(piece, str) else used.codes_of(piece) for piece in pieces])


@lru_cache(maxsize=_RUNS_KEPT)
def _pieces(run: Run, size: float) -> Pieces:
    """Glyphs with corrections wherever one does not stand where its width would put it.

    ``pen`` is where the shaper's pen is, ``reader`` where a reader's is after what was written;
    both in thousandths of the em. What many certificates share is worked out once.
    """
    pieces: list[str | tuple[Pair, ...]] = ["["]
    row: list[Pair] = []
    pen = reader = rise = 0.0

    def close(after: str) -> None:
        if row:
            pieces.extend(("<", tuple(row), ">"))
            row.clear()
        pieces.append(after)

    for glyph in run.glyphs:
        if glyph.dy != rise:
            rise = glyph.dy
            close(f"] TJ {number(rise * size / 1000)} Ts [")
        gap = round(pen + glyph.dx - reader)
        if gap:
            close(str(-gap))
            reader += gap
        row.append((glyph.number, glyph.source))
        reader += round(run.face.width_of(glyph.number))
        pen += glyph.advance
    close("] TJ 0 Ts" if rise else "] TJ")
    return tuple(pieces)


def _spoken(run: Run, used: UsedFace, size: float, at: tuple[float, float]) -> list[str]:
    """The words of a run whose glyphs are silent, each on a space as wide as the word."""
    if not run.spoken:
        return []
    space = run.face.font.get_nominal_glyph(ord(" ")) or 0
    parts = []
    for word in run.spoken:
        x = at[0] + word.x * size / 1000
        stretch = 100 * word.width / run.face.width_of(space)
        code = used.codes_of(((space, word.source),))
        parts.append(f"{number(stretch)} Tz 1 0 0 1 {numbers(x, at[1])} Tm <{code}> Tj")
    return [*parts, "100 Tz"]
