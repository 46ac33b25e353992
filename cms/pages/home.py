"""The first page of each language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.programme import ProgrammePage
from cms.pages.site import SitePage
from cms.prose import ProseField, show


class HomePage(SitePage):
    """One row is the home page in one language. PII: none."""

    lede = models.TextField(_("first sentence"), blank=True)
    body = ProseField(_("text"), blank=True)

    template = "cms/pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]
    override_translatable_fields: list[Any] = []

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the programmes of this language."""
        context = super().get_context(request, *args, **kwargs)
        programmes = ProgrammePage.listed_in(self.locale_id)
        return {**context, "body": show(self.body), "programmes": programmes}
