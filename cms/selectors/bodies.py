"""What stands in the bodies of the pages that a person may edit, read without making blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from accounts.models import User


@dataclass(frozen=True, slots=True)
class PageRef:
    """One page as a report names it."""

    pk: int
    title: str
    language: str
    live: bool
    path: str

    @property
    def edit_url(self) -> str:
        """Where the page is edited."""
        return reverse("wagtailadmin_pages:edit", args=[self.pk])


@dataclass(frozen=True, slots=True)
class Piece:
    """One block, or one field of running text, of one page; ``number`` counts from one."""

    page: PageRef
    number: int
    kind: str
    block_id: str
    value: Any


def editable_by(user: User) -> PageQuerySet:
    """Return the pages the person may edit. 1 to 3 queries."""
    return page_permission_policy.instances_user_has_permission_for(user, "change")


def pieces_of(user: User) -> Iterator[Piece]:
    """Yield all the person may edit, a query for each type of page, whatever their number."""
    pages = editable_by(user).order_by("path")
    for model in get_page_models():
        names = [field.name for field in model._meta.local_fields if _holds_words(field)]
        if names:
            rows = model.objects.filter(pk__in=pages.values("pk")).order_by("path")
            yield from _pieces(rows.select_related("locale"), names)


def _holds_words(field: Any) -> bool:
    return isinstance(field, (StreamField, RichTextField))


def _pieces(pages: Iterable[Page], names: Iterable[str]) -> Iterator[Piece]:
    for page in pages:
        ref = PageRef(page.pk, page.title, page.locale.language_code, page.live, page.path)
        for name in names:
            yield from _of_field(ref, getattr(page, name))


def _of_field(page: PageRef, value: Any) -> Iterator[Piece]:
    if isinstance(value, str):
        yield Piece(page, 0, "text", "", value)
        return
    for number, raw in enumerate(value.raw_data, start=1):
        yield Piece(page, number, raw["type"], raw.get("id") or "", raw["value"])


def strings_in(value: Any) -> Iterator[str]:
    """Yield every string of a block's raw value. No query."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)
