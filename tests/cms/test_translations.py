"""Every kind of block survives being translated, and being synchronised after a change."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.images.models import Image
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.models import TranslationSource as Source

from cms.blocks import LessonBody
from cms.models import GlossaryTerm, KeyFact, LessonPage
from courses.models import Activity, Course, Lesson
from tests.factories.pages import (
    block_id,
    locale,
    make_home,
    make_quiz,
    quiz_block,
    republish,
    text_block,
)

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9"/></svg>'


def item(value: Any, key: str) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": block_id(key)}


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": block_id(kind)}


@pytest.fixture
def term(course_page):
    return GlossaryTerm.objects.create(
        slug="term", term="Term", definition="Meaning.", locale=locale("en")
    )


@pytest.fixture
def lesson(course_page, term):
    fact = KeyFact.objects.create(
        slug="f", value="3", statement="Three.", source="S", as_of="2024", locale=locale("en")
    )
    image = Image(title="Drawing", file=ContentFile(SVG, "d.svg"), width=10, height=10)
    image.save()
    rows = [[item("1", "c1"), item("2", "c2")], [item("3", "c3"), item("4", "c4")]]
    table = {
        "caption": "Table",
        "head": [item("A", "a"), item("B", "b")],
        "rows": [item(row, f"r{n}") for n, row in enumerate(rows)],
        "source": "",
    }
    choices = [
        {"text": "Yes", "correct": True, "feedback": "Right."},
        {"text": "No", "correct": False, "feedback": "Wrong."},
    ]
    body = [
        text_block('One <b>bold</b> <a href="https://example.org/">link</a>.'),
        block("figure", {"image": image.pk, "alt": "Alt", "caption": "Caption", "source": "Us"}),
        block("table", table),
        block("quote", {"text": "Quote", "attribution": "Somebody", "source": ""}),
        block("callout", {"tone": "note", "title": "Note", "text": "<p>Aside.</p>"}),
        block("key_facts", [item(fact.pk, "fact")]),
        block("term", term.pk),
        block("reflection", {"prompt": "Think", "help": ""}),
        block(
            "check_question",
            {"prompt": "So?", "choices": [item(c, c["text"]) for c in choices]},
        ),
        quiz_block(make_quiz()),
    ]
    return republish(LessonPage.objects.order_by("path").first(), body=body)


def translate(page, code: str = "fr") -> Any:
    """Translate every string by a mark before it, as a translator would one by one."""
    source, _ = Source.update_or_create_from_instance(page)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale(code))
    for segment in StringSegment.objects.filter(source=source).select_related("string"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context_id=segment.context_id,
            locale=locale(code),
            defaults={"data": f"¤ {segment.string.data}", "translation_type": "manual"},
        )
    translation.save_target(publish=True)
    return source.get_translated_instance(locale(code))


@pytest.fixture
def french(lesson, term, django_capture_on_commit_callbacks):
    make_home("fr")
    translate(term)
    with django_capture_on_commit_callbacks(execute=True):
        made = translate(lesson)
    return LessonPage.objects.get(pk=made.pk)


def test_each_kind_of_block_keeps_its_id_and_takes_new_words(lesson, french):
    assert [child.id for child in french.body] == [child.id for child in lesson.body]
    values = {child.block_type: child.value for child in french.body}
    assert values["text"].source.startswith("<p>¤ One <b>bold</b>")
    assert 'href="https://example.org/"' in values["text"].source
    assert values["table"]["rows"][1][0] == "¤ 3"
    assert values["check_question"]["choices"][1]["feedback"] == "¤ Wrong."
    assert values["check_question"]["choices"][0]["correct"] is True
    assert values["figure"]["alt"] == "¤ Alt"
    assert values["callout"]["tone"] == "note"


def test_a_translated_term_takes_the_place_of_its_source(french, lesson):
    values = {child.block_type: child.value for child in french.body}
    assert values["term"].locale.language_code == "fr"
    assert values["key_facts"][0].locale.language_code == "en"


def test_a_translation_changes_nothing_that_counts(lesson, french):
    assert french.translation_key == lesson.translation_key
    activity = Activity.objects.get(lesson__uid=lesson.translation_key)
    assert {child.id for child in french.body} >= {activity.block_id}
    course = Course.objects.get()
    assert course.editions.count() == 2  # The course, and the quiz that came with the lesson.
    assert Lesson.objects.get(uid=lesson.translation_key).titles["fr"] == f"¤ {lesson.title}"


def test_after_a_change_of_the_source_only_the_new_words_are_untranslated(
    lesson, french, django_capture_on_commit_callbacks
):
    changed = LessonPage.objects.get(pk=lesson.pk)
    body = list(changed.body.raw_data)
    body[0] = text_block("Quite new.")
    republish(changed, body=body)
    source = Source.objects.get_for_instance(changed)
    source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(source=source, target_locale=locale("fr")).save_target()
    values = {child.block_type: child.value for child in LessonPage.objects.get(pk=french.pk).body}
    assert values["text"].source == "<p>Quite new.</p>"
    assert values["quote"]["text"] == "¤ Quote"


def test_the_test_covers_all_blocks_that_hold_words():
    files = {"video", "audio", "file", "assignment"}
    tried = {"text", "figure", "table", "quote", "callout", "key_facts", "term", "reflection"}
    assert set(LessonBody().child_blocks) == tried | files | {"check_question", "quiz"}
