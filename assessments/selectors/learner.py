"""What a learner's pages show: a quiz, an attempt under way, a result, an assignment.

The pages of an attempt under way get values that hold no key and no feedback, so that no
template can give them away (R12).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404

from accounts.models import User
from assessments.models import Assignment, Attempt, Grade, Submission
from assessments.paper import Item, Paper
from assessments.rules import HandingIn, handing_in, rubric_maximum, top_level
from assessments.selectors.states import QuizState, activity_states
from assessments.words import said
from courses.models import Activity
from foundation.wording import Words
from learning.models import Enrolment
from learning.selectors import enrolment_in


@dataclass(frozen=True, slots=True)
class ShownOption:
    """A choice on the page of an attempt under way."""

    uid: str
    text: Words
    taken: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question on the page of an attempt under way."""

    number: int
    uid: str
    takes_several: bool
    marks: Decimal
    prompt: Words
    options: tuple[ShownOption, ...]

    @property
    def answered(self) -> bool:
        """Tell whether an answer is saved."""
        return any(option.taken for option in self.options)


@dataclass(frozen=True, slots=True)
class AttemptSheet:
    """The page of an attempt under way."""

    attempt: Attempt
    title: Words
    questions: tuple[ShownQuestion, ...]
    saved_at: datetime | None

    def with_answers(self, answers: Mapping[str, Collection[str]]) -> AttemptSheet:
        """Return the page as it will be once these answers are saved."""
        return replace(
            self, questions=tuple(_answered(question, answers) for question in self.questions)
        )

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The numbers of the questions without a saved answer."""
        return tuple(question.number for question in self.questions if not question.answered)


@dataclass(frozen=True, slots=True)
class JudgedOption:
    """A choice on a result page."""

    text: Words
    taken: bool
    right: bool
    feedback: Words


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question on a result page."""

    number: int
    prompt: Words
    explanation: Words
    mark: Decimal
    maximum: Decimal
    options: tuple[JudgedOption, ...]

    @property
    def is_right(self) -> bool:
        """Tell whether it earned all its marks."""
        return self.mark == self.maximum


@dataclass(frozen=True, slots=True)
class Result:
    """The page of a settled attempt."""

    attempt: Attempt
    title: Words
    needed: Decimal
    questions: tuple[JudgedQuestion, ...]
    quiz: QuizState | None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion in words."""

    marks: Decimal
    description: Words
    reached: bool


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion in words, with the marks it was given if it was."""

    uid: str
    title: Words
    maximum: Decimal
    levels: tuple[Level, ...]
    given: Decimal | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version that was handed in, with its newest judgement."""

    submission: Submission
    grade: Grade | None
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class AssignmentSheet:
    """The page of an assignment."""

    activity: Activity
    assignment: Assignment
    instructions: Words
    criteria: tuple[CriterionRow, ...]
    maximum: Decimal
    handing_in: HandingIn
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version | None:
        """The version handed in last."""
        return self.versions[0] if self.versions else None


def own_activity(user: User, uid: UUID, kind: str) -> tuple[Activity, Enrolment]:
    """Return an activity of that kind and the person's own open place in its programme.

    2 queries. A foreign activity raises Http404 exactly as an absent one.
    """
    rows = Activity.objects.filter(kind=kind).select_related("lesson__course__programme")
    activity = rows.filter(uid=uid).first()
    place = enrolment_in(user, activity.lesson.course.programme) if activity else None
    if activity is None or place is None:
        raise Http404
    return activity, place


def quiz_state(enrolment: Enrolment, activity: Activity) -> QuizState:
    """Return one quiz for one place (1 query); Http404 where the quiz itself is missing."""
    state = activity_states(enrolment, [activity]).get(activity.pk)
    if not isinstance(state, QuizState):
        raise Http404
    return state


def own_attempt(user: User, uid: UUID) -> Attempt:
    """Return one's own attempt with place, activity and quiz (1 query), or raise Http404."""
    rows = Attempt.objects.of(user).select_related(
        "enrolment__cohort", "enrolment__user", "activity__lesson__course__programme", "quiz"
    )
    attempt = rows.filter(uid=uid).first()
    if attempt is None:
        raise Http404
    return attempt


def attempt_sheet(attempt: Attempt) -> AttemptSheet:
    """Return the page of an attempt under way, without key and feedback (1 query)."""
    paper = Paper.from_json(attempt.paper)
    kept = {
        str(uid): (frozenset(answer), saved_at)
        for uid, answer, saved_at in attempt.responses.values_list(
            "question_uid", "answer", "saved_at"
        )
    }
    taken = {uid: answer for uid, (answer, _) in kept.items()}
    return AttemptSheet(
        attempt=attempt,
        title=said(paper.titles),
        questions=tuple(
            _shown(number, item, taken.get(item.uid, frozenset()))
            for number, item in enumerate(paper.items, start=1)
        ),
        saved_at=max((saved_at for _, saved_at in kept.values()), default=None),
    )


def _shown(number: int, item: Item, taken: frozenset[str]) -> ShownQuestion:
    return ShownQuestion(
        number=number,
        uid=item.uid,
        takes_several=item.kind == "multiple",
        marks=item.marks,
        prompt=said(item.prompts),
        options=tuple(
            ShownOption(option.uid, said(option.texts), option.uid in taken)
            for option in item.options
        ),
    )


def _answered(question: ShownQuestion, answers: Mapping[str, Collection[str]]) -> ShownQuestion:
    if question.uid not in answers:
        return question
    taken = answers[question.uid]
    options = tuple(replace(option, taken=option.uid in taken) for option in question.options)
    return replace(question, options=options)


def result_of(attempt: Attempt) -> Result:
    """Return the page of a settled attempt, read from its own paper (2 queries)."""
    paper = Paper.from_json(attempt.paper)
    kept = {
        str(uid): (frozenset(answer), mark)
        for uid, answer, mark in attempt.responses.values_list("question_uid", "answer", "mark")
    }
    state = activity_states(attempt.enrolment, [attempt.activity]).get(attempt.activity_id)
    return Result(
        attempt=attempt,
        title=said(paper.titles),
        needed=paper.pass_share,
        questions=tuple(
            _judged(number, item, *kept.get(item.uid, (frozenset(), Decimal(0))))
            for number, item in enumerate(paper.items, start=1)
        ),
        quiz=state if isinstance(state, QuizState) else None,
    )


def _judged(
    number: int, item: Item, taken: frozenset[str], mark: Decimal | None
) -> JudgedQuestion:
    return JudgedQuestion(
        number=number,
        prompt=said(item.prompts),
        explanation=said(item.explanations),
        mark=mark or Decimal(0),
        maximum=item.marks,
        options=tuple(
            JudgedOption(
                text=said(option.texts),
                taken=option.uid in taken,
                right=option.is_correct,
                feedback=said(option.feedbacks),
            )
            for option in item.options
        ),
    )


def assignment_sheet(enrolment: Enrolment, activity: Activity) -> AssignmentSheet:
    """Return the page of an assignment for one place (4 queries); Http404 where it is missing."""
    rows = Assignment.objects.select_related("rubric").prefetch_related("rubric__criteria")
    assignment = rows.filter(uid=activity.target_uid).first()
    if assignment is None:
        raise Http404
    mine = Submission.objects.filter(enrolment=enrolment, activity=activity)
    versions = list(mine.prefetch_related("grades").order_by("-number"))
    rubric = assignment.rubric_sheet()
    states = [row.state for row in reversed(versions)]
    return AssignmentSheet(
        activity=activity,
        assignment=assignment,
        instructions=said(assignment.instructions),
        criteria=criteria_of(rubric, None),
        maximum=rubric_maximum(rubric),
        handing_in=handing_in(states, assignment.resubmissions),
        versions=tuple(_version(row) for row in versions),
    )


def _version(submission: Submission) -> Version:
    grade = max(submission.grades.all(), key=lambda row: row.number, default=None)
    return Version(submission, grade, criteria_of(submission.rubric, grade) if grade else ())


def criteria_of(rubric: Mapping[str, Any], grade: Grade | None) -> tuple[CriterionRow, ...]:
    """Return a kept rubric in words, with the marks that a judgement gave. No query."""
    given = {row["uid"]: Decimal(row["marks"]) for row in grade.criteria} if grade else {}
    return tuple(_criterion(row, given.get(row["uid"])) for row in rubric["criteria"])


def _criterion(kept: dict[str, Any], given: Decimal | None) -> CriterionRow:
    return CriterionRow(
        uid=kept["uid"],
        title=said(kept["titles"]),
        maximum=top_level(kept),
        levels=tuple(
            Level(
                marks=Decimal(level["marks"]),
                description=said(level["descriptions"]),
                reached=given == Decimal(level["marks"]),
            )
            for level in kept["levels"]
        ),
        given=given,
    )
