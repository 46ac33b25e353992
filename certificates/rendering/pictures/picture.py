"""A picture made ready for PDF: its objects are compressed once and copied into every document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing or pixel picture.

    ``width`` and ``height`` are the size of its ink. ``dictionary`` lacks ``/Length`` and, where
    ``mask`` is given, ``/SMask``.
    """

    digest: str
    width: float
    height: float
    drawn: bool
    dictionary: str
    data: bytes
    mask_dictionary: str = ""
    mask: bytes = b""
