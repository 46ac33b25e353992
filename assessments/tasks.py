"""Background work of assessments: closing attempts whose time has run out."""

from __future__ import annotations

from celery import shared_task

from assessments import services
from foundation import clock


@shared_task(ignore_result=True)
def close_overdue_attempts() -> None:
    """Settle every overdue attempt with what was saved. Idempotent: the state judges."""
    services.close_overdue_attempts(now=clock.now())
