"""The first page: who awards, to whom, for what, signed by whom."""

from __future__ import annotations

from typing import Final

from certificates.rendering.facts import CertificateFacts, Kind
from certificates.rendering.layout.fitting import Fitted, Wish, fit, fit_name, steps
from certificates.rendering.layout.flow import Part, stack
from certificates.rendering.layout.geometry import FRAME, Box, Geometry
from certificates.rendering.layout.grid import (
    draw_organisations,
    draw_signatories,
    measure_organisations,
    measure_signatories,
)
from certificates.rendering.layout.marks import Element
from certificates.rendering.layout.pen import Pen
from certificates.rendering.layout.side import draw_side
from certificates.rendering.text.catalogue import Style

_NAME_SIZE: Final = 44.0
_NAME_ROOM: Final = 84.0


def draw_front(pen: Pen, facts: CertificateFacts, place: Geometry, document: Element) -> None:
    """Draw the whole first page."""
    draw_frame(pen)
    main = place.main
    organisations = measure_organisations(facts.organisations, facts.language, main.width)
    signatories = measure_signatories(facts.signatories, facts.language, main.width)
    draw_organisations(pen, organisations, main, document)
    top = main.top - organisations.height - 30 if facts.organisations else main.top
    bottom = main.y + signatories.height + 24 if facts.signatories else main.y
    stack(_statement(pen, facts, main, document), top, bottom)
    alternative = facts.wording.signature_alternative
    draw_signatories(pen, signatories, main, document, alternative)
    draw_route(pen, facts, place)
    draw_side(pen, facts, place, document)


def draw_frame(pen: Pen) -> None:
    """Two fine lines all round."""
    pen.frame(FRAME, 0.8, pen.design.line)
    pen.frame(FRAME + 3.2, 0.3, pen.design.line)


def draw_route(pen: Pen, facts: CertificateFacts, place: Geometry) -> None:
    """The route between side and text, a stop for each block: filled when it was completed."""
    main, side, ink = place.main, place.side, pen.design.accent
    start, end = (main.top, main.y) if place.upright else (side.x, side.end)
    if place.upright:
        pen.upright(place.route, main.y, main.top, 0.6, ink)
    else:
        pen.rule(side.x, side.end, place.route, 0.6, ink)
    count = len(facts.blocks)
    filled = facts.kind is Kind.COMPLETION
    for index in range(count):
        along = start + (end - start) * (index / (count - 1) if count > 1 else 0.5)
        x, y = (place.route, along) if place.upright else (along, place.route)
        last = index == count - 1
        pen.stop(x, y, 3.4 if last else 2.0, ink, filled)


def _statement(pen: Pen, facts: CertificateFacts, box: Box, document: Element) -> list[Part]:
    """The heading, the name and what was achieved, from above."""
    wording, language, design = facts.wording, facts.language, pen.design
    programme_language = facts.programme_language or language
    name_element = document_name(facts, document)
    heading = Wish("heading", wording.heading, Style.DISPLAY, language, steps(23, 14), 2, 1.2)
    presented = Wish("presented", wording.presented, Style.ITALIC, language, steps(11.5, 8), 2)
    achieved = Wish("achieved", wording.achieved, Style.ITALIC, language, steps(11.5, 8), 2)
    title = Wish(
        "programme",
        facts.programme_title,
        Style.DISPLAY,
        programme_language,
        steps(21, 12),
        3,
        1.2,
    )
    statement = Wish("statement", wording.statement, Style.TEXT, language, steps(9.5, 7.5), 3, 1.4)
    latin = Wish("latin name", facts.latin_name, Style.TEXT, "und-Latn", steps(14, 7), 2, 1.25)
    name = fit_name(facts.name, facts.name_language, box.width, _NAME_SIZE, _NAME_ROOM)

    def part(fitted: Fitted, gap: float, ink: str, element: Element) -> Part:
        return Part(fitted.height, gap, lambda y: pen.lines(fitted, box.x, y, ink, element))

    def words(wish: Wish, gap: float, ink: str, role: str) -> list[Part]:
        if not wish.text:
            return []
        fitted = fit(wish, box.width)
        return [part(fitted, gap, ink, _element(document, role, wish))]

    parts = words(heading, 0, design.accent, "H1")
    parts += words(presented, 22, design.soft_ink, "P")
    document.children.append(name_element)
    parts.append(part(name, 13, design.ink, name_element))
    if facts.latin_name and facts.latin_name != facts.name:
        parts += words(latin, 11, design.soft_ink, "P")
    parts += words(achieved, 24, design.soft_ink, "P")
    parts += words(title, 12, design.ink, "H2")
    parts += words(statement, 14, design.soft_ink, "P")
    return parts


def document_name(facts: CertificateFacts, document: Element) -> Element:
    """The element of the name: readers are told its text, whatever the glyphs are."""
    return Element("P", language=facts.name_language, actual_text=facts.name)


def _element(document: Element, role: str, wish: Wish) -> Element:
    return document.add(role, language="" if wish.language == "und-Latn" else wish.language)
