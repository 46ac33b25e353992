"""The models of the CMS: pages, snippets, and the stamp that caches are keyed with."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.pages import (
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    ProgrammeIndexPage,
    ProgrammePage,
    StandardPage,
)
from cms.querysets import CourseCopyQuerySet, StampQuerySet
from cms.snippets import GlossaryTerm, KeyFact, Organisation, Speaker

__all__ = [
    "CourseCopy",
    "CoursePage",
    "GlossaryTerm",
    "HomePage",
    "KeyFact",
    "LessonPage",
    "ModulePage",
    "Organisation",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "Speaker",
    "Stamp",
    "StandardPage",
]


class Stamp(models.Model):
    """One row counts how often words of one kind changed.

    Caches of rendered pages are keyed with the number, so that every process, on every host,
    shows a change with the next request. PII: none.
    """

    class Name(models.TextChoices):
        """What changed."""

        PAGES = "pages", _("pages and the outline")
        SHARED = "shared", _("snippets, pictures and files")

    name = models.CharField(max_length=10, choices=Name, unique=True)
    number = models.PositiveBigIntegerField(default=0)

    objects = StampQuerySet.as_manager()

    class Meta:
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class CourseCopy(models.Model):
    """One row is one copying of a course, asked for by an editor and carried out by the worker.

    Every identity of the copy is made of this row's ``uid`` and the identity it replaces, so that
    work cut short goes on where it stopped. ``report`` says what was copied. PII: who asked.
    """

    class State(models.TextChoices):
        """How far it is."""

        DUE = "due", _("waiting")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source_uid = models.UUIDField(_("copied course"), editable=False)
    title = models.CharField(_("title"), max_length=255)
    suffix = models.CharField(
        _("addition to the title"), max_length=40, help_text=_("For example the year.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)
    done = models.PositiveIntegerField(_("pages copied"), default=0)
    total = models.PositiveIntegerField(_("pages to copy"), default=0)
    report = models.JSONField(_("report"), default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    touched_at = models.DateTimeField(_("last sign of life"))

    objects = CourseCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of a course")
        verbose_name_plural = _("copies of courses")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.suffix})"

    def new(self, old: uuid.UUID | str) -> uuid.UUID:
        """Return the identity that takes the place of another in the copy."""
        return uuid.uuid5(self.uid, str(old))
