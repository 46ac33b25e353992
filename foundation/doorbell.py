"""Telling a worker that something is due, without ever failing the request that did it (R9)."""

from __future__ import annotations

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(task: str, *ids: int) -> None:
    """Queue the task of that name with ids only; a broker that is away costs a log line.

    Call it after the commit: ``transaction.on_commit(lambda: ring("app.tasks.name", pk))``.
    The due row is there by then, and a periodic sweeper finds it should the bell be lost.
    """
    try:
        current_app.send_task(task, args=ids, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("the broker is away", extra={"task": task, "reason": repr(error)})
