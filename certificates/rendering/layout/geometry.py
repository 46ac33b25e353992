"""Where the parts of a sheet lie, in points from the starting side and from below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from certificates.rendering.design import Design, Orientation

MARGIN: Final = 54.0
FRAME: Final = 21.0
_SIDE: Final = 148.0
_GUTTER: Final = 60.0
_BAND: Final = 132.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its start, foot, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height

    @property
    def end(self) -> float:
        """The edge away from the start."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Geometry:
    """The main field, the side field with rosette and facts, and the route between them."""

    main: Box
    side: Box
    upright: bool
    route: float


def geometry_of(design: Design) -> Geometry:
    """A side column on a wide sheet, a band at the foot of a high one."""
    width, height = design.size
    inner = Box(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
    if design.orientation is Orientation.LANDSCAPE:
        main_x = inner.x + _SIDE + _GUTTER
        return Geometry(
            main=Box(main_x, inner.y, inner.end - main_x, inner.height),
            side=Box(inner.x, inner.y, _SIDE, inner.height),
            upright=True,
            route=inner.x + _SIDE + _GUTTER / 2,
        )
    main_y = inner.y + _BAND + _GUTTER
    return Geometry(
        main=Box(inner.x, main_y, inner.width, inner.top - main_y),
        side=Box(inner.x, inner.y, inner.width, _BAND),
        upright=False,
        route=inner.y + _BAND + _GUTTER / 2,
    )
