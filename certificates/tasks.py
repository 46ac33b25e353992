"""Background work of certificates: issuing what is due, making the documents."""

from __future__ import annotations

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from certificates.documents import make_documents
from certificates.models import Award
from certificates.services import issue
from foundation import clock

logger = logging.getLogger(__name__)

AT_MOST = 100


@shared_task(ignore_result=True)
def issue_award(pk: int) -> None:
    """Issue one due award and make its documents. Idempotent: the row's state decides."""
    issue(pk=pk, now=clock.now())
    make_documents(pk=pk, now=clock.now())


@shared_task(ignore_result=True)
def issue_due_awards() -> None:
    """Issue whatever is due and make missing documents: it answers every lost doorbell.

    One award that fails leaves the others alone; after some tries it is parked.
    """
    due = Award.objects.to_be_issued().order_by("issue_asked_at").values_list("pk", flat=True)
    missing = Award.objects.without_document().order_by("tries", "pk")
    for pk in dict.fromkeys([*due[:AT_MOST], *missing.values_list("pk", flat=True)[:AT_MOST]]):
        try:
            issue_award(pk)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("award left for the next run", extra={"award": pk})
