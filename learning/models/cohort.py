"""People who take a programme together."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.user import check_time_zone
from courses.models import Course, OutlineEdition, Programme
from foundation.wording import Words, pick
from learning.querysets import CohortQuerySet


class Cohort(models.Model):
    """One row is one group of people with dates, a zone, a language, perhaps a limit of seats."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    code = models.CharField(_("code"), max_length=20)
    titles = models.JSONField(_("titles by language"), default=dict)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Brussels", validators=[check_time_zone]
    )
    language = models.CharField(
        _("language of the live sessions"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty means as many as come.")
    )
    enrolment_opens_at = models.DateTimeField(_("enrolment opens"))
    enrolment_closes_at = models.DateTimeField(_("enrolment closes"), null=True, blank=True)
    follows_published = models.BooleanField(
        _("follows the published outline"),
        default=False,
        help_text=_("A self-paced cohort does; a dated cohort keeps the edition it started with."),
    )
    stamp = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        help_text=_("Another one whenever editions, sessions or attendance change."),
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="cohort_code_in_programme"),
            models.CheckConstraint(
                name="cohort_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title.text or self.code

    @property
    def title(self) -> Words:
        """The cohort's name in the language of the interface."""
        return pick(self.titles, (get_language() or "en").split("-")[0])

    def stamp_anew(self) -> None:
        """Keep another stamp, because editions, sessions or attendance have changed."""
        self.stamp = uuid.uuid4()
        self.save(update_fields=["stamp"])

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the cohort's dates are meant."""
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """Return the calendar day in the cohort's zone."""
        return now.astimezone(self.zone).date()

    def has_started(self, now: datetime) -> bool:
        """Tell whether lessons are open."""
        return self.starts_on <= self.today(now)

    def enrolment_is_open(self, now: datetime) -> bool:
        """Tell whether people may enrol by themselves now."""
        closes = self.enrolment_closes_at
        return self.enrolment_opens_at <= now and (closes is None or now < closes)


class CohortCourse(models.Model):
    """One row says which edition of a course counts for a cohort.

    ``edition`` is empty where the cohort follows whatever is published.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="cohort_courses")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="cohort_courses")
    edition = models.ForeignKey(OutlineEdition, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("course of a cohort")
        verbose_name_plural = _("courses of a cohort")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "course"], name="one_row_a_cohort_course")
        ]

    def __str__(self) -> str:
        return f"{self.course} – {self.cohort}"
