"""Background work of certificates: issuing what is due, making the documents."""

from __future__ import annotations

import logging

from celery import shared_task

from certificates.documents import make_documents
from certificates.errors import NoDesign
from certificates.models import Award
from certificates.services import issue
from foundation import clock

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def issue_award(pk: int) -> None:
    """Issue one due award and make its documents. Idempotent: the row's state decides."""
    try:
        issue(pk=pk, now=clock.now())
    except NoDesign as refusal:
        logger.warning("award not issued", extra={"award": pk, "reason": str(refusal)})
        return
    make_documents(pk=pk, now=clock.now())


@shared_task(ignore_result=True)
def issue_due_awards() -> None:
    """Issue whatever is due and make missing documents: it answers every lost doorbell."""
    due = list(Award.objects.to_be_issued().values_list("pk", flat=True)[:200])
    missing = list(Award.objects.without_document().values_list("pk", flat=True)[:200])
    for pk in dict.fromkeys(due + missing):
        issue_award(pk)
