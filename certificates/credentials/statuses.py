"""Status lists: one bit for each award, at a place drawn at random when it was issued."""

from __future__ import annotations

import gzip
import secrets
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Max

from certificates.credentials.did import issuer_id
from certificates.credentials.encoding import base64url
from certificates.credentials.shapes import CREDENTIALS
from certificates.credentials.statement import list_id, moment
from certificates.models import Award

#: The least that the standard allows, so that nobody can tell whose bit was asked for.
LENGTH: Final = 131_072
#: A list is left for a new one when so many draws in a row hit places that are taken.
DRAWS: Final = 16
#: How long an answer may be kept before it is asked for again.
KEPT: Final = timedelta(minutes=5)
#: A list that is older must not be believed.
BELIEVED: Final = timedelta(days=7)


def free_place() -> tuple[int, int]:
    """Return a list and a place in it that no award has (2 queries, rarely more).

    Drawn at random: a place tells nothing about when, and next to whom, it was given. Should two
    draw the same place at once, the database refuses the second, whose issue is tried again.
    """
    newest = Award.objects.aggregate(newest=Max("status_list"))["newest"] or 1
    for _draw in range(DRAWS):
        place = secrets.randbelow(LENGTH)
        if not Award.objects.filter(status_list=newest, status_index=place).exists():
            return newest, place
    return newest + 1, secrets.randbelow(LENGTH)


def has_list(number: int) -> bool:
    """Tell whether a list is there; the first always is."""
    return number == 1 or Award.objects.filter(status_list=number).exists()


def status_list(number: int, now: datetime) -> dict[str, Any]:
    """Return a list as a credential, not signed yet; it is dated at the beginning of the day."""
    today = day_of(now)
    address = list_id(number)
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id(),
        "validFrom": moment(today),
        "validUntil": moment(today + BELIEVED),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(Award.objects.withdrawn_in(number)),
            "ttl": int(KEPT.total_seconds() * 1000),
        },
    }


def day_of(now: datetime) -> datetime:
    """Return the beginning of the day."""
    return datetime.combine(now.astimezone(UTC).date(), time(), UTC)


def encoded(places: Any) -> str:
    """Return a list with the bits at the places set, packed; the same places, the same text."""
    bits = bytearray(LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))
