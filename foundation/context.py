"""What every page shows around its own content: site name, languages, links of the header."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from foundation.panels import DeskSection, desk_sections


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the variables of the frame; costs no query."""
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "desk_sections": _desk(request),
        "theme": _theme(request),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": [
            {
                "code": code,
                "name": name,
                "url": _address_in(request, code),
                "current": code == current,
            }
            for code, name in settings.LANGUAGES
        ],
    }


def _theme(request: HttpRequest) -> str:
    """Return the colours the reader chose, or nothing: then the page follows the system."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in {"light", "dark"} else ""


def _desk(request: HttpRequest) -> list[DeskSection]:
    """Return the desk's entries for people who work here; a visitor costs no session."""
    user = getattr(request, "user", None)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or user is None:
        return []
    return desk_sections(user) if user.is_authenticated and user.has_staff_role() else []


def _address_in(request: HttpRequest, code: str) -> str:
    """Return the same page in another language; personal pages go through the switch."""
    pages = getattr(request, "translated_addresses", None)
    if pages is not None:
        return pages.get(code) or f"/{code}/"
    return f"{reverse('accounts:language')}?to={code}&next={quote(request.get_full_path())}"
