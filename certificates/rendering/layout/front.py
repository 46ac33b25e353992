"""The first page: who awards, to whom, for what, signed by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from certificates.rendering.errors import LayoutOverflow
from certificates.rendering.facts import CertificateFacts, Kind
from certificates.rendering.layout.fitting import Fitted, Wish, fit, fit_name, steps
from certificates.rendering.layout.flow import Part, fits, stack
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
# A full page is set smaller in these steps until it has room.
_DENSITIES: Final = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52)


def draw_front(pen: Pen, facts: CertificateFacts, place: Geometry, document: Element) -> None:
    """Draw the whole first page."""
    draw_frame(pen)
    main = place.main
    organisations = measure_organisations(facts.organisations, facts.language, main.width)
    draw_organisations(pen, organisations, main, document)
    top = main.top - organisations.height - 30 if facts.organisations else main.top
    for density in _DENSITIES:
        signatories = measure_signatories(facts.signatories, facts.language, main.width, density)
        bottom = main.y + signatories.height + 24 * density if facts.signatories else main.y
        parts = _statement(pen, facts, main, document, density)
        if fits(parts, top, bottom):
            stack(parts, top, bottom)
            break
    else:
        raise LayoutOverflow("name", facts.name)
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


def _statement(
    pen: Pen, facts: CertificateFacts, box: Box, document: Element, density: float
) -> list[Part]:
    """The heading, the name and what was achieved, from above."""
    wording, language, design = facts.wording, facts.language, pen.design
    words = _Words(pen, box, document, density)
    name = fit_name(
        facts.name, facts.name_language, box.width, _NAME_SIZE * density, _NAME_ROOM * density
    )
    latin = facts.latin_name if facts.latin_name != facts.name else ""
    title_language = facts.programme_language or language
    return [
        *words.part("H1", design.accent, 0, _wish(wording.heading, "heading", language)),
        *words.part("P", design.soft_ink, 22, _wish(wording.presented, "presented", language)),
        words.fitted("P", design.ink, 13, name, facts),
        *words.part("P", design.soft_ink, 11, _wish(latin, "latin name", "und-Latn")),
        *words.part("P", design.soft_ink, 24, _wish(wording.achieved, "achieved", language)),
        *words.part(
            "H2", design.ink, 12, _wish(facts.programme_title, "programme", title_language)
        ),
        *words.part("P", design.soft_ink, 14, _wish(wording.statement, "statement", language)),
    ]


# Voice, largest and smallest size, lines and leading of each field.
_VOICES: Final = {
    "heading": (Style.DISPLAY, 23.0, 12.0, 2, 1.2),
    "presented": (Style.ITALIC, 11.5, 8.0, 2, 1.32),
    "latin name": (Style.TEXT, 14.0, 7.0, 2, 1.25),
    "achieved": (Style.ITALIC, 11.5, 8.0, 2, 1.32),
    "programme": (Style.DISPLAY, 21.0, 11.0, 3, 1.2),
    "statement": (Style.TEXT, 9.5, 7.0, 3, 1.4),
}


def _wish(text: str, field: str, language: str) -> Wish:
    style, largest, smallest, most_lines, leading = _VOICES[field]
    shared = field != "latin name"
    return Wish(field, text, style, language, (largest, smallest), most_lines, leading, shared)


@dataclass(frozen=True, slots=True)
class _Words:
    """Makes parts of words; their elements are added as they are drawn, in reading order."""

    pen: Pen
    box: Box
    document: Element
    density: float

    def part(self, role: str, ink: str, gap: float, wish: Wish) -> list[Part]:
        """A paragraph, or nothing where there are no words."""
        if not wish.text:
            return []
        largest, smallest = wish.sizes
        largest = max(smallest, largest * (self.density + 1) / 2)
        fitted = fit(replace(wish, sizes=steps(largest, smallest)), self.box.width)
        language = "" if wish.language == "und-Latn" else wish.language

        def draw(y: float) -> None:
            element = self.document.add(role, language=language)
            self.pen.lines(fitted, self.box.x, y, ink, element)

        return [Part(fitted.height, gap * self.density, draw)]

    def fitted(
        self, role: str, ink: str, gap: float, name: Fitted, facts: CertificateFacts
    ) -> Part:
        """The name: readers of the file are told its text, whatever the glyphs are."""

        def draw(y: float) -> None:
            element = self.document.add(role, language=facts.name_language, actual_text=facts.name)
            self.pen.lines(name, self.box.x, y, ink, element)

        return Part(name.height, gap * self.density, draw)
