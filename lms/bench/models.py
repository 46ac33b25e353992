"""The floor: what Wagtail alone takes to serve a text."""

from __future__ import annotations

from wagtail.fields import RichTextField
from wagtail.models import Page


class FloorPage(Page):
    """One row is a bare page with the text of a lesson, served by Wagtail's own view.

    PII: none.
    """

    body = RichTextField()

    template = "bench/floor.html"

    class Meta:
        app_label = "bench"
