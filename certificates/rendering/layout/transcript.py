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
    room = place.main.height - 150
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
    y = _draw_head(pen, facts, place, document)
    table = document.add("Table")
    y = _draw_column_heads(pen, facts, place, y, table)
    stops: list[float] = []
    for row in rows:
        stops.append(_draw_row(pen, facts, place, row, y, table))
        y -= row.height
    if is_last and facts.wording.total_label and facts.hours:
        _draw_total(pen, facts, place, y, table)
    _draw_route(pen, facts, place, stops)
    draw_side(pen, facts, place, document)


def _has_results(facts: CertificateFacts) -> bool:
    return any(block.result for block in facts.blocks)


def _draw_head(pen: Pen, facts: CertificateFacts, place: Geometry, document: Element) -> float:
    """Heading, name and programme; returns where they end."""
    main, design, wording = place.main, pen.design, facts.wording
    heading = fit(
        Wish(
            "heading", wording.transcript_heading, Style.DISPLAY, facts.language, steps(20, 12), 2
        ),
        main.width,
    )
    y = pen.lines(heading, main.x, main.top, design.accent, document.add("H1")) - 8
    name = Wish(
        "name", facts.name, Style.TEXT, facts.name_language, steps(14, 6.5), 2, 1.25, shared=False
    )
    element = document.add("P", language=facts.name_language, actual_text=facts.name)
    y = pen.lines(fit(name, main.width), main.x, y, design.ink, element) - 4
    if facts.latin_name and facts.latin_name != facts.name:
        latin = Wish(
            "latin name", facts.latin_name, Style.TEXT, "und-Latn", steps(11, 6.5), 2, shared=False
        )
        y = pen.lines(fit(latin, main.width), main.x, y, design.soft_ink, document.add("P")) - 4
    language = facts.programme_language or facts.language
    title = Wish("programme", facts.programme_title, Style.TEXT, language, steps(9.5, 7), 2, 1.3)
    element = document.add("P", language=language)
    return pen.lines(fit(title, main.width), main.x, y, design.soft_ink, element) - 26


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
    pen.rule(main.x, main.end, y - 6, 0.8, design.ink)
    return y - 6


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
    base = y - 18
    label = set_label(facts.wording.total_label, Style.TEXT, facts.language)
    pen.text(label, main.x + _NUMBER, base, 10.5, design.ink, row.add("TH"))
    if _has_results(facts):
        row.add("TD")
    hours = set_label(facts.hours, Style.TEXT, facts.language)
    pen.text(hours, main.end, base, 10.5, design.ink, row.add("TD"), align=Align.END)


def _draw_route(
    pen: Pen, facts: CertificateFacts, place: Geometry, stops: Sequence[float]
) -> None:
    """On a wide sheet the route runs beside the table, a stop at each row."""
    main, ink = place.main, pen.design.accent
    if not place.upright:
        pen.rule(place.side.x, place.side.end, place.route, 0.6, ink)
        return
    pen.upright(place.route, main.y, main.top, 0.6, ink)
    filled = facts.kind is Kind.COMPLETION
    for index, y in enumerate(stops):
        last = index == len(stops) - 1
        pen.stop(place.route, y, 3.4 if last else 2.0, ink, filled)
