"""How fast one address may ask about certificates, and what keeps the answers out of indexes."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from foundation.limits import is_over_limit

WITHIN_SECONDS = 60
#: A list counts as so many single questions.
LIST_COUNTS = 5
Response = TypeVar("Response", bound=HttpResponseBase)


def is_too_often(request: HttpRequest, name: str = "verify", counts: int = 1) -> bool:
    """Count a question about certificates, and tell whether its address asked too many."""
    times = max(settings.VERIFICATIONS_A_MINUTE // counts, 1)
    return is_over_limit(request, name, times=times, seconds=WITHIN_SECONDS)


def slow_down(request: HttpRequest) -> HttpResponse:
    """Ask to wait."""
    page = render(request, "certificates/slow_down.html", status=429)
    page["Retry-After"] = str(WITHIN_SECONDS)
    return never_indexed(page)


def never_indexed(response: Response) -> Response:
    """Keep verification and documents out of search engines.

    The site's referrer policy (same-origin) tells no other site; a stricter one would make
    browsers send our own forms with an unknown origin, and they would be refused.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
