"""SVG drawings of paths and plain shapes as a PDF form. What it does not know, it refuses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from certificates.rendering.digits import number, numbers
from certificates.rendering.errors import PictureRefused
from certificates.rendering.pictures.paint import Paint
from certificates.rendering.pictures.paths import (
    IDENTITY,
    Matrix,
    Piece,
    Point,
    apply,
    ellipse,
    multiply,
    pieces_of,
    polygon,
    transform_of,
)
from certificates.rendering.pictures.picture import Picture

_SILENT: Final = frozenset({"title", "desc", "metadata"})
_MOST_SHAPES: Final = 2000
_SAMPLES: Final = 8
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class _Shape:
    pieces: list[Piece]
    paint: Paint
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float


def read_svg(data: bytes, digest: str) -> Picture:
    """The picture of an SVG file; raises PictureRefused for text, scripts, links and effects."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise PictureRefused from error
    shapes = [shape for shape in _shapes(root, Paint(), IDENTITY) if shape.paint.visible]
    if not shapes or len(shapes) > _MOST_SHAPES:
        raise PictureRefused
    box = _within_view(root, _ink(shapes))
    width, height = box.right - box.left, box.bottom - box.top
    if width <= 0 or height <= 0:
        raise PictureRefused
    flip: Matrix = (1, 0, 0, -1, -box.left, box.bottom)
    content = "\n".join(_operators(shape, flip) for shape in shapes)
    dictionary = (
        f"/Type /XObject /Subtype /Form /BBox [0 0 {numbers(width, height)}] "
        f"/Resources << {_states(shapes)} >> /Filter /FlateDecode"
    )
    data = zlib.compress(content.encode("ascii"), 9)
    return Picture(digest, width, height, drawn=True, dictionary=dictionary, data=data)


def _shapes(node: Element, paint: Paint, matrix: Matrix) -> Iterator[_Shape]:
    name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
    if name in _SILENT or not name:
        return
    attributes = {key: value for key, value in node.attrib.items() if "}" not in key}
    paint = paint.below(attributes)
    if "transform" in attributes:
        matrix = multiply(matrix, transform_of(attributes["transform"]))
    if name in {"svg", "g"}:
        for child in node:
            yield from _shapes(child, paint, matrix)
    else:
        yield _Shape(_geometry(name, attributes), paint, matrix)


def _geometry(name: str, given: dict[str, str]) -> list[Piece]:
    draw = _SHAPES.get(name)
    if draw is None:
        raise PictureRefused
    try:
        return draw(given)
    except (KeyError, ValueError) as error:
        raise PictureRefused from error


def _values(given: dict[str, str], *keys: str) -> list[float]:
    return [float(given.get(key, "0").removesuffix("px")) for key in keys]


def _circle(given: dict[str, str]) -> list[Piece]:
    x, y, radius = _values(given, "cx", "cy", "r")
    return ellipse((x, y), radius, radius)


def _ellipse(given: dict[str, str]) -> list[Piece]:
    x, y, across, up = _values(given, "cx", "cy", "rx", "ry")
    return ellipse((x, y), across, up)


def _line(given: dict[str, str]) -> list[Piece]:
    x1, y1, x2, y2 = _values(given, "x1", "y1", "x2", "y2")
    return polygon([(x1, y1), (x2, y2)], close=False)


def _points(given: dict[str, str]) -> list[Point]:
    flat = [float(n) for n in _NUMBER.findall(given["points"])]
    return list(zip(flat[::2], flat[1::2], strict=False))


def _rectangle(given: dict[str, str]) -> list[Piece]:
    x, y, w, h = _values(given, "x", "y", "width", "height")
    r = min(max(_values(given, "rx", "ry")), w / 2, h / 2)
    if not r:
        return polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], close=True)
    corner = f"a{r} {r} 0 0 1"
    return pieces_of(
        f"M{x + r} {y}h{w - 2 * r}{corner} {r} {r}v{h - 2 * r}{corner} {-r} {r}"
        f"h{2 * r - w}{corner} {-r} {-r}v{2 * r - h}{corner} {r} {-r}z"
    )


_SHAPES: Final[dict[str, Callable[[dict[str, str]], list[Piece]]]] = {
    "path": lambda given: pieces_of(given["d"]),
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polygon": lambda given: polygon(_points(given), close=True),
    "polyline": lambda given: polygon(_points(given), close=False),
    "rect": _rectangle,
}


def _ink(shapes: list[_Shape]) -> _Box:
    xs: list[float] = []
    ys: list[float] = []
    for shape in shapes:
        a, b, c, d = shape.matrix[:4]
        scale = abs(a * d - b * c) ** 0.5
        margin = shape.paint.width * scale / 2 if shape.paint.stroke is not None else 0.0
        for point in _outline(shape.pieces):
            x, y = apply(shape.matrix, point)
            xs += [x - margin, x + margin]
            ys += [y - margin, y + margin]
    if not xs:
        raise PictureRefused
    return _Box(min(xs), min(ys), max(xs), max(ys))


def _outline(pieces: list[Piece]) -> Iterator[Point]:
    at: Point = (0.0, 0.0)
    for kind, points in pieces:
        if kind == "c":
            first, second, end = points
            for i in range(1, _SAMPLES):
                t = i / _SAMPLES
                u = 1 - t
                weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
                corners = (at, first, second, end)
                yield (
                    sum(w * p[0] for w, p in zip(weights, corners, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, corners, strict=True)),
                )
        if points:
            at = points[-1]
            yield at


def _within_view(root: Element, ink: _Box) -> _Box:
    """The ink that the drawing's own window shows."""
    view = [float(n) for n in _NUMBER.findall(root.get("viewBox", ""))]
    if len(view) != 4:
        return ink
    x, y, width, height = view
    return _Box(
        max(ink.left, x),
        max(ink.top, y),
        min(ink.right, x + width),
        min(ink.bottom, y + height),
    )


def _operators(shape: _Shape, flip: Matrix) -> str:
    path = " ".join(
        " ".join(numbers(*point) for point in points) + f" {kind}" if points else kind
        for kind, points in shape.pieces
    )
    opacity = f"/{_state_name(shape.paint)} gs " if _is_translucent(shape.paint) else ""
    matrix = numbers(*multiply(flip, shape.matrix))
    return f"q {matrix} cm {opacity}{shape.paint.state()} {path} {shape.paint.operator()} Q"


def _is_translucent(paint: Paint) -> bool:
    return min(paint.fill_opacity, paint.stroke_opacity) < 1


def _state_name(paint: Paint) -> str:
    return f"A{round(paint.fill_opacity * 100)}x{round(paint.stroke_opacity * 100)}"


def _states(shapes: list[_Shape]) -> str:
    """The resource dictionary's graphics states for translucent shapes."""
    states = {
        _state_name(shape.paint): shape.paint for shape in shapes if _is_translucent(shape.paint)
    }
    entries = [
        f"/{name} << /ca {number(paint.fill_opacity)} /CA {number(paint.stroke_opacity)} >>"
        for name, paint in sorted(states.items())
    ]
    return f"/ExtGState << {' '.join(entries)} >>" if entries else ""
