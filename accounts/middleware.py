"""The interface in the reader's language, and times in the reader's zone."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]


class InTheirLanguage(LocaleMiddleware):
    """Chooses the language: the address's, else the account's, else the browser's.

    Addresses such as ``/fr/…`` speak the language they name. Elsewhere a signed-in person gets
    the language of the account, a visitor that of the cookie or the browser.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language before the view runs."""
        prefix = translation.get_language_from_path(request.path_info)
        if prefix is None and settings.SESSION_COOKIE_NAME in request.COOKIES:
            user = request.user
            if user.is_authenticated and user.language in settings.LANGUAGE_NAMES:
                translation.activate(user.language)
                request.LANGUAGE_CODE = user.language
                return
        super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Send an address that matches nothing to its language; "not found" of a view stays so.

        Every address would match below a language, because pages have any address there.
        """
        if request.resolver_match is None:
            return super().process_response(request, response)
        if translation.get_language_from_path(request.path_info) is None:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


class InTheirTimeZone:
    """Activates the account's time zone, so that templates show the reader's own time."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the reader's zone in force."""
        zone = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            zone = request.user.zone
        with timezone.override(zone or ZoneInfo("UTC")):
            return self.get_response(request)
