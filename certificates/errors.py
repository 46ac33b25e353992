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


class AccountClosed(DomainError):
    """The person's account is closed."""

    message = _("The account of this person is closed.")


class TooManyTries(DomainError):
    """The document failed again and again, for no reason that we foresaw."""

    message = _("The document could not be made, for a reason of ours. It was tried five times.")


class AppendOnly(DomainError):
    """Somebody tried to change or delete an event of the register."""

    message = _("The register is only added to; nothing in it is changed or deleted.")


class AskedAlready(DomainError):
    """A request for another name waits already."""

    message = _("You have asked for another name already. It waits for an answer.")


class OwnRevocation(DomainError):
    """Who revoked an award cannot take that back alone."""

    message = _("Who revoked an award cannot reinstate it. Ask another administrator.")


class AnotherStands(DomainError):
    """Another certificate of the same kind was awarded in the meantime."""

    message = _("Another certificate of this kind stands already.")
