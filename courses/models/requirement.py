"""What a programme demands for its certificate."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.activity import Activity
from courses.models.course import Course
from courses.models.programme import Programme


class Requirement(models.Model):
    """One row is one demand; learning's evaluator is the only reader that decides by it.

    ``threshold`` is a share from 0 to 1: of sessions attended, or of marks reached.
    """

    class Kind(models.TextChoices):
        """What is demanded."""

        COURSE = "course", _("a course finished")
        ATTENDANCE = "attendance", _("a share of the live sessions attended")
        MARK = "mark", _("a mark reached in one activity")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="requirements")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True)
    threshold = models.DecimalField(
        _("share to reach"),
        max_digits=4,
        decimal_places=3,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))],
    )
    for_participation = models.BooleanField(
        _("enough for participation"),
        default=False,
        help_text=_("Who meets just these requirements gets a Certificate of Participation."),
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="requirement_names_its_object",
                condition=(
                    models.Q(kind="course", course__isnull=False, activity__isnull=True)
                    | models.Q(kind="attendance", course__isnull=True, activity__isnull=True)
                    | models.Q(kind="mark", activity__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="requirement_threshold_is_a_share",
                condition=models.Q(threshold__gte=0, threshold__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.programme})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row, and let the programme's curriculum be read anew."""
        super().save(*args, **kwargs)
        Programme.objects.filter(pk=self.programme_id).stamp()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take the row away, and let the programme's curriculum be read anew."""
        gone = super().delete(*args, **kwargs)
        Programme.objects.filter(pk=self.programme_id).stamp()
        return gone
