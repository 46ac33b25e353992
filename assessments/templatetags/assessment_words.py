"""Filters for texts of questions and assignments, and for marks."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from assessments.words import emphasised, rich_text
from foundation.wording import Words

register = template.Library()


@register.filter
def emphasis(text: Any) -> SafeString:
    """Show a question's text with its emphasis; everything else in it is escaped."""
    return emphasised(str(text))


@register.filter
def rich(html: Any) -> SafeString:
    """Show cleaned rich text."""
    return rich_text(str(html))


@register.filter
def marks(value: Decimal | None) -> str:
    """Show a mark without needless zeros, in the reader's notation: 7, or 6.5."""
    if value is None:
        return ""
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return number_format(plain)


@register.filter
def percent(share: Decimal | None) -> str:
    """Show a share from 0 to 1 in whole per cent, rounded down: 100 means all."""
    return "" if share is None else str(int(share * 100))


@register.filter
def foreign_lang(words: Words) -> str:
    """Return the language of a text that is not in the page's own, for a ``lang`` attribute."""
    return words.language if words.is_fallback else ""


@register.filter
def whole(value: Decimal) -> int:
    """Return a mark as a whole number, rounded up, for the choice of singular or plural."""
    return math.ceil(value)
