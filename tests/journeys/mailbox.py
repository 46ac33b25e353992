"""Reading the demo's mailbox."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from tests.journeys.walking import Walker

ARRIVES_WITHIN = 30.0


def newest_mail(walker: Walker, email: str, subject: str = "") -> str:
    """Wait for a mail to somebody, open it as a person does, and return its text."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    while time.monotonic() < deadline:
        walker.page.goto(f"{walker.house.url}/dev/mail/")
        rows = walker.page.get_by_role("row").filter(has_text=email).filter(has_text=subject)
        if rows.count():
            walker.look()
            walker.go(rows.first.get_by_role("link"))
            return walker.main.inner_text()
        time.sleep(0.3)
    raise AssertionError(f"No mail to {email} came within {ARRIVES_WITHIN:.0f} seconds.")


def newest_link(walker: Walker, email: str) -> str:
    """Return the path of the first link in the newest mail to somebody."""
    newest_mail(walker, email)
    address = walker.main.locator(".mail a").first.get_attribute("href") or ""
    assert address.startswith(walker.house.url), address
    return urlsplit(address).path
