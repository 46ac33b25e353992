"""Changes of accounts: mails queued and sent, profiles changed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.db import transaction

from accounts.models import Message, User
from foundation import clock, mail
from foundation.doorbell import ring

logger = logging.getLogger(__name__)

TRIES_BEFORE_PARKING = 40
LONGEST_WAIT = timedelta(minutes=30)


def queue_message(
    *,
    template: str,
    context: Mapping[str, Any],
    key: str,
    user: User | None = None,
    address: str | None = None,
    language: str | None = None,
) -> Message:
    """Write a mail as a due row and ring for a worker once the transaction is committed.

    ``key`` names the event: a second call with the same key changes nothing and returns the
    first row. The text is composed now, in the person's language.
    """
    letter = mail.compose(template, {"user": user, **context}, language or _language_of(user))
    to = address or (user.email if user else "")
    return queue_letter(letter=letter, key=key, address=to, user=user)


def queue_letter(*, letter: mail.Letter, key: str, address: str, user: User | None) -> Message:
    """Write a composed letter as a due row; the same key never makes a second one."""
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "user": user,
            "address": address,
            "subject": letter.subject,
            "text": letter.text,
        },
    )
    if is_new:
        transaction.on_commit(lambda: ring("accounts.tasks.send_due_message", message.pk))
    return message


def send_message(*, pk: int, now: datetime) -> bool:
    """Send one due mail; true where it left, false where it is not due or failed for now.

    A failed mail is tried again with growing waits; after the last try it is parked with its
    reason, where staff can see it. So is at once a mail that no server can take, and a mail to
    somebody whose account is closed.
    """
    if not Message.objects.claim(pk, now):
        return False
    message = Message.objects.select_related("user").get(pk=pk)
    if reason := _why_never(message):
        _park(message, reason)
        return False
    try:
        mail.send(mail.Letter(message.subject, message.text), message.address, str(message.uid))
    except (OSError, SMTPException) as error:
        _try_later(message, now, type(error).__name__)
        return False
    except ValueError as error:
        _park(message, type(error).__name__)
        return False
    Message.objects.filter(pk=pk).update(
        state=Message.State.SENT, sent_at=clock.now(), text="", reason=""
    )
    return True


def _why_never(message: Message) -> str:
    """Return why a mail must not be sent any more, or nothing.

    More tries than allowed means that each one killed its worker.
    """
    if message.user is not None and not message.user.is_active:
        return "AccountClosed"
    return "TooManyTries" if message.tries > TRIES_BEFORE_PARKING else ""


def _try_later(message: Message, now: datetime, reason: str) -> None:
    if message.tries >= TRIES_BEFORE_PARKING:
        _park(message, reason)
        return
    wait = min(timedelta(seconds=30 * 2 ** min(message.tries, 10)), LONGEST_WAIT)
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.DUE, not_before=now + wait, reason=reason[:250]
    )
    logger.warning("mail not sent", extra={"mail": message.pk, "reason": reason})


def _park(message: Message, reason: str) -> None:
    Message.objects.filter(pk=message.pk).update(state=Message.State.PARKED, reason=reason[:250])
    logger.error("mail parked", extra={"mail": message.pk, "reason": reason})


def _language_of(user: User | None) -> str:
    return user.language if user else "en"
