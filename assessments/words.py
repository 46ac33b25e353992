"""Texts by language in the language of the interface, and the little markup they may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from foundation.wording import Words, pick

_STRONG = re.compile(r"\*\*([^*]{1,300})\*\*")
_EMPHASIS = re.compile(r"\*([^*]{1,300})\*")

ALLOWED_TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code"),
}
ALLOWED_ATTRIBUTES = {"a": {"href", "hreflang"}}


def here() -> str:
    """Return the language of the interface now in force, without its region."""
    return (get_language() or "en").split("-")[0]


def said(texts: Mapping[str, str]) -> Words:
    """Return the text in the language now in force, else in English, else in any."""
    return pick(texts, here())


def clean_rich_text(html: str) -> str:
    """Return the HTML with nothing in it but headings, paragraphs, lists, links and emphasis."""
    return nh3.clean(
        html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, url_schemes={"https", "mailto"}
    )


def rich_text(html: str) -> SafeString:
    """Return kept rich text for a page; it is cleaned once more on its way out (R4)."""
    return mark_safe(clean_rich_text(html))  # noqa: S308  # safe: cleaned in this line


def emphasised(text: str) -> SafeString:
    """Return a question's text with ``*emphasis*`` as elements and all else escaped."""
    marked = _STRONG.sub(r"<strong>\1</strong>", str(escape(text)))
    return mark_safe(_EMPHASIS.sub(r"<em>\1</em>", marked))  # noqa: S308  # safe: escaped above
