"""What all pages have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField


class SitePage(Page):
    """A page of this site; its address ends alike in every language."""

    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, and tell the frame where it stands in other languages."""
        request.translated_addresses = self.addresses(request)  # type: ignore[attr-defined]
        return super().serve(request, *args, **kwargs)

    def addresses(self, request: HttpRequest) -> Mapping[str, str]:
        """Return the address of this page by language, only where it is live (1 query)."""
        pages = Page.objects.filter(translation_key=self.translation_key, live=True)
        return {
            page.locale.language_code: page.get_url(request)
            for page in pages.select_related("locale")
        }
