"""Plain pages: about, privacy, accessibility."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import PageBody
from cms.pages.whole import WholePage


class StandardPage(WholePage):
    """One row is a plain public page in one language. PII: none."""

    lede = models.TextField(_("first sentence"), blank=True)
    body = StreamField(PageBody(), verbose_name=_("text"), blank=True)

    template = "cms/pages/standard.html"
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
