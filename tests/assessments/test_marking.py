"""Marking: one judgement a row, the newest counts, nothing granted is taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Message
from assessments.errors import (
    AcceptedStays,
    FeedbackMissing,
    HandedInAgain,
    LevelMissing,
    MarkedMeanwhile,
    ReasonMissing,
)
from assessments.models import Grade
from assessments.services import Marking, grade_submission
from learning.models import ActivityCompletion

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark(tomas, now):
    """Return a way to mark work with as many marks for every criterion."""

    def do(submission, marks, feedback="Well done.", *, based_on=0, reason="", by=tomas):
        given = {row["uid"]: Decimal(marks) for row in submission.rubric["criteria"]}
        return grade_submission(
            submission=submission,
            marking=Marking(given, feedback, reason),
            based_on=based_on,
            by=by,
            now=now,
        )

    return do


def test_enough_marks_accept_the_work_and_complete_the_activity(
    mark, submission, place, brief_activity, tomas
):
    grade = mark(submission, 2)
    submission.refresh_from_db()
    completion = ActivityCompletion.objects.get(enrolment=place, activity=brief_activity)

    assert (grade.mark, grade.maximum, grade.passed, grade.by) == (4, 6, True, tomas)
    assert submission.state == "accepted"
    assert completion.mark == Decimal("0.6666")


def test_too_few_marks_return_the_work_and_complete_nothing(mark, submission):
    grade = mark(submission, 1, "More sources, please.")
    submission.refresh_from_db()

    assert not grade.passed
    assert submission.state == "returned"
    assert not ActivityCompletion.objects.exists()


@pytest.mark.parametrize(("marks", "word"), [(3, "Accepted"), (1, "Returned with feedback")])
def test_the_learner_is_told_by_one_mail_without_the_feedback(mark, submission, marks, word):
    mark(submission, marks, "Secret words of the marker.")
    mail = Message.objects.get()

    assert mail.user == submission.enrolment.user
    assert mail.subject == f"{word}: Policy brief"
    assert f"/learn/assignments/{submission.activity.uid}/" in mail.text
    assert "Secret words" not in mail.text


def test_a_mail_speaks_the_learners_language(mark, submission, amina):
    amina.language = "fr"
    amina.save()
    mark(submission, 3)

    assert "Note politique" in Message.objects.get().subject


def test_a19_a_suspended_learner_gets_no_mail(mark, submission, amina):
    amina.is_active = False
    amina.save()
    mark(submission, 3)

    assert not Message.objects.exists()


def test_work_is_not_returned_without_a_word(mark, submission):
    with pytest.raises(FeedbackMissing):
        mark(submission, 1, "   ")
    assert not Grade.objects.exists()


def test_every_criterion_needs_a_level_of_the_rubric(mark, submission, tomas, now):
    with pytest.raises(LevelMissing):
        mark(submission, "2.5")
    with pytest.raises(LevelMissing):
        grade_submission(
            submission=submission, marking=Marking({}, ""), based_on=0, by=tomas, now=now
        )


def test_q15_a_second_marker_with_an_old_page_is_refused(mark, submission, rosa):
    mark(submission, 3, "First.")
    with pytest.raises(MarkedMeanwhile):
        mark(submission, 1, "Second.", by=rosa)

    assert [grade.feedback for grade in submission.grades.all()] == ["First."]


def test_q15_the_database_refuses_a_second_judgement_of_one_number(mark, submission):
    grade = mark(submission, 3)
    grade.pk, grade.uid = None, "5b0f1d2c-0000-4000-8000-000000000000"

    with pytest.raises(IntegrityError), transaction.atomic():
        grade.save(force_insert=True)


def test_changing_a_mark_asks_for_a_reason_and_keeps_the_old_one(mark, submission, rosa):
    mark(submission, 2)
    with pytest.raises(ReasonMissing):
        mark(submission, 3, based_on=1)
    mark(submission, 3, based_on=1, reason="Overlooked a source.", by=rosa)

    assert [grade.mark for grade in submission.grades.all()] == [4, 6]
    assert ActivityCompletion.objects.get().mark == Decimal(1)


def test_accepted_work_stays_accepted_and_the_best_mark_counts(mark, submission):
    mark(submission, 3)
    with pytest.raises(AcceptedStays):
        mark(submission, 1, "No.", based_on=1, reason="Too kind.")
    mark(submission, 2, based_on=1, reason="Added up wrongly.")

    assert ActivityCompletion.objects.get().mark == Decimal(1)


def test_returned_work_can_still_be_accepted_after_a_second_look(mark, submission):
    mark(submission, 1, "Not yet.")
    mark(submission, 3, based_on=1, reason="Read again.")
    submission.refresh_from_db()

    assert submission.state == "accepted"


def test_work_that_was_replaced_cannot_be_marked(mark, submission, hand_in):
    hand_in("Newer")
    with pytest.raises(HandedInAgain):
        mark(submission, 3)


def test_the_database_refuses_a_judgement_of_nothing_or_beyond_the_maximum(mark, submission):
    grade = mark(submission, 3)

    for change in ({"submission": None}, {"mark": Decimal(7)}, {"mark": Decimal(-1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grade.objects.filter(pk=grade.pk).update(**change)
