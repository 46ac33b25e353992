"""Recording what authors wrote: quizzes with revisions, assignments with rubrics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.errors import KeyIsUnsound, RubricIsUnsound
from assessments.models import Assignment, Choice, Criterion, Question, Quiz, Rubric
from assessments.sheets import AssignmentSheet, QuestionSheet, QuizSheet, RubricSheet
from assessments.words import clean_rich_text
from courses.models import Activity


@transaction.atomic
def record_quiz(*, sheet: QuizSheet, now: datetime) -> Quiz:
    """Bring a quiz in line with its sheet, by uid; safe to repeat.

    A changed question gets the next revision, one that is gone is retired, one that returns is
    revived. Attempts under way keep their paper. Raises KeyIsUnsound before anything is written.
    """
    for question in sheet.questions:
        _check_key(question)
    quiz, _ = Quiz.objects.update_or_create(
        uid=sheet.uid,
        defaults={
            "slug": sheet.slug,
            "titles": dict(sheet.titles),
            "pass_share": sheet.pass_share,
            "attempts_allowed": sheet.attempts_allowed,
            "time_limit": sheet.time_limit,
            "shuffle": sheet.shuffle,
        },
    )
    kept = {row.uid: row for row in quiz.questions.prefetch_related("choices")}
    for position, question in enumerate(sheet.questions, start=1):
        _record_question(quiz, question, position, kept.get(question.uid))
    wanted = [question.uid for question in sheet.questions]
    quiz.questions.active().exclude(uid__in=wanted).update(retired_at=now)
    return quiz


def _check_key(question: QuestionSheet) -> None:
    """Refuse a question that nobody could answer rightly, or that several answers fit."""
    right = sum(choice.is_correct for choice in question.choices)
    if len(question.choices) < 2 or right == 0:
        raise KeyIsUnsound
    if question.kind != Question.Kind.MULTIPLE and right != 1:
        raise KeyIsUnsound


def _record_question(
    quiz: Quiz, sheet: QuestionSheet, position: int, kept: Question | None
) -> None:
    values = {"kind": sheet.kind, "marks": sheet.marks, "prompts": dict(sheet.prompts)}
    values["explanations"] = dict(sheet.explanations)
    if kept is None:
        row = Question.objects.create(uid=sheet.uid, quiz=quiz, position=position, **values)
        _write_choices(row, sheet)
        return
    if _differs(kept, sheet, values):
        values["revision"] = kept.revision + 1
        kept.choices.all().delete()
        _write_choices(kept, sheet)
    Question.objects.filter(pk=kept.pk).update(position=position, retired_at=None, **values)


def _differs(kept: Question, sheet: QuestionSheet, values: Mapping[str, Any]) -> bool:
    """Tell whether words, marks, choices or key of a question have changed."""
    if any(getattr(kept, name) != value for name, value in values.items()):
        return True
    rows = [(row.uid, row.texts, row.is_correct, row.feedbacks) for row in kept.choices.all()]
    wanted = [
        (choice.uid, dict(choice.texts), choice.is_correct, dict(choice.feedbacks))
        for choice in sheet.choices
    ]
    return rows != wanted


def _write_choices(question: Question, sheet: QuestionSheet) -> None:
    Choice.objects.bulk_create(
        Choice(
            question=question,
            uid=choice.uid,
            position=position,
            texts=dict(choice.texts),
            is_correct=choice.is_correct,
            feedbacks=dict(choice.feedbacks),
        )
        for position, choice in enumerate(sheet.choices, start=1)
    )


@transaction.atomic
def record_assignment(*, sheet: AssignmentSheet) -> Assignment:
    """Bring an assignment and its rubric in line with its sheet, by uid; safe to repeat.

    What was handed in keeps the rubric of its own day. Raises RubricIsUnsound.
    """
    rubric = _record_rubric(sheet.rubric)
    assignment, _ = Assignment.objects.update_or_create(
        uid=sheet.uid,
        defaults={
            "slug": sheet.slug,
            "titles": dict(sheet.titles),
            "instructions": {
                language: clean_rich_text(html) for language, html in sheet.instructions.items()
            },
            "rubric": rubric,
            "resubmissions": sheet.resubmissions,
            "max_bytes": sheet.max_bytes,
            "accepted": list(sheet.accepted),
            "least_words": sheet.least_words,
            "most_words": sheet.most_words,
        },
    )
    return assignment


def _record_rubric(sheet: RubricSheet) -> Rubric:
    most = sum(max(level.marks for level in row.levels) for row in sheet.criteria)
    if not sheet.criteria or sheet.pass_marks > most:
        raise RubricIsUnsound
    rubric, _ = Rubric.objects.update_or_create(
        uid=sheet.uid, defaults={"titles": dict(sheet.titles), "pass_marks": sheet.pass_marks}
    )
    for position, row in enumerate(sheet.criteria, start=1):
        levels = [
            {"marks": str(level.marks), "descriptions": dict(level.descriptions)}
            for level in row.levels
        ]
        values = {"titles": dict(row.titles), "levels": levels, "position": position}
        Criterion.objects.update_or_create(uid=row.uid, defaults={"rubric": rubric, **values})
    rubric.criteria.exclude(uid__in=[row.uid for row in sheet.criteria]).delete()
    return rubric


@transaction.atomic
def give_to_course(*, course_id: int) -> None:
    """Let a course own the quizzes and assignments that stand in it and have no owner yet."""
    activities = Activity.objects.active().filter(lesson__course=course_id)
    targets = activities.values("target_uid")
    for model in (Quiz, Assignment):
        model.objects.filter(uid__in=targets, course__isnull=True).update(course_id=course_id)
