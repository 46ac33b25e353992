"""The engraved rosette of an award: curves computed from its hash, alike on paper and screen.

A rosette is made of rings. A ring is one closed curve, drawn again and again turned by a fixed
step, so that a short path weaves a guilloche.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Final

# Two handles and an end, in whole numbers: x and y by turns.
Curve = tuple[int, int, int, int, int, int]

# Whole numbers on a disc of this radius keep files small; a step is a tenth of a hair.
RADIUS: Final = 2000
LINE_WIDTH: Final = 7
_VIEW: Final = f'viewBox="{-RADIUS} {-RADIUS} {2 * RADIUS} {2 * RADIUS}"'
# Cubic pieces per wave of a curve: enough that the eye finds no corner at the size of a hand.
_PIECES_PER_WAVE: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """One closed curve on a disc of radius ``RADIUS``, and the angles at which it is repeated.

    Rings are told apart by being the same, not by their many numbers.
    """

    start: tuple[int, int]
    curves: tuple[Curve, ...]
    turns: tuple[float, ...]

    def path(self) -> str:
        """The curve as SVG path data."""
        pieces = "".join("C%d %d %d %d %d %d" % curve for curve in self.curves)  # noqa: UP031  faster
        return f"M{self.start[0]} {self.start[1]}{pieces}Z"

    def operators(self) -> str:
        """The same curve as PDF path operators."""
        pieces = "\n".join("%d %d %d %d %d %d c" % curve for curve in self.curves)  # noqa: UP031  faster
        return f"{self.start[0]} {self.start[1]} m\n{pieces}\ns"


@dataclass(frozen=True, slots=True)
class _Wave:
    """The radius of a closed curve by angle: a middle and two overlaid waves."""

    middle: float
    waves: int
    swing: float
    overtone: int
    second: float
    phase: float

    def radius(self, angle: float) -> float:
        first = self.swing * math.cos(self.waves * angle)
        return self.middle + first + self.second * math.cos(self.overtone * angle + self.phase)

    def slope(self, angle: float) -> float:
        first = -self.swing * self.waves * math.sin(self.waves * angle)
        second = math.sin(self.overtone * angle + self.phase)
        return first - self.second * self.overtone * second

    def trace(self, angle: float) -> tuple[complex, complex]:
        """The point at an angle, and its derivative by the angle."""
        spoke = cmath.rect(1.0, angle)
        radius = self.radius(angle)
        return radius * spoke, complex(self.slope(angle), radius) * spoke


@lru_cache(maxsize=64)
def rosette(digest: str) -> tuple[Ring, ...]:
    """The rings of the award with this hash, from the outside in.

    ``digest`` is a SHA-256 in hexadecimal; the same digest gives the same rings everywhere.
    """
    seed = bytes.fromhex(digest)
    if len(seed) != 32:
        raise ValueError("A rosette is drawn from the 32 bytes of a SHA-256.")
    fold = _between(seed[0], (7, 13))
    lace = 0.80 + 0.03 * seed[1] / 255
    heart = 0.34 + 0.08 * seed[2] / 255
    return (
        _ring(seed[4:10], 1.0, lace, fold * _between(seed[3], (2, 3)), (4, 6)),
        _ring(seed[10:16], lace - 0.025, heart, fold, (9, 13)),
        _ring(seed[16:22], heart - 0.02, 0.17, fold, (5, 8)),
        _ring(seed[22:28], 0.15, 0.05, fold, (3, 5)),
    )


def rosette_svg(digest: str, title: str = "", ink: str = "currentColor") -> str:
    """The rosette as an SVG picture; without an ink it takes the colour of the text around it."""
    rings = rosette(digest)
    mark = digest[:12]
    label = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {_VIEW} {label}>',
        f'<g fill="none" stroke="{escape(ink)}" stroke-width="{LINE_WIDTH}">',
    ]
    for index, ring in enumerate(rings):
        name = f"rosette-{mark}-{index}"
        parts.append(f'<defs><path id="{name}" d="{ring.path()}"/></defs>')
        parts += [
            f'<use href="#{name}" transform="rotate({math.degrees(turn):.3f})"/>'
            for turn in ring.turns
        ]
    return "".join(parts) + "</g></svg>"


def _ring(seed: bytes, outside: float, inside: float, waves: int, copies: tuple[int, int]) -> Ring:
    """A ring between two radii; the six seed bytes choose how its curve swings and is turned."""
    turned = _between(seed[0], copies)
    overtone = _between(seed[2], (2, 3))
    phase = 0.0 if seed[3] % 2 else math.pi
    second = 0.05 + 0.33 * seed[1] / 255
    trial = _Wave(0.0, 1, 1.0, overtone, second, phase)
    swings = [trial.radius(math.tau * i / 64) for i in range(64)]
    low, high = min(swings), max(swings)
    scale = (outside - inside) / (high - low)
    wave = _Wave(
        middle=outside - high * scale,
        waves=waves,
        swing=scale,
        overtone=waves * overtone,
        second=second * scale,
        phase=phase,
    )
    offset = math.tau * (seed[4] * 256 + seed[5]) / 65536 / waves
    step = math.tau / waves / turned
    start, curves = _trace(wave)
    return Ring(start, curves, tuple(offset + step * i for i in range(turned)))


def _trace(wave: _Wave) -> tuple[tuple[int, int], tuple[Curve, ...]]:
    """The curve in cubic pieces that meet it in position and tangent: one wave, turned round."""
    period = math.tau / wave.waves
    step = period / _PIECES_PER_WAVE
    third = step / 3
    knots = [wave.trace(i * step) for i in range(_PIECES_PER_WAVE + 1)]
    pieces = [
        (RADIUS * (a + da * third), RADIUS * (b - db * third), RADIUS * b)
        for (a, da), (b, db) in pairwise(knots)
    ]
    curves = []
    for index in range(wave.waves):
        turn = cmath.rect(1.0, index * period)
        for first, second, end in pieces:
            p, q, r = first * turn, second * turn, end * turn
            corners = (p.real, p.imag, q.real, q.imag, r.real, r.imag)
            curves.append(tuple(map(round, corners)))
    return (round(RADIUS * knots[0][0].real), 0), tuple(curves)  # type: ignore[arg-type]


def _between(byte: int, bounds: tuple[int, int]) -> int:
    low, high = bounds
    return low + byte % (high - low + 1)
