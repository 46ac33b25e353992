"""A form of the editor sent by hand: cleaned or refused, never kept as it came (I03, A09)."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from wagtail.models import Collection

from cms.models import LessonPage
from courses.models import Course
from tests.cms.editing import (
    PUBLISH,
    form_of,
    make_document,
    make_media,
    make_picture,
    send,
    text,
)
from tests.factories.assessments import make_assignment, make_quiz
from tests.factories.pages import make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_collection(tomas):
    return Collection.objects.get(depth=2)


def kept(lesson) -> str:
    """Return the body as the latest draft has it in the database."""
    revision = LessonPage.objects.get(pk=lesson.pk).latest_revision
    return revision.content["body"] if revision else ""


def raw(html: str) -> str:
    """Return the editor's own form of rich text, with a link of any address in it."""
    block = {"key": "a", "text": "x", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block["entityRanges"] = [{"offset": 0, "length": 1, "key": 0}]
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": html}}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "jav\tascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        'https://x.example/" onmouseover="alert(1)',
    ],
)
def test_i03_a_link_that_runs_something_is_not_kept(tomas_in, lesson, address):
    assert send(tomas_in, lesson, ("text", raw(address)), **PUBLISH).status_code == 302
    told = kept(lesson).lower()
    assert "script:" not in told
    assert "data:text" not in told
    html = str(LessonPage.objects.get(pk=lesson.pk).body)
    assert 'onmouseover="' not in html


def test_i03_scripts_in_plain_fields_are_shown_as_they_were_typed(tomas_in, lesson):
    quote = {"text": "<script>alert(1)</script>", "attribution": "<svg onload=x>", "source": ""}
    send(tomas_in, lesson, ("quote", quote), **PUBLISH)
    html = str(LessonPage.objects.get(pk=lesson.pk).body)
    assert "<script" not in html
    assert "<svg" not in html
    assert "&lt;script&gt;" in html


def test_i03_markup_in_running_text_is_words_or_gone(tomas_in, lesson):
    send(tomas_in, lesson, text("<p onclick='x'>A<script>alert(1)</script></p>"), **PUBLISH)
    assert "<script" not in kept(lesson)
    assert "onclick" not in kept(lesson)


@pytest.mark.parametrize("kind", ["raw_html", "embed", "include", "__class__", "stream"])
def test_i03_a_kind_of_block_that_lessons_do_not_have_is_dropped(tomas_in, lesson, kind):
    form = form_of(text("<p>A</p>"), text("<p>B</p>"))
    form["body-1-type"] = kind
    form["body-1-value"] = "<script>alert(1)</script>"
    tomas_in.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert [row["type"] for row in json.loads(kept(lesson))] == ["text"]


def test_i03_a_body_that_is_no_body_at_all_is_no_fault_of_the_server(tomas_in, lesson):
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    for changes in (
        {"body-count": "x"},
        {"body-count": "-1"},
        {"body-0-value": "{not json"},
        {"body-0-order": "z"},
    ):
        tomas_in.raise_request_exception = False
        answer = tomas_in.post(address, {**form_of(text("<p>A</p>")), **changes})
        assert "alert(1)" not in answer.content.decode()
        assert kept(lesson) in {"", kept(lesson)}


def foreign_blocks(course):
    """Return a block for each thing of another course that a form could name."""
    draft = make_lesson(course.get_children().first(), title="Foreign draft", live=False)
    quiz, brief = make_quiz(), make_assignment()
    figure = {"image": make_picture().pk, "alt": "A", "caption": "", "source": ""}
    audio = {"media": make_media("audio").pk, "title": "T", "transcript": "Words."}
    return {
        "page": text(f'<p><a linktype="page" id="{draft.pk}">x</a></p>'),
        "quiz": ("quiz", {"target": str(quiz.pk), "required": "on"}),
        "assignment": ("assignment", {"target": str(brief.pk), "required": "on"}),
        "image": ("figure", figure),
        "document": ("file", {"document": make_document().pk, "title": "T", "description": ""}),
        "media": ("audio", audio),
    }


@pytest.mark.parametrize("kind", ["page", "quiz", "assignment", "image", "document", "media"])
@pytest.mark.parametrize("how", [{}, PUBLISH], ids=["draft", "publish"])
def test_a09_what_belongs_to_another_course_cannot_be_used(tomas_in, lesson, foreign, kind, how):
    answer = send(tomas_in, lesson, text("<p>A</p>"), foreign_blocks(foreign)[kind], **how)
    assert answer.status_code == 200
    told = answer.context["form"].errors["body"].data[0]
    assert "Block 2 uses something that is not yours" in str(told.as_json_data())
    assert kept(lesson) == ""


def test_a09_what_is_ones_own_can_be_used(tomas_in, lesson, own_collection, course_page):
    picture, document = make_picture(), make_document()
    for item in (picture, document):
        item.collection = own_collection
        item.save()
    quiz = make_quiz()
    quiz.course = Course.objects.get(uid=course_page.translation_key)
    quiz.save()
    blocks = [
        ("figure", {"image": picture.pk, "alt": "A", "caption": "", "source": ""}),
        ("file", {"document": document.pk, "title": "T", "description": ""}),
        ("quiz", {"target": str(quiz.pk), "required": "on"}),
        text(f'<p><a linktype="page" id="{lesson.pk}">x</a></p>'),
        text(f'<p><a linktype="page" id="{course_page.get_parent().pk}">x</a></p>'),
    ]
    assert send(tomas_in, lesson, *blocks).status_code == 302


def test_a09_what_an_editor_put_there_may_stay(tomas_in, lesson):
    page = LessonPage.objects.get(pk=lesson.pk)
    picture = make_picture()
    value = {"image": picture.pk, "alt": "A", "caption": "", "source": "", "decorative": False}
    page.body = [{"type": "figure", "value": value}]
    page.save_revision()
    block = ("figure", {"image": picture.pk, "alt": "Better", "caption": "", "source": ""})
    assert send(tomas_in, lesson, block).status_code == 302
    assert "Better" in kept(lesson)
