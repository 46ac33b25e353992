"""A course, which the programme's people call a block."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.pages.site import SitePage
from cms.public.course import course_context
from cms.snippets import Organisation, Speaker


class CoursePage(SitePage):
    """One row is a course in one language; ``translation_key`` is courses.Course.uid.

    PII: none.
    """

    code = models.CharField(
        _("code"),
        max_length=20,
        blank=True,
        help_text=_("Left empty, the next free one is taken."),
    )
    hours = models.PositiveSmallIntegerField(_("hours of learning"), default=0)
    summary = models.TextField(_("summary"), blank=True)
    outcomes = StreamField(
        [("outcome", blocks.TextBlock(label=_("what one can do afterwards"), rows=2))],
        verbose_name=_("outcomes"),
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    lecturer = models.ForeignKey(
        Speaker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lecturer"),
    )

    template = "cms/pages/course.html"
    parent_page_types = ["cms.ProgrammePage"]
    subpage_types = ["cms.ModulePage"]
    exclude_fields_in_copy = ["code"]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("hours")]),
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldPanel("organisation"),
        FieldPanel("lecturer"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("outcomes"),
    ]
    override_translatable_fields = [
        *SitePage.override_translatable_fields,
        SynchronizedField("code", overridable=False),
        SynchronizedField("hours", overridable=False),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def clean(self) -> None:
        """Give the course a code of its own within its programme."""
        super().clean()
        taken = self._codes_of_others()
        if not self.code:
            number = next(n for n in range(1, 1000) if f"B{n:02}" not in taken)
            self.code = f"B{number:02}"
        if self.code in taken:
            clash = _("Another course of this programme has the code %(code)s.")
            raise ValidationError({"code": clash % {"code": self.code}})

    def _codes_of_others(self) -> set[str]:
        if not self.path:
            return set()
        others = CoursePage.objects.sibling_of(self).exclude(translation_key=self.translation_key)
        return set(others.values_list("code", flat=True))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add modules and lessons by name, and where one enrols."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, **course_context(self)}
