"""Numbers as PDF writes them: short, and the same on every machine."""

from __future__ import annotations

from functools import lru_cache

_NUMBERS_KEPT = 16384


@lru_cache(maxsize=_NUMBERS_KEPT)
def number(value: float) -> str:
    """At most three decimals, without needless zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def numbers(*values: float) -> str:
    """Several numbers with spaces between."""
    return " ".join(map(number, values))
