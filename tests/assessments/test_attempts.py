"""The life of an attempt, and what the database makes impossible."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assessments.errors import AttemptIsOver, NoAttemptsLeft, NotOnThisPaper, QuizIsEmpty
from assessments.models import Attempt, Grade, Question, Response
from assessments.models.attempt import GRACE
from assessments.paper import Paper
from assessments.services import (
    close_attempt,
    close_overdue_attempts,
    save_responses,
    start_attempt,
    submit_attempt,
)
from learning.enrolling import withdraw
from learning.errors import NoLongerInOutline, NotEnrolled, NotOpenYet
from learning.models import ActivityCompletion
from tests.factories.assessments import answers_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def timed(quiz, place, quiz_activity, now):
    """An attempt of twenty minutes under way."""
    quiz.time_limit = 20
    quiz.save()
    return start_attempt(enrolment=place, activity=quiz_activity, now=now)


def test_starting_twice_gives_the_attempt_under_way(attempt, place, quiz_activity, now):
    again = start_attempt(enrolment=place, activity=quiz_activity, now=now)

    assert again == attempt
    assert attempt.number == 1
    assert attempt.maximum == 3


def test_no_further_attempt_begins_once_all_are_used(place, quiz_activity, now):
    for _ in range(3):
        attempt = start_attempt(enrolment=place, activity=quiz_activity, now=now)
        submit_attempt(attempt=attempt, answers={}, now=now)

    with pytest.raises(NoAttemptsLeft):
        start_attempt(enrolment=place, activity=quiz_activity, now=now)


def test_a_quiz_without_a_limit_may_be_tried_ten_times(quiz, place, quiz_activity, now):
    quiz.attempts_allowed = None
    quiz.save()
    for number in range(1, 11):
        attempt = start_attempt(enrolment=place, activity=quiz_activity, now=now)
        submit_attempt(attempt=attempt, answers={}, now=now)

        assert attempt.number == number


def test_a_quiz_without_questions_cannot_be_started(quiz, place, quiz_activity, now):
    Question.objects.filter(quiz=quiz).update(retired_at=now)

    with pytest.raises(QuizIsEmpty):
        start_attempt(enrolment=place, activity=quiz_activity, now=now)


def test_passing_completes_the_activity_with_the_share(attempt, place, quiz_activity, now):
    done = submit_attempt(attempt=attempt, answers=answers_to(attempt), now=now)
    completion = ActivityCompletion.objects.get(enrolment=place, activity=quiz_activity)

    assert done.state == Attempt.State.SUBMITTED
    assert done.passed
    assert completion.mark == Decimal(1)
    assert completion.completed_at == now


def test_failing_completes_nothing(attempt, now):
    done = submit_attempt(attempt=attempt, answers=answers_to(attempt, right=1), now=now)

    assert done.passed is False
    assert done.mark == 1
    assert not ActivityCompletion.objects.exists()


def test_the_best_attempt_counts(quiz, place, quiz_activity, now):
    quiz.pass_share = Decimal("0.3")
    quiz.save()
    for right in (2, 3, 1):
        attempt = start_attempt(enrolment=place, activity=quiz_activity, now=now)
        submit_attempt(attempt=attempt, answers=answers_to(attempt, right=right), now=now)

    assert ActivityCompletion.objects.get().mark == Decimal(1)


def test_q06_a_second_submit_changes_nothing(attempt, now):
    first = submit_attempt(attempt=attempt, answers=answers_to(attempt, right=1), now=now)
    second = submit_attempt(attempt=attempt, answers=answers_to(attempt), now=now)

    assert (second.mark, second.submitted_at) == (first.mark, first.submitted_at)
    assert Grade.objects.filter(attempt=attempt).count() == 1


def test_a_judgement_is_kept_with_every_question(attempt, now):
    submit_attempt(attempt=attempt, answers=answers_to(attempt, right=2), now=now)

    assert list(
        Response.objects.order_by("-is_right", "question_uid").values_list("is_right", flat=True)
    ) == [True, True, False]
    assert Grade.objects.get(attempt=attempt).mark == 2


def test_a_question_left_out_gets_an_empty_answer(attempt, now):
    submit_attempt(attempt=attempt, answers={}, now=now)

    assert list(Response.objects.values_list("answer", flat=True)) == [[], [], []]


def test_saved_answers_are_graded_when_nothing_more_is_sent(attempt, now):
    save_responses(attempt=attempt, answers=answers_to(attempt), now=now)
    done = submit_attempt(attempt=attempt, answers={}, now=now)

    assert done.mark == done.maximum


def test_saving_touches_only_the_questions_named(attempt, now):
    answers = answers_to(attempt)
    first, second, _ = answers
    save_responses(attempt=attempt, answers=answers, now=now)
    save_responses(attempt=attempt, answers={first: []}, now=now + timedelta(minutes=1))

    kept = {str(row.question_uid): row for row in Response.objects.all()}
    assert kept[first].answer == []
    assert kept[second].answer == answers[second]
    assert kept[second].saved_at == now


def test_q04_an_answer_to_a_question_of_another_paper_is_refused(attempt, now):
    strange = {"5b0f1d2c-0000-4000-8000-000000000000": []}
    with pytest.raises(NotOnThisPaper):
        save_responses(attempt=attempt, answers=strange, now=now)
    with pytest.raises(NotOnThisPaper):
        submit_attempt(attempt=attempt, answers=strange, now=now)

    attempt.refresh_from_db()
    assert attempt.is_open
    assert not Response.objects.exists()


def test_q04_a_choice_of_another_question_is_refused(attempt, now):
    one, other, _ = answers_to(attempt)
    with pytest.raises(NotOnThisPaper):
        save_responses(attempt=attempt, answers={one: answers_to(attempt)[other]}, now=now)


def test_q04_two_choices_where_one_is_asked_are_refused(attempt, now):
    item = Paper.from_json(attempt.paper).items[0]
    with pytest.raises(NotOnThisPaper):
        save_responses(attempt=attempt, answers={item.uid: sorted(item.choices)[:2]}, now=now)


def test_q04_a_submitted_attempt_takes_no_answers(attempt, now):
    submit_attempt(attempt=attempt, answers={}, now=now)

    with pytest.raises(AttemptIsOver):
        save_responses(attempt=attempt, answers=answers_to(attempt), now=now)


def test_q03_late_answers_are_left_out_and_saved_ones_graded(timed, now):
    saved = answers_to(timed, right=1)
    save_responses(attempt=timed, answers=saved, now=now + timedelta(minutes=19))
    late = timed.deadline_at + GRACE + timedelta(seconds=1)
    done = submit_attempt(attempt=timed, answers=answers_to(timed), now=late)

    assert done.state == Attempt.State.EXPIRED
    assert done.mark == 1
    assert done.submitted_at == timed.deadline_at


def test_q03_an_answer_on_its_way_at_the_deadline_is_taken(timed):
    moment = timed.deadline_at + timedelta(seconds=20)
    done = submit_attempt(attempt=timed, answers=answers_to(timed), now=moment)

    assert done.state == Attempt.State.SUBMITTED
    assert done.mark == done.maximum


def test_q11_the_sweeper_closes_what_is_overdue_once(timed, now):
    save_responses(attempt=timed, answers=answers_to(timed), now=now)
    late = now + timedelta(hours=3)

    assert close_overdue_attempts(now=now) == 0
    assert close_overdue_attempts(now=late) == 1
    assert close_overdue_attempts(now=late) == 0
    timed.refresh_from_db()
    assert (timed.state, timed.submitted_at) == ("expired", timed.deadline_at)
    assert ActivityCompletion.objects.get().completed_at == timed.deadline_at


def test_an_attempt_without_a_deadline_is_never_closed(attempt, now):
    assert not close_attempt(pk=attempt.pk, now=now + timedelta(days=900))


def test_starting_again_closes_an_overdue_attempt_first(timed, place, quiz_activity, now):
    later = now + timedelta(hours=1)
    following = start_attempt(enrolment=place, activity=quiz_activity, now=later)

    timed.refresh_from_db()
    assert timed.state == Attempt.State.EXPIRED
    assert following.number == 2


def test_nothing_starts_before_the_cohort_does(place, quiz_activity, now):
    with pytest.raises(NotOpenYet):
        start_attempt(enrolment=place, activity=quiz_activity, now=now - timedelta(days=5))


def test_nothing_starts_where_the_lesson_was_retired(place, quiz_activity, now):
    quiz_activity.retired_at = now

    with pytest.raises(NoLongerInOutline):
        start_attempt(enrolment=place, activity=quiz_activity, now=now)


def test_a16_who_has_withdrawn_neither_starts_nor_submits(attempt, place, quiz_activity, now):
    withdraw(enrolment=place, now=now)
    place.refresh_from_db()
    attempt.enrolment = place

    with pytest.raises(NotEnrolled):
        start_attempt(enrolment=place, activity=quiz_activity, now=now)
    with pytest.raises(NotEnrolled):
        submit_attempt(attempt=attempt, answers={}, now=now)


@pytest.mark.parametrize(
    "change",
    [
        {"mark": Decimal(4)},
        {"mark": Decimal(-1)},
        {"mark": None},
        {"passed": None},
        {"submitted_at": None},
        {"number": 0},
    ],
)
def test_the_database_refuses_an_attempt_settled_by_half(attempt, now, change):
    submit_attempt(attempt=attempt, answers={}, now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(**change)


def test_the_database_refuses_a_second_open_attempt(attempt):
    attempt.pk, attempt.uid, attempt.number = None, None, 2
    attempt.uid = "5b0f1d2c-0000-4000-8000-000000000000"

    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save(force_insert=True)
