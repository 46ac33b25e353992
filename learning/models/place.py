"""Where a learner left off, so that another device can go on from there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson
from learning.models.enrolment import Enrolment


class Place(models.Model):
    """One row is the last place of one learner: a lesson and the block read last.

    A block is the same on a phone and on a wide screen. It is a convenience, not a fact: it
    counts for nothing. PII: what a learner read last.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="place")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    block = models.CharField(_("block read last"), max_length=64, blank=True)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return str(self.lesson)
