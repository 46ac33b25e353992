"""The paper: what one attempt shows and is judged by, frozen at its start. Pure, no database."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assessments.models import Choice, Question, Quiz

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as this attempt shows it, with its part of the key."""

    uid: str
    texts: Texts
    feedbacks: Texts
    is_correct: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One question as this attempt asks it; ``options`` in the order shown."""

    uid: str
    revision: int
    kind: str
    marks: Decimal
    prompts: Texts
    explanations: Texts
    options: tuple[Option, ...]

    @property
    def key(self) -> frozenset[str]:
        """The uids of the right choices."""
        return frozenset(option.uid for option in self.options if option.is_correct)

    @property
    def choices(self) -> frozenset[str]:
        """The uids of all choices."""
        return frozenset(option.uid for option in self.options)


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that one attempt is judged by."""

    titles: Texts
    pass_share: Decimal
    items: tuple[Item, ...]

    @property
    def maximum(self) -> Decimal:
        """The marks of a perfect attempt."""
        return sum((item.marks for item in self.items), Decimal(0))

    def item(self, uid: str) -> Item | None:
        """Return the question of that uid if this paper asks it."""
        return next((item for item in self.items if item.uid == uid), None)

    def to_json(self) -> dict[str, Any]:
        """Return the paper as it is kept in an Attempt."""
        return {
            "titles": dict(self.titles),
            "pass_share": str(self.pass_share),
            "items": [_item_to_json(item) for item in self.items],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Paper:
        """Return the paper that an Attempt keeps."""
        return cls(
            titles=kept["titles"],
            pass_share=Decimal(kept["pass_share"]),
            items=tuple(_item_from_json(item) for item in kept["items"]),
        )


def compose(quiz: Quiz, questions: Iterable[Question], seed: int) -> Paper:
    """Return the paper of a new attempt; one seed always gives one order of choices.

    Each question must come with its choices prefetched. True or false keeps its order.
    """
    dice = random.Random(seed)  # noqa: S311 (the order of choices is no secret)
    return Paper(
        titles=quiz.titles,
        pass_share=quiz.pass_share,
        items=tuple(_item(question, quiz.shuffle, dice) for question in questions),
    )


def _item(question: Question, shuffle: bool, dice: random.Random) -> Item:
    options = [_option(choice) for choice in question.choices.all()]
    if shuffle and question.kind != "truefalse":
        dice.shuffle(options)
    return Item(
        uid=str(question.uid),
        revision=question.revision,
        kind=question.kind,
        marks=question.marks,
        prompts=question.prompts,
        explanations=question.explanations,
        options=tuple(options),
    )


def _option(choice: Choice) -> Option:
    return Option(str(choice.uid), choice.texts, choice.feedbacks, choice.is_correct)


def _item_to_json(item: Item) -> dict[str, Any]:
    return {
        "uid": item.uid,
        "revision": item.revision,
        "kind": item.kind,
        "marks": str(item.marks),
        "prompts": dict(item.prompts),
        "explanations": dict(item.explanations),
        "options": [
            {
                "uid": option.uid,
                "texts": dict(option.texts),
                "feedbacks": dict(option.feedbacks),
                "is_correct": option.is_correct,
            }
            for option in item.options
        ],
    }


def _item_from_json(kept: Mapping[str, Any]) -> Item:
    return Item(
        uid=kept["uid"],
        revision=kept["revision"],
        kind=kept["kind"],
        marks=Decimal(kept["marks"]),
        prompts=kept["prompts"],
        explanations=kept["explanations"],
        options=tuple(Option(**option) for option in kept["options"]),
    )
