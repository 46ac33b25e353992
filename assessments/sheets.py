"""Quizzes and assignments as they are written by people, before they are recorded as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChoiceSheet:
    """One option of a question."""

    uid: UUID
    texts: Texts
    is_correct: bool
    feedbacks: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """One question with its options in order."""

    uid: UUID
    kind: str
    prompts: Texts
    choices: tuple[ChoiceSheet, ...]
    explanations: Texts = field(default_factory=dict)
    marks: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class QuizSheet:
    """One quiz with its questions in order."""

    uid: UUID
    slug: str
    titles: Texts
    questions: tuple[QuestionSheet, ...]
    pass_share: Decimal = Decimal("0.7")
    attempts_allowed: int | None = None
    time_limit: int | None = None
    shuffle: bool = True


@dataclass(frozen=True, slots=True)
class LevelSheet:
    """One level of a criterion."""

    marks: Decimal
    descriptions: Texts


@dataclass(frozen=True, slots=True)
class CriterionSheet:
    """One criterion with its levels from the lowest up."""

    uid: UUID
    titles: Texts
    levels: tuple[LevelSheet, ...]


@dataclass(frozen=True, slots=True)
class RubricSheet:
    """The criteria of an assignment and the marks that are enough."""

    uid: UUID
    titles: Texts
    pass_marks: Decimal
    criteria: tuple[CriterionSheet, ...]


@dataclass(frozen=True, slots=True)
class AssignmentSheet:
    """One piece of set work; ``instructions`` are HTML by language."""

    uid: UUID
    slug: str
    titles: Texts
    instructions: Texts
    rubric: RubricSheet
    accepted: tuple[str, ...]
    resubmissions: int = 1
    max_bytes: int = 10 * 1024 * 1024
    least_words: int | None = None
    most_words: int | None = None
