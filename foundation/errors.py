"""The parent of every reason for which the platform says no."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal with a translated sentence for the person who asked.

    Subclasses set ``message``; one class is one reason. Views show ``str(error)``.
    """

    message: str | Promise = _("That is not possible at the moment.")

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(message if message is not None else self.message)

    def __str__(self) -> str:
        return str(self.args[0])
