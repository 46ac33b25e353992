"""Why the renderer says no. Each refusal names the character or the field it is about."""

from __future__ import annotations

import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class NameRefused(DomainError):
    """A text that cannot be printed; ``character`` is the first one that stands in the way."""

    sentence: str | Promise = _("%(character)s cannot be printed on a certificate.")

    def __init__(self, character: str) -> None:
        """Name the character, its code point and its Unicode name."""
        self.character = character
        self.code_point = f"U+{ord(character):04X}"
        self.character_name = name_of(character)
        super().__init__(self.sentence % {"character": self._shown()})

    def _shown(self) -> str:
        label = f"{self.code_point} {self.character_name}"
        visible = unicodedata.category(self.character)[0] in "LNPS"
        return f"“{self.character}” ({label})" if visible else label


class ControlRefused(NameRefused):
    """A control or hidden format character."""

    sentence = _("The text holds a hidden control character: %(character)s. Please remove it.")


class OverrideRefused(NameRefused):
    """A character that turns the reading direction of others by force."""

    sentence = _(
        "The text holds a character that forces the reading direction: %(character)s. "
        "Please remove it; right-to-left letters are set correctly without it."
    )


class UnassignedRefused(NameRefused):
    """A code point that no standard gives a meaning to, or half of a pair."""

    sentence = _("The text holds a code point that is no character: %(character)s.")


class NoTypeface(NameRefused):
    """A letter that none of the typefaces of the certificate has."""

    sentence = _("No typeface of the certificate has %(character)s. Please write it another way.")


class MarksRefused(NameRefused):
    """More combining marks on one letter than any spelling needs."""

    sentence = _("Too many marks stand on one letter, beginning with %(character)s.")


class NothingToPrint(NameRefused):
    """A text without a single visible character."""

    sentence = _("There is no letter in the text.")

    def __init__(self) -> None:
        """Say it of the empty text; a space stands for the missing character."""
        super().__init__(" ")


class LayoutOverflow(DomainError):
    """A text too long for its place even at the smallest size; nothing is ever cut."""

    message = _("A text is too long for its place on the certificate.")

    def __init__(self, field: str, text: str) -> None:
        """Name the field and show the text."""
        self.field = field
        self.text = text
        sentence = _("“%(text)s” is too long for its place on the certificate (%(field)s).")
        super().__init__(sentence % {"text": text, "field": field})


class PictureRefused(DomainError):
    """A logo or signature that is neither a plain SVG drawing nor a PNG picture of a sane size."""

    message = _("The picture is neither a plain SVG drawing nor a PNG picture of a sane size.")


def name_of(character: str) -> str:
    """The Unicode name of a character, or its label where it has none."""
    labels = {"Cc": "control", "Cs": "surrogate", "Co": "private-use", "Cn": "unassigned"}
    label = labels.get(unicodedata.category(character), "unnamed")
    return unicodedata.name(character, f"<{label}-{ord(character):04X}>")
