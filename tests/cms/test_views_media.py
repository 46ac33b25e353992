from __future__ import annotations

import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtailmedia.models import Media

from cms.models import LessonPage
from tests.factories.pages import block_id, republish

pytestmark = pytest.mark.django_db

SOUND = bytes(range(256)) * 8
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9"/></svg>'


@pytest.fixture
def media(db):
    return Media.objects.create(
        title="Sound", type="audio", duration=1, file=ContentFile(SOUND, "sound.mp3")
    )


@pytest.fixture
def document(db):
    return Document.objects.create(title="List", file=ContentFile(b"%PDF-1.7 list", "list.pdf"))


@pytest.fixture
def lesson(course_page, media, document):
    audio = {"media": media.pk, "title": "Sound", "transcript": "Words."}
    file = {"document": document.pk, "title": "List", "description": ""}
    body = [
        {"type": "audio", "value": audio, "id": block_id("audio")},
        {"type": "file", "value": file, "id": block_id("file")},
    ]
    return republish(LessonPage.objects.order_by("path").first(), body=body)


@pytest.fixture
def sound(lesson, media):
    return reverse("lessons:media", args=[lesson.translation_key, media.pk])


@pytest.fixture
def amina_in(client, place):
    client.force_login(place.user)
    return client


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_lesson_leads_to_its_recording_and_file(amina_in, lesson, sound):
    page = amina_in.get(reverse("lessons:lesson", args=[lesson.translation_key])).content.decode()
    assert sound in page
    assert "/learn/files/" in page
    assert "/media/media/" not in page


def test_a_recording_is_given_whole_and_in_parts(amina_in, sound):
    whole = amina_in.get(sound)
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    assert body(whole) == SOUND
    part = amina_in.get(sound, headers={"range": "bytes=100-199"})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 100-199/{len(SOUND)}"
    assert part["Content-Length"] == "100"
    assert body(part) == SOUND[100:200]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("bytes=2000-", SOUND[2000:]),
        ("bytes=-10", SOUND[-10:]),
        ("bytes=0-0", SOUND[:1]),
        ("bytes=2000-999999", SOUND[2000:]),
        ("bytes=-999999", SOUND),
    ],
)
def test_ranges_of_every_form(amina_in, sound, asked, given):
    answer = amina_in.get(sound, headers={"range": asked})
    assert answer.status_code == 206
    assert body(answer) == given


@pytest.mark.parametrize("asked", ["bytes=9999-", "bytes=-0"])
def test_a_range_beyond_the_end_cannot_be_given(amina_in, sound, asked):
    answer = amina_in.get(sound, headers={"range": asked})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(SOUND)}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-1", "bytes=1-2,4-5", "lines=1-2", "bytes=x-y", "bytes=-"]
)
def test_what_is_no_single_range_gets_the_whole(amina_in, sound, asked):
    answer = amina_in.get(sound, headers={"range": asked})
    assert (answer.status_code, body(answer)) == (200, SOUND)


def test_a_file_is_downloaded_and_never_shown_in_place(amina_in, lesson, document):
    answer = amina_in.get(reverse("lessons:file", args=[lesson.translation_key, document.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert body(answer) == b"%PDF-1.7 list"


# What differs anyway: the address itself, and the form token of the log-out button.
NUMBERS = re.compile(rb"[0-9a-f-]{36}(%2F|/)\d+|[A-Za-z0-9]{64}")
HEADERS = [{}, {"range": "bytes=0-9"}, {"if-none-match": '"x"'}, {"if-range": '"x"'}]


@pytest.mark.parametrize("headers", HEADERS)
def test_a14_an_outsider_gets_neither_bytes_nor_a_hint(
    client, omar, lesson, media, sound, headers
):
    client.force_login(omar)
    absent = reverse("lessons:media", args=[lesson.translation_key, media.pk + 999])
    unknown = reverse("lessons:media", args=[uuid.uuid4(), media.pk])
    for method in (client.get, client.head):
        answers = [method(path, headers=headers) for path in (sound, absent, unknown)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({NUMBERS.sub(b"", answer.content) for answer in answers}) == 1


def test_a14_a_file_of_another_lesson_is_not_given_by_this_one(amina_in, lesson, media):
    other = LessonPage.objects.exclude(pk=lesson.pk).first()
    path = reverse("lessons:media", args=[other.translation_key, media.pk])
    assert amina_in.get(path).status_code == 404


def test_a14_the_media_folder_gives_no_recording_and_no_file(amina_in, media, document):
    for stored in (media.file.name, document.file.name):
        assert amina_in.get(f"/media/{stored}").status_code == 404
    for path in ("../db.sqlite3", "images/../media/sound.mp3", "images/%2e%2e/x.png", "images"):
        assert amina_in.get(f"/media/{path}").status_code == 404


def test_a14_the_library_address_is_for_those_who_work_with_the_file(amina_in, document):
    assert amina_in.get(document.url).status_code == 404


def test_a15_pictures_are_public_and_inert(client, db):
    image = Image(title="Drawing", file=ContentFile(SVG, "drawing.svg"), width=10, height=10)
    image.save()
    answer = client.get(f"/media/{image.file.name}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" not in answer["Cache-Control"]
