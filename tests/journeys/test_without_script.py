"""Every task of a learner works in a browser that runs no script."""

from __future__ import annotations

import pytest

from tests.journeys.keys import answer
from tests.journeys.people import PLAIN
from tests.journeys.ways import BRIEF, PROGRAMME, open_brief, open_course, open_quiz


@pytest.fixture
def walker(arrive, variant):
    """A newcomer whose browser runs no script."""
    walker = arrive(variant, runs_scripts=False)
    walker.log_in(variant.person(PLAIN))
    return walker


def test_a_learner_needs_no_script_for_anything(walker, variant):
    walker.open(f"/{variant.language}/programmes/{PROGRAMME}/")
    walker.press("Enrol", walker.main)
    walker.reads("You are enrolled.")
    read(walker)
    sit_the_quiz(walker)
    hand_in(walker)
    walker.open("/accounts/profile/")
    walker.page.locator("#id_time_zone").select_option("Asia/Beirut")
    walker.press("Save")
    walker.reads("Saved.")
    walker.page.locator("details.menu summary").first.click()
    walker.press("Log out")
    walker.link("Log in").wait_for()


def read(walker) -> None:
    """Answer a check question, mark the lesson as complete, go on, and stay in the place."""
    open_course(walker)
    while not walker.page.locator("form.check").count():
        walker.follow("Next lesson")
    walker.page.locator("form.check input[type=radio]").last.check()
    walker.press("Check my answer")
    assert walker.page.locator("form.check .notice").count() == 1
    walker.press("Mark as complete")
    walker.follow("Next lesson")


def sit_the_quiz(walker) -> None:
    """Save two answers, come back, be asked about the missing ones, and submit all the same."""
    open_quiz(walker)
    walker.press("Start quiz")
    questions = walker.page.locator(".question")
    for question in questions.all()[:2]:
        answer(question, walker.language, rightly=True)
    given = walker.page.locator("input:checked").count()
    walker.press("Save and go on later")
    open_quiz(walker)
    walker.follow("Continue the quiz")
    assert walker.page.locator("input:checked").count() == given
    walker.press("Submit answers")
    assert walker.page.get_by_role("alert").is_visible()
    walker.press("Submit answers")
    walker.reads("Not passed")


def hand_in(walker) -> None:
    open_brief(walker)
    walker.page.locator("textarea[name=text]").fill(BRIEF)
    walker.press("Submit assignment")
    walker.reads("Handed in. Your receipt stands below.")
