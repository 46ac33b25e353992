"""Marking what was handed in: one judgement a row, the newest counts, nothing is overwritten.

The place is locked first, then the submission, as in handing in and in learning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import queue_message
from assessments.errors import (
    AcceptedStays,
    FeedbackMissing,
    HandedInAgain,
    LevelMissing,
    MarkedMeanwhile,
    ReasonMissing,
)
from assessments.models import Grade, Submission
from assessments.rules import top_level
from learning.services import complete_activity, lock


@dataclass(frozen=True, slots=True)
class Marking:
    """What a marker decided: marks by criterion uid, words, and for a change the reason."""

    marks: Mapping[str, Decimal]
    feedback: str = ""
    reason: str = ""


def grade_submission(
    *, submission: Submission, marking: Marking, based_on: int, by: User | None, now: datetime
) -> Grade:
    """Add a judgement of a submission; accept or return the work and tell the learner by mail.

    ``based_on`` is the number of the judgement the marker saw (0 for none). Acceptance completes
    the activity in the same transaction. Raises LevelMissing, FeedbackMissing, ReasonMissing,
    AcceptedStays, HandedInAgain, or MarkedMeanwhile where somebody was quicker.
    """
    try:
        return _grade(submission, marking, based_on, by, now)
    except IntegrityError as error:
        raise MarkedMeanwhile from error


@transaction.atomic
def _grade(
    submission: Submission, marking: Marking, based_on: int, by: User | None, now: datetime
) -> Grade:
    lock(submission.enrolment)
    rows = Submission.objects.select_for_update(of=("self",), no_key=True).select_related(
        "enrolment__user", "enrolment__cohort", "activity__lesson__course", "assignment"
    )
    submission = rows.get(pk=submission.pk)
    latest = submission.grades.order_by("-number").first()
    if submission.state == Submission.State.REPLACED:
        raise HandedInAgain
    if (latest.number if latest else 0) != based_on:
        raise MarkedMeanwhile
    grade = _judge_by_rubric(submission.rubric, marking)
    _check_words(submission, grade, marking, is_change=latest is not None)
    grade.submission, grade.number = submission, based_on + 1
    grade.by, grade.graded_at = by, now
    grade.save(force_insert=True)
    _settle(submission, grade, now)
    return grade


def _judge_by_rubric(rubric: Mapping[str, Any], marking: Marking) -> Grade:
    """Return an unsaved grade from the levels chosen; raises LevelMissing. Pure."""
    criteria = []
    for criterion in rubric["criteria"]:
        given = marking.marks.get(criterion["uid"])
        if given not in {Decimal(level["marks"]) for level in criterion["levels"]}:
            raise LevelMissing
        maximum = str(top_level(criterion))
        criteria.append({"uid": criterion["uid"], "marks": str(given), "maximum": maximum})
    mark = sum((Decimal(row["marks"]) for row in criteria), Decimal(0))
    return Grade(
        mark=mark,
        maximum=sum((Decimal(row["maximum"]) for row in criteria), Decimal(0)),
        passed=mark >= Decimal(rubric["pass_marks"]),
        criteria=criteria,
        feedback=marking.feedback.strip(),
        reason=marking.reason.strip(),
    )


def _check_words(
    submission: Submission, grade: Grade, marking: Marking, *, is_change: bool
) -> None:
    if not grade.passed and submission.state == Submission.State.ACCEPTED:
        raise AcceptedStays
    if not grade.passed and not grade.feedback:
        raise FeedbackMissing
    if is_change and not grade.reason:
        raise ReasonMissing


def _settle(submission: Submission, grade: Grade, now: datetime) -> None:
    """Move the submission, complete the activity where it was accepted, and write the mail."""
    state = Submission.State.ACCEPTED if grade.passed else Submission.State.RETURNED
    Submission.objects.filter(pk=submission.pk).update(state=state)
    if grade.passed:
        complete_activity(
            enrolment=submission.enrolment,
            activity=submission.activity,
            mark=grade.share,
            now=now,
        )
    learner = submission.enrolment.user
    if learner.is_active and submission.enrolment.may_learn:
        queue_message(
            template="assignment_accepted" if grade.passed else "assignment_returned",
            context={"submission": submission, "grade": grade, "name": learner.display_name},
            key=f"grade:{grade.uid}",
            user=learner,
        )
