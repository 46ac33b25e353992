"""The pages of quizzes: who sees what, and what never leaves before the end."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Response
from assessments.services import save_responses, start_attempt, submit_attempt
from foundation import clock
from learning.models import ActivityCompletion
from tests.factories.assessments import (
    SECRETS,
    answers_to,
    form_of,
    make_work_course,
    shape_of,
)
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.outlines import make_programme
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(quiz_activity):
    return reverse("assessments:quiz", args=[quiz_activity.uid])


@pytest.fixture
def started(place, quiz_activity):
    return start_attempt(enrolment=place, activity=quiz_activity, now=clock.now())


@pytest.fixture
def page(started):
    return reverse("assessments:attempt", args=[started.uid])


@pytest.fixture
def amina_client(client, amina, place):
    client.force_login(amina)
    return client


def test_a_quiz_is_taken_from_start_to_result(amina_client, url, quiz_activity):
    start = reverse("assessments:quiz-start", args=[quiz_activity.uid])
    assert "Start quiz" in amina_client.get(url).content.decode()

    begun = amina_client.post(start)
    attempt = Attempt.objects.get()
    assert begun.status_code == 303
    assert str(attempt.uid) in begun["Location"]

    sent = amina_client.post(f"{begun['Location']}submit/", form_of(answers_to(attempt)))
    assert sent.status_code == 303
    result = amina_client.get(sent["Location"]).content.decode()
    assert "3 of 3" in result
    assert "That is 100 %; 70 % are needed." in result
    assert "canary-feedback 1-0" in result
    assert ActivityCompletion.objects.count() == 1


def test_q01_no_key_and_no_feedback_leaves_before_submission(amina_client, url, page, started):
    save_responses(attempt=started, answers=answers_to(started), now=clock.now())
    asked = {"asked": ["x"]}
    answers = [
        amina_client.get(url),
        amina_client.get(page),
        amina_client.get(f"{page}?unanswered=1"),
        amina_client.post(f"{page}save/", form_of(answers_to(started, right=1))),
        amina_client.post(f"{page}save/", asked, headers={"Accept": "application/json"}),
        amina_client.post(f"{page}submit/", asked),
    ]

    for answer in answers:
        text = answer.content.decode()
        assert not any(secret in text for secret in SECRETS)
        assert "is_correct" not in text
        assert not any(secret in str(answer.headers) for secret in SECRETS)


def test_q01_the_order_of_choices_and_their_ids_say_nothing(amina_client, page, started):
    html = amina_client.get(page).content.decode()
    right, wrong = answers_to(started), answers_to(started, right=0)

    for taken in (*right.values(), *wrong.values()):
        assert all(html.count(uid) == 1 for uid in taken)


@pytest.mark.parametrize("name", ["quiz", "quiz-start"])
@pytest.mark.parametrize("who", ["omar", "b1", "tomas", "rosa"])
def test_a01_a_foreign_quiz_answers_like_an_absent_one(client, quiz_activity, name, who, request):
    if who == "b1":
        other = make_programme("OTHER")
        make_work_course(other)
        user = make_place(make_cohort(other)).user
    else:
        user = request.getfixturevalue(who)
    client.force_login(user)
    foreign = client.post(reverse(f"assessments:{name}", args=[quiz_activity.uid]))
    absent = client.post(reverse(f"assessments:{name}", args=[uuid.uuid4()]))
    if name == "quiz":
        foreign = client.get(reverse("assessments:quiz", args=[quiz_activity.uid]))
        absent = client.get(reverse("assessments:quiz", args=[uuid.uuid4()]))

    assert foreign.status_code == absent.status_code == 404
    assert shape_of(foreign) == shape_of(absent)
    assert not Attempt.objects.exists()


def test_a01_an_assignment_is_not_a_quiz(amina_client, brief_activity):
    assert (
        amina_client.get(reverse("assessments:quiz", args=[brief_activity.uid])).status_code == 404
    )


@pytest.mark.parametrize("tail", ["", "save/", "submit/"])
def test_a01_anothers_attempt_answers_like_an_absent_one(client, cohort, page, started, tail):
    client.force_login(make_place(cohort).user)
    ask = client.post if tail else client.get
    form = form_of(answers_to(started))
    foreign = ask(page + tail, form)
    absent = ask(reverse("assessments:attempt", args=[uuid.uuid4()]) + tail, form)

    assert foreign.status_code == absent.status_code == 404
    assert shape_of(foreign) == shape_of(absent)
    assert not Response.objects.exists()


def test_a16_a_withdrawn_learner_sees_nothing_of_it(amina_client, place, page, url):
    place.state = "withdrawn"
    place.save()

    assert amina_client.get(page).status_code == 404
    assert amina_client.get(url).status_code == 404


def test_visitors_are_asked_to_log_in_and_come_back_to_the_form(client, amina, page, started):
    sent = client.post(f"{page}submit/", form_of(answers_to(started)))
    assert sent.status_code == 302
    assert sent["Location"].startswith("/accounts/login/?next=")

    client.force_login(amina)
    back = client.get(f"{page}submit/")
    assert (back.status_code, back["Location"]) == (303, page)


def test_a06_extra_fields_change_nothing(amina_client, page, started):
    extra = {"mark": "3", "passed": "true", "state": "submitted", "number": "9", "maximum": "1"}
    extra |= {"deadline_at": "2099-01-01", "enrolment": "1", "user": "1"}
    form = form_of(answers_to(started, right=0), confirmed="1", **extra)
    amina_client.post(f"{page}submit/", form)
    started.refresh_from_db()

    assert (started.mark, started.passed, started.number, started.maximum) == (0, False, 1, 3)
    assert started.deadline_at is None


def test_q04_an_answer_to_another_question_is_a_conflict_and_changes_nothing(amina_client, page):
    form = {"asked": [str(uuid.uuid4())]}

    for tail in ("save/", "submit/"):
        answer = amina_client.post(page + tail, {**form, "confirmed": "1"})
        assert answer.status_code == 409
        assert "Nothing was changed" in answer.content.decode()
    assert not Response.objects.exists()


def test_q04_a_submitted_attempt_shows_its_result_and_takes_nothing(amina_client, page, started):
    submit_attempt(attempt=started, answers={}, now=clock.now())
    answer = amina_client.post(f"{page}save/", form_of(answers_to(started)))

    assert answer.status_code == 409
    assert "0 of 3" in answer.content.decode()
    assert not Response.objects.exclude(answer=[]).exists()


def test_q08_what_was_said_to_be_saved_is_shown_again(amina_client, page, started):
    answers = answers_to(started)
    said = amina_client.post(
        f"{page}save/", form_of(answers), headers={"Accept": "application/json"}
    )
    html = amina_client.get(page).content.decode()

    assert said.json()["saved"].startswith("Saved at ")
    assert html.count(" checked") == sum(len(taken) for taken in answers.values())
    assert "Answers saved last at" in html


def test_saving_by_the_button_comes_back_to_the_questions(amina_client, page, started):
    sent = amina_client.post(f"{page}save/", form_of(answers_to(started)), follow=True)

    assert sent.redirect_chain == [(page, 303)]
    assert "Saved at" in sent.content.decode()


def test_missing_answers_are_asked_about_once(amina_client, page, started):
    answers = answers_to(started)
    first = next(iter(answers))
    asked = amina_client.post(f"{page}submit/", form_of({**answers, first: []}), follow=True)
    started.refresh_from_db()

    html = asked.content.decode()
    assert started.is_open
    assert "1 question has no answer yet" in html
    assert 'href="#question-1"' in html
    amina_client.post(f"{page}submit/", form_of({**answers, first: []}, confirmed="1"))
    started.refresh_from_db()
    assert started.mark == 2


def test_a_timed_attempt_names_its_deadline_and_says_when_it_is_over(
    amina_client, quiz, place, quiz_activity
):
    quiz.time_limit = 20
    quiz.save()
    timed = start_attempt(enrolment=place, activity=quiz_activity, now=clock.now())
    page = reverse("assessments:attempt", args=[timed.uid])
    assert (
        f'datetime="{timed.deadline_at:%Y-%m-%dT%H:%M}' in amina_client.get(page).content.decode()
    )

    timed.deadline_at -= timedelta(hours=1)
    timed.save()
    html = amina_client.get(page).content.decode()
    assert "The time of this attempt is up" in html
    assert "Submit answers" not in html
    assert amina_client.post(f"{page}save/", {}).status_code == 409
    assert amina_client.post(f"{page}submit/", {}).status_code == 303
    timed.refresh_from_db()
    assert (timed.state, timed.submitted_at) == ("expired", timed.deadline_at)


def test_a_quiz_says_why_it_is_closed(amina_client, cohort, url, quiz_activity):
    quiz_activity.retired_at = clock.now()
    quiz_activity.save()
    html = amina_client.get(url).content.decode()
    assert "no longer part of the programme" in html
    assert "Start quiz" not in html

    quiz_activity.retired_at = None
    quiz_activity.save()
    cohort.starts_on = "2199-01-01"
    cohort.save()
    html = amina_client.get(url).content.decode()
    assert "not open yet" in html
    assert "Start quiz" not in html


def test_a_refused_start_says_why_on_the_quiz_page(amina_client, cohort, url):
    cohort.starts_on = "2199-01-01"
    cohort.save()

    assert "not open yet" in amina_client.post(f"{url}start/", follow=True).content.decode()
    assert not Attempt.objects.exists()


def test_a_quiz_speaks_the_learners_language_and_says_where_it_cannot(client, cohort, url):
    user = UserFactory(language="fr")
    make_place(cohort, user)
    client.force_login(user)
    assert "Quiz du bloc" in client.get(url).content.decode()

    user.language = "ar"
    user.save()
    html = client.get(url).content.decode()
    assert '<h1 lang="en">Quiz of the block</h1>' in html


def test_r03_reading_writes_nothing(amina_client, url, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as seen:
        for address in (url, page, f"{page}?unanswered=1"):
            assert amina_client.get(address).status_code == 200

    verbs = {query["sql"].split()[0] for query in seen.captured_queries}
    assert verbs <= {"SELECT", "PRAGMA"}


def test_s14_writing_needs_a_token(place, amina, page, url):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)

    for address in (f"{page}submit/", f"{page}save/", f"{url}start/"):
        assert strict.post(address, {"asked": "x"}).status_code == 403


@pytest.mark.parametrize("fields", [{"asked": "a\0b"}, {"q-\0": "x"}, {"confirmed": "\0"}])
def test_i10_a_nul_is_a_bad_request(amina_client, page, fields):
    assert amina_client.post(f"{page}submit/", fields).status_code == 400


def test_i01_hostile_words_of_a_question_stay_words(amina_client, quiz, url, quiz_activity):
    quiz.titles = {"en": "<script>alert(1)</script>"}
    quiz.save()
    question = quiz.questions.first()
    question.prompts = {"en": 'A *real* <img src=x onerror="x()"> **test**?'}
    question.save()
    page = amina_client.post(f"{url}start/", follow=True).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "A <em>real</em> &lt;img" in page
    assert "<strong>test</strong>?" in page
