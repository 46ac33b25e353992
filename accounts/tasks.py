"""Background work of accounts: sending the mails that are due."""

from __future__ import annotations

from celery import shared_task

from accounts.models import Message
from accounts.services import send_message
from foundation import clock


@shared_task(ignore_result=True)
def send_due_message(pk: int) -> None:
    """Send one mail if it is due. Idempotent: the row is claimed first."""
    send_message(pk=pk, now=clock.now())


@shared_task(ignore_result=True)
def send_due_messages() -> None:
    """Send whatever is due, at most 200 mails a run: it answers every lost doorbell."""
    now = clock.now()
    for pk in list(Message.objects.due(now).values_list("pk", flat=True)[:200]):
        send_message(pk=pk, now=now)
