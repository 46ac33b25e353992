"""Reasons for which learning says no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class EnrolmentNotOpen(DomainError):
    """The cohort takes nobody at this time."""

    message = _("Enrolment in this cohort is not open at the moment.")


class NotEnrolled(DomainError):
    """There is no open place."""

    message = _("You are not enrolled in this programme.")


class NotOpenYet(DomainError):
    """The cohort or the course has not begun."""

    message = _("This part of the programme is not open yet.")


class NoLongerInOutline(DomainError):
    """The lesson or activity was retired."""

    message = _("This lesson is no longer part of the programme. Nothing is asked of you here.")


class SeatsTaken(DomainError):
    """A place cannot be given back because the cohort is full."""

    message = _("All seats of this cohort are taken.")


class WrongState(DomainError):
    """The move is not possible from the state the place is in."""

    message = _("That is not possible in the state this enrolment is in.")
