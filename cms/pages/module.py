"""A part of a course."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from cms.pages.site import SitePage


class ModulePage(SitePage):
    """One row is a module in one language; ``translation_key`` is courses.Module.uid.

    PII: none.
    """

    parent_page_types = ["cms.CoursePage"]
    subpage_types = ["cms.LessonPage"]
    preview_modes: list[Any] = []

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the course: a module has no page of its own."""
        return HttpResponseRedirect(self.get_parent().get_url(request) or "/")
