"""Where a learner left off, so that another device can go on from there."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson
from learning.models.enrolment import Enrolment


class Place(models.Model):
    """One row is the last place of one learner: a lesson and how far down, in per cent.

    It is a convenience, not a fact: it counts for nothing.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="place")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField(
        _("how far down"), default=0, validators=[MaxValueValidator(100)]
    )
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                name="place_depth_is_per_cent", condition=models.Q(depth__lte=100)
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson} ({self.depth} %)"
