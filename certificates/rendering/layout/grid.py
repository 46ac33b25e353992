"""Organisations and signatories: one to seven of them on one grid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from certificates.rendering.facts import Organisation, Signatory
from certificates.rendering.layout.fitting import Fitted, Wish, fit_together, steps
from certificates.rendering.layout.geometry import Box
from certificates.rendering.layout.marks import Element
from certificates.rendering.layout.pen import Pen
from certificates.rendering.pictures import Picture, picture_of
from certificates.rendering.text.catalogue import Style

_GAP: Final = 16.0
_LOGO_HEIGHT: Final = 36.0
_LOGO_GAP: Final = 9.0
_SIGNATURE_HEIGHT: Final = 32.0
_ROW_GAP: Final = 14.0
# Logos get equal areas rather than equal heights, so that none of them shouts.
_LOGO_AREA: Final = 2300.0


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A measured row of logos over names."""

    organisations: tuple[Organisation, ...]
    names: tuple[Fitted, ...]
    column: float
    logos: list[Picture | None]

    @property
    def logo_height(self) -> float:
        """The height of the highest logo."""
        sizes = [_balanced(logo, self.column) for logo in self.logos if logo]
        return max((height for _, height in sizes), default=0.0)

    @property
    def names_below(self) -> float:
        """How far under the top the names begin."""
        return self.logo_height + _LOGO_GAP if any(self.logos) else 0.0

    @property
    def height(self) -> float:
        """From the top of the logos to the foot of the names."""
        return self.names_below + max((name.height for name in self.names), default=0.0)


def measure_organisations(
    organisations: tuple[Organisation, ...], language: str, width: float
) -> OrganisationRow:
    """Columns for the organisations in one row."""
    count = max(3, len(organisations))
    column = (width - _GAP * (count - 1)) / count
    wishes = [
        Wish("organisation", one.name, Style.LABEL, language, steps(7.5, 5.5, 0.25), 3, 1.25)
        for one in organisations
    ]
    logos = [picture_of(one.logo) if one.logo else None for one in organisations]
    return OrganisationRow(organisations, fit_together(wishes, column), column, logos)


def draw_organisations(pen: Pen, row: OrganisationRow, box: Box, parent: Element) -> None:
    """Logos centred on a common line, names on a common line below."""
    cells = zip(row.organisations, row.logos, row.names, strict=True)
    for index, (one, logo, name) in enumerate(cells):
        x = box.x + index * (row.column + _GAP)
        if logo:
            figure = parent.add("Figure", alternative=one.name)
            width, height = _balanced(logo, row.column)
            y = box.top - (row.logo_height + height) / 2
            pen.picture(logo, x, y, width, height, figure)
        pen.lines(name, x, box.top - row.names_below, pen.design.soft_ink, parent.add("P"))


def _balanced(picture: Picture, column: float) -> tuple[float, float]:
    """The size of a logo of the common area within its cell."""
    ratio = picture.width / picture.height
    width = min(math.sqrt(_LOGO_AREA * ratio), column, _LOGO_HEIGHT * ratio)
    return width, width / ratio


@dataclass(frozen=True, slots=True)
class _Words:
    """A signatory's lines under the rule."""

    signatory: Signatory
    name: Fitted
    role: Fitted | None
    organisation: Fitted | None

    @property
    def height(self) -> float:
        parts = [self.name, self.role, self.organisation]
        return sum(part.height + 2.5 for part in parts if part)


@dataclass(frozen=True, slots=True)
class SignatoryRows:
    """Measured rows of signatories."""

    rows: list[list[_Words]]
    column: float
    signature: float

    @property
    def height(self) -> float:
        """From the top of the first signature to the foot of the last line."""
        each = [self.signature + 5 + max(one.height for one in row) for row in self.rows]
        return sum(each) + _ROW_GAP * max(0, len(each) - 1)


def measure_signatories(
    signatories: tuple[Signatory, ...], language: str, width: float, density: float
) -> SignatoryRows:
    """One row for up to four, two for more; every column has the same width."""
    count = len(signatories)
    across = count if count <= 4 else math.ceil(count / 2)
    columns = max(3, across)
    column = (width - _GAP * (columns - 1)) / columns
    words = _words(signatories, language, column)
    rows = [words[i : i + across] for i in range(0, count, across or 1)]
    return SignatoryRows(rows, column, _SIGNATURE_HEIGHT * density)


def _words(signatories: tuple[Signatory, ...], language: str, column: float) -> list[_Words]:
    def wishes(field: str, texts: list[str], size: float, style: Style) -> tuple[Fitted, ...]:
        sizes = steps(size, size - 2.5, 0.25)
        return fit_together(
            [Wish(field, text, style, language, sizes, 2, 1.22) for text in texts], column
        )

    names = wishes("signatory", [one.name for one in signatories], 9.5, Style.TEXT)
    roles = iter(wishes("role", [o.role for o in signatories if o.role], 7.5, Style.LABEL))
    bodies = [o.organisation for o in signatories if o.organisation]
    organisations = iter(wishes("organisation", bodies, 7.5, Style.LABEL))
    return [
        _Words(
            one,
            name,
            next(roles) if one.role else None,
            next(organisations) if one.organisation else None,
        )
        for one, name in zip(signatories, names, strict=True)
    ]


def draw_signatories(pen: Pen, rows: SignatoryRows, box: Box, parent: Element, alt: str) -> None:
    """The rows upwards from the foot of the box, each signature standing on its rule."""
    top = box.y + rows.height
    for row in rows.rows:
        rule = top - rows.signature
        for index, words in enumerate(row):
            x = box.x + index * (rows.column + _GAP)
            cell = Box(x, rule, rows.column, rows.signature)
            _draw_signatory(pen, words, cell, parent, alt)
        top = rule - 5 - max(one.height for one in row) - _ROW_GAP


def _draw_signatory(pen: Pen, words: _Words, cell: Box, parent: Element, alt: str) -> None:
    """A signature on its rule, the words below it."""
    design = pen.design
    if words.signatory.signature:
        picture = picture_of(words.signatory.signature)
        ratio = picture.width / picture.height
        width = min(cell.width * 0.86, cell.height * ratio)
        figure = parent.add("Figure", alternative=f"{alt} {words.signatory.name}".strip())
        pen.picture(picture, cell.x, cell.y + 1.5, width, width / ratio, figure)
    pen.rule(cell.x, cell.end, cell.y, 0.5, design.ink)
    y = cell.y - 5
    y = pen.lines(words.name, cell.x, y, design.ink, parent.add("P")) - 2.5
    for part in (words.role, words.organisation):
        if part:
            y = pen.lines(part, cell.x, y, design.soft_ink, parent.add("P")) - 2.5
