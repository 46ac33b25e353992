"""Work that is set, and the rubric it is marked by."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.querysets import CourseOwnedQuerySet
from assessments.words import said
from courses.models import Course
from foundation.wording import Words


class Rubric(models.Model):
    """One row is a set of criteria and the marks that are enough."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    titles = models.JSONField(_("titles by language"), default=dict)
    pass_marks = models.DecimalField(_("marks needed"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints = [
            models.CheckConstraint(
                name="rubric_asks_for_marks", condition=models.Q(pass_marks__gt=0)
            )
        ]

    def __str__(self) -> str:
        return said(self.titles).text


class Criterion(models.Model):
    """One row is one criterion; ``levels``: ``[{"marks": "2", "descriptions": {lang: text}}]``."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    titles = models.JSONField(_("titles by language"), default=dict)
    levels = models.JSONField(_("levels"), default=list)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return said(self.titles).text


class Assignment(models.Model):
    """One row is one piece of set work; it stands where an Activity names its ``uid``.

    ``instructions`` by language are HTML, cleaned when they are saved and again when shown.
    ``accepted`` lists endings without the dot; ``resubmissions`` counts hand-ins after a return.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120)
    titles = models.JSONField(_("titles by language"), default=dict)
    instructions = models.JSONField(_("instructions by language"), default=dict)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="assignments")
    resubmissions = models.PositiveSmallIntegerField(_("further hand-ins"), default=1)
    max_bytes = models.PositiveIntegerField(_("largest file in bytes"), default=10 * 1024 * 1024)
    accepted = models.JSONField(_("accepted endings"), default=list)
    least_words = models.PositiveIntegerField(_("words at least"), null=True, blank=True)
    most_words = models.PositiveIntegerField(_("words at most"), null=True, blank=True)

    objects = CourseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["slug", "pk"]
        constraints = [
            models.CheckConstraint(
                name="assignment_takes_bytes", condition=models.Q(max_bytes__gte=1)
            )
        ]

    def __str__(self) -> str:
        return self.title.text or self.slug

    @property
    def title(self) -> Words:
        """The title in the language of the interface now in force."""
        return said(self.titles)

    @property
    def largest_file(self) -> int:
        """The largest file that is taken, in bytes: the assignment's limit or the operator's."""
        return min(self.max_bytes, settings.SUBMISSION_MAX_BYTES)

    def rubric_sheet(self) -> dict[str, Any]:
        """Return the rubric as JSON, to be kept with what is handed in (1 query for criteria)."""
        return {
            "titles": self.rubric.titles,
            "pass_marks": str(self.rubric.pass_marks),
            "criteria": [
                {"uid": str(row.uid), "titles": row.titles, "levels": row.levels}
                for row in self.rubric.criteria.all()
            ],
        }
