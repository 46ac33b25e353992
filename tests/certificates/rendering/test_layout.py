"""The sheet: nothing cut, nothing over the edge, mirrored where the language asks for it."""

from __future__ import annotations

import unicodedata

import pytest

from certificates.rendering import Design, Kind, LayoutOverflow, Orientation, Paper, render
from certificates.rendering.layout import lay_out
from certificates.rendering.layout.geometry import FRAME
from certificates.rendering.layout.marks import (
    CodeMark,
    PictureMark,
    RosetteMark,
    Sheet,
    StopMark,
    TextMark,
)
from tests.certificates.rendering.samples import NAMES, sample

LONGEST = (
    "Maria Magdalena Konstantinopoulou-Featherstonehaugh de Albuquerque e Castro "
    "Wolfeschlegelsteinhausenbergerdorff von Hohenzollern-Sigmaringen Papadopoulou"
)
LONGEST_ARABIC = (
    "عبد الرحمن بن عبد العزيز بن محمد بن إبراهيم بن سليمان بن عبد الوهاب الأنصاري الخزرجي القرشي"
)
DESIGNS = [Design(paper=p, orientation=o) for p in Paper for o in Orientation]


def inked(sheet: Sheet) -> list[tuple[float, float, float, float]]:
    """The boxes of lines and pictures: left, foot, right, top."""
    boxes = []
    for mark in sheet.marks:
        if isinstance(mark, TextMark):
            em = mark.size / 1000
            top, bottom = mark.y + mark.line.top * em, mark.y + mark.line.bottom * em
            boxes.append((mark.x, bottom, mark.x + mark.line.width(mark.size), top))
        elif isinstance(mark, PictureMark):
            boxes.append((mark.x, mark.y, mark.x + mark.width, mark.y + mark.height))
        elif isinstance(mark, CodeMark):
            boxes.append((mark.x, mark.y, mark.x + mark.side, mark.y + mark.side))
    return boxes


def assert_sound(sheet: Sheet) -> None:
    boxes = inked(sheet)
    for left, foot, right, top in boxes:
        assert left > FRAME + 10
        assert foot > FRAME + 10
        assert right < sheet.width - FRAME - 10
        assert top < sheet.height - FRAME - 10
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 1.2
            assert apart or other[3] <= one[1] + 1.2, (one, other)


@pytest.mark.parametrize("people", range(1, 8))
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [LONGEST, LONGEST_ARABIC], ids=["latin", "arabic"])
def test_one_to_seven_stand_clear_of_each_other_at_the_longest_name(people, language, name):
    facts = sample(name, "ar", language=language, people=people, latin_name=LONGEST)
    for design in DESIGNS:
        for sheet in lay_out(facts, design).sheets:
            assert_sound(sheet)


@pytest.mark.parametrize("entry", NAMES, ids=lambda entry: entry["label"])
def test_every_name_stands_clear_of_what_is_around_it(entry):
    facts = sample(entry["name"], entry["lang"], people=7, latin_name="Amina El Idrissi")
    for design in DESIGNS:
        assert_sound(lay_out(facts, design).sheets[0])


def test_the_name_is_the_largest_text():
    for entry in NAMES:
        sheet = lay_out(sample(entry["name"], entry["lang"]), Design()).sheets[0]
        lines = [mark for mark in sheet.marks if isinstance(mark, TextMark)]
        largest = max(lines, key=lambda mark: mark.size)
        assert largest.element
        assert largest.element.actual_text == unicodedata.normalize("NFC", entry["name"])


def test_an_impossible_name_is_an_error_and_never_cut():
    with pytest.raises(LayoutOverflow) as refusal:
        render(sample("W" * 200))

    assert refusal.value.field == "name"
    assert "W" * 200 in str(refusal.value)


def test_an_arabic_certificate_begins_at_the_right():
    english = lay_out(sample(), Design()).sheets[0]
    arabic = lay_out(sample(language="ar"), Design()).sheets[0]

    def centre(sheet: Sheet) -> float:
        return next(mark.x for mark in sheet.marks if isinstance(mark, RosetteMark))

    assert centre(english) == pytest.approx(arabic.width - centre(arabic))
    assert centre(english) < english.width / 2


def test_a_design_may_fix_the_side():
    sheet = lay_out(sample(), Design(mirrored=True)).sheets[0]

    assert next(m.x for m in sheet.marks if isinstance(m, RosetteMark)) > sheet.width / 2


def test_the_route_has_a_stop_for_each_block_filled_only_by_completion():
    for kind, filled in ((Kind.COMPLETION, True), (Kind.PARTICIPATION, False)):
        sheet = lay_out(sample(kind=kind), Design()).sheets[0]
        stops = [mark for mark in sheet.marks if isinstance(mark, StopMark)]
        assert [stop.filled for stop in stops] == [filled] * 11


def test_a_long_transcript_goes_on_over_the_page():
    facts = sample()
    publication = lay_out(sample(blocks=facts.blocks * 4), Design())

    assert len(publication.sheets) == 4
    for sheet in publication.sheets:
        assert_sound(sheet)


def test_without_blocks_or_a_heading_there_is_one_page():
    assert len(lay_out(sample(blocks=()), Design()).sheets) == 1
    assert len(lay_out(sample(), Design(transcript=False)).sheets) == 1


def test_a_certificate_without_pictures_and_people_still_stands():
    facts = sample(organisations=(), signatories=(), blocks=())

    assert_sound(lay_out(facts, Design()).sheets[0])
