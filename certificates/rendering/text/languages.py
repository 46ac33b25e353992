"""What a language tag says about direction and about the shapes of Han characters."""

from __future__ import annotations

from typing import Final

_ARABIC_WRITTEN: Final = frozenset(
    {"ar", "ckb", "fa", "khw", "ks", "lrc", "mzn", "pnb", "ps", "sd", "skr", "ug", "ur"}
)
_OTHERS: Final = frozenset({"arc", "dv", "he", "iw", "nqo", "rhg", "sam", "syr", "yi"})
_RIGHT_TO_LEFT: Final = _ARABIC_WRITTEN | _OTHERS
_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset(
    {"adlm", "arab", "hebr", "nkoo", "rohg", "samr", "syrc", "thaa"}
)
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})


def is_right_to_left(language: str) -> bool:
    """Whether text of this language runs from right to left."""
    first, *rest = language.lower().replace("_", "-").split("-")
    scripts = [part for part in rest if len(part) == 4]
    if scripts:
        return scripts[0] in _RIGHT_TO_LEFT_SCRIPTS
    return first in _RIGHT_TO_LEFT


def han_region(language: str, text: str) -> str:
    """Which shapes Han characters take: ``SC``, ``TC``, ``JP`` or ``KR``.

    The language decides; where it says nothing of Han, kana or hangul in the same text do.
    """
    first, *rest = language.lower().replace("_", "-").split("-")
    if first in {"zh", "yue", "wuu", "nan"}:
        return "TC" if first in {"yue", "nan"} or _TRADITIONAL.intersection(rest) else "SC"
    if first in {"ja", "ko"}:
        return {"ja": "JP", "ko": "KR"}[first]
    if any("\u3040" <= character <= "\u30ff" for character in text):
        return "JP"
    if any("\u3105" <= character <= "\u312f" for character in text):
        return "TC"
    return "KR" if any("\uac00" <= character <= "\ud7a3" for character in text) else "SC"
