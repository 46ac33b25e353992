"""The rule by which answers become marks. Pure: the paper and the answers are all it knows.

One answer, true or false: all marks for the right choice, none otherwise.
Several answers: each right choice taken earns an equal part of the marks, each wrong choice taken
costs one such part, and no question falls below zero. Taking everything therefore earns little.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessments.paper import Item, Paper

CENT = Decimal("0.01")
Answers = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an attempt came to: the marks of each question by uid, their sum, and the verdict."""

    marks: Mapping[str, Decimal]
    right: frozenset[str]
    mark: Decimal
    maximum: Decimal
    passed: bool


def judge(paper: Paper, answers: Answers) -> Judgement:
    """Return the judgement of a paper; a question without an answer earns nothing."""
    taken = {item.uid: frozenset(answers.get(item.uid, ())) for item in paper.items}
    marks = {item.uid: mark_of(item, taken[item.uid]) for item in paper.items}
    total = sum(marks.values(), Decimal(0))
    return Judgement(
        marks=marks,
        right=frozenset(item.uid for item in paper.items if taken[item.uid] == item.key),
        mark=total,
        maximum=paper.maximum,
        passed=total >= paper.pass_share * paper.maximum,
    )


def mark_of(item: Item, taken: frozenset[str]) -> Decimal:
    """Return the marks that the choices taken earn in one question."""
    if taken == item.key:
        return item.marks
    if item.kind != "multiple" or not item.key:
        return Decimal(0)
    parts = len(taken & item.key) - len(taken - item.key)
    share = Decimal(max(0, parts)) / len(item.key)
    return (item.marks * share).quantize(CENT, rounding=ROUND_HALF_UP)
