"""Small middleware: the door check, refusal of NUL, domain refusals, and privacy headers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
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
        if (
            "\0" in request.path
            or "\0" in query
            or "\0" in unquote(str(request.META.get("HTTP_COOKIE", "")))
        ):
            return HttpResponseBadRequest("The request holds a character that cannot be stored.")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Check the form once it may be read; uploads are streamed after this point."""
        if request.method != "POST":
            return None
        values = (value for key in request.POST for value in (key, *request.POST.getlist(key)))
        names = (file.name or "" for files in request.FILES.lists() for file in files[1])
        if any("\0" in value for value in (*values, *names)):
            return HttpResponseBadRequest("The form holds a character that cannot be stored.")
        return None


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
