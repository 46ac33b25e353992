"""Making the documents of an issued award, each sealed, once for each language of its design."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from certificates.models import Award, Document
from certificates.rendering import render
from certificates.sealing import Seal, open_seal, seal_file
from certificates.services import announce, begin_try, park
from certificates.wording import design_from, pictures_of, printed_facts
from foundation.errors import DomainError

logger = logging.getLogger(__name__)


def make_documents(*, pk: int, now: datetime) -> int:
    """Make the documents of an issued award that has none, and tell the holder; returns how many.

    All languages and the mail are kept in one transaction, so that an award has all of them or
    none, and the periodic task finds it. Idempotent. A name or text that cannot be set is parked
    with its reason and never stops another award. Without a key nothing is tried: SealUnavailable
    is raised, and the award waits.
    """
    awards = Award.objects.without_document().filter(pk=pk)
    award = awards.select_related("enrolment__user", "programme", "predecessor").first()
    if award is None:
        return 0
    seal = open_seal(now)
    if not begin_try(award=award):
        return 0
    try:
        rendered = {code: render_document(award, code) for code in award.facts["languages"]}
    except DomainError as refusal:
        park(award=award, reason=str(refusal))
        return 0
    return _keep(
        award,
        [_document(award, code, data, seal, now) for code, data in rendered.items()],
    )


def render_document(award: Award, language: str) -> bytes:
    """Return an award's document in a language, not sealed yet, from its frozen facts alone."""
    pictures = pictures_of(award.facts)
    facts = printed_facts(award.facts, award.facts_sha256, language, pictures)
    return render(facts, design_from(award.facts))


def _document(award: Award, language: str, rendered: bytes, seal: Seal, now: datetime) -> Document:
    """Seal the document, write the file and return the row for it, not saved yet."""
    data = seal_file(rendered, seal, now)
    document = Document(
        award=award,
        language=language,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        sealed_by=seal.signer.fingerprint,
        rendered_at=now,
    )
    document.file.save("certificate.pdf", ContentFile(data), save=False)
    return document


def _keep(award: Award, documents: list[Document]) -> int:
    """Keep the rows and queue the mail; none where another worker was first."""
    try:
        with transaction.atomic():
            for document in documents:
                document.save(force_insert=True)
            announce(award=award)
    except IntegrityError:
        for document in documents:
            document.file.delete(save=False)
        return 0
    return len(documents)
