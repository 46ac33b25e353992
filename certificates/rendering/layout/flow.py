"""Stacks parts of known height with elastic gaps between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

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


def fits(parts: Sequence[Part], top: float, bottom: float) -> bool:
    """Whether the parts can stand between two heights."""
    return _stretch(parts, top - bottom) is not None


def stack(parts: Sequence[Part], top: float, bottom: float) -> None:
    """Draw the parts between two heights, where they must fit."""
    stretch = _stretch(parts, top - bottom) or _TIGHTEST
    height = sum(part.height for part in parts) + stretch * sum(part.gap for part in parts[1:])
    y = top - (top - bottom - height) * _ABOVE
    for index, part in enumerate(parts):
        if index:
            y -= part.gap * stretch
        part.draw(y)
        y -= part.height


def _stretch(parts: Sequence[Part], room: float) -> float | None:
    """By how much the gaps grow or shrink; None if the parts have no room."""
    left = room - sum(part.height for part in parts)
    wished = sum(part.gap for part in parts[1:])
    if left < wished * _TIGHTEST:
        return None
    return min(_WIDEST, left / wished) if wished else _WIDEST
