"""What has been done: facts with a time, never deleted by an edit (ADR 0001)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Activity, Course, Lesson, OutlineEdition
from learning.models.enrolment import Enrolment


class LessonCompletion(models.Model):
    """One row: this learner marked this lesson as complete at this time.

    PII: what a learner has read, and when.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="lesson_completions"
    )
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed"))

    class Meta:
        verbose_name = _("lesson completion")
        verbose_name_plural = _("lesson completions")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="lesson_completed_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} ({self.completed_at:%Y-%m-%d})"


class ActivityCompletion(models.Model):
    """One row: this learner met the rule of this activity; ``mark`` is the best share reached.

    ``mark`` runs from 0 to 1 and only ever rises.

    PII: what a learner has passed, and how well.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="activity_completions"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed"))
    mark = models.DecimalField(_("mark"), max_digits=5, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("activity completion")
        verbose_name_plural = _("activity completions")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity"], name="activity_completed_once"
            ),
            models.CheckConstraint(
                name="activity_mark_is_a_share",
                condition=models.Q(mark__isnull=True) | models.Q(mark__gte=0, mark__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} ({self.completed_at:%Y-%m-%d})"


class CourseCompletion(models.Model):
    """One row: all that counted in this edition was done; granted stays granted.

    PII: what a learner has finished.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="course_completions"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    edition = models.ForeignKey(OutlineEdition, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(_("completed"))

    class Meta:
        verbose_name = _("course completion")
        verbose_name_plural = _("course completions")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "course"], name="course_completed_once")
        ]

    def __str__(self) -> str:
        return f"{self.course} ({self.completed_at:%Y-%m-%d})"


class ProgrammeCompletion(models.Model):
    """One row: every requirement was met; ``evidence`` keeps the evaluator's answer.

    PII: what a learner has finished.
    """

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="programme_completion"
    )
    completed_at = models.DateTimeField(_("completed"))
    evidence = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("programme completion")
        verbose_name_plural = _("programme completions")

    def __str__(self) -> str:
        return f"{self.enrolment} ({self.completed_at:%Y-%m-%d})"
