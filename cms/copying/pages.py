"""Making the pages of a copied course: drafts, with the words of the latest drafts."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.copying.pointing import Pointer
from cms.models import CourseCopy, CoursePage

_SHARED = ("title", "slug", "locale_id", "seo_title", "search_description", "show_in_menus")


def copied_page(copy: CourseCopy, page: Page) -> Page | None:
    """Return the copy of a page, if it was made already (1 query)."""
    twins = Page.objects.filter(translation_key=copy.new(page.translation_key))
    return twins.filter(locale_id=page.locale_id).first()


@transaction.atomic
def copy_page(copy: CourseCopy, page: Page, parent_pk: int, pointer: Pointer, code: str) -> Page:
    """Add the copy of one page below a copied parent, as a draft without a history."""
    parent = Page.objects.get(pk=parent_pk)
    twin = type(page)(**_words_of(page, pointer))
    twin.translation_key = copy.new(page.translation_key)
    twin.live = False
    twin.has_unpublished_changes = True
    twin.owner_id = copy.asked_by_id
    if isinstance(twin, CoursePage):
        twin.code = code
        twin.title = f"{twin.title} ({copy.suffix})"[:255]
        twin.slug = _free_slug(parent, f"{twin.slug}-{slugify(copy.suffix, allow_unicode=True)}")
    twin.draft_title = twin.title
    added: Page = parent.add_child(instance=twin)
    return added


@transaction.atomic
def keep_first_revision(page: Page, pointer: Pointer) -> None:
    """Point the links of a copied page at the copies, and begin its history; safe to repeat."""
    for name in _bodies(page):
        raw = [dict(block) for block in getattr(page, name).raw_data]
        setattr(page, name, pointer.value(raw))
    page.save()
    page.save_revision(clean=False, changed=False)


def _words_of(page: Page, pointer: Pointer) -> dict[str, Any]:
    """Return what a page says in its latest draft, quizzes and lessons by their new names."""
    draft = page.get_latest_revision_as_object()
    own = [field for field in page._meta.local_concrete_fields if not field.primary_key]
    values = {name: getattr(draft, name) for name in _SHARED}
    values |= {field.attname: getattr(draft, field.attname) for field in own}
    for name in _bodies(page):
        values[name] = pointer.value([dict(block) for block in getattr(draft, name).raw_data])
    return values


def _bodies(page: Page) -> list[str]:
    fields = page._meta.local_concrete_fields
    return [field.name for field in fields if isinstance(field, StreamField)]


def _free_slug(parent: Page, slug: str) -> str:
    taken = set(Page.objects.child_of(parent).values_list("slug", flat=True))
    tries = (slug if n == 1 else f"{slug}-{n}" for n in range(1, len(taken) + 2))
    return next(free for free in tries if free not in taken)


def free_code(programme: Page) -> str:
    """Return the next code that no course of a programme has (1 query)."""
    taken = set(CoursePage.objects.child_of(programme).values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := f"B{n:02}") not in taken)
