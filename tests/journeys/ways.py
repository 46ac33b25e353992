"""Ways that several stories take."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.walking import Walker

BRIEF = (
    Path(__file__).parents[2] / "lms" / "demo" / "content" / "en" / "policy-brief-example.md"
).read_text(encoding="utf-8")
PROGRAMME = "migration-governance-diaspora-engagement"


def open_course(walker: Walker) -> None:
    """Come from one's own page to the lesson that is next."""
    walker.open("/learn/")
    walker.go(walker.main.locator(".next-step a"))


def open_quiz(walker: Walker) -> None:
    """Come to the quiz of the course by its outline: it is the last lesson."""
    open_course(walker)
    outline = walker.page.get_by_role("navigation", name=walker.say("Course outline"))
    if not outline.get_by_role("listitem").last.is_visible():
        outline.locator("summary").click()
    walker.go(outline.get_by_role("link").last)


def open_brief(walker: Walker) -> None:
    """Come to the closing brief by the list of what counts, where it stands last."""
    walker.open("/learn/")
    walker.go(walker.page.locator(".checklist__item a").last)
    walker.go(walker.main.locator(".activity a").last)
