"""SVG path data and shapes as straight and cubic pieces; affine transforms."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from certificates.rendering.errors import PictureRefused

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
# A PDF path operator (m, l, c or h) and the points before it.
Piece = tuple[str, tuple[Point, ...]]

IDENTITY: Final[Matrix] = (1, 0, 0, 1, 0, 0)
_TOKEN: Final = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_FUNCTION: Final = re.compile(r"(\w+)\s*\(([^)]*)\)")
_COUNTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
# The distance of a cubic's handles from its ends for a quarter of a circle.
_QUARTER: Final = 0.5522847498


@dataclass(slots=True)
class _Pen:
    """Where the pen stands, where its figure began, and the last curve's handle."""

    at: Point = (0.0, 0.0)
    start: Point = (0.0, 0.0)
    handle: Point | None = None
    quadratic: bool = False


def pieces_of(data: str) -> list[Piece]:
    """The pieces of SVG path data; raises PictureRefused for what is no path."""
    pen = _Pen()
    pieces: list[Piece] = []
    for letter, numbers in _commands(data):
        pieces += _draw(pen, letter, numbers)
    return pieces


def ellipse(centre: Point, rx: float, ry: float) -> list[Piece]:
    """An ellipse in four cubic pieces."""
    x, y = centre
    kx, ky = rx * _QUARTER, ry * _QUARTER
    return [
        ("m", ((x + rx, y),)),
        ("c", ((x + rx, y + ky), (x + kx, y + ry), (x, y + ry))),
        ("c", ((x - kx, y + ry), (x - rx, y + ky), (x - rx, y))),
        ("c", ((x - rx, y - ky), (x - kx, y - ry), (x, y - ry))),
        ("c", ((x + kx, y - ry), (x + rx, y - ky), (x + rx, y))),
        ("h", ()),
    ]


def polygon(points: list[Point], close: bool) -> list[Piece]:
    """Straight pieces through the points."""
    if not points:
        return []
    pieces: list[Piece] = [("m", (points[0],))]
    pieces += [("l", (point,)) for point in points[1:]]
    return [*pieces, ("h", ())] if close else pieces


def transform_of(text: str) -> Matrix:
    """The matrix of an SVG transform attribute."""
    matrix = IDENTITY
    for name, arguments in _FUNCTION.findall(text):
        matrix = multiply(
            matrix, _function(name, [float(n) for _, n in _TOKEN.findall(arguments)])
        )
    return matrix


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def apply(matrix: Matrix, point: Point) -> Point:
    """A point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _function(name: str, n: list[float]) -> Matrix:
    if name == "matrix" and len(n) == 6:
        return (n[0], n[1], n[2], n[3], n[4], n[5])
    if name == "translate" and n:
        return (1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0)
    if name == "scale" and n:
        return (n[0], 0, 0, n[1] if len(n) > 1 else n[0], 0, 0)
    if name == "rotate" and n:
        turn = math.radians(n[0])
        spin = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0)
        if len(n) < 3:
            return spin
        there: Matrix = (1, 0, 0, 1, n[1], n[2])
        return multiply(multiply(there, spin), (1, 0, 0, 1, -n[1], -n[2]))
    raise PictureRefused


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with the numbers of one repetition; arc flags may be written without spaces."""
    letter, position = "", 0
    while position < len(data):
        if data[position] in " \t\r\n,":
            position += 1
            continue
        match = _TOKEN.match(data, position)
        if not match:
            raise PictureRefused
        if match[1]:
            letter, position = match[1], match.end()
            if letter in "Zz":
                yield letter, []
            continue
        if not letter or letter in "Zz":
            raise PictureRefused
        numbers, position = _numbers(data, position, letter.upper())
        yield letter, numbers
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _numbers(data: str, position: int, letter: str) -> tuple[list[float], int]:
    numbers: list[float] = []
    while len(numbers) < _COUNTS[letter]:
        while position < len(data) and data[position] in " \t\r\n,":
            position += 1
        if (
            letter == "A"
            and len(numbers) in {3, 4}
            and data[position : position + 1] in {"0", "1"}
        ):
            numbers.append(float(data[position]))
            position += 1
            continue
        match = _TOKEN.match(data, position)
        if not match or match[1]:
            raise PictureRefused
        numbers.append(float(match[2]))
        position = match.end()
    return numbers, position


def _draw(pen: _Pen, letter: str, numbers: list[float]) -> list[Piece]:
    """The pieces of one command; moves the pen."""
    kind = letter.upper()
    if kind == "Z":
        pen.at, pen.handle = pen.start, None
        return [("h", ())]
    if kind == "A":
        return _arc(pen, numbers, relative=letter.islower())
    points = _points(pen, kind, numbers, relative=letter.islower())
    if kind == "M":
        pen.at = pen.start = points[0]
        pen.handle = None
        return [("m", (pen.at,))]
    if kind in "LHV":
        pen.at, pen.handle = points[0], None
        return [("l", (pen.at,))]
    return [_curve(pen, kind, points)]


def _points(pen: _Pen, kind: str, numbers: list[float], relative: bool) -> list[Point]:
    x, y = pen.at if relative else (0.0, 0.0)
    if kind == "H":
        return [(x + numbers[0], pen.at[1])]
    if kind == "V":
        return [(pen.at[0], y + numbers[0])]
    return [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]


def _curve(pen: _Pen, kind: str, points: list[Point]) -> Piece:
    x, y = pen.at
    smooth = pen.handle is not None and pen.quadratic == (kind == "T")
    mirrored = (2 * x - pen.handle[0], 2 * y - pen.handle[1]) if smooth and pen.handle else pen.at
    if kind in "ST":
        points = [mirrored, *points]
    end = points[-1]
    if kind in "QT":
        (qx, qy) = points[0]
        first = (x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y))
        second = (end[0] + 2 / 3 * (qx - end[0]), end[1] + 2 / 3 * (qy - end[1]))
        pen.handle, pen.quadratic = points[0], True
    else:
        first, second = points[0], points[1]
        pen.handle, pen.quadratic = second, False
    pen.at = end
    return ("c", (first, second, end))


def _arc(pen: _Pen, numbers: list[float], relative: bool) -> list[Piece]:
    """An elliptical arc in cubic pieces of at most a quarter turn."""
    rx, ry, tilt, large, sweep, x, y = numbers
    start = pen.at
    end = (start[0] + x, start[1] + y) if relative else (x, y)
    pen.at, pen.handle = end, None
    rx, ry = abs(rx), abs(ry)
    if not rx or not ry or start == end:
        return [("l", (end,))]
    angle = math.radians(tilt)
    cos, sin = math.cos(angle), math.sin(angle)
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    px, py = (cos * half_x + sin * half_y) / rx, (-sin * half_x + cos * half_y) / ry
    reach = math.hypot(px, py)
    if reach > 1:
        rx, ry, px, py = rx * reach, ry * reach, px / reach, py / reach
    root = math.sqrt(max(0.0, 1 / max(px * px + py * py, 1e-12) - 1))
    sign = -1 if bool(large) == bool(sweep) else 1
    cx, cy = sign * root * py, -sign * root * px
    first = math.atan2(py - cy, px - cx)
    turn = (math.atan2(-py - cy, -px - cx) - first) % math.tau
    turn = turn if sweep else turn - math.tau
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    place: Matrix = (cos * rx, sin * rx, -sin * ry, cos * ry, *middle)
    return _turned(place, (cx, cy), first, turn)


def _turned(place: Matrix, centre: Point, first: float, turn: float) -> list[Piece]:
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    handle = 4 / 3 * math.tan(step / 4)
    pieces: list[Piece] = []
    for i in range(count):
        a, b = first + i * step, first + (i + 1) * step
        (ax, ay), (bx, by) = (math.cos(a), math.sin(a)), (math.cos(b), math.sin(b))
        points = (
            (ax - handle * ay, ay + handle * ax),
            (bx + handle * by, by - handle * bx),
            (bx, by),
        )
        moved = [apply(place, (x + centre[0], y + centre[1])) for x, y in points]
        pieces.append(("c", (moved[0], moved[1], moved[2])))
    return pieces
