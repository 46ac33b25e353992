"""What every page shows around its own content: site name, languages, links of the header."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the variables of the frame; costs no query."""
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
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


def _address_in(request: HttpRequest, code: str) -> str:
    """Return the same page in another language; personal pages go through the switch."""
    pages = getattr(request, "translated_addresses", None)
    if pages is not None:
        return pages.get(code) or f"/{code}/"
    return f"{reverse('accounts:language')}?to={code}"
