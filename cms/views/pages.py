"""Public pages: Wagtail's, with whole answers kept for visitors, and the search."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page
from wagtail.views import serve

from cms.models import CoursePage, HomePage, ProgrammePage, StandardPage
from cms.visitors import Kept
from foundation.access import public

SEARCHED = (CoursePage, HomePage, ProgrammePage, StandardPage)
A_PAGE = 10
LONGEST_QUERY = 200
# Quotes and operators mean something to one database and an error to another.
_WORD = re.compile(r"\w+")


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the visitor's language."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@public
@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """Show a page of the site; what a visitor gets is kept until something changes."""
    kept = Kept.for_visitor(request)
    if kept is not None and (answer := kept.get()) is not None:
        return answer
    response = serve(request, path)
    if kept is not None:
        kept.put(response)
    return response


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search the public pages of one language; a lesson's text stands in no index (A12)."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    pages = Page.objects.live().public().type(*SEARCHED).filter(locale=Locale.get_active())
    words = " ".join(_WORD.findall(query))
    results = pages.search(words) if words else pages.none()
    found = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "found": found,
        "entries": [item.specific for item in found],
        "pages_query": f"{urlencode({'q': query})}&",
    }
    request.translated_addresses = _searches(query)  # type: ignore[attr-defined]
    return render(request, "cms/search.html", context)


def _searches(query: str) -> dict[str, str]:
    """Return the address of the search in each language."""
    return {code: f"/{code}/search/" for code, _ in settings.LANGUAGES}
