"""A lesson: what a learner reads in a sitting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import ActivityBlock, LessonBody
from cms.pages.site import SitePage
from cms.pages.whole import WholePage
from cms.panels import MeasuresPanel
from courses.models import Activity


class LessonPage(WholePage):
    """One row is a lesson in one language; ``translation_key`` is courses.Lesson.uid.

    The body stands in no search index: it is for those who take the programme (A12). PII: none.
    """

    summary = models.TextField(_("summary"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    required = models.BooleanField(_("counts for the course"), default=True)
    body = StreamField(LessonBody(), verbose_name=_("text"), blank=True)

    parent_page_types = ["cms.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("required")]),
        MeasuresPanel(heading=_("In numbers")),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    override_translatable_fields = [
        *SitePage.override_translatable_fields,
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("required", overridable=False),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def clean(self) -> None:
        """Refuse another kind of activity under a block id that learners have worked on."""
        super().clean()
        here = {
            child.id: child.block.kind
            for child in self.body
            if isinstance(child.block, ActivityBlock) and child.id
        }
        if not here:
            return
        known = Activity.objects.filter(lesson__uid=self.translation_key, block_id__in=here)
        if any(here[block] != kind for block, kind in known.values_list("block_id", "kind")):
            raise ValidationError(
                {
                    "body": _(
                        "A block that learners have worked on cannot become another kind of "
                        "activity. Remove it and add a new one."
                    )
                }
            )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the learner's address: the body is shown only behind that door."""
        address = reverse("lessons:lesson", args=[self.translation_key])
        return HttpResponseRedirect(f"{address}?in={self.locale.language_code}")

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Show the draft as a learner would see it, without marks."""
        from cms.sheets import render  # noqa: PLC0415 (sheets read blocks and pages)

        return {**self.get_context(request), "body": render(self)}

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of a draft: the words, and nothing of any learner."""
        return "cms/lesson_preview.html"
