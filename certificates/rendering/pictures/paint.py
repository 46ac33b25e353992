"""How an SVG shape is painted: colours, lines and opacity, inherited from its parents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from reportlab.lib.colors import getAllNamedColors

from certificates.rendering.digits import number, numbers
from certificates.rendering.errors import PictureRefused

Colour = tuple[float, float, float]

_HEX: Final = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_RGB: Final = re.compile(r"rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)")
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
# Properties that would change the picture and are not carried out: refused, not drawn wrong.
_UNKNOWN: Final = frozenset(
    {"class", "clip-path", "filter", "marker-end", "marker-start", "mask", "stroke-dasharray"}
)


@dataclass(frozen=True, slots=True)
class Paint:
    """The painting properties in force."""

    fill: Colour | None = (0.0, 0.0, 0.0)
    stroke: Colour | None = None
    width: float = 1.0
    cap: int = 0
    join: int = 0
    even_odd: bool = False
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0

    def below(self, attributes: Mapping[str, str]) -> Paint:
        """The paint of a child with these attributes."""
        given = _properties(attributes)
        if _UNKNOWN.intersection(given):
            raise PictureRefused
        paint = self
        for name, value in given.items():
            paint = _with(paint, name, value.strip())
        return paint

    @property
    def visible(self) -> bool:
        """Whether anything would be drawn."""
        return self.fill is not None or self.stroke is not None

    def state(self) -> str:
        """PDF operators that set colours and lines."""
        parts = []
        if self.fill is not None:
            parts.append(f"{numbers(*self.fill)} rg")
        if self.stroke is not None:
            parts.append(f"{numbers(*self.stroke)} RG {number(self.width)} w")
            parts.append(f"{self.cap} J {self.join} j")
        return " ".join(parts)

    def operator(self) -> str:
        """The PDF operator that paints the current path."""
        if self.fill is None:
            return "S"
        star = "*" if self.even_odd else ""
        return ("f" if self.stroke is None else "B") + star


def _properties(attributes: Mapping[str, str]) -> dict[str, str]:
    given = dict(attributes)
    for declaration in given.pop("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            given[name.strip()] = value
    return given


def _with(paint: Paint, name: str, value: str) -> Paint:
    """The paint with one property set; a property that does not paint changes nothing."""
    match name:
        case "fill":
            paint = replace(paint, fill=_colour(value))
        case "stroke":
            paint = replace(paint, stroke=_colour(value))
        case "stroke-width":
            paint = replace(paint, width=_length(value))
        case "stroke-linecap":
            paint = replace(paint, cap=_CAPS.get(value, 0))
        case "stroke-linejoin":
            paint = replace(paint, join=_JOINS.get(value, 0))
        case "fill-rule":
            paint = replace(paint, even_odd=value == "evenodd")
        case _:
            paint = _with_opacity(paint, name, value)
    return paint


def _with_opacity(paint: Paint, name: str, value: str) -> Paint:
    if name not in {"opacity", "fill-opacity", "stroke-opacity"}:
        return paint
    share = min(1.0, max(0.0, _length(value)))
    if name != "stroke-opacity":
        paint = replace(paint, fill_opacity=paint.fill_opacity * share)
    if name != "fill-opacity":
        paint = replace(paint, stroke_opacity=paint.stroke_opacity * share)
    return paint


def _length(value: str) -> float:
    try:
        return float(value.removesuffix("px"))
    except ValueError as error:
        raise PictureRefused from error


def _colour(value: str) -> Colour | None:
    """A colour by its digits or name. Nothing is ever evaluated."""
    if value in {"none", "transparent"}:
        return None
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) == 6 else "".join(c * 2 for c in match[1])
        red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
        return red, green, blue
    if match := _RGB.fullmatch(value):
        return int(match[1]) / 255, int(match[2]) / 255, int(match[3]) / 255
    named = getAllNamedColors().get("black" if value == "currentColor" else value.lower())
    if named is None:
        raise PictureRefused
    return (named.red, named.green, named.blue)
