from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import CoursePage, LessonPage, ModulePage
from courses.models import Course, Lesson
from courses.roles import grant_teaching
from foundation import clock
from learning.models import LessonCompletion, Place
from learning.services import complete_lesson
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.pages import (
    block_id,
    locale,
    make_course,
    make_lesson,
    make_programme,
    make_quiz,
    quiz_block,
    republish,
    text_block,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def address(lesson) -> str:
    return reverse("lessons:lesson", args=[lesson.translation_key])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lesson(course_page):
    return LessonPage.objects.order_by("path").first()


@pytest.fixture
def amina_in(client, place):
    client.force_login(place.user)
    return client


def test_a_learner_reads_a_lesson(amina_in, lesson):
    answer = amina_in.get(address(lesson))
    assert answer.status_code == 200
    page = text(answer)
    assert f"Words of {lesson.slug}." in page
    assert "Mark as complete" in page
    assert "Next lesson" in page
    assert 'aria-label="Course outline"' in page
    assert "no-store" in answer["Cache-Control"]


def test_who_has_not_logged_in_is_asked_to(client, lesson):
    answer = client.get(address(lesson))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


def test_an_outsider_gets_404_and_is_told_how_to_take_part(client, omar, lesson):
    client.force_login(omar)
    answer = client.get(address(lesson))
    assert answer.status_code == 404
    assert "You are not enrolled" in text(answer)
    assert "Words of" not in text(answer)


def test_where_the_course_is_not_public_an_outsider_learns_nothing(client, omar, lesson):
    course = CoursePage.objects.get()
    CoursePage.objects.filter(pk=course.pk).update(live=False)
    client.force_login(omar)
    foreign = client.get(address(lesson))
    absent = client.get(reverse("lessons:lesson", args=[uuid.uuid4()]))
    assert foreign.status_code == absent.status_code == 404
    assert lesson.title not in text(foreign)
    assert "not enrolled" not in text(foreign)


def test_an_absent_lesson_is_404(amina_in):
    assert amina_in.get(reverse("lessons:lesson", args=[uuid.uuid4()])).status_code == 404


def test_a_learner_of_another_cohort_of_the_programme_reads_on(client, programme, lesson):
    other = make_place(make_cohort(programme, "A2"), UserFactory())
    client.force_login(other.user)
    assert client.get(address(lesson)).status_code == 200


def test_a_learner_of_another_programme_gets_404(client, lesson):
    foreign = make_course(make_programme("P2"), code="X1")
    there = Course.objects.get(uid=foreign.translation_key).programme
    client.force_login(make_place(make_cohort(there), UserFactory()).user)
    answer = client.get(address(lesson))
    assert answer.status_code == 404
    assert "Words of" not in text(answer)


def test_an_instructor_reads_the_own_course_without_marks(client, tomas, lesson):
    client.force_login(tomas)
    page = text(client.get(address(lesson)))
    assert f"Words of {lesson.slug}." in page
    assert "nothing is recorded" in page
    assert "Mark as complete" not in page


def test_an_instructor_of_another_course_gets_404(client, programme, lesson):
    other = make_course(code="B09")
    user = UserFactory()
    grant_teaching(user=user, course=Course.objects.get(uid=other.translation_key))
    client.force_login(user)
    answer = client.get(address(lesson))
    assert answer.status_code == 404
    assert "Words of" not in text(answer)


def test_who_was_withdrawn_reads_no_more(amina_in, place, lesson):
    place.state = "withdrawn"
    place.save()
    assert amina_in.get(address(lesson)).status_code == 404


def test_before_the_cohort_begins_the_lesson_says_so(client, amina, programme, lesson):
    tomorrow = clock.now().date() + timedelta(days=2)
    make_place(make_cohort(programme, "LATER", starts_on=tomorrow), amina)
    client.force_login(amina)
    answer = client.get(address(lesson))
    assert answer.status_code == 403
    assert "not open yet" in text(answer)
    assert "Words of" not in text(answer)


def test_a_retired_lesson_asks_nothing_of_anybody(amina_in, lesson):
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    answer = amina_in.get(address(lesson))
    assert answer.status_code == 403
    assert "no longer part of the programme" in text(answer)


def test_a_completed_lesson_says_when_and_leads_on(amina_in, place, lesson):
    row = Lesson.objects.get(uid=lesson.translation_key)
    complete_lesson(enrolment=place, lesson=row, now=clock.now())
    page = text(amina_in.get(address(lesson)))
    assert "Completed on" in page
    assert "Mark as complete" not in page
    assert "1 of 6 done" in page


def test_new_words_are_shown_at_once_and_progress_stays(amina_in, place, lesson):
    amina_in.get(address(lesson))
    row = Lesson.objects.get(uid=lesson.translation_key)
    complete_lesson(enrolment=place, lesson=row, now=clock.now())
    republish(lesson, title="Renamed", body=[text_block("Quite other words.")])
    page = text(amina_in.get(address(lesson)))
    assert "Quite other words." in page
    assert "Renamed" in page
    assert LessonCompletion.objects.get().lesson == row


def test_a_lesson_not_translated_is_shown_in_its_source_language(amina_in, place, lesson):
    place.user.language = "fr"
    place.user.save()
    page = text(amina_in.get(address(lesson)))
    assert f"Words of {lesson.slug}." in page
    assert '<div class="blocks" lang="en" dir="ltr">' in page


def test_a_translated_lesson_follows_the_reader_and_the_address(amina_in, place, lesson):
    translated = lesson.copy_for_translation(locale("ar"), copy_parents=True)
    translated.title = "درس"
    translated.body = [text_block("كلمات")]
    translated.save_revision().publish()
    english = text(amina_in.get(address(lesson)))
    assert f"Words of {lesson.slug}." in english
    arabic = text(amina_in.get(address(lesson) + "?in=ar"))
    assert "كلمات" in arabic
    assert '<div class="blocks" lang="ar" dir="rtl">' in arabic
    assert "?in=ar" in arabic.split("Next lesson")[0]
    place.user.language = "ar"
    place.user.save()
    assert "كلمات" in text(amina_in.get(address(lesson)))


def test_nonsense_in_the_address_changes_nothing(amina_in, lesson):
    for query in (
        "?in=zz",
        "?in=../..",
        "?check=x&choice=99",
        "?choice=%00a",
        "?check=" + "x" * 999,
    ):
        answer = amina_in.get(address(lesson) + query)
        assert answer.status_code in {200, 400}


def test_the_place_where_one_stopped_is_offered(amina_in, place, lesson):
    row = Lesson.objects.get(uid=lesson.translation_key)
    block = block_id("text")
    Place.objects.create(enrolment=place, lesson=row, block=block, saved_at=clock.now())
    page = text(amina_in.get(address(lesson)))
    assert f'href="#b-{block[:8]}"' in page
    assert f'data-position="{block}"' in page


def check_block():
    choices = [
        {"text": "Yes", "correct": True, "feedback": "CANARY-RIGHT"},
        {"text": "No", "correct": False, "feedback": "CANARY-WRONG"},
    ]
    items = [
        {"type": "item", "value": choice, "id": block_id(choice["text"])} for choice in choices
    ]
    return {
        "type": "check_question",
        "value": {"prompt": "Is it so?", "choices": items},
        "id": block_id("check"),
    }


def test_q01_a_check_question_tells_nothing_before_it_is_answered(amina_in, lesson):
    republish(lesson, body=[check_block()])
    page = text(amina_in.get(address(lesson)))
    assert "Is it so?" in page
    assert "CANARY" not in page


def test_a_check_question_answers_to_what_was_chosen_and_stores_nothing(
    amina_in, lesson, no_writes
):
    republish(lesson, body=[check_block()])
    with no_writes():
        query = f"?check={block_id('check')}&choice=1"
        page = text(amina_in.get(address(lesson) + query))
    assert "CANARY-WRONG" in page
    assert "CANARY-RIGHT" not in page


def test_a_quiz_can_be_started_from_its_lesson(amina_in, lesson):
    republish(lesson, body=[quiz_block(make_quiz())])
    page = text(amina_in.get(address(lesson)))
    assert "Start quiz" in page
    assert "/start/" in page


def test_reading_writes_nothing(amina_in, lesson, no_writes):
    with no_writes():
        assert amina_in.get(address(lesson)).status_code == 200


def queries(client, path, count, django_assert_num_queries) -> None:
    client.get(path)
    with django_assert_num_queries(count):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(("modules", "lessons"), [(1, 3), (30, 10)], ids=["3", "300"])
def test_three_hundred_lessons_cost_what_three_cost(
    client, amina, modules, lessons, django_assert_num_queries
):
    course = make_course(modules=modules, lessons=lessons)
    row = Course.objects.get(uid=course.translation_key)
    make_place(make_cohort(row.programme, starts_on=clock.now().date()), amina)
    client.force_login(amina)
    first, second = row.lessons.order_by("position")[:2]
    client.post(reverse("learning:lesson-complete", args=[first.uid]))
    queries(client, reverse("lessons:lesson", args=[second.uid]), 5, django_assert_num_queries)
    queries(client, "/learn/", 11, django_assert_num_queries)
    with django_assert_num_queries(8):
        client.post(reverse("learning:lesson-complete", args=[second.uid]))


def test_a_course_costs_the_same_in_any_size(client, amina):
    programme = make_programme()
    pages = [make_course(programme, modules=count, lessons=count) for count in (1, 4)]
    row = Course.objects.get(uid=pages[0].translation_key).programme
    make_place(make_cohort(row, starts_on=clock.now().date()), amina)
    client.force_login(amina)
    counts = set()
    for page in pages:
        path = reverse("lessons:course", args=[page.translation_key])
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.add(len(asked))
    assert len(counts) == 1
    assert counts.pop() <= 15


def test_a_lesson_with_a_quiz_costs_two_more(amina_in, lesson, django_assert_num_queries):
    republish(lesson, body=[quiz_block(make_quiz())])
    queries(amina_in, address(lesson), 7, django_assert_num_queries)


def test_the_course_shows_its_route_and_where_to_begin(amina_in, course):
    page = text(amina_in.get(reverse("lessons:course", args=[course.uid])))
    assert "Start course" in page
    assert "Lesson 1" in page
    assert "0 of 6" in page


def test_the_course_leads_on_where_one_stopped(amina_in, place, course, lesson):
    row = Lesson.objects.get(uid=lesson.translation_key)
    complete_lesson(enrolment=place, lesson=row, now=clock.now())
    page = text(amina_in.get(reverse("lessons:course", args=[course.uid])))
    assert "Continue" in page
    assert "1 of 6" in page


def test_a_lesson_added_while_people_learn_appears_with_the_next_request(amina_in, lesson):
    amina_in.get(address(lesson))
    make_lesson(ModulePage.objects.order_by("path").first(), title="Newcomer")
    page = text(amina_in.get(address(lesson)))
    assert "Newcomer" in page
    assert "0 of 7 done" in page
