from __future__ import annotations

import gzip

import pytest
from django.urls import reverse

from cms import measures, sheets
from cms.models import KeyFact, LessonPage
from tests.cms.editing import make_media, make_picture
from tests.factories.pages import block_id, locale, republish, text_block

pytestmark = pytest.mark.django_db


def block(kind, value, key=None):
    return {"type": kind, "value": value, "id": block_id(key or kind)}


def test_words_are_those_that_are_read_and_recordings_count_as_minutes(lesson):
    fact = KeyFact.objects.create(
        slug="f", value="3", statement="Two words", source="S", as_of="2024", locale=locale()
    )
    audio = {"media": make_media("audio").pk, "title": "Talk", "transcript": "Not counted " * 50}
    page = republish(
        lesson,
        body=[
            text_block("One <b>two</b> it’s four"),
            block("quote", {"text": "خمسة كلمات", "attribution": "Me", "source": ""}),
            block("key_facts", [{"type": "item", "value": fact.pk, "id": block_id("i")}]),
            block("audio", audio),
        ],
    )
    found = measures.measures_of(page)
    assert found.words == 4 + 3 + 2
    assert (found.reading, found.listening) == (1, 2)


def test_the_weight_is_that_of_the_compressed_body_and_pictures_stand_apart(lesson):
    picture = make_picture()
    value = {"image": picture.pk, "alt": "A", "decorative": False, "caption": "", "source": ""}
    page = republish(lesson, body=[text_block("A"), block("figure", value)])
    found = measures.measures_of(page)
    html = "".join(part.html for part in sheets.render(page).parts)
    assert found.weight == len(gzip.compress(html.encode(), 6))
    assert found.pictures == (("Drawing", picture.file.size),)
    assert not found.is_heavy


def test_the_panel_stands_beside_the_form_and_warns_over_the_budget(edith_in, lesson):
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "words" in edith_in.get(address).content.decode()
    assert "heavier than the budget" not in edith_in.get(address).content.decode()
    draft = LessonPage.objects.get(pk=lesson.pk)
    noise = " ".join(str(block_id(str(n))) for n in range(600))
    draft.body = [text_block(noise)]
    draft.save_revision()
    answer = edith_in.get(address)
    assert "heavier than the budget" in answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_lesson_that_was_never_saved_has_no_panel(edith_in, lesson):
    parent = lesson.get_parent()
    address = reverse("wagtailadmin_pages:add", args=["cms", "lessonpage", parent.pk])
    answer = edith_in.get(address)
    assert answer.status_code == 200
    assert "count again" not in answer.content.decode()
