"""The demo's pictures, recordings and documents, each taken into the library once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtailmedia.models import Media

from lms.demo.paths import CONTENT

#: Length in seconds of the demo's recordings, as their makers measured them.
SECONDS = {"11-introduction.m4a": 79.0, "11-five-stops.mp4": 41.0}


@cache
def picture(folder: str, name: str) -> Image:
    """Return a figure or logo of the content as a picture of the library."""
    title = f"{folder}/{name}"
    found = Image.objects.filter(title=title).first()
    if found is not None:
        return found
    data = Path(CONTENT / folder / name).read_bytes()
    return Image.objects.create(title=title, file=ImageFile(_named(data, name)))


@cache
def recording(name: str) -> Media:
    """Return a recording of the content as media of the library."""
    found = Media.objects.filter(title=name).first()
    if found is not None:
        return found
    kind = "video" if name.endswith(".mp4") else "audio"
    size = {"width": 640, "height": 360} if kind == "video" else {}
    data = Path(CONTENT / "media" / name).read_bytes()
    return Media.objects.create(
        title=name, type=kind, duration=SECONDS.get(name, 0.0), file=_named(data, name), **size
    )


@cache
def document(name: str) -> Document:
    """Return a file of the content (a hand-out or captions) as a document of the library."""
    found = Document.objects.filter(title=name).first()
    if found is not None:
        return found
    data = Path(CONTENT / "media" / name).read_bytes()
    made = Document(title=name, file=_named(data, name))
    made.file_size = len(data)
    made.save()
    return made


def _named(data: bytes, name: str) -> ContentFile:
    return ContentFile(data, name=name)


def forget() -> None:
    """Look the library up afresh (rows of another database, as in tests)."""
    for lookup in (picture, recording, document):
        lookup.cache_clear()
