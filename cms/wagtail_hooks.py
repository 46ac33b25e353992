"""How the CMS is fitted to this project: snippets, choosers, and what authors may not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.widgets.button import Button
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.choosers import assignment_chooser, quiz_chooser
from cms.models import GlossaryTerm, KeyFact, Organisation, Speaker
from cms.roles import may_copy, writes_everything
from cms.selectors.facts import count_overdue
from foundation import clock


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


@hooks.register("register_admin_urls")
def own_addresses() -> list[URLPattern | URLResolver]:
    """Put our pages among Wagtail's."""
    return [path("own/", include("cms.urls_admin"))]


@hooks.register("register_help_menu_item")
def guide_in_the_menu() -> MenuItem:
    """Offer the guide for authors before Wagtail's own help."""
    address = reverse_lazy("own:guide")
    return MenuItem(_("Guide for authors"), address, "own-guide", icon_name="help", order=10)


@hooks.register("register_reports_menu_item")
def facts_in_the_menu() -> MenuItem:
    """Offer the facts to read again; each person sees those of the own courses."""
    address = reverse_lazy("own:facts")
    return MenuItem(_("Key facts to review"), address, "key-facts", icon_name="order", order=150)


@hooks.register("register_reports_menu_item")
def links_in_the_menu() -> MenuItem:
    """Offer the links of the own pages."""
    address = reverse_lazy("own:links")
    return MenuItem(_("Links"), address, "own-links", icon_name="link", order=160)


class _FactsDue(SummaryItem):
    """How many facts are overdue, for whoever shows them."""

    order = 300
    template_name = "cms/admin/facts_due.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Give the number to the template."""
        return {"count": self.count}

    def is_shown(self) -> bool:
        """Say nothing where nothing is due."""
        return self.count > 0

    @cached_property
    def count(self) -> int:
        """The number, counted once."""
        return count_overdue(self.request.user, clock.now().date())


@hooks.register("construct_homepage_summary_items")
def say_what_is_due(request: HttpRequest, items: list[Any]) -> None:
    """Count the overdue facts on the home page."""
    items.append(_FactsDue(request))


@hooks.register("register_page_header_buttons")
def copy_button(page: Page, user: Any, view_name: str, **more: Any) -> Iterator[Button]:
    """Offer to copy a whole course, beside the other acts on its page."""
    if may_copy(user, page):
        address = reverse("own:copy-course", args=[page.pk])
        yield Button(_("Copy the whole course"), address, icon_name="copy", priority=25)


@hooks.register("register_page_listing_more_buttons")
def copy_button_in_lists(page: Page, user: Any, **more: Any) -> Iterator[Button]:
    """Offer the same where pages are listed."""
    yield from copy_button(page, user, "index")


@hooks.register("before_serve_document")
def documents_are_private(document: Any, request: HttpRequest) -> None:
    """Keep the library's address for those who work with the file; lessons have their own."""
    acts = ["add", "change", "delete", "choose"]
    if not document_policy.user_has_any_permission_for_instance(request.user, acts, document):
        raise Http404
