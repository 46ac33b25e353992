"""The outline below a programme: courses, their modules, their lessons."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.node import OutlineNode
from courses.models.programme import Programme
from courses.querysets import CourseQuerySet, OutlineQuerySet


class Course(OutlineNode):
    """One row is one course, which the programme's people call a block."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="courses")
    code = models.CharField(_("code"), max_length=20)
    hours = models.PositiveSmallIntegerField(_("hours of learning"), default=0)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["position", "pk"]
        permissions = [("teach_course", _("Can write the course and mark its work"))]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="course_code_in_programme")
        ]


class Module(OutlineNode):
    """One row is one part of a course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="modules")

    objects = OutlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["position", "pk"]


class Lesson(OutlineNode):
    """One row is one lesson: what a learner reads in a sitting and marks as complete."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="lessons")
    required = models.BooleanField(_("required"), default=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["position", "pk"]
