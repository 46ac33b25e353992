"""The engraved rosette of an award: curves computed from its hash, alike on paper and screen.

A rosette is made of rings. A ring is one closed curve, drawn again and again turned by a fixed
step, so that a short path weaves a guilloche.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

Point = tuple[float, float]

# Whole numbers on a disc of this radius keep files small; a step is a tenth of a hair.
RADIUS: Final = 2000
LINE_WIDTH: Final = 7
_VIEW: Final = f'viewBox="{-RADIUS} {-RADIUS} {2 * RADIUS} {2 * RADIUS}"'
# Cubic pieces per wave of a curve: enough that the eye finds no corner at the size of a hand.
_PIECES_PER_WAVE: Final = 8


@dataclass(frozen=True, slots=True)
class Ring:
    """One closed curve on the unit disc and the angles, in radians, at which it is repeated."""

    start: Point
    curves: tuple[tuple[Point, Point, Point], ...]
    turns: tuple[float, ...]

    def path(self) -> str:
        """The curve as SVG path data on a disc of radius ``RADIUS``, in whole numbers."""
        parts = [f"M{_whole(self.start)}"]
        parts += ["C" + " ".join(_whole(point) for point in curve) for curve in self.curves]
        return "".join(parts) + "Z"

    def operators(self) -> str:
        """The same curve as PDF path operators."""
        parts = [f"{_whole(self.start)} m"]
        parts += [" ".join(_whole(point) for point in curve) + " c" for curve in self.curves]
        return "\n".join(parts) + " s"


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

    def point(self, angle: float) -> Point:
        radius = self.radius(angle)
        return radius * math.cos(angle), radius * math.sin(angle)

    def tangent(self, angle: float) -> Point:
        radius, slope = self.radius(angle), self.slope(angle)
        sine, cosine = math.sin(angle), math.cos(angle)
        return slope * cosine - radius * sine, slope * sine + radius * cosine


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
    start, curves = _trace(wave, waves * _PIECES_PER_WAVE)
    return Ring(start, curves, tuple(offset + step * i for i in range(turned)))


def _trace(wave: _Wave, pieces: int) -> tuple[Point, tuple[tuple[Point, Point, Point], ...]]:
    """The curve in cubic pieces that meet it in position and tangent."""
    step = math.tau / pieces
    third = step / 3
    curves = []
    for i in range(pieces):
        a, b = i * step, (i + 1) * step
        (ax, ay), (bx, by) = wave.point(a), wave.point(b)
        (adx, ady), (bdx, bdy) = wave.tangent(a), wave.tangent(b)
        curves.append(
            (
                (ax + adx * third, ay + ady * third),
                (bx - bdx * third, by - bdy * third),
                (bx, by),
            )
        )
    return wave.point(0.0), tuple(curves)


def _between(byte: int, bounds: tuple[int, int]) -> int:
    low, high = bounds
    return low + byte % (high - low + 1)


def _whole(point: Point) -> str:
    return f"{round(point[0] * RADIUS)} {round(point[1] * RADIUS)}"
