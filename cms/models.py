"""The models of the CMS: pages, snippets, and the stamp that caches are keyed with."""

from __future__ import annotations

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
from cms.querysets import StampQuerySet
from cms.snippets import GlossaryTerm, KeyFact, Organisation, Speaker

__all__ = [
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
