"""Stacks parts of known height with elastic gaps between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from certificates.rendering.errors import LayoutOverflow

_TIGHTEST: Final = 0.45
_WIDEST: Final = 1.2
# Of the paper that is left over, the share above: a little less than half looks like the middle.
_ABOVE: Final = 0.45


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a height, with a wished gap above it; ``draw`` is told where its top is."""

    height: float
    gap: float
    draw: Callable[[float], object]


def stack(parts: Sequence[Part], top: float, bottom: float) -> None:
    """Draw the parts between two heights; raises LayoutOverflow if they cannot stand there."""
    if not parts:
        return
    solid = sum(part.height for part in parts)
    wished = sum(part.gap for part in parts[1:])
    room = top - bottom
    stretch = (room - solid) / wished if wished else _WIDEST
    if stretch < _TIGHTEST or solid > room:
        raise LayoutOverflow("page", "")
    stretch = min(stretch, _WIDEST)
    y = top - (room - solid - wished * stretch) * _ABOVE
    for index, part in enumerate(parts):
        if index:
            y -= part.gap * stretch
        part.draw(y)
        y -= part.height
