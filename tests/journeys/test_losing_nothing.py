"""What goes wrong is said in words, in the reader's language, and nothing typed is lost."""

from __future__ import annotations

import uuid

import pytest

from tests.journeys.people import DEMO, PASSWORD, RETURNS
from tests.journeys.ways import BRIEF, open_brief


@pytest.fixture
def learner(walker, variant):
    """Somebody who is writing the brief."""
    walker.house.cookies.pop(variant.person(RETURNS).account, None)
    walker.log_in(variant.person(RETURNS))
    open_brief(walker)
    walker.page.locator("textarea[name=text]").fill(BRIEF)
    return walker


def test_who_was_logged_out_comes_back_to_the_form_with_the_text(learner, variant):
    learner.context.clear_cookies(name="sessionid")
    learner.press("Submit assignment")
    learner.page.locator("#id_login").fill(variant.person(RETURNS).email)
    learner.page.locator("#id_password").fill(PASSWORD)
    learner.press("Log in", learner.main)
    kept = learner.page.locator("textarea[name=text]").input_value()
    assert kept.split() == BRIEF.split()
    learner.reads("What you typed before is back.")


def test_a_form_of_another_session_gives_the_text_back(learner):
    learner.context.clear_cookies(name="csrftoken")
    learner.press("Submit assignment")
    learner.reads("The form was not sent")
    kept = learner.page.locator("textarea[readonly]").input_value()
    assert kept.split() == BRIEF.split()
    learner.follow("Open the form again")
    assert learner.page.locator("textarea[name=text]").input_value().split() == BRIEF.split()


def test_a_page_that_is_not_there_says_so_in_the_readers_language(walker, variant):
    walker.open(f"/{variant.language}/no-such-page/", status=404)
    walker.reads("This page is not on the map")
    walker.open("/learn/no-such-page/", status=404)
    walker.log_in(DEMO["omar"])
    walker.open(f"/learn/lessons/{uuid.uuid4()}/", status=404)
    walker.reads("This page is not on the map")
    walker.open("/desk/", status=404)
    walker.follow("Go to the home page")
