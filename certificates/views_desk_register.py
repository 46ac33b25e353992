"""The register of a programme to take away, for its administrators."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.current import person
from certificates.exporting import json_parts, table_head, table_rows
from certificates.register import broken_links
from courses.models import Programme
from foundation import clock
from foundation.access import staff
from foundation.exports import csv_response


@staff
@require_safe
def table(request: HttpRequest, uid: UUID) -> StreamingHttpResponse:
    """Give the register of a programme as a table, and say whether the chain holds."""
    programme = _programme(request, uid)
    name = f"register-{programme.code}.csv"
    response = csv_response(name, table_head(), table_rows(programme))
    response["X-Register-Chain"] = "sound" if _is_sound() else "broken"
    return response


@staff
@require_safe
def as_json(request: HttpRequest, uid: UUID) -> StreamingHttpResponse:
    """Give the register of a programme with every event, as JSON."""
    programme, is_sound = _programme(request, uid), _is_sound()
    parts = json_parts(programme, is_sound=is_sound, now=clock.now())
    response = StreamingHttpResponse(parts, content_type="application/json")
    name = content_disposition_header(True, f"register-{programme.code}.json")
    response["Content-Disposition"] = name
    response["X-Register-Chain"] = "sound" if is_sound else "broken"
    return response


def _programme(request: HttpRequest, uid: UUID) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(person(request)), uid=uid)


def _is_sound() -> bool:
    return next(broken_links(), None) is None
