"""Where a learner stands with quizzes and assignments, for lesson cards and their own pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from assessments.models import Assignment, Attempt, Grade, Question, Quiz
from assessments.models.attempt import share_of
from assessments.rules import HandingIn, attempts_left, handing_in
from assessments.words import said
from courses.models import Activity
from foundation.wording import Words
from learning.models import Enrolment


@dataclass(frozen=True, slots=True)
class Sitting:
    """One attempt in short."""

    uid: UUID
    number: int
    state: str
    started_at: datetime
    submitted_at: datetime | None
    deadline_at: datetime | None
    mark: Decimal | None
    maximum: Decimal
    passed: bool | None

    @property
    def url(self) -> str:
        """Where it is answered, or its result read."""
        return reverse("assessments:attempt", args=[self.uid])

    @property
    def share(self) -> Decimal | None:
        """The mark as a share."""
        return None if self.mark is None else share_of(self.mark, self.maximum)


@dataclass(frozen=True, slots=True)
class QuizState:
    """One quiz for one place: what it is, what was tried, what is left."""

    activity: Activity
    title: Words
    questions: int
    pass_share: Decimal
    minutes: int | None
    allowed: int | None
    sittings: tuple[Sitting, ...]
    kind: str = "quiz"

    @property
    def url(self) -> str:
        """The quiz's own page."""
        return reverse("assessments:quiz", args=[self.activity.uid])

    @property
    def start_url(self) -> str:
        """Where "Start quiz" is posted to."""
        return reverse("assessments:quiz-start", args=[self.activity.uid])

    @property
    def used(self) -> int:
        """How many attempts were begun."""
        return len(self.sittings)

    @property
    def left(self) -> int | None:
        """How many attempts are left; nothing where there is no limit."""
        return attempts_left(self.used, self.allowed)

    @property
    def running(self) -> Sitting | None:
        """The attempt under way."""
        return next((one for one in self.sittings if one.state == Attempt.State.OPEN), None)

    @property
    def best(self) -> Sitting | None:
        """The settled attempt with the best share."""
        settled = [one for one in self.sittings if one.share is not None]
        return max(settled, key=lambda one: one.share or Decimal(0), default=None)

    @property
    def passed(self) -> bool:
        """Tell whether one attempt was enough."""
        return any(one.passed for one in self.sittings)

    @property
    def can_start(self) -> bool:
        """Tell whether a further attempt can begin (outline and dates aside)."""
        return self.running is None and self.left != 0


@dataclass(frozen=True, slots=True)
class AssignmentState:
    """One assignment for one place: whether it was handed in, waits, was accepted or returned."""

    activity: Activity
    title: Words
    handing_in: HandingIn
    versions: int
    share: Decimal | None
    kind: str = "assignment"

    @property
    def url(self) -> str:
        """The assignment's own page."""
        return reverse("assessments:assignment", args=[self.activity.uid])

    @property
    def waits(self) -> bool:
        """Tell whether a version waits to be marked."""
        return self.handing_in is HandingIn.REPLACE

    @property
    def accepted(self) -> bool:
        """Tell whether the work was accepted."""
        return self.handing_in is HandingIn.ACCEPTED


State = QuizState | AssignmentState


def activity_states(enrolment: Enrolment, activities: Iterable[Activity]) -> dict[int, State]:
    """Return where a place stands with each activity, by the activity's row number.

    One query for all quizzes and one for all assignments, none for a kind that is not there.
    An activity whose quiz or assignment is missing is left out.
    """
    kinds: dict[str, list[Activity]] = {Activity.Kind.QUIZ: [], Activity.Kind.ASSIGNMENT: []}
    for activity in activities:
        kinds.setdefault(activity.kind, []).append(activity)
    return {
        **_quiz_states(enrolment, kinds[Activity.Kind.QUIZ]),
        **_assignment_states(enrolment, kinds[Activity.Kind.ASSIGNMENT]),
    }


def _questions_of_a_quiz() -> Coalesce:
    """Return the subquery that counts the questions of the quiz at hand."""
    active = Question.objects.active().filter(quiz=OuterRef("pk")).order_by()
    return Coalesce(Subquery(active.values("quiz").annotate(n=Count("pk")).values("n")), 0)


def _quiz_states(enrolment: Enrolment, activities: Sequence[Activity]) -> dict[int, State]:
    if not activities:
        return {}
    mine = FilteredRelation(
        "attempts",
        condition=Q(attempts__enrolment=enrolment, attempts__activity__in=activities),
    )
    rows = (
        Quiz.objects.filter(uid__in=[activity.target_uid for activity in activities])
        .annotate(mine=mine, asked=_questions_of_a_quiz())
        .order_by("mine__number")
        .values(
            *("uid", "titles", "pass_share", "time_limit", "attempts_allowed", "asked"),
            *(f"mine__{name}" for name in _SITTING),
            on=F("mine__activity_id"),
        )
    )
    by_quiz: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_quiz.setdefault(row["uid"], []).append(row)
    return {
        activity.pk: _quiz_state(activity, by_quiz[activity.target_uid])
        for activity in activities
        if activity.target_uid in by_quiz
    }


_SITTING = (
    *("uid", "number", "state", "started_at", "submitted_at", "deadline_at"),
    *("mark", "maximum", "passed"),
)


def _quiz_state(activity: Activity, rows: Sequence[Mapping[str, Any]]) -> QuizState:
    quiz = rows[0]
    sittings = tuple(
        Sitting(**{name: row[f"mine__{name}"] for name in _SITTING})
        for row in rows
        if row["on"] == activity.pk
    )
    return QuizState(
        activity=activity,
        title=said(quiz["titles"]),
        questions=quiz["asked"],
        pass_share=quiz["pass_share"],
        minutes=quiz["time_limit"],
        allowed=quiz["attempts_allowed"],
        sittings=sittings,
    )


def _assignment_states(enrolment: Enrolment, activities: Sequence[Activity]) -> dict[int, State]:
    if not activities:
        return {}
    mine = FilteredRelation(
        "submissions",
        condition=Q(submissions__enrolment=enrolment, submissions__activity__in=activities),
    )
    newest = Grade.objects.filter(submission=OuterRef("mine__pk")).order_by("-number")
    rows = (
        Assignment.objects.filter(uid__in=[activity.target_uid for activity in activities])
        .annotate(mine=mine)
        .annotate(
            got=Subquery(newest.values("mark")[:1]), most=Subquery(newest.values("maximum")[:1])
        )
        .order_by("mine__number")
        .values(
            "uid",
            "titles",
            "resubmissions",
            "mine__state",
            "got",
            "most",
            on=F("mine__activity_id"),
        )
    )
    by_assignment: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_assignment.setdefault(row["uid"], []).append(row)
    return {
        activity.pk: _assignment_state(activity, by_assignment[activity.target_uid])
        for activity in activities
        if activity.target_uid in by_assignment
    }


def _assignment_state(activity: Activity, rows: Sequence[Mapping[str, Any]]) -> AssignmentState:
    mine = [row for row in rows if row["on"] == activity.pk]
    shares = [share_of(row["got"], row["most"]) for row in mine if row["got"] is not None]
    states = [row["mine__state"] for row in mine]
    return AssignmentState(
        activity=activity,
        title=said(rows[0]["titles"]),
        handing_in=handing_in(states, rows[0]["resubmissions"]),
        versions=len(mine),
        share=max(shares, default=None),
    )
