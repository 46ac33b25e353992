"""Names of people: kept as typed, in any script, cleaned only of what no name can hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError

#: Is given a name and a language; raises a DomainError whose sentence says what is wrong.
NameCheck = Callable[[str, str], None]

_checks: list[NameCheck] = []

_JOINERS = {"\u200c", "\u200d"}
_REFUSED = {"Cc", "Cf", "Cs", "Cn", "Co"}
# Fillers count as letters in the tables of Unicode, and nobody can see them.
_FILLERS = set("\u115f\u1160\u3164\uffa0")


def clean_name(name: str) -> str:
    """Return the name in NFC with single spaces; raise ValidationError naming a refused character.

    Control and hidden characters, bidirectional overrides, unassigned and private characters are
    refused; the zero-width joiners that Persian and Indic names need are kept. A name that is
    not empty holds at least one letter that can be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    for character in name:
        if character in _JOINERS:
            continue
        if unicodedata.category(character) in _REFUSED or character in _FILLERS:
            raise ValidationError(
                _("The character U+%(code)s cannot stand in a name."),
                params={"code": f"{ord(character):04X}"},
            )
    if name and not any(unicodedata.category(character).startswith("L") for character in name):
        raise ValidationError(_("A name holds at least one letter."))
    return name


def add_name_check(check: NameCheck) -> None:
    """Let names that people type pass this check as well (called in ``AppConfig.ready``)."""
    if check not in _checks:
        _checks.append(check)


def check_typed_name(name: str, language: str) -> None:
    """Raise ValidationError where a check that a higher floor added refuses the name."""
    for check in _checks:
        try:
            check(name, language)
        except DomainError as refusal:
            raise ValidationError(str(refusal)) from None
