"""Figures that are true of a year and a source, and must be read again one day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.snippets.snippet import Snippet


class KeyFact(Snippet):
    """One row is one legal or statistical claim in one language, with all that dates it.

    PII: none.
    """

    value = models.CharField(_("value"), max_length=60)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    statement = models.TextField(_("the fact as a sentence"))
    jurisdiction = models.CharField(_("where it holds"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=250)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    as_of = models.CharField(_("as of"), max_length=40, help_text=_("A year, or a date in words."))
    read_on = models.DateField(_("source read on"), null=True, blank=True)
    review_by = models.DateField(_("read again by"), null=True, blank=True)

    override_translatable_fields = [
        *Snippet.override_translatable_fields,
        SynchronizedField("read_on", overridable=False),
        SynchronizedField("review_by", overridable=False),
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
                FieldPanel("statement"),
                FieldPanel("jurisdiction"),
            ],
            heading=_("The fact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("source_url"),
                FieldPanel("as_of"),
                FieldRowPanel([FieldPanel("read_on"), FieldPanel("review_by")]),
            ],
            heading=_("Where it comes from, and until when it is good"),
        ),
        FieldPanel("slug"),
    ]
    search_fields = [
        index.SearchField("statement"),
        index.AutocompleteField("statement"),
        index.SearchField("source"),
        index.FilterField("locale"),
        index.FilterField("review_by"),
    ]

    class Meta(Snippet.Meta):
        verbose_name = _("key fact")
        verbose_name_plural = _("key facts")

    def __str__(self) -> str:
        return f"{self.value} {self.unit}: {self.statement}"[:120]

    def is_stale(self, today: date) -> bool:
        """Tell whether the day to read the source again has passed."""
        return self.review_by is not None and self.review_by < today
