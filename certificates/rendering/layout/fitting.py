"""Fits words into a width: smaller first, then on more lines, and never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from certificates.rendering.errors import LayoutOverflow
from certificates.rendering.text.breaking import halve, wrap
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.lines import Line, set_label, set_line

_HALVINGS: Final = 7
_SMALLEST_NAME: Final = 8.0


@dataclass(frozen=True, slots=True)
class Wish:
    """Words and the voice they want: ``sizes`` from the largest to the smallest they may take.

    Words that many certificates have are ``shared``; those of one person are not.
    """

    field: str
    text: str
    style: Style
    language: str
    sizes: tuple[float, ...]
    most_lines: int = 1
    leading: float = 1.32
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit at a size; ``shared`` tells that many certificates say the same.

    ``rise`` and ``fall`` are the room above the first baseline and below the last.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float
    rise: float
    fall: float
    shared: bool = True

    @property
    def height(self) -> float:
        """The room from the top of the first line to the foot of the last."""
        return self.rise + self.leading * (len(self.lines) - 1) + self.fall


@lru_cache(maxsize=2048)
def fit(wish: Wish, width: float) -> Fitted:
    """The words at the largest size at which they fit; raises LayoutOverflow."""
    for size in wish.sizes:
        if wish.most_lines == 1:
            line = set_label(wish.text, wish.style, wish.language)
            if line.width(size) <= width:
                return _fitted((line,), size, wish.leading, shared=wish.shared)
            continue
        measure = width * 1000 / size
        lines = wrap(wish.text, wish.style, wish.language, measure)
        if lines is not None and len(lines) <= wish.most_lines:
            even = tuple(_balanced(wish, lines, measure))
            return _fitted(even, size, wish.leading, shared=wish.shared)
    raise LayoutOverflow(wish.field, wish.text)


def fit_together(wishes: Sequence[Wish], width: float) -> tuple[Fitted, ...]:
    """Several texts of one kind at one size and with one rise: they share their baselines."""
    return _fit_together(tuple(wishes), width)


@lru_cache(maxsize=256)
def _fit_together(wishes: tuple[Wish, ...], width: float) -> tuple[Fitted, ...]:
    if not wishes:
        return ()
    size = min(fit(wish, width).size for wish in wishes)
    found = [fit(replace(wish, sizes=(size,)), width) for wish in wishes]
    rise, fall = max(one.rise for one in found), max(one.fall for one in found)
    leading = max(one.leading for one in found)
    return tuple(replace(one, rise=rise, fall=fall, leading=leading) for one in found)


def fit_name(text: str, language: str, width: float, largest: float, room: float) -> Fitted:
    """A person's name: one line as large as may be, else two even lines; raises LayoutOverflow.

    ``room`` is the height that two lines may take.
    """
    line = set_line(text, Style.DISPLAY, language)
    size = min(largest, width * 1000 / line.advance)
    if size >= largest * 0.62:
        return _fitted((line,), size, 1.2)
    halves = halve(text, Style.DISPLAY, language)
    if halves:
        pair = max(halves, key=lambda half: half.advance)
        size = min(largest * 0.74, width * 1000 / pair.advance)
        fitted = _fitted(tuple(halves), size, 1.2)
        if fitted.height > room:
            size *= room / fitted.height
            fitted = _fitted(tuple(halves), size, 1.2)
        if size >= _SMALLEST_NAME:
            return fitted
    elif size >= _SMALLEST_NAME:
        return _fitted((line,), size, 1.2)
    raise LayoutOverflow("name", text)


def _balanced(wish: Wish, lines: list[Line], measure: float) -> list[Line]:
    """The same number of lines, but as even as may be: no word is left alone on the last."""
    if len(lines) == 1:
        return lines
    low, high = max(line.advance for line in lines) / len(lines), measure
    best = lines
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        tried = wrap(wish.text, wish.style, wish.language, middle)
        if tried is not None and len(tried) == len(lines):
            best, high = tried, middle
        else:
            low = middle
    return best


def _fitted(
    lines: tuple[Line, ...], size: float, leading: float, *, shared: bool = False
) -> Fitted:
    """Leading grows where tall scripts would touch the line above."""
    em = size / 1000
    between = [(lower.top - upper.bottom) * em + size * 0.08 for upper, lower in pairwise(lines)]
    return Fitted(
        lines=lines,
        size=size,
        leading=max([leading * size, *between]),
        rise=max(0.72 * size, lines[0].top * em),
        fall=max(0.2 * size, -lines[-1].bottom * em),
        shared=shared,
    )


def steps(largest: float, smallest: float, by: float = 0.5) -> tuple[float, ...]:
    """Sizes from the largest down to the smallest."""
    count = round((largest - smallest) / by)
    return tuple(largest - by * i for i in range(count + 1))
