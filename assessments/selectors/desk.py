"""What the desk shows: work to mark, and how the questions of a course's quizzes fare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, FloatField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from accounts.models import User
from assessments.models import Attempt, Grade, Question, Quiz, Response, Submission
from assessments.rules import rubric_maximum
from assessments.selectors.learner import CriterionRow, criteria_of
from assessments.words import said
from courses.models import Activity, Course
from foundation.wording import Words


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """How one question fared in first attempts; shares from 0 to 1."""

    prompt: Words
    is_retired: bool
    asked: int
    answered: int
    right: int

    @property
    def right_share(self) -> Decimal:
        """Right answers over the times it was asked."""
        return Decimal(self.right) / self.asked if self.asked else Decimal(0)


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """How one quiz fared: learners, attempts, who passed, and its questions."""

    title: Words
    lesson: Words
    learners: int
    attempts: int
    passed: int
    average: Decimal | None
    questions: tuple[QuestionFigures, ...]


@dataclass(frozen=True, slots=True)
class SubmissionDesk:
    """One piece of work on the marker's page."""

    submission: Submission
    grades: tuple[Grade, ...]
    criteria: tuple[CriterionRow, ...]
    versions: tuple[Submission, ...]
    needed: Decimal
    maximum: Decimal

    @property
    def latest(self) -> Grade | None:
        """The judgement that counts."""
        return self.grades[-1] if self.grades else None


def submissions_to_mark(
    user: User, *, state: str = "", course: Course | None = None, name: str = ""
) -> QuerySet[Submission]:
    """Return the work that the person may mark, the oldest first, with all a list shows.

    One query a page, besides those that ask for the person's courses.
    """
    rows = Submission.objects.visible_to(user).exclude(state=Submission.State.REPLACED)
    if state:
        rows = rows.filter(state=state)
    if course is not None:
        rows = rows.filter(activity__lesson__course=course)
    for word in name.split():
        rows = rows.filter(
            Q(enrolment__user__name__icontains=word)
            | Q(enrolment__user__latin_name__icontains=word)
        )
    newest = Grade.objects.filter(submission=OuterRef("pk")).order_by("-number")
    return (
        rows.select_related("enrolment__user", "enrolment__cohort", "assignment")
        .select_related("activity__lesson__course")
        .annotate(
            got=Subquery(newest.values("mark")[:1]), most=Subquery(newest.values("maximum")[:1])
        )
        .defer("text", "rubric")
        .order_by("submitted_at", "pk")
    )


def submission_desk(submission: Submission) -> SubmissionDesk:
    """Return one piece of work with its judgements and other versions (2 queries)."""
    grades = tuple(submission.grades.select_related("by").order_by("number"))
    others = Submission.objects.filter(
        enrolment=submission.enrolment_id, activity=submission.activity_id
    )
    return SubmissionDesk(
        submission=submission,
        grades=grades,
        criteria=criteria_of(submission.rubric, grades[-1] if grades else None),
        versions=tuple(others.exclude(pk=submission.pk).defer("text").order_by("number")),
        needed=Decimal(submission.rubric["pass_marks"]),
        maximum=rubric_maximum(submission.rubric),
    )


def quiz_figures(course: Course) -> list[QuizFigures]:
    """Return how the quizzes of a course fared (5 queries, however many learners).

    Questions are counted over first attempts only: later ones were made with the answers known.
    """
    activities = list(
        Activity.objects.filter(lesson__course=course, kind=Activity.Kind.QUIZ)
        .select_related("lesson")
        .order_by("lesson__position", "position")
    )
    totals = _totals(activities)
    answers = _answers(activities)
    quizzes = {row.uid: row for row in _quizzes(activities)}
    return [
        _figures(activity, quizzes[activity.target_uid], totals.get(activity.pk), answers)
        for activity in activities
        if activity.target_uid in quizzes
    ]


def _quizzes(activities: list[Activity]) -> QuerySet[Quiz]:
    uids = [activity.target_uid for activity in activities]
    return Quiz.objects.filter(uid__in=uids).prefetch_related("questions")


def _totals(activities: list[Activity]) -> dict[int, Mapping[str, Any]]:
    rows = (
        Attempt.objects.settled()
        .filter(activity__in=activities)
        .order_by()
        .values("activity")
        .annotate(
            attempts=Count("pk"),
            learners=Count("enrolment", distinct=True),
            passing=Count("enrolment", distinct=True, filter=Q(passed=True)),
            average=Avg(_as_float("mark") / _as_float("maximum")),
        )
    )
    return {row["activity"]: row for row in rows}


def _as_float(field: str) -> Cast:
    """Return a mark for a mean: SQLite would divide whole marks as integers."""
    return Cast(field, FloatField())


def _answers(activities: list[Activity]) -> dict[tuple[int, UUID], Mapping[str, Any]]:
    rows = (
        Response.objects.filter(attempt__activity__in=activities, attempt__number=1)
        .filter(mark__isnull=False)
        .values("attempt__activity", "question_uid")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=~Q(answer=[])),
            right=Count("pk", filter=Q(is_right=True)),
        )
    )
    return {(row["attempt__activity"], row["question_uid"]): row for row in rows}


def _figures(
    activity: Activity,
    quiz: Quiz,
    total: Mapping[str, Any] | None,
    answers: dict[tuple[int, UUID], Mapping[str, Any]],
) -> QuizFigures:
    total = total or {"learners": 0, "attempts": 0, "passing": 0, "average": None}
    average = total["average"]
    asked = [(row, answers.get((activity.pk, row.uid))) for row in quiz.questions.all()]
    return QuizFigures(
        title=quiz.title,
        lesson=activity.lesson.title,
        learners=total["learners"],
        attempts=total["attempts"],
        passed=total["passing"],
        average=None if average is None else Decimal(str(average)),
        questions=tuple(
            _question_figures(row, counts) for row, counts in asked if counts or not row.retired_at
        ),
    )


def _question_figures(row: Question, counts: Mapping[str, Any] | None) -> QuestionFigures:
    counts = counts or {"asked": 0, "answered": 0, "right": 0}
    return QuestionFigures(
        prompt=said(row.prompts),
        is_retired=row.retired_at is not None,
        asked=counts["asked"],
        answered=counts["answered"],
        right=counts["right"],
    )
