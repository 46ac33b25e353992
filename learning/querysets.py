"""Sets of cohorts, places and sessions, and who may see which."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

from courses.models import Course, Programme

if TYPE_CHECKING:
    from accounts.models import User


# As much of a place, its cohort and its programme as the pages of its learner show and ask.
_LEARNERS_VIEW = (
    *("uid", "user_id", "state"),
    *("cohort__code", "cohort__titles", "cohort__starts_on", "cohort__time_zone"),
    *("cohort__stamp", "cohort__programme_id", "cohort__programme__stamp"),
    *("cohort__programme__titles", "cohort__programme__source_language"),
    *("place__enrolment_id", "place__lesson_id"),
)


class CohortQuerySet(models.QuerySet):
    """Sets of cohorts."""

    def visible_to(self, user: User) -> CohortQuerySet:
        """Cohorts of the programmes the person administers."""
        return self.filter(programme__in=Programme.objects.visible_to(user).values("pk"))

    def open_for_enrolment(self, now: datetime) -> CohortQuerySet:
        """Cohorts that take people now."""
        return self.filter(enrolment_opens_at__lte=now).filter(
            models.Q(enrolment_closes_at__isnull=True) | models.Q(enrolment_closes_at__gt=now)
        )

    def begun_without_pins(self, now: datetime) -> CohortQuerySet:
        """Dated cohorts that may have begun and for which a published course is not pinned.

        The day is UTC's, plus one for the zones ahead of it; the cohort itself knows for sure.
        """
        pinned = Course.objects.filter(
            pk=models.OuterRef("pk"),
            cohort_courses__cohort=models.OuterRef(models.OuterRef("pk")),
            cohort_courses__edition__isnull=False,
        )
        late = Course.objects.active().filter(
            ~models.Exists(pinned),
            programme=models.OuterRef("programme"),
            editions__isnull=False,
        )
        return self.filter(
            models.Exists(late),
            follows_published=False,
            starts_on__lte=now.date() + timedelta(days=1),
        )

    def to_come(self, now: datetime) -> CohortQuerySet:
        """Cohorts whose enrolment has not closed yet, the next to start first."""
        return self.filter(
            models.Q(enrolment_closes_at__isnull=True) | models.Q(enrolment_closes_at__gt=now)
        ).order_by("starts_on", "pk")


class ApplicationQuerySet(models.QuerySet):
    """Sets of applications."""

    def waiting(self) -> ApplicationQuerySet:
        """The waiting list, in order of arrival."""
        return self.filter(state="waiting")

    def visible_to(self, user: User) -> ApplicationQuerySet:
        """Applications to cohorts the person administers."""
        return self.filter(cohort__programme__in=Programme.objects.visible_to(user).values("pk"))


class EnrolmentQuerySet(models.QuerySet):
    """Sets of places."""

    def of(self, user: User | int) -> EnrolmentQuerySet:
        """The own places of a person (or of the account of that number), the newest first."""
        return self.filter(user=user).order_by("-enrolled_at", "-pk")

    def learning(self) -> EnrolmentQuerySet:
        """Places to which lessons and work are open."""
        return self.filter(state__in=["active", "finished"], user__is_active=True)

    def as_learners_see_them(self) -> EnrolmentQuerySet:
        """Places with what their learner's pages need of cohort and programme, and no more."""
        return self.select_related("cohort__programme", "place").only(*_LEARNERS_VIEW)

    def taking_seats(self) -> EnrolmentQuerySet:
        """Places that count against a cohort's seats."""
        return self.filter(state__in=["invited", "active", "paused", "finished"])

    def visible_to(self, user: User) -> EnrolmentQuerySet:
        """Places in cohorts of the programmes the person administers."""
        return self.filter(cohort__programme__in=Programme.objects.visible_to(user).values("pk"))


class LiveSessionQuerySet(models.QuerySet):
    """Sets of live sessions."""

    def held_or_planned(self) -> LiveSessionQuerySet:
        """Sessions that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def for_learner(self, user: User) -> LiveSessionQuerySet:
        """Sessions of the cohorts in which the person has an open place."""
        return self.held_or_planned().filter(
            cohort__enrolments__user=user,
            cohort__enrolments__state__in=["active", "finished"],
        )

    def visible_to(self, user: User) -> LiveSessionQuerySet:
        """Sessions of the programmes the person administers."""
        return self.filter(cohort__programme__in=Programme.objects.visible_to(user).values("pk"))
