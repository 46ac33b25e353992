"""The same credential as a JSON Web Token (VC-JWT), for wallets that read nothing else."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256

from certificates.credentials.did import jwk_method_id, jwt_keys
from certificates.credentials.encoding import base64url, from_base64url

Key = Ed25519PrivateKey | EllipticCurvePrivateKey
_HALF: Final = 32
_PARTS: Final = 3


def token(credential: dict[str, Any], key: Key) -> str:
    """Return a credential as a signed token; the algorithm is that of the key."""
    algorithm = "EdDSA" if isinstance(key, Ed25519PrivateKey) else "ES256"
    header = {"alg": algorithm, "kid": jwk_method_id(key.public_key()), "typ": "JWT"}
    said = f"{_part(header)}.{_part(_claims(credential))}"
    return f"{said}.{base64url(_signature(key, said.encode('ascii')))}"


def read_token(text: str) -> tuple[dict[str, Any], bool]:
    """Return what a token claims, and whether one of our keys signed it.

    Raises ValueError for what is no token.
    """
    parts = text.split(".")
    if len(parts) != _PARTS:
        raise ValueError("not a token")
    header, claims = (json.loads(from_base64url(part)) for part in parts[:2])
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise ValueError("not a token")  # noqa: TRY004 (whoever calls asks for one error)
    said = ".".join(parts[:2]).encode("ascii")
    return claims, _is_signed(header, said, from_base64url(parts[2]))


def _claims(credential: dict[str, Any]) -> dict[str, Any]:
    """Return the credential with the claims that tokens name on their own."""
    claims = {
        **credential,
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return claims


def _seconds(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())


def _part(value: dict[str, Any]) -> str:
    return base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _signature(key: Key, said: bytes) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(said)
    r, s = decode_dss_signature(key.sign(said, ECDSA(SHA256(), deterministic_signing=True)))
    return r.to_bytes(_HALF) + s.to_bytes(_HALF)


def _is_signed(header: dict[str, Any], said: bytes, signature: bytes) -> bool:
    """The key is found by its name, and decides the algorithm: the token's own word does not."""
    keys = {jwk_method_id(key): key for key in jwt_keys()}
    key = keys.get(str(header.get("kid")))
    if key is None or len(signature) != 2 * _HALF:
        return False
    is_p256 = isinstance(key, EllipticCurvePublicKey)
    if header.get("alg") != ("ES256" if is_p256 else "EdDSA"):
        return False
    try:
        if isinstance(key, EllipticCurvePublicKey):
            halves = (int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:]))
            key.verify(encode_dss_signature(*halves), said, ECDSA(SHA256()))
        else:
            key.verify(signature, said)
    except InvalidSignature:
        return False
    return True
