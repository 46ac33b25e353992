"""Facts about completing lessons and activities, and what follows from them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connections

from courses.models import Activity, Lesson
from courses.services import record_outline
from learning.errors import NoLongerInOutline, NotEnrolled, NotOpenYet
from learning.models import CourseCompletion, LessonCompletion, ProgrammeCompletion
from learning.services import complete_activity, complete_lesson, record_attendance
from tests.factories.cohorts import make_cohort, make_place, make_session, require_attendance
from tests.factories.outlines import (
    MONDAY,
    make_course,
    make_lesson,
    make_module,
    make_outline,
    make_programme,
)

pytestmark = pytest.mark.django_db


def finish(place, course, now=MONDAY):
    for lesson in course.lessons.select_related("course"):
        complete_lesson(enrolment=place, lesson=lesson, now=now)
    for activity in Activity.objects.filter(lesson__course=course).select_related(
        "lesson__course"
    ):
        complete_activity(enrolment=place, activity=activity, mark=Decimal("0.9"), now=now)


def test_a_lesson_is_completed_once(place, course, now):
    lesson = course.lessons.select_related("course").first()
    assert complete_lesson(enrolment=place, lesson=lesson, now=now)
    assert not complete_lesson(enrolment=place, lesson=lesson, now=now + timedelta(days=1))
    assert LessonCompletion.objects.get().completed_at == now


def test_the_last_lesson_completes_the_course_with_its_edition(place, course, now):
    finish(place, course)
    completion = CourseCompletion.objects.get()
    assert (completion.course, completion.edition) == (course, course.editions.first())


def test_a_course_with_an_unpassed_quiz_is_not_complete(place, programme, now):
    course = programme.courses.get(code="B02")
    for lesson in course.lessons.select_related("course"):
        complete_lesson(enrolment=place, lesson=lesson, now=now)
    assert not CourseCompletion.objects.exists()


def test_meeting_everything_completes_the_programme_and_keeps_the_evidence(place, programme):
    for course in programme.courses.all():
        finish(place, course)
    evidence = ProgrammeCompletion.objects.get().evidence
    assert [item["state"] for item in evidence["items"]] == ["done", "done"]


def test_a_better_mark_counts_and_a_worse_one_never_does(place, programme, now):
    activity = Activity.objects.select_related("lesson__course").get()
    for mark in ("0.7", "0.9", "0.8"):
        complete_activity(enrolment=place, activity=activity, mark=Decimal(mark), now=now)
    assert place.activity_completions.get().mark == Decimal("0.9")


def test_a_withdrawn_place_completes_nothing(place, course, now):
    place.state = "withdrawn"
    place.save()
    with pytest.raises(NotEnrolled):
        complete_lesson(enrolment=place, lesson=course.lessons.first(), now=now)


def test_before_the_cohort_begins_nothing_can_be_completed(place, course, now):
    place.cohort.starts_on = date(2026, 3, 3)
    with pytest.raises(NotOpenYet):
        complete_lesson(enrolment=place, lesson=course.lessons.first(), now=now)


def test_the_cohort_begins_at_midnight_of_its_own_zone(programme, course, amina):
    cohort = make_cohort(
        programme, "AKL", time_zone="Pacific/Auckland", starts_on=date(2026, 3, 3)
    )
    place = make_place(cohort, amina)
    lesson = course.lessons.select_related("course").first()
    with pytest.raises(NotOpenYet):
        complete_lesson(enrolment=place, lesson=lesson, now=MONDAY + timedelta(hours=1))
    assert complete_lesson(enrolment=place, lesson=lesson, now=MONDAY + timedelta(hours=3))


def test_a_retired_lesson_cannot_be_completed(place, course, now):
    lesson = course.lessons.first()
    lesson.retired_at = now
    with pytest.raises(NoLongerInOutline):
        complete_lesson(enrolment=place, lesson=lesson, now=now)


def test_a_pinned_cohort_is_not_asked_for_a_lesson_added_later(now):
    programme = make_programme()
    outline = make_outline(programme, make_module(make_lesson("One")))
    record_outline(outline, now)
    place = make_place(make_cohort(programme))
    longer = replace(outline, modules=(*outline.modules, make_module(make_lesson("Two"))))
    record_outline(longer, now)
    one = Lesson.objects.select_related("course").get(titles__en="One")
    complete_lesson(enrolment=place, lesson=one, now=now)
    assert CourseCompletion.objects.get().edition.number == 1


def test_a_following_cohort_is_asked_for_a_lesson_added_later(now):
    programme = make_programme()
    outline = make_outline(programme, make_module(make_lesson("One")))
    record_outline(outline, now)
    place = make_place(make_cohort(programme, follows_published=True))
    longer = replace(outline, modules=(*outline.modules, make_module(make_lesson("Two"))))
    record_outline(longer, now)
    one = Lesson.objects.select_related("course").get(titles__en="One")
    complete_lesson(enrolment=place, lesson=one, now=now)
    assert not CourseCompletion.objects.exists()


def test_a_completed_course_stays_completed_whatever_is_added(place, course, now):
    finish(place, course)
    outline = make_outline(
        course.programme, make_module(make_lesson("New")), code=course.code, uid=course.uid
    )
    record_outline(outline, now)
    assert CourseCompletion.objects.count() == 1


def test_minutes_below_the_minimum_do_not_count_as_attended(programme, cohort, place, rosa, now):
    require_attendance(programme, "1")
    session = make_session(cohort, day=1)
    record_attendance(session=session, minutes={place.pk: 59}, by=rosa, now=now)
    for course in programme.courses.all():
        finish(place, course)
    assert not ProgrammeCompletion.objects.exists()
    record_attendance(session=session, minutes={place.pk: 60}, by=rosa, now=now)
    assert ProgrammeCompletion.objects.exists()


def test_attendance_of_another_cohort_is_left_out(programme, cohort, rosa, now):
    stranger = make_place(make_cohort(programme, "A2"))
    session = make_session(cohort, day=1)
    record_attendance(session=session, minutes={stranger.pk: 90}, by=rosa, now=now)
    assert not session.attendances.exists()


@pytest.mark.parametrize("lessons", [3, 30])
def test_completing_costs_the_same_queries_for_any_length(lessons, django_assert_num_queries, now):
    programme = make_programme()
    course = make_course(programme, lessons=lessons)
    place = make_place(make_cohort(programme))
    first, second = course.lessons.select_related("course")[:2]
    complete_lesson(enrolment=place, lesson=first, now=now)
    with django_assert_num_queries(5):
        complete_lesson(enrolment=place, lesson=second, now=now)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_beacons_at_once_make_one_fact_P01():
    programme = make_programme()
    course = make_course(programme)
    place = make_place(make_cohort(programme))
    lessons = list(course.lessons.select_related("course"))

    def mark(number):
        try:
            lesson = lessons[number % len(lessons)]
            return complete_lesson(enrolment=place, lesson=lesson, now=MONDAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(mark, range(100)))
    assert made.count(True) == 3
    assert LessonCompletion.objects.count() == 3
    assert CourseCompletion.objects.count() == 1
