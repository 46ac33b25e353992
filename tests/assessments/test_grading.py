"""The rule by which answers become marks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import judge, mark_of
from assessments.paper import Item, Option, Paper

WORDS = {"en": "words"}


def make_item(kind: str, right: int, wrong: int, marks: str = "1", uid: str = "q") -> Item:
    options = [Option(f"{uid}-r{n}", WORDS, WORDS, True) for n in range(right)]
    options += [Option(f"{uid}-w{n}", WORDS, WORDS, False) for n in range(wrong)]
    return Item(uid, 1, kind, Decimal(marks), WORDS, WORDS, tuple(options))


@st.composite
def papers(draw) -> Paper:
    kinds = draw(st.lists(st.sampled_from(["single", "multiple", "truefalse"]), min_size=1))
    items = []
    for number, kind in enumerate(kinds[:12]):
        right = draw(st.integers(1, 5)) if kind == "multiple" else 1
        marks = draw(st.sampled_from(["0.5", "1", "2.25", "3", "7"]))
        wrong = draw(st.integers(0 if right > 1 else 1, 5))
        items.append(make_item(kind, right, wrong, marks, f"q{number}"))
    share = draw(st.decimals("0.01", "1", places=2))
    return Paper(WORDS, share, tuple(items))


@st.composite
def answered_papers(draw) -> tuple[Paper, dict[str, list[str]]]:
    paper = draw(papers())
    answers = {
        item.uid: draw(st.lists(st.sampled_from(sorted(item.choices)), unique=True))
        for item in paper.items
        if draw(st.booleans())
    }
    return paper, answers


@given(answered_papers())
def test_a_mark_lies_between_nothing_and_the_maximum(case) -> None:
    judgement = judge(*case)

    assert Decimal(0) <= judgement.mark <= judgement.maximum
    assert all(Decimal(0) <= judgement.marks[item.uid] <= item.marks for item in case[0].items)


@given(papers())
def test_all_right_is_the_maximum_and_passes(paper: Paper) -> None:
    judgement = judge(paper, {item.uid: sorted(item.key) for item in paper.items})

    assert judgement.mark == judgement.maximum == paper.maximum
    assert judgement.passed
    assert judgement.right == {item.uid for item in paper.items}


@given(papers())
def test_no_answer_earns_nothing_and_does_not_pass(paper: Paper) -> None:
    judgement = judge(paper, {})

    assert judgement.mark == 0
    assert not judgement.passed


@given(answered_papers())
def test_a_question_answered_rightly_never_lowers_the_mark(case) -> None:
    paper, answers = case
    item = paper.items[0]
    better = {**answers, item.uid: sorted(item.key)}

    assert judge(paper, better).mark >= judge(paper, answers).mark


@given(papers())
def test_taking_every_choice_never_beats_knowing(paper: Paper) -> None:
    everything = {item.uid: sorted(item.choices) for item in paper.items}
    judgement = judge(paper, everything)

    for item in paper.items:
        if item.key != item.choices:
            assert judgement.marks[item.uid] < item.marks


@given(answered_papers())
def test_a_paper_survives_being_kept(case) -> None:
    paper, answers = case

    assert Paper.from_json(paper.to_json()) == paper
    assert judge(Paper.from_json(paper.to_json()), answers) == judge(paper, answers)


@pytest.mark.parametrize(
    ("taken", "marks"),
    [
        (["q-r0", "q-r1", "q-r2"], "3"),
        (["q-r0", "q-r1"], "2.00"),
        (["q-r0", "q-r1", "q-w0"], "1.00"),
        (["q-r0", "q-w0"], "0.00"),
        (["q-w0"], "0.00"),
        (["q-r0", "q-r1", "q-r2", "q-w0"], "2.00"),
        ([], "0.00"),
    ],
)
def test_a_right_choice_earns_a_part_and_a_wrong_one_costs_one(taken, marks) -> None:
    assert mark_of(make_item("multiple", 3, 1, "3"), frozenset(taken)) == Decimal(marks)


def test_a_third_of_a_mark_is_rounded_to_cents() -> None:
    assert mark_of(make_item("multiple", 3, 1), frozenset(["q-r0"])) == Decimal("0.33")
    assert mark_of(make_item("multiple", 3, 1), frozenset(["q-r0", "q-r1"])) == Decimal("0.67")


def test_two_choices_where_one_is_asked_earn_nothing() -> None:
    item = make_item("single", 1, 3)

    assert mark_of(item, frozenset(["q-r0", "q-w0"])) == 0


def test_exactly_the_share_needed_passes() -> None:
    items = tuple(make_item("single", 1, 1, uid=f"q{n}") for n in range(10))
    paper = Paper(WORDS, Decimal("0.700"), items)

    assert judge(paper, {item.uid: item.key for item in items[:7]}).passed
    assert not judge(paper, {item.uid: item.key for item in items[:6]}).passed
