"""A shaped line as PDF text operators."""

from __future__ import annotations

from certificates.rendering.digits import number, numbers
from certificates.rendering.layout.marks import TextMark
from certificates.rendering.pdf.fontbook import FontBook, UsedFace
from certificates.rendering.pdf.objects import text_string
from certificates.rendering.text.lines import Run


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
        parts += _glyphs(run, used, size)
        parts += _spoken(run, used, size, (x, mark.y))
        if said:
            parts.append("EMC")
        x += run.advance * mark.size / 1000
    parts.append("ET")
    return parts


def _glyphs(run: Run, used: UsedFace, size: float) -> list[str]:
    """Codes with corrections wherever a glyph does not stand where its width would put it.

    ``pen`` is where the shaper's pen is, ``reader`` where a reader's is after what was written;
    both in thousandths of the em.
    """
    rows: list[str] = []
    row: list[str] = []
    codes = ""
    pen = reader = rise = 0.0
    for glyph in run.glyphs:
        if glyph.dy != rise:
            row, codes = _close(row, codes), ""
            rows += _show(row)
            row = []
            rise = glyph.dy
            rows.append(f"{number(rise * size / 1000)} Ts")
        gap = round(pen + glyph.dx - reader)
        if gap:
            row, codes = _close(row, codes), ""
            row.append(str(-gap))
            reader += gap
        codes += f"{used.code(glyph.number, glyph.source):04X}"
        reader += round(run.face.width_of(glyph.number))
        pen += glyph.advance
    rows += _show(_close(row, codes))
    if rise:
        rows.append("0 Ts")
    return rows


def _close(row: list[str], codes: str) -> list[str]:
    return [*row, f"<{codes}>"] if codes else row


def _show(row: list[str]) -> list[str]:
    if not row:
        return []
    if len(row) == 1 and row[0][0] == "<":
        return [f"{row[0]} Tj"]
    return [f"[{''.join(row)}] TJ"]


def _spoken(run: Run, used: UsedFace, size: float, at: tuple[float, float]) -> list[str]:
    """The words of a run whose glyphs are silent, each on a space as wide as the word."""
    if not run.spoken:
        return []
    space = run.face.font.get_nominal_glyph(ord(" ")) or 0
    parts = []
    for word in run.spoken:
        x = at[0] + word.x * size / 1000
        stretch = 100 * word.width / run.face.width_of(space)
        code = used.code(space, word.source)
        parts.append(f"{number(stretch)} Tz 1 0 0 1 {numbers(x, at[1])} Tm <{code:04X}> Tj")
    return [*parts, "100 Tz"]
