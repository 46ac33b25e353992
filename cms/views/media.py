"""Files: recordings and documents of a lesson for those who may read it; pictures for all."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.models import Document
from wagtailmedia.models import Media

from accounts.current import person
from cms import ranges, selectors
from cms.selectors.readings import course_key
from courses.models import Lesson
from foundation import clock
from foundation.access import public, signed_in
from foundation.errors import DomainError
from learning.services import check_open

PICTURE_FOLDERS = {"images", "original_images"}
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@signed_in
@require_safe
def recording(request: HttpRequest, uid: UUID, pk: int) -> HttpResponseBase:
    """Play a video or audio of a lesson; seeking works."""
    _check_right(request, uid, "media", pk)
    media = get_object_or_404(Media, pk=pk)
    kind = mimetypes.guess_type(media.filename)[0] or "application/octet-stream"
    return ranges.serve(
        request, media.file, content_type=kind, name=media.filename, attachment=False
    )


@signed_in
@require_safe
def document(request: HttpRequest, uid: UUID, pk: int) -> HttpResponseBase:
    """Give a file or the captions of a lesson."""
    _check_right(request, uid, "file", pk)
    found = get_object_or_404(Document, pk=pk)
    captions = found.file_extension.lower() == "vtt"
    kind = "text/vtt; charset=utf-8" if captions else found.content_type
    return ranges.serve(
        request, found.file, content_type=kind, name=found.filename, attachment=not captions
    )


def _check_right(request: HttpRequest, uid: UUID, kind: str, pk: int) -> None:
    """Raise Http404, alike for absent and foreign, before anything of the file is looked at."""
    lessons = Lesson.objects.active().select_related("course")
    lesson = get_object_or_404(lessons, uid=uid)
    reading = selectors.reading_of(person(request), course_key(lesson.course))
    if reading is None:
        raise Http404
    try:
        if reading.place is not None:
            check_open(reading.place, clock.now())
    except DomainError:
        raise Http404 from None
    if not selectors.shows_file(uid, kind, pk):
        raise Http404


@public
@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give a picture of the library; nothing else of the media folder is public (A15)."""
    if PurePosixPath(path).parts[:1] not in {(folder,) for folder in PICTURE_FOLDERS}:
        raise Http404
    kind = mimetypes.guess_type(path)[0] or ""
    file = _opened(path) if kind.startswith("image/") else None
    if file is None:
        raise Http404
    response = FileResponse(file, content_type=kind)
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SVG_POLICY
    return response


def _opened(path: str) -> Any:
    """Return the file of the storage, or nothing."""
    try:
        return default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation):
        return None
