"""Any history of edits leaves the rows as the published pages say (hypothesis)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.models import CoursePage, LessonPage, ModulePage
from cms.outline import read_outline
from cms.services import bring_in_line
from courses.models import Course, Lesson, OutlineEdition
from courses.outline import digest_of
from tests.factories.pages import make_course, make_lesson, make_programme, republish

STEPS = ["add", "unpublish", "publish", "rename", "move", "reorder", "require", "delete", "copy"]
step = st.tuples(st.sampled_from(STEPS), st.integers(0, 7), st.integers(0, 7))


@dataclass
class History:
    """Pages under change beside a plain model of what should count."""

    modules: list[ModulePage]
    shown: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> History:
        programme = make_programme()
        for _ in range(2):
            make_course(programme, modules=1, lessons=2)
        modules = list(ModulePage.objects.order_by("path"))
        history = cls(modules)
        for module in modules:
            lessons = LessonPage.objects.child_of(module).order_by("path")
            history.shown[module.pk] = [lesson.pk for lesson in lessons]
        return history

    def lesson(self, number: int) -> LessonPage | None:
        pages = list(LessonPage.objects.order_by("pk"))
        return pages[number % len(pages)] if pages else None

    def take(self, name: str, first: int, second: int) -> None:
        lesson = self.lesson(first)
        module = ModulePage.objects.get(pk=self.modules[second % len(self.modules)].pk)
        if name == "add":
            made = make_lesson(module)
            self.shown[module.pk].append(made.pk)
        elif lesson is not None:
            getattr(self, f"_{name}")(lesson, module)

    def _home(self, lesson: LessonPage) -> list[int]:
        return self.shown[lesson.get_parent().pk]

    def _unpublish(self, lesson, module) -> None:
        lesson.unpublish()

    def _publish(self, lesson, module) -> None:
        republish(lesson)

    def _rename(self, lesson, module) -> None:
        republish(lesson, title=f"{lesson.title}!")

    def _require(self, lesson, module) -> None:
        republish(lesson, required=not lesson.required)

    def _move(self, lesson, module) -> None:
        if lesson.get_parent().pk != module.pk:
            self._home(lesson).remove(lesson.pk)
            lesson.move(module, pos="last-child")
            self.shown[module.pk].append(lesson.pk)

    def _reorder(self, lesson, module) -> None:
        home = self._home(lesson)
        first = LessonPage.objects.get(pk=home[0])
        if first.pk != lesson.pk:
            lesson.move(first, pos="left")
            home.remove(lesson.pk)
            home.insert(0, lesson.pk)

    def _delete(self, lesson, module) -> None:
        self._home(lesson).remove(lesson.pk)
        lesson.delete()

    def _copy(self, lesson, module) -> None:
        made = lesson.copy(to=module, update_attrs={"slug": f"copy-{LessonPage.objects.count()}"})
        self.shown[module.pk].append(made.pk)

    def expected(self, course: CoursePage) -> list[tuple]:
        """Return the lessons that should count, in order, by the plain model."""
        found = []
        for module in ModulePage.objects.child_of(course).order_by("path"):
            for pk in self.shown[module.pk]:
                page = LessonPage.objects.get(pk=pk)
                if page.live:
                    found.append((page.translation_key, page.title, page.required))
        return found


def recorded(course: CoursePage) -> list[tuple]:
    rows = Lesson.objects.active().filter(course__uid=course.translation_key)
    return [(row.uid, row.titles["en"], row.required) for row in rows.order_by("position")]


@pytest.mark.slow
class TestHistories(TestCase):
    """Each history begins with the same tree; receivers run as they do on a site."""

    @settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(st.lists(step, min_size=1, max_size=7))
    def test_rows_follow_the_published_pages_through_any_history(self, steps):
        history = History.begin()
        known: set = set()
        for name, first, second in steps:
            with self.captureOnCommitCallbacks(execute=True):
                history.take(name, first, second)
            known |= set(Lesson.objects.values_list("uid", flat=True))
            for course in CoursePage.objects.all():
                assert recorded(course) == history.expected(course), (name, steps)
        self._settled(known)

    def _settled(self, known: set) -> None:
        """No row was lost, editions differ, and a further look changes nothing."""
        assert known <= set(Lesson.objects.values_list("uid", flat=True))
        for course in CoursePage.objects.all():
            row = Course.objects.get(uid=course.translation_key)
            digests = list(row.editions.order_by("number").values_list("digest", flat=True))
            assert all(one != next_one for one, next_one in pairwise(digests))
            assert digests[-1] == digest_of(read_outline(course).manifest())
        before = OutlineEdition.objects.count()
        assert bring_in_line(keys=Course.objects.values_list("uid", flat=True)) == 0
        assert OutlineEdition.objects.count() == before
