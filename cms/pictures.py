"""Pictures as pages show them: drawings as they are, photographs in one light rendition.

Renditions are made when a page is published or a picture saved, never by a visitor's GET (R3).
Pictures are public by design: they stand under /media/ without a check, so nothing private
belongs into one (documented for editors, case A15).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.images.models import Filter

RENDITION = "max-1280x1280|format-webp"


@dataclass(frozen=True, slots=True)
class Picture:
    """What an ``img`` needs, and what it weighs."""

    src: str
    width: int
    height: int
    weight: int


def shown(image: Any) -> Picture | None:
    """Return the picture as it is to be shown (no query for a drawing, one for a photograph)."""
    if image is None:
        return None
    if not image.is_svg():
        try:
            rendition = image.find_existing_rendition(Filter(spec=RENDITION))
        except image.renditions.model.DoesNotExist:
            pass
        else:
            return Picture(rendition.url, rendition.width, rendition.height, rendition.file.size)
    return Picture(image.file.url, image.width, image.height, image.file_size or 0)


def prepare(images: Iterable[Any]) -> None:
    """Make what ``shown`` looks for."""
    for image in images:
        if not image.is_svg():
            image.get_rendition(RENDITION)
