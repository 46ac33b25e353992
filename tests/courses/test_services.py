"""Facts about recording outlines (ADR 0001)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from courses.errors import KindChanged
from courses.models import Activity, Course, Lesson, OutlineEdition
from courses.services import record_outline, retire_course
from courses.signals import outline_published
from tests.factories.outlines import (
    MONDAY,
    make_lesson,
    make_module,
    make_outline,
    make_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def outline(db):
    return make_outline(
        make_programme(),
        make_module(make_lesson("One"), make_lesson("Two", quizzes=1)),
        make_module(make_lesson("Three")),
    )


def test_recording_makes_a_row_for_every_item(outline):
    record_outline(outline, MONDAY)
    assert list(Lesson.objects.values_list("titles__en", flat=True)) == ["One", "Two", "Three"]
    assert Activity.objects.count() == 1


def test_recording_twice_changes_nothing(outline):
    first = record_outline(outline, MONDAY)
    again = record_outline(outline, MONDAY + timedelta(days=1))
    assert again == first
    assert OutlineEdition.objects.count() == 1


def test_new_words_make_no_new_edition(outline):
    first = record_outline(outline, MONDAY)
    module = outline.modules[0]
    renamed = replace(module.lessons[0], titles={"en": "One, better said"})
    words = replace(module, lessons=(renamed, *module.lessons[1:]))
    again = record_outline(replace(outline, modules=(words, *outline.modules[1:])), MONDAY)
    assert again == first
    assert Lesson.objects.get(uid=renamed.uid).titles["en"] == "One, better said"


def test_a_new_lesson_makes_a_new_edition_with_the_next_number(outline):
    record_outline(outline, MONDAY)
    longer = replace(outline, modules=(*outline.modules, make_module(make_lesson("Four"))))
    assert record_outline(longer, MONDAY).number == 2


def test_a_lesson_that_is_gone_is_retired_not_deleted(outline):
    record_outline(outline, MONDAY)
    gone = outline.modules[1].lessons[0]
    record_outline(replace(outline, modules=outline.modules[:1]), MONDAY)
    assert Lesson.objects.get(uid=gone.uid).retired_at == MONDAY


def test_a_lesson_that_returns_is_the_same_row(outline):
    record_outline(outline, MONDAY)
    gone = outline.modules[1].lessons[0]
    before = Lesson.objects.get(uid=gone.uid).pk
    record_outline(replace(outline, modules=outline.modules[:1]), MONDAY)
    record_outline(outline, MONDAY)
    row = Lesson.objects.get(uid=gone.uid)
    assert (row.pk, row.retired_at) == (before, None)


def test_a_block_that_becomes_another_kind_is_refused(outline):
    record_outline(outline, MONDAY)
    module = outline.modules[0]
    lesson = module.lessons[1]
    changed = replace(lesson.activities[0], kind="assignment")
    other = replace(module, lessons=(module.lessons[0], replace(lesson, activities=(changed,))))
    with pytest.raises(KindChanged):
        record_outline(replace(outline, modules=(other,)), MONDAY)


def test_the_same_block_id_in_a_copied_lesson_is_another_activity(outline):
    record_outline(outline, MONDAY)
    original = outline.modules[0].lessons[1]
    copy = replace(original, uid=uuid.uuid4())
    record_outline(replace(outline, modules=(*outline.modules, make_module(copy))), MONDAY)
    assert Activity.objects.filter(block_id=original.activities[0].block_id).count() == 2


def test_an_edition_with_news_is_announced_after_the_commit(
    outline, django_capture_on_commit_callbacks
):
    heard = []

    def listen(**sent):
        heard.append(sent["edition_id"])

    outline_published.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            edition = record_outline(outline, MONDAY)
            record_outline(outline, MONDAY)
    finally:
        outline_published.disconnect(listen)
    assert heard == [edition.pk]


def test_retiring_a_course_retires_all_it_holds(outline):
    record_outline(outline, MONDAY)
    retire_course(uid=outline.uid, now=MONDAY)
    assert not Course.objects.active().exists()
    assert not Lesson.objects.active().exists()
    assert not Activity.objects.active().exists()


@pytest.mark.parametrize("lessons", [3, 30])
def test_recording_costs_the_same_queries_for_any_length(lessons, django_assert_num_queries):
    outline = make_outline(
        make_programme(), make_module(*[make_lesson(f"L{n}", quizzes=1) for n in range(lessons)])
    )
    record_outline(outline, MONDAY)
    with django_assert_num_queries(22):
        record_outline(outline, MONDAY)
