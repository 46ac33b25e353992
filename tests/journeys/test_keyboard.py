"""A person who uses the keyboard alone takes part like everybody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator

from tests.journeys.keys import answer
from tests.journeys.people import TYPES
from tests.journeys.ways import PROGRAMME, open_course, open_quiz

IS_SEEN = """(element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
        && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture
def walker(arrive, variant):
    """A newcomer at a keyboard."""
    walker = arrive(variant)
    walker.log_in(variant.person(TYPES))
    return walker


def tab_to(walker, control: Locator, *, most: int = 150) -> None:
    """Press Tab until the control has the focus, and insist that one sees that it has."""
    wanted = control.element_handle()
    for _ in range(most):
        walker.page.keyboard.press("Tab")
        if walker.page.evaluate("(wanted) => document.activeElement === wanted", wanted):
            assert control.evaluate(IS_SEEN), control
            return
    raise AssertionError(f"The keyboard does not reach {control}.")


def enter(walker, control: Locator) -> None:
    """Come to the control by Tab and press Enter."""
    tab_to(walker, control)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.look()


def test_the_skip_link_leads_past_the_menus_and_a_menu_closes_by_escape(walker, variant):
    walker.open(f"/{variant.language}/")
    tab_to(walker, walker.link("Skip to content"), most=1)
    walker.page.keyboard.press("Enter")
    assert walker.page.evaluate("document.activeElement.id") == "main"
    walker.page.keyboard.press("Tab")
    assert walker.page.evaluate("document.activeElement.closest('main') !== null")

    walker.page.reload()
    summary = walker.page.locator("details.menu summary").last
    tab_to(walker, summary)
    walker.page.keyboard.press("Enter")
    assert walker.page.locator("details.menu[open]").count() == 1
    walker.page.keyboard.press("Tab")
    walker.page.keyboard.press("Escape")
    assert walker.page.locator("details.menu[open]").count() == 0
    assert summary.evaluate("(element) => element === document.activeElement")


def test_enrolling_reading_and_a_quiz_need_no_mouse(walker, variant):
    walker.open(f"/{variant.language}/programmes/{PROGRAMME}/")
    enter(walker, walker.button("Enrol", walker.main))
    walker.reads("You are enrolled.")
    enter(walker, walker.link("Start course", walker.main))
    enter(walker, walker.button("Mark as complete"))
    enter(walker, walker.link("Next lesson"))

    open_quiz(walker)
    enter(walker, walker.button("Start quiz"))
    first = walker.page.locator(".question").first
    tab_to(walker, first.locator("input[type=radio], input[type=checkbox]").first)
    walker.page.keyboard.press("Space")
    assert first.locator("input:checked").count() == 1
    for question in walker.page.locator(".question").all()[1:]:
        answer(question, variant.language, rightly=False)
    walker.page.locator("h1").click()
    enter(walker, walker.button("Submit answers"))
    walker.reads("Not passed")
    open_course(walker)
