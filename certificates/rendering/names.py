"""Says at entry whether a name can be printed, so that nobody learns it on certificate day."""

from __future__ import annotations

from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.lines import set_line


def check_name(name: str, language: str) -> None:
    """Return if the name can be set in every letter; raises NameRefused naming the character."""
    set_line(name, Style.DISPLAY, language)
