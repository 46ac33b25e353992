"""The catalogue."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.pages.programme import ProgrammePage
from cms.pages.site import SitePage


class ProgrammeIndexPage(SitePage):
    """One row is the catalogue in one language. PII: none."""

    lede = models.TextField(_("first sentence"), blank=True)

    template = "cms/pages/index.html"
    parent_page_types = ["cms.HomePage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("lede")]

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the programmes of this language."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "programmes": ProgrammePage.listed_in(self.locale_id)}
