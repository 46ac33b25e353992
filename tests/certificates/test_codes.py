"""Facts about codes: unguessable, and read however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import ALPHABET, LENGTH, clean_code, codes_in, grouped, new_code

CODE = "7K3MA9XQ2B1CDEFGH0JKMNPQRS"


def test_a_code_holds_at_least_128_random_bits_C07():
    assert len(ALPHABET) ** LENGTH >= 2**128
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        grouped(CODE),
        " 7k3ma 9xq2b 1cdef gh0jk mnpqr s ",
        "7K3MA–9XQ2B—1CDEF-GHOJK.MNPQRS",
        CODE.replace("1", "I").replace("0", "O"),
        CODE.replace("1", "l"),
        "7K3MA\u00a09XQ2B1CDEFGH0JKMNPQRS",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed):
    assert clean_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "unknown", CODE[:-1], CODE + "X", CODE[:-1] + "U", "7" * 999]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert clean_code(typed) == ""


@given(st.text(max_size=200))
def test_nothing_that_is_typed_makes_an_error(typed):
    assert clean_code(typed) == "" or len(clean_code(typed)) == LENGTH


@given(st.binary(max_size=400))
def test_no_file_makes_an_error(data):
    assert isinstance(codes_in(data), set)


def test_grouping_and_reading_are_each_others_inverse():
    code = new_code()
    assert clean_code(grouped(code)) == code


def test_the_code_of_an_altered_file_is_found():
    assert codes_in(b"..(https://x.org/verify/" + CODE.lower().encode() + b"/)..") == {CODE}
