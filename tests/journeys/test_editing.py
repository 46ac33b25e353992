"""An editor changes a lesson, previews and publishes it; the learner keeps what was done."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import DEMO, VARIANTS, Variant

DESK = Variant("en", 1280)  # Wagtail's own admin is made for a wide screen.
LESSON = "Gains and losses, and for whom"
ELSEWHERE = "Who is a migrant"


@pytest.mark.parametrize("variant", VARIANTS[::3], ids=lambda variant: variant.label)
def test_a_published_change_reaches_the_learner_with_progress_intact(arrive, variant):
    words = f"What Edith wrote for {variant.label}."
    amina = arrive(variant)
    amina.log_in(DEMO["amina"])
    before = standing(amina)

    edith = arrive(DESK)
    edith.log_in(DEMO["edith"])
    open_editor(edith, LESSON)
    edith.page.locator("textarea[name=summary]").fill(words)
    edith.page.get_by_role("button", name="Toggle preview").click()
    preview = edith.page.frame_locator("iframe").last
    expect(preview.get_by_text(words)).to_be_visible(timeout=15_000)
    edith.page.get_by_role("button", name="More actions").click()
    edith.go(edith.page.locator("button[name=action-publish]"))
    edith.settle()

    assert standing(amina) == before
    amina.go(amina.main.locator(".route .stop a").nth(1))
    amina.go(amina.main.get_by_role("link", name=LESSON, exact=True))
    amina.reads(words)
    assert amina.button("Mark as complete").count() == 0


def test_an_instructor_finds_and_opens_only_the_own_course(arrive):
    edith, tomas = arrive(DESK), arrive(DESK)
    edith.log_in(DEMO["edith"])
    open_editor(edith, ELSEWHERE)
    foreign = edith.page.url
    tomas.log_in(DEMO["tomas"])
    open_editor(tomas, LESSON)
    tomas.open("/cms/pages/search/?q=migrant")
    assert tomas.page.get_by_role("link", name=ELSEWHERE).count() == 0
    for address in (foreign, f"{tomas.house.url}/cms/users/", f"{tomas.house.url}/cms/settings/"):
        answer = tomas.context.request.get(address, max_redirects=0)
        assert answer.status in {302, 404}, address
        assert ELSEWHERE not in answer.text()


def standing(walker) -> list[str]:
    """Return how far somebody is, in the words of the own page."""
    walker.open("/learn/")
    return walker.page.locator(".progress__count, .checklist__why").all_inner_texts()


def open_editor(walker, title: str) -> None:
    """Look a lesson up in the admin and open it."""
    walker.open(f"/cms/pages/search/?q={title}")
    walker.go(walker.page.get_by_role("link", name=re.compile(f"^{title}")).first)
    assert walker.page.url.endswith("/edit/")
