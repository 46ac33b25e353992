"""Making the documents of an issued award, once for each language of its design."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from certificates.models import Award, Document
from certificates.rendering import render
from certificates.services import announce, park
from certificates.wording import design_from, pictures_of, printed_facts
from foundation.errors import DomainError

logger = logging.getLogger(__name__)


def make_documents(*, pk: int, now: datetime) -> int:
    """Make the missing documents of an issued award, then tell the holder; returns how many.

    Idempotent. A name or text that cannot be set is parked with its reason and never stops
    another award. The mail goes once the first document is there.
    """
    award = (
        Award.objects.filter(pk=pk, state=Award.State.ISSUED)
        .select_related("enrolment__user", "programme", "predecessor")
        .first()
    )
    if award is None:
        return 0
    there = set(award.documents.values_list("language", flat=True))
    wanted = [code for code in award.facts["languages"] if code not in there]
    try:
        made = sum(_make(award, language, now) for language in wanted)
    except DomainError as refusal:
        park(award=award, reason=str(refusal))
        logger.warning("document parked", extra={"award": award.pk})
        return 0
    if made or there:
        announce(award=award)
    return made


def render_document(award: Award, language: str) -> bytes:
    """Return the bytes of an award's document in a language, from its frozen facts alone."""
    pictures = pictures_of(award.facts)
    facts = printed_facts(award.facts, award.facts_sha256, language, pictures)
    return render(facts, design_from(award.facts))


def _make(award: Award, language: str, now: datetime) -> bool:
    """Render and keep one document; false where another worker was first."""
    data = render_document(award, language)
    document = Document(
        award=award,
        language=language,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        rendered_at=now,
    )
    document.file.save("certificate.pdf", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:
        document.file.delete(save=False)
        return False
    return True
