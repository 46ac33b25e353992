"""Reasons for which certificates say no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class NotEligible(DomainError):
    """The evaluator says that a requirement is not met."""

    message = _("The requirements for this certificate are not met.")


class SamePerson(DomainError):
    """Maker and checker must be two people."""

    message = _("Who proposed an award cannot approve it. Ask another administrator.")


class MovedOn(DomainError):
    """Somebody else changed the award in the meantime."""

    message = _("This award has moved on in the meantime. Look at it again.")


class NoDesign(DomainError):
    """The programme has no certificate design."""

    message = _("The programme has no certificate design yet.")
