"""The field beside the text: rosette, facts in label and value, QR code and address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from certificates.rendering.facts import CertificateFacts
from certificates.rendering.layout.fitting import Fitted, Wish, fit, steps
from certificates.rendering.layout.geometry import Box, Geometry
from certificates.rendering.layout.marks import Element
from certificates.rendering.layout.pen import Pen
from certificates.rendering.rosette import rosette
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.lines import set_label, set_line

_CODE: Final = 66.0
_LABEL_SIZE: Final = 6.8
_CHECK_WIDTH: Final = 116.0


def draw_side(pen: Pen, facts: CertificateFacts, place: Geometry, parent: Element) -> None:
    """Draw the whole side field."""
    box = place.side
    if place.upright:
        radius = box.width / 2
        _draw_rosette(pen, facts, box.x + radius, box.top - radius, radius, parent)
        _draw_facts(pen, facts, Box(box.x, 0, box.width, box.top - 2 * radius - 30), parent)
        _draw_check(pen, facts, box, parent)
        return
    radius = box.height / 2
    _draw_rosette(pen, facts, box.x + radius, box.y + radius, radius, parent)
    start = box.x + box.height + 28
    width = box.end - _CHECK_WIDTH - 24 - start
    _draw_facts(pen, facts, Box(start, 0, width, box.top), parent)
    check = Box(box.end - _CHECK_WIDTH, box.y, _CHECK_WIDTH, box.height)
    _draw_check(pen, facts, check, parent)


def _draw_rosette(
    pen: Pen, facts: CertificateFacts, x: float, y: float, radius: float, parent: Element
) -> None:
    alternative = facts.wording.rosette_alternative or facts.code
    figure = parent.add("Figure", alternative=alternative)
    pen.rosette(rosette(facts.digest), x, y, radius, figure)


def _draw_facts(pen: Pen, facts: CertificateFacts, box: Box, parent: Element) -> None:
    """Label over value, one pair below the other."""
    wording, language = facts.wording, facts.language
    pairs = [
        _Pair(wording.awarded_label, wording.awarded_text, language, language),
        _Pair(wording.hours_label, wording.hours_text, language, language),
        _Pair(wording.cohort_label, wording.cohort_text, language, language),
        _Pair(wording.code_label, facts.code, language, "en", shared=False),
    ]
    y = box.top
    for pair in pairs:
        if pair.value:
            y = _draw_pair(pen, pair, box, y, parent) - 12


@dataclass(frozen=True, slots=True)
class _Pair:
    """A fact and its label; ``shared`` tells that others have the same."""

    label: str
    value: str
    language: str
    value_language: str
    shared: bool = True


def _draw_pair(pen: Pen, pair: _Pair, box: Box, y: float, parent: Element) -> float:
    paragraph = parent.add("P")
    if pair.label:
        sizes = steps(_LABEL_SIZE, 5, 0.2)
        label = fit(Wish("label", pair.label, Style.LABEL, pair.language, sizes, 2), box.width)
        y = pen.lines(label, box.x, y, pen.design.soft_ink, paragraph) - 3.5
    sizes = steps(10, 7)
    voice = (Style.TEXT, pair.value_language, sizes, 2, 1.25, pair.shared)
    wish = Wish("fact", pair.value, *voice)
    return pen.lines(fit(wish, box.width), box.x, y, pen.design.ink, paragraph)


def _draw_check(pen: Pen, facts: CertificateFacts, box: Box, parent: Element) -> None:
    """QR code with its label above and the address below, standing on the foot of the box."""
    design = pen.design
    link = parent.add("P").add("Link", alternative=facts.verify_url)
    address = _address(facts.verify_url, box.width)
    code_y = box.y + address.height + 7
    if facts.wording.verify_label:
        wish = Wish(
            "label", facts.wording.verify_label, Style.LABEL, facts.language, (_LABEL_SIZE, 6), 2
        )
        label = fit(wish, box.width)
        top = code_y + _CODE + 8 + label.height
        pen.lines(label, box.x, top, design.soft_ink, parent.add("P"))
    figure = parent.add("Figure", alternative=facts.verify_url)
    pen.code(facts.verify_url, box.x, code_y, _CODE, figure)
    pen.lines(address, box.x, box.y + address.height, design.ink, link)
    pen.link(facts.verify_url, box.x, box.y, box.width, address.height, link)


@lru_cache(maxsize=16)
def _address(url: str, width: float) -> Fitted:
    """The address on as few lines as it takes; it may be broken after any slash or character."""
    size, left = 6.4, width
    lines: list[str] = [""]
    for piece in url.replace("/", "/\u200b").split("\u200b"):
        if _width(piece, size) > left:
            lines.append("")
            left = width
        for character in piece:
            needed = _width(character, size)
            if needed > left:
                lines.append("")
                left = width
            lines[-1] += character
            left -= needed
    shaped = tuple(set_line(line, Style.LABEL, "en", 0) for line in lines if line)
    return Fitted(shaped, size, size * 1.3, size * 0.72, size * 0.2, shared=False)


def _width(text: str, size: float) -> float:
    """The width of a piece of an address by that of single characters, which are kept."""
    return sum(set_label(character, Style.LABEL, "en", 0).width(size) for character in text)
