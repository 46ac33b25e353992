"""What programmes, courses, modules and lessons have in common: identity, titles, place."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.wording import Words, pick


class OutlineNode(models.Model):
    """An identity that learner facts hang from; the words stand on pages and may change.

    ``uid`` equals the page's translation key (ADR 0001). Rows are retired, never deleted.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120, allow_unicode=True)
    titles = models.JSONField(_("titles by language"), default=dict)
    source_language = models.CharField(_("source language"), max_length=10, default="en")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title.text or self.slug

    def title_in(self, language: str) -> Words:
        """Return the title in the language, or in the source language where there is none."""
        return pick(self.titles, language, self.source_language)

    @property
    def title(self) -> Words:
        """The title in the language of the interface now in force."""
        return self.title_in((get_language() or self.source_language).split("-")[0])
