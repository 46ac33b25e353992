"""The demo's mailbox: the mails that a real site would have sent, read from their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.access import public

_LINK = re.compile(r"https?://[^\s<>]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the mailbox shows it; ``parts`` are (text, is_link) pieces of the body."""

    number: str
    subject: str
    to: str
    at: datetime
    parts: tuple[tuple[str, bool], ...]


def mails() -> list[Mail]:
    """Return every mail of the demo, the newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    found = [mail for file in folder.glob("*.log") for mail in _mails_in(file)]
    return sorted(found, key=lambda mail: mail.at, reverse=True)[:200]


def _mails_in(file: Path) -> list[Mail]:
    """Read one file of Django's file backend, which puts a line of hyphens after each mail."""
    pieces = re.split(rb"\n-{79}\n", file.read_bytes())
    return [_mail(f"{file.stem}-{n}", piece) for n, piece in enumerate(pieces) if piece.strip()]


def _mail(number: str, data: bytes) -> Mail:
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if isinstance(body, EmailMessage) else ""
    at = parsedate_to_datetime(str(message["Date"]))
    return Mail(number, str(message["Subject"]), str(message["To"]), at, tuple(_parts(text)))


def _parts(text: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces, so that links can be followed; nothing else is markup."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for link in _LINK.finditer(text):
        parts += [(text[end : link.start()], False), (link.group(), True)]
        end = link.end()
    return [*parts, (text[end:], False)]


@public
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails."""
    return render(request, "lms/mailbox.html", {"mails": mails()})


@public
@require_GET
def mail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one mail."""
    found = next((item for item in mails() if item.number == number), None)
    if found is None:
        raise Http404
    return render(request, "lms/mail.html", {"mail": found})
