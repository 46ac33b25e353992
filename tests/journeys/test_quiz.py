"""The quiz of a block: failed and explained, saved, gone on with elsewhere, passed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.keys import answer
from tests.journeys.people import SITS
from tests.journeys.ways import open_quiz


def test_a_quiz_is_failed_explained_gone_on_with_elsewhere_and_passed(walker, arrive, variant):
    walker.log_in(variant.person(SITS))
    open_quiz(walker)
    walker.press("Start quiz")
    total = questions(walker).count()
    assert total >= 8
    for question in questions(walker).all():
        answer(question, variant.language, rightly=False)
    walker.press("Submit answers")
    walker.reads("Not passed")
    assert walker.page.locator(".choice--wrong .choice__feedback").count() == total

    walker.press("Start quiz")
    for question in questions(walker).all()[:2]:
        answer(question, variant.language, rightly=True)
    expect(walker.page.locator("[data-status]")).to_contain_text(saved_words(walker))
    given = walker.page.locator("input:checked").count()

    elsewhere = arrive(variant)
    elsewhere.log_in(variant.person(SITS))
    open_quiz(elsewhere)
    elsewhere.follow("Continue the quiz")
    assert elsewhere.page.locator("input:checked").count() == given
    for question in questions(elsewhere).all()[2:]:
        answer(question, variant.language, rightly=True)
    elsewhere.press("Submit answers")
    elsewhere.reads("Passed")
    elsewhere.follow("Continue", elsewhere.main)


def questions(walker):
    return walker.page.locator(".question")


def saved_words(walker) -> str:
    """Return how the status line begins once the server has the answers."""
    return walker.say("Saved at %(time)s.").split("%")[0].strip()
