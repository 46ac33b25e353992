"""Many at once: the database judges, and everybody gets the same true answer."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection

from accounts.models import Message
from assessments.errors import MarkedMeanwhile
from assessments.models import Attempt, Grade, Response, Submission
from assessments.services import (
    Marking,
    close_overdue_attempts,
    grade_submission,
    save_responses,
    start_attempt,
    submit_assignment,
    submit_attempt,
)
from assessments.uploads import check
from foundation.errors import DomainError
from learning.models import ActivityCompletion
from tests.factories.assessments import answers_to, pdf, upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AT_ONCE = 16


def at_once(act: Callable[[int], Any], times: int = AT_ONCE) -> list[Any]:
    """Let so many threads act at the same moment; return what each got, refusals included."""
    gate = threading.Barrier(times)
    results: list[Any] = [None] * times
    faults: list[Exception] = []

    def run(number: int) -> None:
        gate.wait()
        try:
            results[number] = act(number)
        except DomainError as refusal:
            results[number] = refusal
        except Exception as fault:  # noqa: BLE001 (a fault of a thread fails the test)
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return results


def test_q05_many_starts_with_one_attempt_left_begin_one(place, quiz, quiz_activity, now):
    quiz.attempts_allowed = 1
    quiz.save()
    got = at_once(lambda _: start_attempt(enrolment=place, activity=quiz_activity, now=now))

    assert Attempt.objects.count() == 1
    assert {attempt.uid for attempt in got} == {Attempt.objects.get().uid}


def test_q06_many_submits_of_different_answers_are_graded_once(attempt, now):
    def submit(number: int) -> Attempt:
        answers = answers_to(attempt, right=number % 4)
        return submit_attempt(attempt=attempt, answers=answers, now=now)

    got = at_once(submit)

    assert Grade.objects.count() == 1
    assert {done.mark for done in got} == {Grade.objects.get().mark}
    assert sum(row.mark for row in Response.objects.all()) == Grade.objects.get().mark
    assert ActivityCompletion.objects.count() <= 1


def test_saves_beside_a_submit_change_nothing_that_was_graded(attempt, now):
    def act(number: int) -> object:
        if number == 0:
            return submit_attempt(attempt=attempt, answers=answers_to(attempt), now=now)
        return save_responses(attempt=attempt, answers=answers_to(attempt, right=0), now=now)

    at_once(act)
    attempt.refresh_from_db()

    assert attempt.mark == attempt.maximum
    assert {row.is_right for row in Response.objects.all()} == {True}


def test_q11_two_sweepers_and_a_submit_settle_an_attempt_once(place, quiz, quiz_activity, now):
    quiz.time_limit = 1
    quiz.save()
    attempt = start_attempt(enrolment=place, activity=quiz_activity, now=now)
    late = attempt.deadline_at.replace(year=2027)

    def act(number: int) -> object:
        if number % 4 == 0:
            return submit_attempt(attempt=attempt, answers=answers_to(attempt), now=late)
        return close_overdue_attempts(now=late)

    at_once(act)
    attempt.refresh_from_db()

    assert (attempt.state, attempt.submitted_at) == ("expired", attempt.deadline_at)
    assert Grade.objects.count() == 1


def test_f10_two_uploads_at_once_are_both_kept_and_one_is_current(place, brief_activity, now):
    def hand_in(number: int) -> Submission:
        return submit_assignment(
            enrolment=place,
            activity=brief_activity,
            text="",
            upload=check(upload(pdf(number + 1)), ("pdf",), 20_000),
            key=uuid.uuid4(),
            now=now,
        )

    at_once(hand_in, 6)
    rows = list(Submission.objects.order_by("number"))

    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.state for row in rows] == ["replaced"] * 5 + ["submitted"]
    assert len({row.file_sha256 for row in rows}) == 6
    assert all(row.file.size == row.file_size for row in rows)


def test_a_form_clicked_many_times_makes_one_receipt_and_one_file(place, brief_activity, now):
    key = uuid.uuid4()

    def hand_in(_: int) -> Submission:
        return submit_assignment(
            enrolment=place,
            activity=brief_activity,
            text="Mine",
            upload=check(upload(pdf()), ("pdf",), 20_000),
            key=key,
            now=now,
        )

    store = storages["private"]
    before = len(store.listdir("submissions")[1]) if store.exists("submissions") else 0
    got = at_once(hand_in)

    assert {row.uid for row in got} == {Submission.objects.get().uid}
    assert len(store.listdir("submissions")[1]) == before + 1


def test_q15_of_many_markers_one_is_first_and_the_others_are_told(submission, rosa, now):
    def mark(number: int) -> Grade:
        marks = {row["uid"]: Decimal(3) for row in submission.rubric["criteria"]}
        marking = Marking(marks, f"Marker {number}")
        return grade_submission(
            submission=submission, marking=marking, based_on=0, by=rosa, now=now
        )

    got = at_once(mark)

    assert Grade.objects.count() == 1
    assert sum(isinstance(result, Grade) for result in got) == 1
    assert sum(isinstance(result, MarkedMeanwhile) for result in got) == AT_ONCE - 1
    assert Message.objects.count() == 1


def test_a_newer_version_beside_a_mark_leaves_one_truth(submission, hand_in, rosa, now):
    marks = {row["uid"]: Decimal(3) for row in submission.rubric["criteria"]}

    def act(number: int) -> object:
        if number % 2:
            return hand_in(f"Newer {number}")
        return grade_submission(
            submission=submission, marking=Marking(marks), based_on=0, by=rosa, now=now
        )

    at_once(act)
    submission.refresh_from_db()

    assert submission.state in {"accepted", "replaced"}
    assert Grade.objects.count() == (1 if submission.state == "accepted" else 0)
    assert ActivityCompletion.objects.count() == Grade.objects.count()
