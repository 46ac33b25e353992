"""Names of people: kept as typed, in any script, cleaned only of what no name can hold."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_JOINERS = {"\u200c", "\u200d"}
_REFUSED = {"Cc", "Cs", "Cn", "Co"}
_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


def clean_name(name: str) -> str:
    """Return the name in NFC with single spaces; raise ValidationError naming a refused character.

    Control characters, bidirectional overrides, unassigned and private characters are refused;
    the zero-width joiners that Persian and Indic names need are kept.
    """
    name = unicodedata.normalize("NFC", name)
    for character in name:
        if character in _JOINERS or character in "\t\n ":
            continue
        if unicodedata.category(character) in _REFUSED or character in _OVERRIDES:
            raise ValidationError(
                _("The character U+%(code)s cannot stand in a name."),
                params={"code": f"{ord(character):04X}"},
            )
    return " ".join(name.split())
