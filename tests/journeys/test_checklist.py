"""What counts, what is done, what is missing and why: one list for all who may see it."""

from __future__ import annotations

from tests.journeys.people import DEMO

COHORT = {"en": "Autumn cohort", "ar": "فوج الخريف"}


def test_a_learner_half_way_reads_what_is_missing_and_why(walker):
    walker.log_in(DEMO["amina"])
    walker.open("/learn/")
    items = walker.page.locator(".checklist__item")
    assert items.count() == 13
    for item in items.all():
        assert item.locator(".checklist__why").inner_text().strip()
    done = items.filter(has_text=walker.say("Done"))
    missing = items.filter(has_text=walker.say("Missing"))
    waiting = items.filter(has_text=walker.say("Waiting"))
    assert (done.count(), missing.count(), waiting.count()) == (5, 7, 1)
    value = walker.page.get_by_role("progressbar").first
    assert 0 < value.evaluate("(bar) => bar.value / bar.max") < 1
    walker.go(missing.first.get_by_role("link"))
    walker.link("Continue", walker.main).wait_for()


def test_the_desk_shows_the_list_that_the_learner_sees(walker, arrive, variant):
    walker.log_in(DEMO["nadia"])
    walker.open("/learn/")
    own = walker.page.locator(".checklist__item").all_inner_texts()
    assert all(walker.say("Done") in item for item in own)

    desk = arrive(variant)
    desk.log_in(DEMO["rosa"])
    desk.open("/desk/cohorts/")
    desk.go(desk.main.get_by_role("link", name=COHORT[variant.language], exact=True))
    desk.go(desk.main.get_by_role("link", name=DEMO["nadia"].name, exact=True))
    assert desk.page.locator(".checklist__item").all_inner_texts() == own
