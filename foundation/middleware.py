"""Small middleware: the door check, refusal of NUL, domain refusals, and privacy headers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address
from itertools import chain
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from foundation.access import policy_of

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefuseNul:
    """Answer 400 to a NUL character anywhere in a request (PostgreSQL cannot hold it)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and its answer back."""
        query = unquote(request.META.get("QUERY_STRING", ""))
        headers = (unquote(str(request.META[name])) for name in request.META if _is_header(name))
        if any("\0" in text for text in (request.path, query, *headers)):
            return _refused()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Check the form, its files' names, and JSON, once they may be read."""
        if request.content_type == "application/json" and _json_holds_nul(request.body):
            return _refused()
        if request.method != "POST":
            return None
        words = (word for key, values in request.POST.lists() for word in (key, *values))
        files = ((key, *_names(values)) for key, values in request.FILES.lists())
        if any("\0" in word for word in (*words, *chain.from_iterable(files))):
            return _refused()
        return None


def _is_header(name: str) -> bool:
    return name.startswith("HTTP_") or name == "CONTENT_TYPE"


def _names(files: list[Any]) -> list[str]:
    return [file.name or "" for file in files]


def _json_holds_nul(body: bytes) -> bool:
    """Tell whether a JSON text holds NUL, bare or escaped."""
    return b"\0" in body or b"\\u0000" in body


def _refused() -> HttpResponse:
    """Answer in plain text: no person's browser sends such a thing."""
    return HttpResponse(
        "The request holds a character that cannot be stored.",
        status=HTTPStatus.BAD_REQUEST,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"},
    )


class AddressFromProxy:
    """Take the caller's address from the one proxy in front of us.

    Only installed where the operator says that there is one: without it everybody would share
    the proxy's address, and with it every limit. The last entry is the proxy's own; what stands
    before it anybody can write.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and its answer back."""
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip()
        with suppress(ValueError):
            request.META["REMOTE_ADDR"] = str(ip_address(address))
        return self.get_response(request)


class OneDoor:
    """Deny a view that declared no policy (rule R1).

    Views of the libraries named in ``FOREIGN_VIEW_MODULES`` guard their own doors.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and its answer back."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        """Raise 404 for an undeclared view, and say so in the log."""
        if policy_of(view) is None and not is_foreign(view):
            logger.error("undeclared view", extra={"view": repr(view)})
            raise Http404


class PersonalPagesStayPrivate:
    """Mark every answer given to a signed-in person as not to be stored by any cache (R13)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and its answer back."""
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header(
            "Cache-Control"
        ):
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True)
        return response


def is_foreign(view: Any) -> bool:
    """Tell whether a view belongs to a library that guards its own doors."""
    module = getattr(getattr(view, "view_class", view), "__module__", "") or ""
    return module.startswith(settings.FOREIGN_VIEW_MODULES)
