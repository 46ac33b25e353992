"""The second page: the blocks of the programme with their hours, each a stop of the route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from certificates.rendering.errors import LayoutOverflow
from certificates.rendering.facts import Block, CertificateFacts, Kind
from certificates.rendering.layout.fitting import Fitted, Wish, fit, fit_together, steps
from certificates.rendering.layout.front import draw_frame
from certificates.rendering.layout.geometry import Geometry
from certificates.rendering.layout.marks import Element
from certificates.rendering.layout.pen import Align, Pen
from certificates.rendering.layout.side import draw_side
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.lines import set_label

_ROW_PADDING: Final = 11.0
_NARROW: Final = 64.0
_HEAD_RULE: Final = 6.0
_TOTAL: Final = 22.0
_NUMBER: Final = 24.0
_COLUMN_SCOPE: Final = "/O /Table /Scope /Column"
_MOST_PAGES: Final = 8


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """A measured row of the table."""

    number: int
    block: Block
    title: Fitted
    height: float


def measure_rows(facts: CertificateFacts, place: Geometry) -> list[list[TranscriptRow]]:
    """The rows of every transcript page."""
    width = place.main.width - _NUMBER - _NARROW * (2 if _has_results(facts) else 1)
    language = facts.programme_language or facts.language
    wishes = [
        Wish("block", block.title, Style.TEXT, language, steps(10.5, 7.5), 2, 1.25)
        for block in facts.blocks
    ]
    titles = fit_together(wishes, width)
    heads = sum(head.fitted.height + head.below for head in _heads(facts, place.main.width))
    room = place.main.height - heads - _HEAD_RULE - _TOTAL
    pages: list[list[TranscriptRow]] = [[]]
    left = room
    for index, (block, title) in enumerate(zip(facts.blocks, titles, strict=True), start=1):
        height = title.height + _ROW_PADDING
        if height > left:
            pages.append([])
            left = room
        pages[-1].append(TranscriptRow(index, block, title, height))
        left -= height
    if len(pages) > _MOST_PAGES:
        raise LayoutOverflow("blocks", str(len(facts.blocks)))
    return pages


def draw_transcript(
    pen: Pen,
    facts: CertificateFacts,
    place: Geometry,
    rows: Sequence[TranscriptRow],
    document: Element,
    is_last: bool,
) -> None:
    """Draw one transcript page."""
    draw_frame(pen)
    y = _draw_heads(pen, facts, place, document)
    table = document.add("Table")
    y = _draw_column_heads(pen, facts, place, y, table)
    stops: list[float] = []
    for row in rows:
        stops.append(_draw_row(pen, facts, place, row, y, table))
        y -= row.height
    if is_last and facts.wording.total_label and facts.hours:
        _draw_total(pen, facts, place, y, table)
    _draw_route(pen, facts, place, stops, is_last)
    draw_side(pen, facts, place, document)


def _has_results(facts: CertificateFacts) -> bool:
    return any(block.result for block in facts.blocks)


@dataclass(frozen=True, slots=True)
class _Head:
    """A paragraph above the table and the room below it."""

    fitted: Fitted
    below: float
    role: str
    language: str
    actual_text: str = ""


def _heads(facts: CertificateFacts, width: float) -> list[_Head]:
    """Heading, name, Latin name and programme."""
    language = facts.language
    title_language = facts.programme_language or language

    def head(wish: Wish, below: float, role: str = "P", actual_text: str = "") -> list[_Head]:
        if not wish.text:
            return []
        spoken = "" if wish.language == "und-Latn" else wish.language
        return [_Head(fit(wish, width), below, role, spoken, actual_text)]

    def wish(text: str, style: Style, in_language: str, largest: float, shared: bool) -> Wish:
        return Wish("transcript", text, style, in_language, steps(largest, 6.5), 2, 1.25, shared)

    heading = facts.wording.transcript_heading
    latin = facts.latin_name if facts.latin_name != facts.name else ""
    return [
        *head(wish(heading, Style.DISPLAY, language, 20, shared=True), 8, "H1"),
        *head(
            wish(facts.name, Style.TEXT, facts.name_language, 14, shared=False),
            4,
            actual_text=facts.name,
        ),
        *head(wish(latin, Style.TEXT, "und-Latn", 11, shared=False), 4),
        *head(wish(facts.programme_title, Style.TEXT, title_language, 9.5, shared=True), 26),
    ]


def _draw_heads(pen: Pen, facts: CertificateFacts, place: Geometry, document: Element) -> float:
    """Draw what stands above the table; returns where it ends."""
    design, y = pen.design, place.main.top
    for head in _heads(facts, place.main.width):
        ink = design.ink if head.actual_text else design.soft_ink
        ink = design.accent if head.role == "H1" else ink
        element = document.add(head.role, language=head.language, actual_text=head.actual_text)
        y = pen.lines(head.fitted, place.main.x, y, ink, element) - head.below
    return y


def _draw_column_heads(
    pen: Pen, facts: CertificateFacts, place: Geometry, y: float, table: Element
) -> float:
    main, design, wording = place.main, pen.design, facts.wording
    row = table.add("TR")
    heads = [(wording.block_label, main.x + _NUMBER, Align.START)]
    if _has_results(facts):
        heads.append((wording.result_column, main.end - _NARROW, Align.END))
    heads.append((wording.hours_column, main.end, Align.END))
    for label, x, align in heads:
        cell = row.add("TH", attributes=_COLUMN_SCOPE)
        if label:
            line = set_label(label, Style.LABEL, facts.language)
            pen.text(line, x, y, 6.8, design.soft_ink, cell, align=align)
    pen.rule(main.x, main.end, y - _HEAD_RULE, 0.8, design.ink)
    return y - _HEAD_RULE


def _draw_row(
    pen: Pen,
    facts: CertificateFacts,
    place: Geometry,
    row: TranscriptRow,
    y: float,
    table: Element,
) -> float:
    """Draw a row below ``y``; returns the height of its stop."""
    main, design = place.main, pen.design
    top = y - _ROW_PADDING * 0.56
    base = top - row.title.rise
    number = set_label(str(row.number), Style.LABEL, facts.language)
    pen.text(number, main.x, base, 8, design.soft_ink, None)
    cells = table.add("TR")
    language = facts.programme_language
    pen.lines(row.title, main.x + _NUMBER, top, design.ink, cells.add("TD", language=language))
    values = [(row.block.hours, main.end)]
    if _has_results(facts):
        values.insert(0, (row.block.result, main.end - _NARROW))
    for value, x in values:
        cell = cells.add("TD")
        if value:
            line = set_label(value, Style.TEXT, facts.language)
            pen.text(line, x, base, 9.5, design.ink, cell, align=Align.END)
    pen.rule(main.x, main.end, y - row.height, 0.3, design.line)
    return base + row.title.size * 0.3


def _draw_total(
    pen: Pen, facts: CertificateFacts, place: Geometry, y: float, table: Element
) -> None:
    main, design = place.main, pen.design
    row = table.add("TR")
    base = y - _TOTAL * 0.82
    label = set_label(facts.wording.total_label, Style.TEXT, facts.language)
    pen.text(label, main.x + _NUMBER, base, 10.5, design.ink, row.add("TH"))
    if _has_results(facts):
        row.add("TD")
    hours = set_label(facts.hours, Style.TEXT, facts.language)
    pen.text(hours, main.end, base, 10.5, design.ink, row.add("TD"), align=Align.END)


def _draw_route(
    pen: Pen, facts: CertificateFacts, place: Geometry, stops: Sequence[float], is_last: bool
) -> None:
    """On a wide sheet the route runs beside the table, a stop at each row."""
    main, ink = place.main, pen.design.accent
    if not place.upright:
        pen.rule(place.side.x, place.side.end, place.route, 0.6, ink)
        return
    pen.upright(place.route, main.y, main.top, 0.6, ink)
    filled = facts.kind is Kind.COMPLETION
    for index, y in enumerate(stops):
        last = is_last and index == len(stops) - 1
        pen.stop(place.route, y, 3.4 if last else 2.0, ink, filled)
