"""A learner begins, reads, marks as complete, and goes on elsewhere and in another language."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.journeys.people import READS, VARIANTS
from tests.journeys.walking import open_menu
from tests.journeys.ways import open_course

LANGUAGES = {"en": "English", "ar": "العربية"}


@pytest.fixture
def learner(walker, variant):
    """Somebody with a place in the open cohort who has not begun."""
    walker.log_in(variant.person(READS))
    return walker


def test_a_learner_reads_and_goes_on_where_they_left_off(learner, arrive, variant):
    learner.open("/learn/")
    learner.follow("Start course", learner.main)
    first = learner.heading
    outline = learner.page.get_by_role("navigation", name=learner.say("Course outline"))
    assert outline.is_visible()
    learner.press("Mark as complete")
    assert learner.button("Mark as complete").count() == 0
    learner.follow("Next lesson")
    second = learner.heading
    assert second != first
    learner.page.locator("[data-block]").nth(3).scroll_into_view_if_needed()
    learner.open("/learn/")

    elsewhere = arrive(variant)
    elsewhere.log_in(variant.person(READS))
    elsewhere.open("/learn/")
    elsewhere.follow("Continue", elsewhere.main)
    assert elsewhere.heading == second
    elsewhere.link("Go to where you stopped reading").click()
    assert urlsplit(elsewhere.page.url).fragment.startswith("b-")
    elsewhere.go(elsewhere.main.locator("a[rel=prev]"))
    assert elsewhere.heading == first


def test_a_lesson_is_read_in_another_language_without_losing_the_place(learner, variant):
    open_course(learner)
    address = urlsplit(learner.page.url).path
    learner.go(learner.main.get_by_role("link", name="Français", exact=True))
    assert urlsplit(learner.page.url).path == address
    assert learner.main.locator(".blocks").get_attribute("lang") == "fr"

    other = "ar" if variant.language == "en" else "en"
    menu = open_menu(learner.page, LANGUAGES[variant.language])
    learner.go(menu.get_by_role("link", name=LANGUAGES[other], exact=True))
    with learner.in_language(other):
        learner.go(learner.main.get_by_role("button", name=LANGUAGES[other], exact=True))
        assert urlsplit(learner.page.url).path == address
        learner.press("Mark as complete")
        learner.open("/learn/")


@pytest.mark.parametrize("variant", VARIANTS[:1], ids=["en-360"])
def test_a_check_question_answers_at_once_and_counts_for_nothing(learner, variant):
    open_course(learner)
    while not learner.page.locator("form.check").count():
        learner.follow("Next lesson")
    learner.page.locator("form.check input[type=radio]").first.check()
    learner.press("Check my answer")
    assert learner.page.locator("form.check .notice").count() == 1
