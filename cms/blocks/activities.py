"""Blocks of work that counts: they stand only at the top level of a lesson (check cms.E001)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.choosers import assignment_chooser, quiz_chooser


class UidChooserMixin:
    """Keeps the uid of what was chosen: row numbers mean nothing on another machine."""

    def get_prep_value(self, value: Any) -> str | None:
        """Return the uid as text."""
        return None if value is None else str(value.uid)

    def to_python(self, value: str | None) -> Any:
        """Return the object of the uid, or nothing."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[str | None]) -> list[Any]:
        """Return the objects of the uids in their order (1 query)."""
        listed = list(values)
        wanted = [UUID(value) for value in listed if value]
        rows = self.model_class.objects.filter(uid__in=wanted)  # type: ignore[attr-defined]
        found = {str(row.uid): row for row in rows}
        return [found.get(value or "") for value in listed]

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Offer nothing to translate: structure comes from the source language only (ADR 0001)."""
        return []


class QuizChooserBlock(UidChooserMixin, quiz_chooser.get_block_class()):  # type: ignore[misc]
    """Chooses a quiz of a course that the author teaches."""


class AssignmentChooserBlock(
    UidChooserMixin,
    assignment_chooser.get_block_class(),  # type: ignore[misc]
):
    """Chooses an assignment of a course that the author teaches."""


class ActivityBlock(blocks.StructBlock):
    """What a learner completes inside a lesson; ``kind`` is a courses.Activity.Kind."""

    kind = ""

    required = blocks.BooleanBlock(label=_("counts for the course"), required=False, default=True)


class QuizBlock(ActivityBlock):
    """A quiz of the question bank."""

    kind = "quiz"
    target = QuizChooserBlock(label=_("quiz"))

    class Meta:
        icon = "tick-inverse"
        label = _("Quiz")
        description = _("A quiz that is marked; it opens on a page of its own.")
        template = "cms/blocks/activity.html"


class AssignmentBlock(ActivityBlock):
    """Work to be handed in."""

    kind = "assignment"
    target = AssignmentChooserBlock(label=_("assignment"))

    class Meta:
        icon = "form"
        label = _("Assignment")
        description = _("Work to hand in as text or file; a lecturer marks it.")
        template = "cms/blocks/activity.html"
