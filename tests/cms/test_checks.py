from __future__ import annotations

from wagtail import blocks
from wagtail.fields import StreamField

from cms.blocks import LessonBody, QuizBlock
from cms.checks import activities_stand_at_the_top, misplaced
from cms.models import LessonPage, StandardPage


def field(block, model=LessonPage, name="body") -> StreamField:
    made = StreamField(block, use_json_field=True)
    made.model, made.name = model, name
    return made


class Nested(LessonBody):
    pair = blocks.StructBlock([("left", QuizBlock()), ("right", blocks.CharBlock())])
    row = blocks.ListBlock(QuizBlock())


def test_our_own_fields_are_in_order():
    assert activities_stand_at_the_top() == []


def test_activities_inside_other_blocks_are_found():
    found = list(misplaced(field(Nested())))
    assert [error.id for error in found] == ["cms.E001", "cms.E001"]
    assert "pair.left" in found[0].msg
    assert "row.item" in found[1].msg


def test_activities_on_a_plain_page_are_found():
    assert list(misplaced(field(LessonBody(), StandardPage)))
    assert not list(misplaced(field(LessonBody(), LessonPage)))
