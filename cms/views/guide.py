"""The short guide for authors, in the languages of the interface (``cms/guide/*.md``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.prose import from_markdown
from foundation.access import staff

FOLDER = Path(__file__).parents[1] / "guide"


@staff
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide in the language of the interface, else in English."""
    return render(request, "cms/admin/guide.html", {"guide": _text((get_language() or "en")[:2])})


@cache
def _text(language: str) -> SafeString:
    path = FOLDER / f"{language}.md"
    source = path if path.exists() else FOLDER / "en.md"
    return from_markdown(source.read_text(encoding="utf-8"))
