"""The closing brief: a refused file costs no words; text and file are taken, marked and read."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.mailbox import newest_mail
from tests.journeys.people import DEMO, WRITES
from tests.journeys.ways import BRIEF, open_brief

PAPER = {
    "name": "my brief.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7\n" + b"%" * 400 + b"\n%%EOF\n",
}
PROGRAM = {"name": "brief.exe", "mimeType": "application/pdf", "buffer": b"MZ"}


def test_a_brief_is_handed_in_as_text_and_file_marked_and_read(arrive, variant):
    learner = arrive(variant)
    writer = variant.person(WRITES)
    learner.log_in(writer)
    open_brief(learner)
    address = urlsplit(learner.page.url).path
    hand_in_text(learner)
    replace_by_file(learner)
    mark(arrive(variant), writer)
    newest_mail(learner, writer.email)
    learner.open(address)
    learner.reads("Your work was accepted")
    learner.reads("A clear question, well argued.")


def hand_in_text(learner) -> None:
    learner.page.locator("textarea[name=text]").fill(BRIEF)
    learner.page.locator("input[type=file]").set_input_files(PROGRAM)
    learner.press("Submit assignment")
    assert learner.page.locator(".field__errors").is_visible()
    kept = learner.page.locator("textarea[name=text]").input_value()
    assert kept.split() == BRIEF.split()
    learner.press("Submit assignment")
    learner.reads("Handed in. Your receipt stands below.")


def replace_by_file(learner) -> None:
    learner.page.get_by_text(learner.say("Hand in a newer version"), exact=True).click()
    learner.page.locator("textarea[name=text]").fill("")
    learner.page.locator("input[type=file]").set_input_files(PAPER)
    learner.press("Submit assignment")
    with learner.page.expect_download() as download:
        learner.page.get_by_role("link", name=PAPER["name"]).first.click()
    assert Path(download.value.path()).read_bytes() == PAPER["buffer"]


def mark(rosa, writer) -> None:
    rosa.log_in(DEMO["rosa"])
    rosa.open("/desk/")
    rosa.follow("Marking", rosa.page.get_by_role("navigation", name=rosa.say("Desk")))
    rosa.go(rosa.main.get_by_role("link", name=writer.name, exact=True))
    for criterion in rosa.main.locator("fieldset").all():
        criterion.get_by_role("radio").last.check()
    rosa.fill("Feedback to the learner", "A clear question, well argued.")
    rosa.press("Save mark")
    rosa.reads("The mark is saved and the learner is told by mail.")
