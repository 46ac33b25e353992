"""From the proposal of an award to a stranger who checks the certificate."""

from __future__ import annotations

import subprocess
import time

import zxingcpp
from PIL import Image

from tests.journeys.mailbox import newest_mail
from tests.journeys.people import DEMO, READY

COHORT = {"en": "Autumn cohort", "ar": "فوج الخريف"}
MADE_WITHIN = 40.0


def test_an_award_is_proposed_approved_issued_and_checked_by_a_stranger(arrive, variant, tmp_path):
    holder = DEMO["nadia"] if variant.label == "en-1280" else variant.person(READY)
    propose(arrive(variant), holder)
    approve_and_issue(arrive(variant), holder)
    file = download(arrive(variant), holder, tmp_path)
    check(arrive(variant), holder, file)


def desk_of_awards(walker, person) -> None:
    walker.log_in(person)
    walker.open("/desk/")
    walker.follow("Awards", walker.page.get_by_role("navigation", name=walker.say("Desk")))
    walker.go(walker.main.get_by_role("link", name=COHORT[walker.language], exact=True))


def tick_only(walker, name, of: str) -> None:
    """Tick the box of one person and no other."""
    for box in walker.page.locator(f"input[name={of}]").all():
        box.set_checked(box.get_attribute("aria-label") == name)


def propose(rosa, holder) -> None:
    desk_of_awards(rosa, DEMO["rosa"])
    tick_only(rosa, holder.name, "enrolment")
    rosa.press("Propose awards")
    row = rosa.page.get_by_role("row").filter(has=rosa.page.locator("[name=award]"))
    assert row.filter(has_text=holder.name).filter(has_text=rosa.say("proposed")).count() == 1


def approve_and_issue(viktor, holder) -> None:
    desk_of_awards(viktor, DEMO["viktor"])
    tick_only(viktor, holder.name, "award")
    viktor.press("Approve awards")
    viktor.press("Issue now")
    made = (
        viktor.page.get_by_role("row")
        .filter(has_text=holder.name)
        .filter(has_text=DEMO["viktor"].name)
        .filter(has_text=viktor.say("issued"))
    )
    deadline = time.monotonic() + MADE_WITHIN
    while not made.count():
        assert time.monotonic() < deadline, "No worker made the certificate."
        time.sleep(0.5)
        viktor.page.reload()
    viktor.look()


def download(walker, holder, folder):
    """Read the mail, open one's own page, and take the certificate away."""
    walker.log_in(holder)
    assert "/verify/" in newest_mail(walker, holder.email)
    walker.open("/learn/")
    with walker.page.expect_download() as download:
        walker.link("Download certificate").click()
    file = folder / "certificate.pdf"
    download.value.save_as(file)
    text = subprocess.check_output(["pdftotext", "-layout", file, "-"], text=True)
    assert walker.language != "en" or holder.name in text
    return file


def check(stranger, holder, file) -> None:
    """Check by the code on the paper, by the QR code, by the file, and by an altered file."""
    address = qr_address(file)
    assert address.startswith(f"{stranger.house.url}/verify/")
    stranger.open(address.removeprefix(stranger.house.url))
    stranger.reads("This certificate is genuine")
    assert stranger.main.get_by_text(holder.name).first.is_visible()

    stranger.open("/verify/")
    stranger.fill("Code", address.rstrip("/").rsplit("/", 1)[1].lower())
    stranger.press("Check certificate")
    stranger.reads("This certificate is genuine")

    for file_bytes, words in (
        (file.read_bytes(), "The file is ours, to the last byte."),
        (file.read_bytes() + b"\n", "The file was altered"),
    ):
        stranger.open("/verify/")
        upload = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": file_bytes}
        stranger.page.locator("input[type=file]").set_input_files(upload)
        stranger.press("Check file")
        stranger.reads(words)
    stranger.open("/verify/00000000000000000000000000/", status=404)
    stranger.reads("No certificate has this code")


def qr_address(file) -> str:
    """Render the first page and read the code that is printed on it."""
    picture = file.with_suffix("")
    subprocess.check_call(["pdftoppm", "-png", "-r", "150", "-singlefile", file, picture])
    found = zxingcpp.read_barcodes(Image.open(picture.with_suffix(".png")))
    assert len(found) == 1
    return found[0].text
