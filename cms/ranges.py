"""Giving out files with HTTP ranges, so that seeking in a recording works (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 64 * 1024


def serve(
    request: HttpRequest, file: Any, *, content_type: str, name: str, attachment: bool
) -> HttpResponseBase:
    """Return the whole file, or the one range that was asked for (206), or 416.

    Several ranges at once, and anything that is no range, get the whole file. Who may have the
    file was decided before.
    """
    size = file.size
    wanted = _wanted(request.headers.get("Range", ""), size)
    if wanted is None:
        response: HttpResponseBase = FileResponse(
            file.open("rb"), as_attachment=attachment, filename=name, content_type=content_type
        )
    elif wanted.start >= size or not wanted:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _part(file, wanted, size, content_type)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _wanted(header: str, size: int) -> range | None:
    """Return the bytes asked for; an empty or late range cannot be satisfied."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    start = int(first)
    stop = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return range(start, max(stop, start))


def _part(file: Any, wanted: range, size: int, content_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_pieces(file, wanted), status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    response["Content-Length"] = str(len(wanted))
    return response


def _pieces(file: Any, wanted: range) -> Iterator[bytes]:
    left = len(wanted)
    with file.open("rb") as source:
        source.seek(wanted.start)
        while left > 0:
            piece = source.read(min(_PIECE, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
