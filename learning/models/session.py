"""Live lectures and who was there."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from learning.models.cohort import Cohort
from learning.models.enrolment import Enrolment
from learning.querysets import LiveSessionQuerySet


class LiveSession(models.Model):
    """One row is one live lecture of a cohort; ``starts_at`` is the instant, in UTC."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    title = models.CharField(_("title"), max_length=200)
    lecturer = models.CharField(_("lecturer"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    minimum_minutes = models.PositiveSmallIntegerField(
        _("minutes that count as attended"), default=60
    )
    join_url = models.URLField(_("link to join"), blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    objects = LiveSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("live session")
        verbose_name_plural = _("live sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="session_minimum_within_length",
                condition=models.Q(minimum_minutes__lte=models.F("minutes")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row, and let the cohort's plan be read anew."""
        super().save(*args, **kwargs)
        self.cohort.stamp_anew()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take the row away, and let the cohort's plan be read anew."""
        gone = super().delete(*args, **kwargs)
        self.cohort.stamp_anew()
        return gone

    @property
    def ends_at(self) -> datetime:
        """The planned end."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Attendance(models.Model):
    """One row: how many minutes a learner was in a session, and who says so. PII: presence."""

    class Source(models.TextChoices):
        """Where the figure comes from."""

        STAFF = "staff", _("recorded by staff")
        IMPORT = "import", _("provider's list")

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.STAFF)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attended_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} – {self.session}: {self.minutes}"
