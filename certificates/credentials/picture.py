"""The rosette of an award as a PNG: wallets and social sites show no SVG."""

from __future__ import annotations

import cmath
from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageColor, ImageDraw

from certificates.rendering.rosette import LINE_WIDTH, RADIUS, Ring, rosette

SIZE: Final = 480
#: Drawn so much larger, then made smaller, which smooths the lines.
_LARGER: Final = 3
#: So many shades of one ink: the eye sees no more on a line.
_SHADES: Final = 16
_STEP: Final = 17
_STEPS: Final = tuple(step / 5 for step in range(1, 6))
_SCALE: Final = SIZE * _LARGER / (2 * RADIUS + 2 * LINE_WIDTH)


@lru_cache(maxsize=128)
def rosette_png(digest: str, ink: str) -> bytes:
    """Return the rosette of a digest on a transparent ground."""
    lines = Image.new("L", (SIZE * _LARGER, SIZE * _LARGER))
    pen = ImageDraw.Draw(lines)
    for ring in rosette(digest):
        points = _points(ring)
        for turn in ring.turns:
            pen.line(_turned(points, turn), fill=255, width=round(LINE_WIDTH * _SCALE))
    shades = lines.resize((SIZE, SIZE), Image.Resampling.BOX).point(lambda shade: shade // _STEP)
    picture = Image.frombytes("P", shades.size, shades.tobytes())
    picture.putpalette(ImageColor.getrgb(ink) * _SHADES)
    file = BytesIO()
    opacity = bytes(shade * _STEP for shade in range(_SHADES))
    picture.save(file, "PNG", bits=4, transparency=opacity, optimize=False)
    return file.getvalue()


def _points(ring: Ring) -> list[complex]:
    """Return points along the curve, close enough to each other to look round."""
    here = complex(*ring.start)
    points = [here]
    for x1, y1, x2, y2, x3, y3 in ring.curves:
        first, second, end = complex(x1, y1), complex(x2, y2), complex(x3, y3)
        for t in _STEPS:
            s = 1 - t
            points.append(
                s**3 * here + 3 * s * s * t * first + 3 * s * t * t * second + t**3 * end
            )
        here = end
    return points


def _turned(points: list[complex], turn: float) -> list[float]:
    spoke = cmath.rect(_SCALE, turn)
    middle = complex(SIZE * _LARGER / 2, SIZE * _LARGER / 2)
    flat: list[float] = []
    for point in points:
        placed = middle + point * spoke
        flat += (placed.real, placed.imag)
    return flat
