"""Copying a course from its row: page by page, each in a transaction of its own.

Work cut short goes on where it stopped, because every new identity follows from the row and the
old one. A long transaction would keep everybody else from writing (SQLite has one writer).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, OperationalError, transaction
from wagtail.models import Page

from accounts.models import User
from assessments.services import copy_work
from cms.copying.pages import copied_page, copy_page, free_code, keep_first_revision
from cms.copying.pointing import Pointer
from cms.copying.translations import copy_translations
from cms.models import CourseCopy, CoursePage, LessonPage, ModulePage
from courses.models import Course
from foundation import clock
from foundation.doorbell import ring

logger = logging.getLogger(__name__)


@transaction.atomic
def begin_copy(*, course: CoursePage, suffix: str, by: User | None, now: datetime) -> CourseCopy:
    """Note that a course is to be copied, and ring for the worker after the commit."""
    copy = CourseCopy.objects.create(
        source_uid=course.translation_key,
        title=course.title,
        suffix=suffix.strip(),
        total=sum(len(pages) for pages in _pages_by_language(course.translation_key)),
        asked_by=by,
        asked_at=now,
        touched_at=now,
    )
    transaction.on_commit(lambda: ring("cms.tasks.copy_course", copy.pk))
    return copy


def carry_out(*, pk: int, now: datetime) -> bool:
    """Carry out one copying that is due, or go on with it; false where there is nothing to do.

    A refusal of the content or the database ends it as failed, which the editor is shown. A
    database that is busy leaves it to the next round.
    """
    if not CourseCopy.objects.claim(pk, now):
        return False
    copy = CourseCopy.objects.get(pk=pk)
    try:
        report = _Copying(copy).run()
    except OperationalError:
        raise
    except (ValidationError, DatabaseError, ObjectDoesNotExist, LookupError) as reason:
        logger.exception("course not copied", extra={"copy": pk})
        _note(copy, state=CourseCopy.State.FAILED, report={"reason": type(reason).__name__})
        return False
    _note(copy, state=CourseCopy.State.DONE, report=report)
    return True


def carry_out_due(*, now: datetime) -> int:
    """Carry out whatever is due; it answers every lost doorbell and every worker that died."""
    due = list(CourseCopy.objects.due(now).values_list("pk", flat=True))
    return sum(carry_out(pk=pk, now=now) for pk in due)


def _note(copy: CourseCopy, **changes: object) -> None:
    CourseCopy.objects.filter(pk=copy.pk).update(touched_at=clock.now(), **changes)


def _pages_by_language(uid: UUID) -> Iterator[list[Page]]:
    """Yield the pages of the course in tree order, a language at a time, the source first."""
    known = Course.objects.filter(uid=uid).values_list("source_language", flat=True).first()
    courses = CoursePage.objects.filter(translation_key=uid).select_related("locale")
    for course in sorted(courses, key=lambda row: (row.locale.language_code != known, row.pk)):
        tree = Page.objects.descendant_of(course, inclusive=True).order_by("path")
        yield _without_mirrors(tree.select_related("locale"))


def _without_mirrors(tree: Iterable[Page]) -> list[Page]:
    """Leave out pages that only mirror another language, and what stands below them."""
    mirrors: list[str] = []
    found = []
    for page in tree:
        if page.alias_of_id or any(page.path.startswith(path) for path in mirrors):
            mirrors.append(page.path)
        else:
            found.append(page)
    return found


class _Copying:
    """One run: old pages and their twins, and what is told in the end."""

    def __init__(self, copy: CourseCopy) -> None:
        self.copy = copy
        self.trees = list(_pages_by_language(copy.source_uid))
        self.twins: dict[str, int] = {}
        self.strings = 0
        keys = {page.translation_key for tree in self.trees for page in tree}
        self.work = set(self._targets())
        named = {*keys, *self.work}
        self.pointer = Pointer({str(uid): str(copy.new(uid)) for uid in named})

    def run(self) -> dict[str, object]:
        """Copy everything; returns the report."""
        copied = copy_work(uids=self.work, new=self.copy.new)
        for tree in self.trees:
            for page in tree:
                self._page(page)
        for tree in self.trees:
            for page in tree:
                self._finish(page)
        twin = copied_page(self.copy, self.trees[0][0])
        return {
            "page": twin.pk if twin else None,
            "languages": [tree[0].locale.language_code for tree in self.trees],
            "modules": self._count(ModulePage),
            "lessons": self._count(LessonPage),
            "pages": len(self.twins),
            "quizzes": copied.quizzes,
            "questions": copied.questions,
            "assignments": copied.assignments,
            "strings": self.strings,
            "links": self.pointer.turned,
        }

    def _targets(self) -> Iterator[UUID]:
        """Yield the quizzes and assignments that stand in the lessons' latest drafts."""
        for tree in self.trees[:1]:
            for page in tree:
                if page.specific_class is LessonPage:
                    draft = page.specific.get_latest_revision_as_object()
                    for block in draft.body.raw_data:
                        if isinstance(block["value"], dict) and block["value"].get("target"):
                            yield UUID(block["value"]["target"])

    def _count(self, model: type[Page]) -> int:
        return sum(page.specific_class is model for page in self.trees[0])

    def _page(self, page: Page) -> None:
        twin = copied_page(self.copy, page)
        if twin is None:
            parent = page.get_parent().pk
            if page.specific_class is not CoursePage:
                parent = self.twins[page.path[: -page.steplen]]
            twin = copy_page(self.copy, page.specific, parent, self.pointer, self._code())
        self.twins[page.path] = twin.pk
        self.pointer.pages[page.pk] = twin.pk
        _note(self.copy, done=len(self.twins))

    def _code(self) -> str:
        """Return the code of the copy: one for all languages."""
        key = self.copy.new(self.copy.source_uid)
        made = CoursePage.objects.filter(translation_key=key).first()
        return made.code if made else free_code(self.trees[0][0].get_parent())

    def _finish(self, page: Page) -> None:
        twin = Page.objects.get(pk=self.twins[page.path]).specific
        if twin.latest_revision_id is None:
            keep_first_revision(twin, self.pointer)
        suffix = self.copy.suffix if isinstance(twin, CoursePage) else ""
        turned = self.pointer.turned
        self.strings += copy_translations(page, twin, self.pointer, suffix)
        self.pointer.turned = turned
        _note(self.copy)
