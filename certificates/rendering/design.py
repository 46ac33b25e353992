"""How a certificate looks, apart from what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from certificates.rendering.text.languages import is_right_to_left

_SIZES: Final = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}


class Paper(StrEnum):
    """The sheet."""

    A4 = "A4"
    LETTER = "Letter"


class Orientation(StrEnum):
    """How the sheet is held."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


@dataclass(frozen=True, slots=True)
class Design:
    """Paper, inks and parts. Colours are ``#RRGGBB``.

    ``mirrored`` is None to follow the certificate's language.
    """

    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.LANDSCAPE
    ink: str = "#14212B"
    soft_ink: str = "#51606B"
    accent: str = "#B4472A"
    line: str = "#C9BCA8"
    transcript: bool = True
    mirrored: bool | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet in points."""
        short, long = _SIZES[self.paper]
        return (short, long) if self.orientation is Orientation.PORTRAIT else (long, short)

    def is_mirrored(self, language: str) -> bool:
        """Whether the sheet begins at its right side."""
        return is_right_to_left(language) if self.mirrored is None else self.mirrored
