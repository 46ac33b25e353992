"""Changes that follow from the pages: outlines and programmes recorded, caches refreshed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import DatabaseError, transaction
from wagtail.models import Page

from cms.models import CoursePage, ProgrammePage, Stamp
from cms.outline import read_outline, source_page, written_here
from courses.models import Course, Programme
from courses.services import record_outline, record_programme, retire_course
from foundation import clock
from foundation.errors import DomainError

logger = logging.getLogger(__name__)

_held: ContextVar[set[UUID] | None] = ContextVar("courses_to_record", default=None)


@contextmanager
def recording_later() -> Iterator[None]:
    """Record each course once at the end instead of at every page (for loads of many pages)."""
    keys: set[UUID] = set()
    token = _held.set(keys)
    try:
        yield
    finally:
        _held.reset(token)
    bring_in_line(keys=keys)
    pages_changed()


def bring_in_line(*, keys: Iterable[UUID]) -> int:
    """Record or retire the courses as their source pages are now; return how many editions came.

    Safe to repeat. What cannot be recorded is logged and left to ``check_outlines``: publishing
    words is never refused because of it.
    """
    held = _held.get()
    if held is not None:
        held.update(keys)
        return 0
    return sum(_bring_in_line(key) for key in sorted(set(keys)))


def _bring_in_line(key: UUID) -> bool:
    page = source_page(key)
    if page is None or not page.live:
        retire_course(uid=key, now=clock.now())
        return False
    try:
        with transaction.atomic():
            return _record(page)
    except (DomainError, DatabaseError):
        logger.exception("outline not recorded", extra={"course": str(key)})
        return False


def _record(page: CoursePage) -> bool:
    """Record one course, its programme first where that has no row; true for a new edition."""
    programme = ProgrammePage.objects.parent_of(page).get()
    if not Programme.objects.filter(uid=programme.translation_key).exists():
        record_programme_page(page=programme)
    before = Course.objects.filter(uid=page.translation_key, editions__isnull=False)
    last = before.order_by("-editions__number").values_list("editions__pk", flat=True).first()
    return record_outline(read_outline(page), clock.now()).pk != last


def record_programme_page(*, page: ProgrammePage) -> Programme:
    """Bring the programme's row in line with its pages; the source language gives the slug."""
    known = Programme.objects.filter(uid=page.translation_key).first()
    language = known.source_language if known else page.locale.language_code
    pages = ProgrammePage.objects.filter(translation_key=page.translation_key)
    source = pages.filter(locale__language_code=language).first() or page
    return record_programme(
        uid=page.translation_key,
        code=source.code,
        slug=source.slug,
        titles=_titles_of(page) or {language: source.title},
        source_language=language,
        hours=source.hours,
    )


def _titles_of(page: Page) -> dict[str, str]:
    rows = Page.objects.live().filter(translation_key=page.translation_key)
    return dict(rows.filter(written_here()).values_list("locale__language_code", "title"))


def pages_changed() -> None:
    """Make every cache of pages and outlines look again."""
    Stamp.objects.bump(Stamp.Name.PAGES)


def shared_words_changed() -> None:
    """Make every cache of rendered words look again: a snippet, picture or file changed."""
    Stamp.objects.bump(Stamp.Name.SHARED)
