"""Why nothing can be sealed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class SealUnavailable(DomainError):
    """The issuer's key cannot be used; ``reason`` says why, for the log and for operators."""

    message = _("The key that seals certificates cannot be used.")

    def __init__(self, reason: str) -> None:
        """Keep the reason; it never holds a passphrase."""
        super().__init__(f"{self.message} {reason}")
        self.reason = reason
