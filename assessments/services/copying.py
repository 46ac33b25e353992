"""Copying quizzes and assignments for a copied course: what is asked, not who answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from assessments.models import Assignment, Choice, Criterion, Question, Quiz, Rubric

NewUid = Callable[[UUID], UUID]


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was copied."""

    quizzes: int
    questions: int
    assignments: int


@transaction.atomic
def copy_work(*, uids: Iterable[UUID], new: NewUid) -> Copied:
    """Copy the quizzes and assignments of these uids under ``new(uid)``; safe to repeat.

    Questions, choices, rubrics and criteria come along under new uids as well; retired questions,
    attempts, submissions and grades stay where they are. The copies belong to no course until
    one that holds them is published (``give_to_course``).
    """
    wanted = set(uids)
    quizzes = _not_copied(Quiz.objects.filter(uid__in=wanted), new)
    briefs = Assignment.objects.filter(uid__in=wanted).select_related("rubric")
    assignments = _not_copied(briefs, new)
    questions = _copy_quizzes(quizzes, new)
    _copy_assignments(assignments, new)
    return Copied(len(quizzes), questions, len(assignments))


def _not_copied(rows: Any, new: NewUid) -> list[Any]:
    """Return the rows that have no copy yet (2 queries)."""
    twins = {new(row.uid): row for row in rows}
    made = set(rows.model.objects.filter(uid__in=twins).values_list("uid", flat=True))
    return [row for uid, row in twins.items() if uid not in made]


def _twin(row: Any, new: NewUid, **changes: Any) -> Any:
    """Return an unsaved row with the same words and a new identity."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changes
    }
    return type(row)(**{**fields, "uid": new(row.uid), **changes})


def _copy_quizzes(quizzes: list[Quiz], new: NewUid) -> int:
    """Copy quizzes with their questions; return how many questions there were (6 queries)."""
    twins = Quiz.objects.bulk_create([_twin(row, new, course_id=None) for row in quizzes])
    by_quiz = {old.pk: twin for old, twin in zip(quizzes, twins, strict=True)}
    asked = list(Question.objects.active().filter(quiz__in=quizzes).order_by("pk"))
    rows = [_twin(row, new, quiz=by_quiz[row.quiz_id], revision=1) for row in asked]
    questions = Question.objects.bulk_create(rows)
    by_question = {old.pk: twin for old, twin in zip(asked, questions, strict=True)}
    choices = Choice.objects.filter(question__in=asked).order_by("pk")
    Choice.objects.bulk_create(
        [_twin(row, new, question=by_question[row.question_id]) for row in choices]
    )
    return len(asked)


def _copy_assignments(assignments: list[Assignment], new: NewUid) -> None:
    for row in assignments:
        rubric = Rubric.objects.filter(uid=new(row.rubric.uid)).first()
        rubric = rubric or _copy_rubric(row.rubric, new)
        _twin(row, new, course_id=None, rubric=rubric).save()


def _copy_rubric(rubric: Rubric, new: NewUid) -> Rubric:
    twin: Rubric = _twin(rubric, new)
    twin.save()
    rows = [_twin(row, new, rubric=twin) for row in rubric.criteria.order_by("pk")]
    Criterion.objects.bulk_create(rows)
    return twin
