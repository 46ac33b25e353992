"""Rendering and sending of plain-text mails; every app's mails leave through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be sent: a subject of one line and a plain text."""

    subject: str
    text: str


def compose(template: str, context: Mapping[str, Any], language: str) -> Letter:
    """Render ``email/<template>.subject.txt`` and ``email/<template>.txt`` in the language."""
    with translation.override(language):
        values = {**context, "site_url": settings.SITE_URL, "site_name": settings.SITE_NAME}
        subject = " ".join(_plain(f"email/{template}.subject.txt", values).split())
        text = _plain(f"email/{template}.txt", values).strip() + "\n"
    return Letter(subject[:250], text)


def _plain(template: str, values: dict[str, Any]) -> str:
    """Render plain text: nothing is escaped as if it were HTML."""
    return Engine.get_default().get_template(template).render(Context(values, autoescape=False))


def send(letter: Letter, address: str, message_id: str) -> None:
    """Hand one letter to the mail server; raises OSError or SMTPException where that fails.

    The fixed Message-ID lets the recipient's server drop a repetition.
    """
    host = settings.SITE_URL.split("://", 1)[-1].split(":", 1)[0]
    EmailMessage(
        subject=letter.subject,
        body=letter.text,
        to=[address],
        headers={"Message-ID": f"<{message_id}@{host}>", "Auto-Submitted": "auto-generated"},
    ).send()
