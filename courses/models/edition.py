"""One numbered state of a course's outline."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class OutlineEdition(models.Model):
    """One row is what counted in a course from one publication on; it never changes.

    ``manifest`` is ``{"modules": [{"uid", "lessons": [{"uid", "required", "activities":
    [{"uid", "kind", "required"}]}]}]}``; ``digest`` is the SHA-256 of its canonical JSON.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    manifest = models.JSONField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("outline edition")
        verbose_name_plural = _("outline editions")
        ordering = ["course", "-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_in_course")
        ]

    def __str__(self) -> str:
        return f"{self.course} #{self.number}"

    def lessons(self) -> list[dict[str, Any]]:
        """Return the lesson entries of the manifest in reading order."""
        return [lesson for module in self.manifest["modules"] for lesson in module["lessons"]]

    def required_lessons(self) -> set[str]:
        """Return the uids of the lessons that count."""
        return {lesson["uid"] for lesson in self.lessons() if lesson["required"]}

    def required_activities(self) -> set[str]:
        """Return the uids of the activities that count."""
        return {
            activity["uid"]
            for lesson in self.lessons()
            for activity in lesson["activities"]
            if activity["required"]
        }
