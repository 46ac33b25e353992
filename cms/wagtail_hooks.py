"""How the CMS is fitted to this project: snippets, choosers, and what authors may not see."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.choosers import assignment_chooser, quiz_chooser
from cms.models import GlossaryTerm, KeyFact, Organisation, Speaker
from cms.roles import writes_everything


class _KeyFacts(SnippetViewSet):
    """Key facts, those to be read again first."""

    model = KeyFact
    icon = "order"
    list_display = ["statement", "value", "unit", "as_of", "review_by"]
    list_filter = {"review_by": ["lt"], "locale": ["exact"]}
    ordering = ["review_by", "slug"]


class _Terms(SnippetViewSet):
    """The glossary."""

    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "definition"]


class _Speakers(SnippetViewSet):
    """Lecturers."""

    model = Speaker
    icon = "user"
    list_display = ["name", "role", "organisation"]


class _Organisations(SnippetViewSet):
    """Partner organisations."""

    model = Organisation
    icon = "group"
    list_display = ["name", "website"]


class _Shared(SnippetViewSetGroup):
    """What is kept in one place and used by reference."""

    items = (_KeyFacts, _Terms, _Speakers, _Organisations)
    menu_label = _("Shared content")
    menu_icon = "snippet"
    menu_order = 250


register_snippet(_Shared)


#: Reports that name pages of all courses.
_ACROSS_COURSES = {"page-types-usage", "translations"}


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    """Offer quizzes and assignments of one's own courses in lessons."""
    return [quiz_chooser, assignment_chooser]


@hooks.register("construct_page_chooser_queryset")
def own_pages_only(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Show in a chooser only what its user can find in the explorer (A10)."""
    seen = page_permission_policy.explorable_instances(request.user)
    return pages.filter(pk__in=seen.values("pk"))


@hooks.register("construct_homepage_summary_items")
def count_own_pages_only(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the count of all pages for those who write only some of them."""
    if not writes_everything(request.user):
        items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


@hooks.register("construct_reports_menu")
def hide_reports_across_courses(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out the reports that name pages of all courses (their doors are shut as well)."""
    if not writes_everything(request.user):
        items[:] = [item for item in items if item.name not in _ACROSS_COURSES]


@hooks.register("before_serve_document")
def documents_are_private(document: Any, request: HttpRequest) -> None:
    """Keep the library's address for those who work with the file; lessons have their own."""
    acts = ["add", "change", "delete", "choose"]
    if not document_policy.user_has_any_permission_for_instance(request.user, acts, document):
        raise Http404
