"""Marking at the desk: who sees which work, and what happens when two mark at once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Grade
from assessments.services import Marking, grade_submission, start_attempt, submit_attempt
from assessments.uploads import check
from courses.roles import grant_teaching
from foundation import clock
from learning.models import ActivityCompletion
from tests.factories.assessments import (
    answers_to,
    make_work_course,
    pdf,
    shape_of,
    upload,
)
from tests.factories.cohorts import make_place
from tests.factories.outlines import make_programme
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/desk/marking/"


@pytest.fixture
def url(submission):
    return reverse("marking:submission", args=[submission.uid])


@pytest.fixture
def tomas_client(client, tomas):
    client.force_login(tomas)
    return client


@pytest.fixture
def instructor_b(db):
    """Somebody who teaches a course of another programme."""
    other = make_programme("OTHER")
    course = make_work_course(other)
    user = UserFactory(name="Instructor B")
    grant_teaching(user=user, course=course)
    return user


def form_for(submission, marks="3", feedback="Well done.", based_on=0, **more):
    levels = {f"criterion-{row['uid']}": marks for row in submission.rubric["criteria"]}
    return {**levels, "feedback": feedback, "based_on": based_on, **more}


def test_an_instructor_marks_what_was_handed_in(tomas_client, submission, url, amina):
    assert amina.name in tomas_client.get(LIST).content.decode()
    page = tomas_client.get(url).content.decode()
    assert "My brief." in page
    assert "Level 0-3" in page

    saved = tomas_client.post(url, form_for(submission), follow=True)
    assert saved.redirect_chain == [(LIST, 303)]
    assert "The mark is saved" in saved.content.decode()
    assert "No work fits" in saved.content.decode()
    assert ActivityCompletion.objects.get().mark == 1


def test_an_administrator_of_the_programme_marks_too(client, rosa, submission, url):
    client.force_login(rosa)

    assert client.post(url, form_for(submission)).status_code == 303


@pytest.mark.parametrize("who", ["amina", "omar", "instructor_b"])
@pytest.mark.parametrize("kind", ["page", "save", "file"])
def test_a03_foreign_work_answers_like_absent_work(client, submission, who, kind, request):
    client.force_login(request.getfixturevalue(who))
    name = "marking:file" if kind == "file" else "marking:submission"
    ask = client.post if kind == "save" else client.get
    data = form_for(submission) if kind == "save" else {}
    foreign = ask(reverse(name, args=[submission.uid]), data)
    absent = ask(reverse(name, args=[uuid.uuid4()]), data)

    assert foreign.status_code == absent.status_code == 404
    assert shape_of(foreign) == shape_of(absent)
    assert not Grade.objects.exists()


@pytest.mark.parametrize("page", [LIST, f"{LIST}quizzes/"])
def test_learners_do_not_find_the_desk(client, amina, place, page):
    client.force_login(amina)

    assert client.get(page).status_code == 404


def test_a03_lists_hold_ones_own_courses_only(client, instructor_b, submission, course, amina):
    client.force_login(instructor_b)
    for page in (f"{LIST}?state=all", f"{LIST}quizzes/", f"{LIST}?course={course.uid}"):
        html = client.get(page).content.decode()
        assert amina.name not in html
        assert f'value="{course.uid}"' not in html
    assert "0 pieces of work" in client.get(f"{LIST}?state=all").content.decode()


def test_the_oldest_work_stands_first_and_filters_hold(tomas_client, hand_in, cohort, now):
    names = ("Berta Second", "Anna First")
    for age, name in enumerate(names):
        place = make_place(cohort, UserFactory(name=name))
        hand_in(enrolment=place, at=now - timedelta(hours=age))
    html = tomas_client.get(LIST).content.decode()

    assert html.index("Anna First") < html.index("Berta Second")
    found = tomas_client.get(f"{LIST}?name=berta").content.decode()
    assert "Berta Second" in found
    assert "Anna First" not in found
    assert "Anna First" not in tomas_client.get(f"{LIST}?state=accepted").content.decode()


@pytest.mark.parametrize(
    "query",
    ["state=x", "course=1", f"course={uuid.UUID(int=7)}", "page=-1", "page=x", "ordering=user"],
)
def test_a21_nonsense_in_a_filter_is_ignored(tomas_client, submission, query, amina):
    answer = tomas_client.get(f"{LIST}?{query}")

    assert answer.status_code == 200
    assert amina.name in answer.content.decode()


def test_i10_a_nul_in_a_filter_is_a_bad_request(tomas_client):
    assert tomas_client.get(f"{LIST}?name=%00").status_code == 400


def test_a_level_that_is_missing_is_asked_for_and_words_are_kept(tomas_client, submission, url):
    form = {"based_on": 0, "feedback": "An hour of words."}
    answer = tomas_client.post(url, form)

    assert answer.status_code == 422
    assert "An hour of words." in answer.content.decode()
    assert not Grade.objects.exists()


def test_work_is_not_returned_without_a_word(tomas_client, submission, url):
    answer = tomas_client.post(url, form_for(submission, "1", " "))

    assert answer.status_code == 422
    assert "Say what is missing" in answer.content.decode()


def test_q15_the_second_marker_reads_both_texts_and_loses_nothing(
    client, tomas, rosa, submission, url
):
    marks = {row["uid"]: Decimal(2) for row in submission.rubric["criteria"]}
    marking = Marking(marks, "Words of Tomás.")
    now = clock.now()
    grade_submission(submission=submission, marking=marking, based_on=0, by=tomas, now=now)
    client.force_login(rosa)
    answer = client.post(url, form_for(submission, "3", "Words of Rosa."))
    html = answer.content.decode()

    assert answer.status_code == 409
    assert "Words of Tomás." in html
    assert "Words of Rosa.</textarea>" in html
    assert 'name="based_on" value="1"' in html
    assert Grade.objects.count() == 1

    again = form_for(submission, "3", "Words of Rosa.", 1, reason="Agreed with Tomás.")
    assert client.post(url, again).status_code == 303
    assert [grade.by for grade in submission.grades.all()] == [tomas, rosa]


def test_a_version_that_was_replaced_is_shown_but_not_marked(
    tomas_client, submission, url, hand_in
):
    newer = hand_in("Newer.")
    page = tomas_client.get(url).content.decode()
    answer = tomas_client.post(url, form_for(submission))

    assert "Save mark" not in page
    assert reverse("marking:submission", args=[newer.uid]) in page
    assert answer.status_code == 409
    assert not Grade.objects.exists()


def test_a06_extra_fields_change_nothing(tomas_client, submission, url, tomas):
    extra = {"mark": "600", "maximum": "1", "passed": "true", "by": "1", "number": "9"}
    tomas_client.post(url, form_for(submission, "1", "No.", **extra))
    grade = Grade.objects.get()

    assert (grade.mark, grade.maximum, grade.passed, grade.number) == (2, 6, False, 1)
    assert grade.by == tomas


def test_f01_a_marker_gets_the_file_as_an_inert_attachment(tomas_client, hand_in):
    submission = hand_in("", upload=check(upload(pdf()), ("pdf",), 20_000))
    served = tomas_client.get(reverse("marking:file", args=[submission.uid]))

    assert served["Content-Disposition"] == 'attachment; filename="brief.pdf"'
    assert "sandbox" in served["Content-Security-Policy"]
    assert b"".join(served.streaming_content) == pdf()


def test_i01_hostile_words_of_a_learner_stay_words(tomas_client, hand_in, cohort):
    user = UserFactory(name='<img src=x onerror="x()">')
    submission = hand_in("<script>alert(1)</script>", enrolment=make_place(cohort, user))
    page = tomas_client.get(reverse("marking:submission", args=[submission.uid]))
    html = page.content.decode() + tomas_client.get(LIST).content.decode()

    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_quiz_results_show_the_questions_of_ones_course(tomas_client, place, quiz_activity):
    attempt = start_attempt(enrolment=place, activity=quiz_activity, now=clock.now())
    submit_attempt(attempt=attempt, answers=answers_to(attempt, right=1), now=clock.now())
    html = tomas_client.get(f"{LIST}quizzes/").content.decode()

    assert "Prompt 1?" in html
    assert "100&nbsp;%" in html
    assert "<strong>1</strong>" in html


def test_r03_reading_writes_nothing(tomas_client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(120) as seen:
        for page in (LIST, url, f"{LIST}quizzes/"):
            assert tomas_client.get(page).status_code == 200

    assert {query["sql"].split()[0] for query in seen.captured_queries} <= {"SELECT", "PRAGMA"}


def test_s14_marking_needs_a_token(tomas, submission, url):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(tomas)

    assert strict.post(url, form_for(submission)).status_code == 403
    assert not Grade.objects.exists()


def test_the_list_costs_the_same_for_3_and_for_30_rows(tomas_client, hand_in, cohort):
    costs = []
    tomas_client.get(LIST)  # What a process reads once is read by now.
    for rows in (3, 27):
        for _ in range(rows):
            hand_in(enrolment=make_place(cohort))
        with CaptureQueriesContext(connection) as seen:
            html = tomas_client.get(LIST).content.decode()
        costs.append(len(seen))

    assert "30 pieces of work" in html
    assert costs[0] == costs[1] <= 12
