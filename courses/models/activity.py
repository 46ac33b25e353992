"""A completable thing inside a lesson."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Lesson
from courses.querysets import ActivityQuerySet


def activity_uid(lesson_uid: uuid.UUID, block_id: str) -> uuid.UUID:
    """Return the activity's identity: a copied page keeps its block ids."""
    return uuid.uuid5(lesson_uid, block_id)


class Activity(models.Model):
    """One row is one quiz or assignment standing at one place of one lesson."""

    class Kind(models.TextChoices):
        """What a learner does there."""

        QUIZ = "quiz", _("quiz")
        ASSIGNMENT = "assignment", _("assignment")

    uid = models.UUIDField(unique=True, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="activities")
    block_id = models.CharField(max_length=36)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    target_uid = models.UUIDField(_("quiz or assignment"), db_index=True)
    required = models.BooleanField(_("required"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "block_id"], name="activity_block_in_lesson")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.lesson}"
