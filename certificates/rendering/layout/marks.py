"""What a finished page consists of: marks at fixed places, and the tree of what they mean.

Places are in points from the lower left corner, as PDF counts them. A writer needs nothing else,
so that another one can take the place of the present one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from certificates.rendering.pictures import Picture
    from certificates.rendering.rosette import Ring
    from certificates.rendering.text.lines import Line


@dataclass(slots=True, eq=False)
class Element:
    """A node of the document's structure: a role of the PDF standard and what readers are told."""

    role: str
    language: str = ""
    alternative: str = ""
    actual_text: str = ""
    attributes: str = ""
    children: list[Element] = field(default_factory=list)

    def add(
        self,
        role: str,
        *,
        language: str = "",
        alternative: str = "",
        actual_text: str = "",
        attributes: str = "",
    ) -> Element:
        """Append and return a child."""
        child = Element(role, language, alternative, actual_text, attributes)
        self.children.append(child)
        return child


@dataclass(frozen=True, slots=True)
class TextMark:
    """A shaped line with its left end and baseline; ``shared`` by many certificates or not."""

    line: Line
    x: float
    y: float
    size: float
    ink: str
    element: Element | None
    shared: bool = True


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    ink: str


@dataclass(frozen=True, slots=True)
class FrameMark:
    """A rectangle of lines."""

    x: float
    y: float
    width: float
    height: float
    line: float
    ink: str


@dataclass(frozen=True, slots=True)
class StopMark:
    """A stop of the route: a disc, filled or a ring on paper."""

    x: float
    y: float
    radius: float
    ink: str
    filled: bool
    line: float = 0.7


@dataclass(frozen=True, slots=True)
class RosetteMark:
    """The rosette with its centre and radius."""

    rings: tuple[Ring, ...]
    x: float
    y: float
    radius: float
    ink: str
    element: Element | None


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A logo or signature in its box."""

    picture: Picture
    x: float
    y: float
    width: float
    height: float
    element: Element | None


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A QR code with its lower left corner and the side of its printed square."""

    content: str
    x: float
    y: float
    side: float
    ink: str
    element: Element | None


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A place that opens an address."""

    url: str
    x: float
    y: float
    width: float
    height: float
    element: Element


Mark = TextMark | RuleMark | FrameMark | StopMark | RosetteMark | PictureMark | CodeMark | LinkMark


@dataclass(slots=True)
class Sheet:
    """One page: its size and its marks in reading order."""

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole document: sheets, structure and what is said about it."""

    sheets: tuple[Sheet, ...]
    structure: Element
    title: str
    author: str
    subject: str
    language: str
    created: str
    fingerprint: str
