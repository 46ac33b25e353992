"""Background work of learning; each task is idempotent and finds its work itself."""

from __future__ import annotations

from celery import shared_task

from foundation import clock
from learning.services import pin_begun


@shared_task(ignore_result=True)
def pin_begun_cohorts() -> int:
    """Pin what is not pinned yet for dated cohorts that have begun; returns how many cohorts."""
    return pin_begun(now=clock.now())
