"""One sitting of a quiz and what was answered in it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.quiz import Quiz
from assessments.querysets import AttemptQuerySet
from courses.models import Activity
from foundation import clock
from learning.models import Enrolment

#: How long after the deadline an answer still on its way is taken.
GRACE = timedelta(seconds=30)


class Attempt(models.Model):
    """One row is one sitting; ``paper`` holds all that is judged, frozen at the start.

    The paper also holds the key: it never leaves the server before the attempt is over (R12).
    ``mark`` and ``maximum`` are set once, when the attempt is settled. PII: links a person to
    results.
    """

    class State(models.TextChoices):
        """The life of an attempt."""

        OPEN = "open", _("in progress")
        SUBMITTED = "submitted", _("submitted")
        EXPIRED = "expired", _("closed when its time ran out")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    paper = models.JSONField()
    started_at = models.DateTimeField(_("started"), default=clock.now)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    mark = models.DecimalField(_("mark"), max_digits=7, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("maximum"), max_digits=7, decimal_places=2)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["enrolment", "activity", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="attempt_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity"],
                condition=models.Q(state="open"),
                name="one_open_attempt",
            ),
            models.CheckConstraint(
                name="attempt_settled_as_a_whole",
                condition=models.Q(
                    state="open",
                    mark__isnull=True,
                    passed__isnull=True,
                    submitted_at__isnull=True,
                )
                | (
                    ~models.Q(state="open")
                    & models.Q(
                        mark__isnull=False, passed__isnull=False, submitted_at__isnull=False
                    )
                ),
            ),
            models.CheckConstraint(
                name="attempt_mark_within_maximum",
                condition=models.Q(mark__isnull=True)
                | models.Q(mark__gte=0, mark__lte=models.F("maximum")),
            ),
            models.CheckConstraint(
                name="attempt_counts_from_one",
                condition=models.Q(number__gte=1, maximum__gt=0),
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline_at"],
                condition=models.Q(state="open", deadline_at__isnull=False),
                name="attempt_overdue",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} – {self.activity} ({self.number})"

    @property
    def is_open(self) -> bool:
        """Tell whether it has not been settled yet."""
        return self.state == self.State.OPEN

    @property
    def share(self) -> Decimal | None:
        """The mark as a share from 0 to 1, rounded down, or nothing before it is settled."""
        return None if self.mark is None else share_of(self.mark, self.maximum)

    def is_late(self, now: datetime) -> bool:
        """Tell whether its time, grace included, has run out."""
        return self.deadline_at is not None and now > self.deadline_at + GRACE


class Response(models.Model):
    """One row is the answer to one question of one attempt: the uids of the choices taken.

    ``mark`` and ``is_right`` are written when the attempt is settled. PII: what a person answered.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="responses")
    question_uid = models.UUIDField()
    answer = models.JSONField(default=list)
    saved_at = models.DateTimeField(_("saved"))
    mark = models.DecimalField(_("mark"), max_digits=5, decimal_places=2, null=True)
    is_right = models.BooleanField(_("right"), null=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_uid"], name="answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {len(self.answer)}"


def share_of(mark: Decimal, maximum: Decimal) -> Decimal:
    """Return mark over maximum with four decimals, rounded down so that it never flatters."""
    return (mark / maximum).quantize(Decimal("0.0001"), rounding=ROUND_DOWN)
