"""A visitor finds the programme, makes an account, and takes a place in the open cohort."""

from __future__ import annotations

from tests.journeys.mailbox import newest_link
from tests.journeys.ways import PROGRAMME


def test_a_visitor_comes_from_the_home_page_to_a_place_in_the_cohort(walker, variant):
    email = f"new-{variant.label}@example.org"

    walker.open("/")
    assert walker.page.url.endswith(f"/{variant.language}/")
    walker.follow("Programmes", walker.page.get_by_role("navigation").first)
    walker.go(walker.main.locator(f'a[href$="/{PROGRAMME}/"]').first)
    assert walker.page.locator(".route .stop").count() == 11
    walker.follow("Enrol", walker.main)

    walker.follow("Create account", walker.main)
    walker.fill("Full name", "Léa N’Diaye" if variant.language == "en" else "ليلى حداد")
    walker.page.locator("#id_email").fill(email)
    walker.page.locator("#id_password1").fill("quiet-harbour-72")
    walker.press("Create account", walker.main)
    walker.open(newest_link(walker, email))
    walker.press("Confirm")

    walker.press("Enrol", walker.main)
    walker.reads("You are enrolled.")
    assert walker.button("Start course").or_(walker.link("Start course")).is_visible()
