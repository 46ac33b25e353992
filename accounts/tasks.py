"""Background work of accounts: sending the mails that are due."""

from __future__ import annotations

from celery import shared_task

from accounts.models import Message
from accounts.services import send_message
from foundation import clock

IN_A_ROW = 3


@shared_task(ignore_result=True)
def send_due_message(pk: int) -> None:
    """Send one mail if it is due. Idempotent: the row is claimed first."""
    send_message(pk=pk, now=clock.now())


@shared_task(ignore_result=True)
def send_due_messages() -> None:
    """Send whatever is due, at most 200 mails a run: it answers every lost doorbell.

    A run ends after three mails in a row that did not leave, so that a mail server that hangs
    never keeps the worker from its other work.
    """
    failed = 0
    for pk in list(Message.objects.due(clock.now()).values_list("pk", flat=True)[:200]):
        failed = 0 if send_message(pk=pk, now=clock.now()) else failed + 1
        if failed == IN_A_ROW:
            return
