"""The register: an append-only chain of events, each sealed to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from certificates.models import Award, AwardEvent

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """Return JSON in its one canonical form: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(value: Any) -> str:
    """Return the SHA-256 (hex) of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()


def append(
    *, award: Award, what: str, by: User | None, at: datetime, details: dict[str, Any]
) -> AwardEvent:
    """Add an event at the end of the chain; call it inside the transaction of the change.

    Writers queue at the lock of the very first row: locking the last one would hand the second
    writer a row that is the last no longer. The unique number is the judge of last resort.
    """
    if AwardEvent.objects.select_for_update().order_by("number").first() is None:
        with suppress(IntegrityError), transaction.atomic():
            return _add(award=award, what=what, by=by, at=at, details=details)
        # Two wrote the first event ever at the same time; from now on there is a row to lock.
        AwardEvent.objects.select_for_update().order_by("number").first()
    return _add(award=award, what=what, by=by, at=at, details=details)


def _add(
    *, award: Award, what: str, by: User | None, at: datetime, details: dict[str, Any]
) -> AwardEvent:
    last = AwardEvent.objects.order_by("-number").first()
    event = AwardEvent(
        number=last.number + 1 if last else 1,
        award=award,
        what=what,
        at=at,
        by=by,
        details=details,
        previous_sha256=last.sha256 if last else GENESIS,
    )
    event.sha256 = seal_of(event)
    event.save(force_insert=True)
    return event


def seal_of(event: AwardEvent) -> str:
    """Return the digest that an event must carry."""
    return sha256_of(
        {
            "number": event.number,
            "award": str(event.award.uid),
            "what": event.what,
            "at": event.at.isoformat(),
            "by": event.by_id,
            "details": event.details,
            "previous": event.previous_sha256,
        }
    )


def broken_links() -> Iterator[int]:
    """Yield the numbers of events whose seal, link to the one before, or statement is broken."""
    previous, expected = GENESIS, 1
    for event in AwardEvent.objects.select_related("award").order_by("number").iterator():
        linked = event.previous_sha256 == previous and event.number == expected
        if not (linked and event.sha256 == seal_of(event) and _states_what_was_issued(event)):
            yield event.number
        previous, expected = event.sha256, event.number + 1


def _states_what_was_issued(event: AwardEvent) -> bool:
    """Tell whether the award still says what its issue sealed."""
    return event.what != "issued" or event.details.get("facts") == sha256_of(event.award.facts)
