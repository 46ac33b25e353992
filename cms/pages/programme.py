"""A certificate programme, told to those who may take it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import SynchronizedField

from cms.pages.site import SitePage
from cms.prose import ProseField
from cms.public.programme import programme_context


class ProgrammePage(SitePage):
    """One row is a programme in one language; ``translation_key`` is courses.Programme.uid.

    PII: none.
    """

    code = models.CharField(_("code"), max_length=20)
    hours = models.PositiveSmallIntegerField(_("hours of learning"), default=0)
    subtitle = models.CharField(_("subtitle"), max_length=250, blank=True)
    summary = models.TextField(_("summary"))
    leads_to = models.TextField(_("what it leads to"), blank=True)
    for_whom = StreamField(
        [("group", blocks.TextBlock(label=_("group of people"), rows=2))],
        verbose_name=_("for whom"),
        blank=True,
    )
    how_it_works = ProseField(_("how it works"), blank=True)
    certificate_rules = ProseField(_("rules of the certificate"), blank=True)
    certificate_picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture of the certificate"),
        help_text=_("A sample made out to an invented person, so that people see what they get."),
    )
    languages_note = models.TextField(_("languages"), blank=True)
    organisations = StreamField(
        [("organisation", SnippetChooserBlock("cms.Organisation"))],
        verbose_name=_("organisations"),
        blank=True,
    )

    template = "cms/pages/programme.html"
    parent_page_types = ["cms.ProgrammeIndexPage"]
    subpage_types = ["cms.CoursePage"]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("hours")]),
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("leads_to"),
        FieldPanel("for_whom"),
        FieldPanel("how_it_works"),
        FieldPanel("certificate_rules"),
        FieldPanel("certificate_picture"),
        FieldPanel("languages_note"),
        FieldPanel("organisations"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("summary"),
        index.SearchField("leads_to"),
        index.SearchField("for_whom"),
        index.SearchField("how_it_works"),
    ]
    override_translatable_fields = [
        *SitePage.override_translatable_fields,
        SynchronizedField("code", overridable=False),
        SynchronizedField("hours", overridable=False),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    @classmethod
    def listed_in(cls, locale_id: int | None) -> PageQuerySet:
        """Return the programmes of the catalogue in one language."""
        return cls.objects.live().public().filter(locale_id=locale_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the route, the people, the cohorts."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, **programme_context(self)}
