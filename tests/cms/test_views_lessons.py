from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from cms.models import LessonPage

pytestmark = pytest.mark.django_db


def address(lesson) -> str:
    return reverse("lessons:lesson", args=[lesson.translation_key])


@pytest.fixture
def lesson(course_page):
    return LessonPage.objects.order_by("path").first()


def test_a_learner_reads_a_lesson(client, place, lesson):
    client.force_login(place.user)
    answer = client.get(address(lesson))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"Words of {lesson.slug}." in page
    assert "Mark as complete" in page
    assert "Next lesson" in page
    assert 'aria-label="Course outline"' in page
    assert "no-store" in answer["Cache-Control"]


def test_who_has_not_logged_in_is_asked_to(client, lesson):
    answer = client.get(address(lesson))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


def test_an_outsider_gets_404_and_is_told_how_to_take_part(client, omar, lesson):
    client.force_login(omar)
    answer = client.get(address(lesson))
    assert answer.status_code == 404
    assert "You are not enrolled" in answer.content.decode()
    assert "Words of" not in answer.content.decode()


def test_an_absent_lesson_is_404(client, place):
    client.force_login(place.user)
    assert client.get(reverse("lessons:lesson", args=[uuid.uuid4()])).status_code == 404
