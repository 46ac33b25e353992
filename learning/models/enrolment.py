"""The request for a place, and the place."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation import clock
from learning.models.cohort import Cohort
from learning.querysets import ApplicationQuerySet, EnrolmentQuerySet


class Application(models.Model):
    """One row is one person's request for a place in one cohort; a full cohort makes it wait.

    PII: links a person to the programme.
    """

    class State(models.TextChoices):
        """Where the request stands."""

        WAITING = "waiting", _("on the waiting list")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications"
    )
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    applied_at = models.DateTimeField(_("applied"), default=clock.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["applied_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "cohort"], name="one_application_a_cohort")
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.cohort}"


class Enrolment(models.Model):
    """One row is one person's place in one cohort; facts hang from it and outlive its states.

    PII: links a person to the programme.
    """

    class State(models.TextChoices):
        """The life of a place."""

        INVITED = "invited", _("invited")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        FINISHED = "finished", _("finished")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.ACTIVE)
    enrolled_at = models.DateTimeField(_("enrolled"), default=clock.now)
    state_changed_at = models.DateTimeField(_("state changed"), default=clock.now)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["enrolled_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "cohort"], name="one_enrolment_a_cohort")
        ]
        indexes = [models.Index(fields=["cohort", "state"], name="enrolment_by_cohort_state")]

    def __str__(self) -> str:
        return f"{self.user} – {self.cohort}"

    @property
    def may_learn(self) -> bool:
        """Tell whether lessons and work are open to this place."""
        return self.state in {self.State.ACTIVE, self.State.FINISHED}
