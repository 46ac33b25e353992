"""The settled result of an attempt or a submission, and every result before it."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt, share_of
from assessments.models.submission import Submission
from foundation import clock


class Grade(models.Model):
    """One row is one judgement; rows are only ever added, and the highest number counts.

    ``criteria`` is ``[{"uid", "marks", "maximum"}]`` for a rubric. ``by`` is empty where the
    paper's key judged. PII: a person's result and the words about it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(
        Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="grades"
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="grades"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    mark = models.DecimalField(_("mark"), max_digits=7, decimal_places=2)
    maximum = models.DecimalField(_("maximum"), max_digits=7, decimal_places=2)
    passed = models.BooleanField(_("passed"))
    criteria = models.JSONField(default=list)
    feedback = models.TextField(_("feedback"), blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    graded_at = models.DateTimeField(_("graded"), default=clock.now)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="attempt_grade_once"),
            models.UniqueConstraint(fields=["submission", "number"], name="submission_grade_once"),
            models.CheckConstraint(
                name="grade_judges_one_thing",
                condition=models.Q(attempt__isnull=True, submission__isnull=False)
                | models.Q(attempt__isnull=False, submission__isnull=True),
            ),
            models.CheckConstraint(
                name="grade_within_maximum",
                condition=models.Q(mark__gte=0, mark__lte=models.F("maximum"), maximum__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark} / {self.maximum}"

    @property
    def share(self) -> Decimal:
        """The mark as a share from 0 to 1, rounded down."""
        return share_of(self.mark, self.maximum)
