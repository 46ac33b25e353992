"""Texts kept by language, such as ``{"en": "Law", "fr": "Droit"}``, and how one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text together with the language it is written in (for the ``lang`` attribute)."""

    text: str
    language: str
    is_fallback: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def pick(texts: Mapping[str, str], language: str, fallback: str = "en") -> Words:
    """Return the text in the language asked for, else in the fallback, else in any.

    An empty text counts as absent. ``is_fallback`` tells that the reader gets another language.
    """
    if text := texts.get(language):
        return Words(text, language)
    if text := texts.get(fallback):
        return Words(text, fallback, is_fallback=True)
    for other, text in texts.items():
        if text:
            return Words(text, other, is_fallback=True)
    return Words("", language)
