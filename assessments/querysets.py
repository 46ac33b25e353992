"""Sets of quizzes, attempts and submissions, and who may see which."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

from courses.models import Course

if TYPE_CHECKING:
    from accounts.models import User


class CourseOwnedQuerySet(models.QuerySet):
    """Sets of quizzes or assignments."""

    def visible_to(self, user: User) -> CourseOwnedQuerySet:
        """Those of the courses the person teaches or administers."""
        return self.filter(course__in=Course.objects.visible_to(user).values("pk"))


class QuestionQuerySet(models.QuerySet):
    """Sets of questions."""

    def active(self) -> QuestionQuerySet:
        """Questions that new attempts ask."""
        return self.filter(retired_at__isnull=True)


class LearnersWorkQuerySet(models.QuerySet):
    """What attempts and submissions have in common: a place and an activity."""

    def of(self, user: User | int) -> Self:
        """The work of a person (or the account of that number) as long as the place is open."""
        return self.filter(
            enrolment__user=user,
            enrolment__state__in=["active", "finished"],
            enrolment__user__is_active=True,
        )

    def visible_to(self, user: User) -> Self:
        """Work in the courses the person teaches or administers."""
        courses = Course.objects.visible_to(user).values("pk")
        return self.filter(activity__lesson__course__in=courses)


class AttemptQuerySet(LearnersWorkQuerySet):
    """Sets of attempts."""

    def settled(self) -> AttemptQuerySet:
        """Attempts that are over."""
        return self.exclude(state="open")

    def overdue(self, now: datetime, grace: timedelta) -> AttemptQuerySet:
        """Open attempts whose time has run out, the longest overdue first."""
        return self.filter(state="open", deadline_at__lt=now - grace).order_by("deadline_at")


class SubmissionQuerySet(LearnersWorkQuerySet):
    """Sets of submissions."""

    def waiting(self) -> SubmissionQuerySet:
        """Submissions that somebody has still to mark."""
        return self.filter(state="submitted")
