"""What must never reach the paper is refused at entry, by name."""

from __future__ import annotations

import pytest

from certificates.rendering import NameRefused, check_name
from certificates.rendering.errors import (
    ControlRefused,
    MarksRefused,
    NothingToPrint,
    NoTypeface,
    OverrideRefused,
    UnassignedRefused,
)
from foundation.errors import DomainError
from tests.certificates.rendering.samples import NAMES


@pytest.mark.parametrize("entry", NAMES, ids=lambda entry: entry["label"])
def test_the_names_of_the_world_are_welcome(entry):
    assert check_name(entry["name"], entry["lang"]) is None


@pytest.mark.parametrize(
    ("text", "reason", "code_point", "character_name"),
    [
        ("Amina\x00", ControlRefused, "U+0000", "<control-0000>"),
        ("Amina\nOmar", ControlRefused, "U+000A", "<control-000A>"),
        ("Amina\t", ControlRefused, "U+0009", "<control-0009>"),
        ("Amina\u2028", ControlRefused, "U+2028", "LINE SEPARATOR"),
        ("Ami\ufeffna", ControlRefused, "U+FEFF", "ZERO WIDTH NO-BREAK SPACE"),
        ("Ami\u00adna", ControlRefused, "U+00AD", "SOFT HYPHEN"),
        ("Amina \u202egnp", OverrideRefused, "U+202E", "RIGHT-TO-LEFT OVERRIDE"),
        ("Amina \u202agnp", OverrideRefused, "U+202A", "LEFT-TO-RIGHT EMBEDDING"),
        ("Amina \ud800", UnassignedRefused, "U+D800", "<surrogate-D800>"),
        ("Amina \uffff", UnassignedRefused, "U+FFFF", "<unassigned-FFFF>"),
        ("Amina \ue000", UnassignedRefused, "U+E000", "<private-use-E000>"),
        ("Amina 𒀀", NoTypeface, "U+12000", "CUNEIFORM SIGN A"),
        ("Amina 🙂", NoTypeface, "U+1F642", "SLIGHTLY SMILING FACE"),
        ("A" + "\u0303\u0323" * 5, MarksRefused, "U+0303", "COMBINING TILDE"),
    ],
)
def test_a_refusal_names_the_character(text, reason, code_point, character_name):
    with pytest.raises(reason) as refusal:
        check_name(text, "en")

    assert isinstance(refusal.value, NameRefused)
    assert isinstance(refusal.value, DomainError)
    assert refusal.value.code_point == code_point
    assert refusal.value.character_name == character_name
    assert code_point in str(refusal.value)
    assert character_name in str(refusal.value)


@pytest.mark.parametrize("text", ["", " ", "\u200d", "\u0301", " \u200f "])
def test_a_text_without_a_letter_is_refused(text):
    with pytest.raises(NothingToPrint):
        check_name(text, "en")


def test_a_refusal_shows_no_control_character_and_no_half_of_a_pair():
    for text in ("\x1b[31mAmina", "Amina\ud800"):
        with pytest.raises(NameRefused) as refusal:
            check_name(text, "en")
        assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("گل\u200cمحمدی", "fa"),
        ("ශ්\u200dරී", "si"),
        ("\u2067אבג\u2069", "he"),
        ("邊\U000e0100", "ja"),
        ("Ng̃ũgĩ wa Thiong’o", "ki"),
        ("ⴰⵎⴰⵣⵉⵖ", "zgh"),
        ("ߒߞߏ", "nqo"),
        ("𐴀𐴞𐴕𐴐", "rhg"),
        ("བསྟན་འཛིན་", "bo"),
        ("Ողջույն", "hy"),
        ("გამარჯობა", "ka"),
        ("O’Brien-Ó Súilleabháin, Jr.", "ga"),
    ],
)
def test_joiners_isolates_and_rare_scripts_are_welcome(text, language):
    assert check_name(text, language) is None
