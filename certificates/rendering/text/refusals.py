"""Which characters may be printed at all, before any typeface is asked."""

from __future__ import annotations

import unicodedata
from typing import Final

from certificates.rendering.errors import (
    ControlRefused,
    MarksRefused,
    NothingToPrint,
    OverrideRefused,
    UnassignedRefused,
)

_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e")
# Joiners, zero width space and word joiner, directional marks, isolates: they carry spelling.
_FORMAT_ALLOWED: Final = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069"
)
# Far above what any spelling stacks on one letter, far below what would paint over other lines.
_MOST_MARKS: Final = 8


def printable(text: str) -> str:
    """The text in normal form C; raises a NameRefused for what must never reach the paper."""
    if text.isascii() and text.isprintable() and not text.isspace() and text:
        return text
    for character in text:
        _refuse_kind(character)
    normal = unicodedata.normalize("NFC", text)
    if not any(unicodedata.category(character)[0] in "LNPS" for character in normal):
        raise NothingToPrint
    _refuse_stacks(normal)
    return normal


def is_invisible(character: str) -> bool:
    """Whether a character shapes its neighbours and never has ink of its own."""
    return (
        character in _FORMAT_ALLOWED
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or character == "\u034f"
    )


def _refuse_kind(character: str) -> None:
    if character in _OVERRIDES:
        raise OverrideRefused(character)
    if character in _FORMAT_ALLOWED:
        return
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Zl", "Zp"}:
        raise ControlRefused(character)
    if category in {"Cn", "Cs", "Co"}:
        raise UnassignedRefused(character)


def _refuse_stacks(text: str) -> None:
    height = 0
    for character in text:
        height = height + 1 if unicodedata.combining(character) else 0
        if height > _MOST_MARKS:
            raise MarksRefused(character)
