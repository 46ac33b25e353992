"""Reasons for which assessments say no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class NoAttemptsLeft(DomainError):
    """Every attempt that the quiz allows was used."""

    message = _("You have used all attempts of this quiz.")


class QuizIsEmpty(DomainError):
    """There is nothing to answer."""

    message = _("This quiz has no questions yet. Please come back later.")


class AttemptIsOver(DomainError):
    """The attempt was submitted, or its time has run out."""

    message = _("This attempt is over; its answers can no longer be changed.")


class NotOnThisPaper(DomainError):
    """A question or choice was answered that this attempt does not show."""

    message = _("An answer belongs to another quiz. Nothing was changed; load the page again.")


class NothingHandedIn(DomainError):
    """Neither text nor file was given."""

    message = _("Type or paste your text, or choose a file.")


class NotOpenForHandingIn(DomainError):
    """The work was accepted, or no further hand-in is allowed."""

    message = _("Nothing more can be handed in here.")


class FileRefused(DomainError):
    """The uploaded file cannot be taken; the message says why."""

    message = _("This file cannot be taken.")


class StorageIsFull(DomainError):
    """The bytes could not be kept, so there is no receipt either."""

    message = _(
        "The file could not be kept just now, so nothing was handed in. "
        "Your text is still here; please try again in a few minutes."
    )


class MarkedMeanwhile(DomainError):
    """Somebody else saved a mark since the page was opened."""

    message = _("Somebody else saved a mark meanwhile. Nothing of yours was saved yet.")


class HandedInAgain(DomainError):
    """The learner replaced the version that was being marked."""

    message = _("The learner has handed in a newer version meanwhile. Please mark that one.")


class AcceptedStays(DomainError):
    """A mark that would take back an acceptance."""

    message = _(
        "This work was accepted, and what is granted stays granted: "
        "the mark cannot fall below the marks needed."
    )


class ReasonMissing(DomainError):
    """A mark was changed without a reason."""

    message = _("Say in a sentence why the mark is changed.")


class LevelMissing(DomainError):
    """A criterion was left without a level, or given one that the rubric does not have."""

    message = _("Choose one level for each criterion.")


class FeedbackMissing(DomainError):
    """Work was returned without a word."""

    message = _("Say what is missing, so that the learner can do better.")


class KeyIsUnsound(DomainError):
    """A question has no right answer, or too many."""

    message = _(
        "A question needs two choices or more, and exactly one right one unless it says so."
    )


class RubricIsUnsound(DomainError):
    """A rubric asks for more marks than it gives."""

    message = _("A rubric needs criteria, and its marks must reach what it asks for.")
