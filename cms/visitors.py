"""Whole answers kept for visitors: those who have no session, and so no name and no form token.

The key holds the stamps of pages and of shared words, so that a change shows at once; a minute's
limit lets dates and free seats move on.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from cms.models import Stamp
from cms.pages.site import SitePage

_KEPT_FOR = 60
_OWN_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it goes over the line."""

    plain: bytes
    packed: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The place of one answer in the cache."""

    key: str
    takes_gzip: bool

    @classmethod
    def for_visitor(cls, request: HttpRequest) -> Kept | None:
        """Return the place for this request, or nothing where the answer could be personal.

        1 query, for the stamps.
        """
        if request.META.get("QUERY_STRING") or any(
            name in request.COOKIES for name in _OWN_COOKIES
        ):
            return None
        words = (Stamp.objects.numbers(), request.get_host(), get_language(), request.path)
        theme = request.COOKIES.get("theme", "")
        theme = theme if theme in {"light", "dark"} else ""
        key = "page:" + ":".join(str(word) for word in (*words, theme))
        return cls(key, "gzip" in request.headers.get("Accept-Encoding", ""))

    def get(self) -> HttpResponse | None:
        """Return the kept answer."""
        found = cache.get(self.key)
        if not isinstance(found, Answer):
            return None
        body = found.packed if self.takes_gzip else found.plain
        response = HttpResponse(body, content_type=found.content_type)
        if self.takes_gzip:
            response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        return response

    def put(self, response: HttpResponse) -> None:
        """Keep an answer once it is rendered, if it holds nothing of one person."""
        if isinstance(response, TemplateResponse):
            response.add_post_render_callback(self._keep)

    def _keep(self, response: HttpResponse) -> None:
        page = (getattr(response, "context_data", None) or {}).get("page")
        if response.status_code != 200 or response.cookies or not isinstance(page, SitePage):
            return
        if b"csrfmiddlewaretoken" in response.content or response.has_header("Cache-Control"):
            return
        plain = bytes(response.content)
        packed = gzip.compress(plain, 6)
        cache.set(self.key, Answer(plain, packed, response["Content-Type"]), _KEPT_FOR)
        patch_vary_headers(response, ["Cookie"])
