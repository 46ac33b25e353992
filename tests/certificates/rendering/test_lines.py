"""Each script gets its face, its language's shapes and its direction."""

from __future__ import annotations

import unicodedata

import pytest

from certificates.rendering.text.breaking import halve, pieces_of, wrap
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.lines import set_line
from tests.certificates.rendering.samples import NAMES


def faces(text: str, language: str) -> list[tuple[str, str]]:
    line = set_line(text, Style.DISPLAY, language)
    return [(run.face.key, run.text) for run in line.runs]


@pytest.mark.parametrize(
    ("text", "language", "face"),
    [
        ("محمد", "ar", "NotoNaskhArabic"),
        ("محمد", "ur", "NotoNastaliqUrdu"),
        ("直", "zh-Hans", "NotoSansSC"),
        ("直", "zh-Hant", "NotoSansTC"),
        ("直", "zh-TW", "NotoSansTC"),
        ("直", "ja", "NotoSansJP"),
        ("直", "ko", "NotoSansKR"),
        ("直", "fr", "NotoSansSC"),
        ("יעל", "he", "NotoSerifHebrew"),
        ("Ἀλέξανδρος", "el", "NotoSerifDisplay"),
    ],
)
def test_script_and_language_choose_the_face(text, language, face):
    assert faces(text, language) == [(face, text)]


def test_kana_beside_han_in_a_foreign_language_means_japanese_shapes():
    assert {face for face, _ in faces("髙橋さくら", "en")} == {"NotoSansJP"}


def test_brackets_of_a_pair_come_from_one_face():
    line = dict(reversed(pair) for pair in faces("प्रिया (Priya) ศรี 김", "hi"))

    assert line["प्रिया ("] == line[") "] == "NotoSerifDevanagari"


def test_runs_stand_from_left_to_right_in_visual_order():
    line = set_line("د. أحمد Müller (PhD) 2026", Style.DISPLAY, "ar")

    assert [run.text for run in line.runs] == ["Müller (PhD) 2026", "د. أحمد "]
    assert line.right_to_left


def test_a_name_of_one_direction_keeps_it_whatever_its_language():
    assert set_line("أمينة", Style.DISPLAY, "en").right_to_left
    assert not set_line("Amina", Style.DISPLAY, "ar").right_to_left


def glyphs_of(line):
    return [run.glyphs for run in line.runs]


def test_decomposed_letters_are_set_as_composed_ones():
    composed = set_line("Ọlábísí", Style.DISPLAY, "yo")
    decomposed = set_line(unicodedata.normalize("NFD", "Ọlábísí"), Style.DISPLAY, "yo")

    assert glyphs_of(decomposed) == glyphs_of(composed)
    assert decomposed.text == composed.text


def test_letters_join_across_the_edge_of_a_run():
    joined = set_line("بب", Style.TEXT, "ar").runs[0].glyphs
    alone = set_line("ب", Style.TEXT, "ar").runs[0].glyphs[0]

    assert alone.number not in {glyph.number for glyph in joined}


@pytest.mark.parametrize("entry", NAMES, ids=lambda entry: entry["label"])
def test_every_name_is_said_whole_by_its_glyphs(entry):
    line = set_line(entry["name"], Style.DISPLAY, entry["lang"])

    for run in line.runs:
        sources = [one.source for one in (*run.glyphs, *run.spoken)]
        said = "".join(source for source in sources if source != "\u200b")
        assert sorted(said) == sorted(run.text.replace("\u200b", ""))
    assert sum(len(run.text) for run in line.runs) == len(line.text)


def test_a_paragraph_is_broken_at_spaces_and_within_han_but_not_within_words():
    assert list(pieces_of("Amina El Idrissi")) == ["Amina ", "El ", "Idrissi"]
    assert list(pieces_of("王秀英，欧阳")) == ["王", "秀", "英，", "欧", "阳"]
    assert list(pieces_of("ศรีสุวรรณ์")) == ["ศรีสุวรรณ์"]
    assert len(pieces_of("ศรีสุวรรณ์", tight=True)) > 1
    assert list(pieces_of("a\u00a0b")) == ["a\u00a0b"]


def test_wrapped_lines_say_the_whole_text_and_keep_the_width():
    text = "Eleven blocks of study, live sessions and an accepted policy brief"
    lines = wrap(text, Style.TEXT, "en", 9000)

    assert lines is not None
    assert " ".join(line.text for line in lines) == text
    assert max(line.advance for line in lines) <= 9000


def test_a_word_wider_than_the_line_is_never_cut():
    assert wrap("Featherstonehaugh", Style.TEXT, "en", 3000) is None
    assert halve("Featherstonehaugh", Style.TEXT, "en") is None
