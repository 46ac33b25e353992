from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.models import CoursePage, LessonPage, ModulePage
from cms.outline import read_outline
from cms.tasks import check_outlines
from courses.models import Activity, Course, Lesson, Programme
from tests.factories.pages import (
    grow,
    locale,
    make_course,
    make_lesson,
    make_module,
    make_programme,
    make_quiz,
    quiz_block,
    republish,
    text_block,
)

pytestmark = pytest.mark.django_db


def row(page: Page) -> Lesson:
    return Lesson.objects.get(uid=page.translation_key)


def test_publishing_makes_the_rows():
    course = make_course(lessons=2)
    known = Course.objects.get(uid=course.translation_key)
    assert known.programme == Programme.objects.get()
    assert known.code == "B01"
    assert [lesson.title.text for lesson in known.lessons.active()] == ["Lesson 1", "Lesson 2"]
    assert known.editions.count() == 1


def test_new_words_make_no_edition():
    course = make_course(lessons=2)
    lesson = LessonPage.objects.first()
    republish(lesson, title="Another title", body=[text_block("Other words.")])
    known = Course.objects.get(uid=course.translation_key)
    assert known.editions.count() == 1
    assert row(lesson).titles == {"en": "Another title"}


def test_a_quiz_in_a_lesson_is_an_activity_and_makes_an_edition():
    course = make_course(lessons=1)
    lesson = republish(LessonPage.objects.get(), body=[quiz_block(make_quiz())])
    activity = Activity.objects.get()
    assert activity.lesson.uid == lesson.translation_key
    assert activity.kind == "quiz"
    edition = Course.objects.get(uid=course.translation_key).editions.first()
    assert (edition.number, edition.required_activities()) == (2, {str(activity.uid)})


def test_a_lesson_below_an_unpublished_module_does_not_count():
    course = make_course(modules=2, lessons=2)
    module = ModulePage.objects.child_of(course).first()
    module.unpublish()
    known = Course.objects.get(uid=course.translation_key)
    assert known.lessons.active().count() == 2
    assert len(list(read_outline(course).lessons())) == 2


def test_an_unpublished_course_is_retired_and_comes_back():
    course = make_course(lessons=2)
    course.unpublish()
    known = Course.objects.get(uid=course.translation_key)
    assert known.retired_at is not None
    assert not known.lessons.active().exists()
    CoursePage.objects.get(pk=course.pk).save_revision().publish()
    known.refresh_from_db()
    assert known.retired_at is None
    assert known.lessons.active().count() == 2
    assert known.editions.count() == 1


def test_a_lesson_moved_to_another_course_keeps_its_row():
    programme = make_programme()
    here, there = make_course(programme, lessons=2), make_course(programme, lessons=1)
    lesson = LessonPage.objects.descendant_of(here).first()
    before = row(lesson).pk
    lesson.move(ModulePage.objects.child_of(there).first(), pos="last-child")
    assert row(lesson).pk == before
    assert row(lesson).course.uid == there.translation_key
    assert row(lesson).retired_at is None
    assert Course.objects.get(uid=here.translation_key).lessons.active().count() == 1


def test_moving_a_course_changes_the_places_of_its_neighbours():
    programme = make_programme()
    first, second = make_course(programme, lessons=1), make_course(programme, lessons=1)
    CoursePage.objects.get(pk=second.pk).move(first, pos="left")
    places = dict(Course.objects.values_list("uid", "position"))
    assert places == {second.translation_key: 1, first.translation_key: 2}


def test_a_deleted_lesson_is_retired(django_capture_on_commit_callbacks):
    course = make_course(lessons=2)
    lesson = LessonPage.objects.first()
    with django_capture_on_commit_callbacks(execute=True):
        LessonPage.objects.get(pk=lesson.pk).delete()
    assert row(lesson).retired_at is not None
    assert Course.objects.get(uid=course.translation_key).lessons.active().count() == 1


def test_a_deleted_course_is_retired(django_capture_on_commit_callbacks):
    course = make_course(lessons=2)
    with django_capture_on_commit_callbacks(execute=True):
        CoursePage.objects.get(pk=course.pk).delete()
    assert Course.objects.get(uid=course.translation_key).retired_at is not None
    assert not Lesson.objects.active().exists()


def test_a_translation_brings_titles_and_no_structure():
    course = make_course(lessons=1)
    french = locale("fr")
    lesson = LessonPage.objects.get()
    translated = lesson.copy_for_translation(french, copy_parents=True)
    translated.title = "Leçon"
    translated.save_revision().publish()
    extra = LessonPage(title="Seule en français", slug="seule", body=[])
    grow(translated.get_parent().specific, extra)
    assert row(lesson).titles == {"en": "Lesson 1", "fr": "Leçon"}
    known = Course.objects.get(uid=course.translation_key)
    assert known.lessons.active().count() == 1
    assert known.editions.count() == 1


def test_a_copied_course_has_rows_and_a_code_of_its_own():
    course = make_course(lessons=2)
    copied = course.copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
    known = Course.objects.get(uid=copied.translation_key)
    assert known.code == "B02"
    assert known.lessons.active().count() == 2
    assert Lesson.objects.active().count() == 4


def test_reading_the_outline_costs_the_same_for_any_size(django_assert_num_queries):
    programme = make_programme()
    small, large = (
        make_course(programme, modules=1, lessons=3),
        make_course(programme, modules=3, lessons=10),
    )
    for course in (small, large):
        page = CoursePage.objects.select_related("locale").get(pk=course.pk)
        with django_assert_num_queries(5):
            read_outline(page)


def test_the_nightly_check_mends_what_a_missed_signal_left(django_assert_num_queries):
    course = make_course(lessons=1)
    module = ModulePage.objects.get()
    lesson = make_lesson(module, live=False)
    LessonPage.objects.filter(pk=lesson.pk).update(live=True)
    assert check_outlines() == 1
    assert Course.objects.get(uid=course.translation_key).lessons.active().count() == 2
    assert check_outlines() == 0


def test_a_page_mirrored_without_a_signal_is_found_by_the_nightly_check():
    course = make_course(lessons=1)
    LessonPage.objects.get().create_alias(update_slug="mirror")
    assert Course.objects.get(uid=course.translation_key).lessons.active().count() == 1
    assert check_outlines() == 1
    assert Course.objects.get(uid=course.translation_key).lessons.active().count() == 2


def test_an_activity_cannot_change_its_kind_under_one_block_id():
    make_course(lessons=1)
    quiz = make_quiz()
    lesson = republish(LessonPage.objects.get(), body=[quiz_block(quiz)])
    changed = {**quiz_block(quiz), "type": "assignment"}
    lesson.body = [changed]
    with pytest.raises(ValidationError):
        lesson.clean()


def test_a_module_added_later_makes_the_second_edition():
    course = make_course(lessons=1)
    make_lesson(make_module(course))
    numbers = Course.objects.get(uid=course.translation_key).editions.values_list("number")
    assert max(number for (number,) in numbers) >= 2
