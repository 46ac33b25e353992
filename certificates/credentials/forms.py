"""The forms a credential travels in: JSON, token, and the rosette with it inside."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey

from certificates.credentials.baking import baked_png, baked_svg
from certificates.credentials.jwt import token
from certificates.credentials.keys import open_key
from certificates.credentials.picture import rosette_png
from certificates.credentials.proofs import signed
from certificates.credentials.statement import statement_of
from certificates.credentials.statuses import day_of, status_list
from certificates.models import Award
from certificates.rendering.rosette import rosette_svg
from certificates.sealing import SealUnavailable, open_seal

#: The certificate’s own accent, as on its public page.
_INK: Final = "#B4472A"


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its media type, the end of its file's name, and how an award is written in it."""

    media_type: str
    suffix: str
    written: Callable[[Award, bool, datetime], bytes]


def credential_json(award: Award, *, named: bool, now: datetime) -> str:
    """Return the signed credential of an issued award as JSON.

    The same award and key give the same bytes. Raises SealUnavailable where the key cannot be
    used.
    """
    statement = statement_of(award, named=named)
    return _json(signed(statement, open_key(now), award.issued_at or now))


def credential_token(award: Award, *, named: bool, now: datetime) -> str:
    """Return the credential as a token signed by the issuer's key (EdDSA)."""
    return token(statement_of(award, named=named), open_key(now).private)


def credential_token_es256(award: Award, *, named: bool, now: datetime) -> str:
    """Return the credential as a token signed by the seal's key (ES256).

    Raises SealUnavailable where that is of another kind.
    """
    key = open_seal(now).key
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise SealUnavailable("The key of the seal is not of P-256.")
    return token(statement_of(award, named=named), key)


def status_list_json(number: int, now: datetime) -> str:
    """Return a signed status list as JSON; the same all day while no bit changes."""
    return _json(signed(status_list(number, now), open_key(now), day_of(now)))


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_json(award: Award, named: bool, now: datetime) -> bytes:
    return credential_json(award, named=named, now=now).encode()


def _as_token(award: Award, named: bool, now: datetime) -> bytes:
    return credential_token(award, named=named, now=now).encode()


def _as_es256(award: Award, named: bool, now: datetime) -> bytes:
    return credential_token_es256(award, named=named, now=now).encode()


def _as_png(award: Award, named: bool, now: datetime) -> bytes:
    said = credential_json(award, named=named, now=now)
    return baked_png(rosette_png(award.facts_sha256, _INK), said)


def _as_svg(award: Award, named: bool, now: datetime) -> bytes:
    said = credential_json(award, named=named, now=now)
    return baked_svg(rosette_svg(award.facts_sha256, ink=_INK), said).encode()


FORMS: Final = {
    "json": Form("application/ld+json", "json", _as_json),
    "jwt": Form("application/vc+jwt", "jwt", _as_token),
    "es256": Form("application/vc+jwt", "jwt", _as_es256),
    "png": Form("image/png", "png", _as_png),
    "svg": Form("image/svg+xml", "svg", _as_svg),
}
