"""Puts marks on a sheet, counting from the side where the language begins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certificates.rendering.design import Design
from certificates.rendering.layout.fitting import Fitted
from certificates.rendering.layout.marks import (
    CodeMark,
    Element,
    FrameMark,
    LinkMark,
    PictureMark,
    RosetteMark,
    RuleMark,
    Sheet,
    StopMark,
    TextMark,
)
from certificates.rendering.pictures import Picture
from certificates.rendering.rosette import Ring
from certificates.rendering.text.lines import Line


class Align(StrEnum):
    """Which part of a line stands at the given place."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on one sheet; ``x`` counts from the left, or from the right on a mirrored sheet."""

    sheet: Sheet
    design: Design
    mirrored: bool

    def text(
        self,
        line: Line,
        x: float,
        y: float,
        size: float,
        ink: str,
        element: Element | None,
        *,
        align: Align = Align.START,
    ) -> None:
        """Set a line with its start or end at ``x`` and its baseline at ``y``."""
        width = line.width(size)
        start = x if align is Align.START else x - width
        left = self._left(start, width)
        self.sheet.marks.append(TextMark(line, left, y, size, ink, element))

    def lines(
        self, fitted: Fitted, x: float, top: float, ink: str, element: Element | None
    ) -> float:
        """Set fitted lines downwards from ``top``; returns where they end."""
        y = top - fitted.rise
        for line in fitted.lines:
            left = self._left(x, line.width(fitted.size))
            mark = TextMark(line, left, y, fitted.size, ink, element, fitted.shared)
            self.sheet.marks.append(mark)
            y -= fitted.leading
        return top - fitted.height

    def rule(self, x1: float, x2: float, y: float, width: float, ink: str) -> None:
        """A level line."""
        left, right = sorted((self._left(x1, 0), self._left(x2, 0)))
        self.sheet.marks.append(RuleMark(left, y, right, y, width, ink))

    def upright(self, x: float, y1: float, y2: float, width: float, ink: str) -> None:
        """A plumb line."""
        at = self._left(x, 0)
        self.sheet.marks.append(RuleMark(at, y1, at, y2, width, ink))

    def frame(self, inset: float, width: float, ink: str) -> None:
        """A line all round, ``inset`` from the edges."""
        across, up = self.sheet.width - 2 * inset, self.sheet.height - 2 * inset
        self.sheet.marks.append(FrameMark(inset, inset, across, up, width, ink))

    def stop(self, x: float, y: float, radius: float, ink: str, filled: bool) -> None:
        """A stop of the route."""
        self.sheet.marks.append(StopMark(self._left(x, 0), y, radius, ink, filled))

    def rosette(
        self, rings: tuple[Ring, ...], x: float, y: float, radius: float, element: Element
    ) -> None:
        """The rosette around a centre."""
        centre = self._left(x, 0)
        mark = RosetteMark(rings, centre, y, radius, self.design.accent, element)
        self.sheet.marks.append(mark)

    def picture(
        self, picture: Picture, x: float, y: float, width: float, height: float, element: Element
    ) -> None:
        """A picture with its start and lower edge at a place."""
        left = self._left(x, width)
        self.sheet.marks.append(PictureMark(picture, left, y, width, height, element))

    def code(self, content: str, x: float, y: float, side: float, element: Element) -> None:
        """A QR code with its start and lower edge at a place."""
        left = self._left(x, side)
        self.sheet.marks.append(CodeMark(content, left, y, side, self.design.ink, element))

    def link(
        self, url: str, x: float, y: float, width: float, height: float, element: Element
    ) -> None:
        """A place that opens an address."""
        left = self._left(x, width)
        self.sheet.marks.append(LinkMark(url, left, y, width, height, element))

    def _left(self, start: float, width: float) -> float:
        return self.sheet.width - start - width if self.mirrored else start
