"""The life of an attempt: started, saved, submitted, or closed when its time ran out.

Locks are always taken in one order, the place first, then its attempt: settling completes the
activity, and learning locks the place for that too. Saving touches the attempt alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from assessments.errors import AttemptIsOver, NoAttemptsLeft, NotOnThisPaper, QuizIsEmpty
from assessments.grading import Answers, Judgement, judge
from assessments.models import Attempt, Grade, Quiz, Response
from assessments.models.attempt import GRACE, share_of
from assessments.paper import Item, Paper, compose
from assessments.rules import attempts_left
from courses.models import Activity
from learning.errors import NoLongerInOutline
from learning.models import Enrolment
from learning.services import check_open, complete_activity, lock


def check_may_work(*, enrolment: Enrolment, activity: Activity, now: datetime) -> None:
    """Raise NotEnrolled, NotOpenYet or NoLongerInOutline where no work is taken now."""
    check_open(enrolment, now)
    if activity.retired_at is not None:
        raise NoLongerInOutline


def start_attempt(*, enrolment: Enrolment, activity: Activity, now: datetime) -> Attempt:
    """Return the attempt that is under way, or begin the next one with a paper of its own.

    Any number of calls at once begin one attempt. Raises NotEnrolled, NotOpenYet,
    NoLongerInOutline, NoAttemptsLeft or QuizIsEmpty.
    """
    check_may_work(enrolment=enrolment, activity=activity, now=now)
    running = Attempt.objects.filter(
        enrolment=enrolment, activity=activity, state=Attempt.State.OPEN
    ).first()
    if running is not None and running.is_late(now):
        close_attempt(pk=running.pk, now=now)
    return _begin(enrolment, activity, now)


@transaction.atomic
def _begin(enrolment: Enrolment, activity: Activity, now: datetime) -> Attempt:
    """Begin under the lock of the place, so that two tabs cannot count the same attempts."""
    lock(enrolment)
    mine = Attempt.objects.filter(enrolment=enrolment, activity=activity)
    running = mine.filter(state=Attempt.State.OPEN).first()
    if running is not None:
        return running
    quiz = Quiz.objects.filter(uid=activity.target_uid).first()
    used = mine.count()
    if quiz is not None and attempts_left(used, quiz.attempts_allowed) == 0:
        raise NoAttemptsLeft
    uid = uuid.uuid4()
    questions = quiz.questions.active().prefetch_related("choices") if quiz else ()
    if quiz is None or not questions:
        raise QuizIsEmpty
    paper = compose(quiz, questions, uid.int)
    limit = quiz.time_limit
    return Attempt.objects.create(
        uid=uid,
        enrolment=enrolment,
        activity=activity,
        quiz=quiz,
        number=used + 1,
        paper=paper.to_json(),
        maximum=paper.maximum,
        started_at=now,
        deadline_at=now + timedelta(minutes=limit) if limit else None,
    )


@transaction.atomic
def save_responses(*, attempt: Attempt, answers: Answers, now: datetime) -> None:
    """Keep answers without submitting; questions that are not named keep what they had.

    Raises AttemptIsOver, NotOnThisPaper, NotEnrolled or NotOpenYet; then nothing is changed.
    """
    check_open(attempt.enrolment, now)
    locked = _lock(attempt.pk)
    if not locked.is_open or locked.is_late(now):
        raise AttemptIsOver
    _write(locked, answers, now)


@transaction.atomic
def submit_attempt(*, attempt: Attempt, answers: Answers, now: datetime) -> Attempt:
    """Keep the last answers and settle the attempt; return it as it stands afterwards.

    A second call changes nothing and returns the same result. Past deadline and grace the late
    answers are left out and those saved in time are graded. Passing completes the activity in
    the same transaction. Raises NotOnThisPaper, NotEnrolled or NotOpenYet.
    """
    check_open(attempt.enrolment, now)
    lock(attempt.enrolment)
    locked = _lock(attempt.pk)
    if not locked.is_open:
        return locked
    if locked.is_late(now):
        return _settle(locked, Attempt.State.EXPIRED, locked.deadline_at or now)
    _write(locked, answers, now)
    return _settle(locked, Attempt.State.SUBMITTED, now)


@transaction.atomic
def close_attempt(*, pk: int, now: datetime) -> bool:
    """Settle an attempt whose time has run out, with what was saved; false if not overdue.

    The finish is the deadline, whenever this runs.
    """
    lock(Enrolment.objects.get(attempts=pk))
    locked = _lock(pk)
    if not locked.is_open or not locked.is_late(now) or locked.deadline_at is None:
        return False
    _settle(locked, Attempt.State.EXPIRED, locked.deadline_at)
    return True


def close_overdue_attempts(*, now: datetime) -> int:
    """Settle what is overdue, each attempt in a transaction of its own; returns how many."""
    overdue = Attempt.objects.overdue(now, GRACE).values_list("pk", flat=True)
    return sum(close_attempt(pk=pk, now=now) for pk in list(overdue[:500]))


def _lock(pk: int) -> Attempt:
    """Return the attempt under a row lock, with all that settling it needs (1 query)."""
    rows = Attempt.objects.select_for_update(of=("self",), no_key=True).select_related(
        "enrolment__cohort", "enrolment__user", "activity__lesson__course"
    )
    return rows.get(pk=pk)


def _write(attempt: Attempt, answers: Answers, now: datetime) -> None:
    paper = Paper.from_json(attempt.paper)
    rows = [
        Response(
            attempt=attempt,
            question_uid=uid,
            answer=sorted(_checked(paper.item(uid), taken)),
            saved_at=now,
        )
        for uid, taken in answers.items()
    ]
    _upsert(rows, ["answer", "saved_at"])


def _checked(item: Item | None, taken: Collection[str]) -> frozenset[str]:
    """Return the choices taken, or refuse what this paper does not offer."""
    chosen = frozenset(taken)
    if item is None or not chosen <= item.choices:
        raise NotOnThisPaper
    if item.kind != "multiple" and len(chosen) > 1:
        raise NotOnThisPaper
    return chosen


def _settle(attempt: Attempt, state: str, at: datetime) -> Attempt:
    """Grade by the paper and close, if nobody did meanwhile (the conditional UPDATE judges)."""
    paper = Paper.from_json(attempt.paper)
    kept = dict(attempt.responses.values_list("question_uid", "answer"))
    answers: Mapping[str, list[str]] = {str(uid): answer for uid, answer in kept.items()}
    judgement = judge(paper, answers)
    still_open = Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.OPEN)
    moved = still_open.update(
        state=state, submitted_at=at, mark=judgement.mark, passed=judgement.passed
    )
    if moved:
        _record_marks(attempt, answers, judgement, at)
        _record_grade(attempt, judgement, at)
    attempt.refresh_from_db(fields=["state", "submitted_at", "mark", "passed"])
    return attempt


def _record_marks(
    attempt: Attempt, answers: Mapping[str, list[str]], judgement: Judgement, at: datetime
) -> None:
    """Write what each question earned; a question left out gets an empty answer."""
    rows = [
        Response(
            attempt=attempt,
            question_uid=uid,
            answer=answers.get(uid, []),
            saved_at=at,
            mark=mark,
            is_right=uid in judgement.right,
        )
        for uid, mark in judgement.marks.items()
    ]
    _upsert(rows, ["mark", "is_right"])


def _upsert(rows: list[Response], fields: list[str]) -> None:
    Response.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["attempt", "question_uid"],
        update_fields=fields,
    )


def _record_grade(attempt: Attempt, judgement: Judgement, at: datetime) -> None:
    Grade.objects.create(
        attempt=attempt,
        mark=judgement.mark,
        maximum=judgement.maximum,
        passed=judgement.passed,
        graded_at=at,
    )
    if judgement.passed:
        complete_activity(
            enrolment=attempt.enrolment,
            activity=attempt.activity,
            mark=share_of(judgement.mark, judgement.maximum),
            now=at,
        )
