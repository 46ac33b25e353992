"""The order of mixed-direction text, against Unicode's cases and another implementation."""

from __future__ import annotations

from collections.abc import Iterator

import bidi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.rendering.text.bidi import levels_of, visual_order
from tests.certificates.rendering.samples import DATA

# Letters of three directions, marks, European and Arabic digits, separators, brackets, spaces.
ALPHABET = "abאבגابةم\u0301\u05b8\u064e12٣٤۵+-,.:/%$€()[]{}<> \u00a0!?;'\"&*"
MIRRORED = str.maketrans(")]}>", "([{<")


def conformance_cases() -> Iterator[str]:
    for line in (DATA / "bidi_cases.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            yield line


def check_case(line: str) -> bool:
    characters, asked, _, levels, order = line.split(";")
    text = "".join(chr(int(code, 16)) for code in characters.split())
    got = levels_of(text, {"0": 0, "1": 1, "2": None}[asked])
    wanted = levels.split()
    kept = [i for i in visual_order(got) if wanted[i] != "x"]
    same = all(w == "x" or int(w) == g for w, g in zip(wanted, got, strict=True))
    return same and kept == [int(i) for i in order.split()]


def test_unicodes_own_cases_come_out_right():
    assert [line for line in conformance_cases() if not check_case(line)] == []


@given(st.text(ALPHABET, min_size=1, max_size=24), st.sampled_from([0, 1]))
@settings(max_examples=400, deadline=None)
def test_any_text_is_ordered_as_an_independent_implementation_orders_it(text, base):
    ours = "".join(text[i] for i in visual_order(levels_of(text, base)))
    theirs = bidi.get_display(text, base_dir="LR"[base])

    assert ours.translate(MIRRORED) == theirs.translate(MIRRORED)


@given(st.text(max_size=40), st.sampled_from([0, 1, None]))
@settings(max_examples=200, deadline=None)
def test_every_text_gets_levels_and_keeps_every_character(text, base):
    levels = levels_of(text, base)

    assert sorted(visual_order(levels)) == list(range(len(text)))
    assert all(0 <= level <= 126 for level in levels)


@pytest.mark.parametrize(
    ("text", "base", "levels"),
    [
        ("abc", 0, [0, 0, 0]),
        ("אב", 0, [1, 1]),
        ("a (אב) b", 0, [0, 0, 0, 1, 1, 0, 0, 0]),
        ("א (ab) ב", 1, [1, 1, 1, 2, 2, 1, 1, 1]),
        ("", 0, []),
    ],
)
def test_plain_cases_read_as_expected(text, base, levels):
    assert levels_of(text, base) == levels
