"""The issuer's identifier (did:web) and the document that names its keys."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from django.conf import settings

from certificates.credentials.encoding import base64url
from certificates.credentials.keys import known_keys
from certificates.register import canonical
from certificates.sealing import pinned

_CONTEXTS: Final = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def issuer_id() -> str:
    """Return the issuer's DID, made of the host (and port) of SITE_URL."""
    return "did:web:" + quote(urlsplit(settings.SITE_URL).netloc, safe="")


def method_id(multikey: str) -> str:
    """Return the name of a key for proofs inside a credential."""
    return f"{issuer_id()}#{multikey}"


def jwk_of(key: Ed25519PublicKey | EllipticCurvePublicKey) -> dict[str, str]:
    """Return a public key as a JSON Web Key."""
    if isinstance(key, Ed25519PublicKey):
        return {"crv": "Ed25519", "kty": "OKP", "x": base64url(key.public_bytes_raw())}
    numbers = key.public_numbers()
    x, y = (base64url(number.to_bytes(32)) for number in (numbers.x, numbers.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def jwk_method_id(key: Ed25519PublicKey | EllipticCurvePublicKey) -> str:
    """Return the name of a key for JWTs: its thumbprint (RFC 7638)."""
    digest = Hash(SHA256())
    digest.update(canonical(jwk_of(key)))
    return f"{issuer_id()}#{base64url(digest.finalize())}"


def did_document() -> dict[str, Any]:
    """Return the document: every key whose signatures count, so that old credentials stay good.

    A key is named twice, once for each family of proofs; those that were told off are left out.
    """
    methods: list[dict[str, Any]] = [_multikey(key.multikey) for key in known_keys()]
    methods += [_json_web_key(key) for key in jwt_keys()]
    return {
        "@context": _CONTEXTS,
        "id": issuer_id(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def jwt_keys() -> list[Ed25519PublicKey | EllipticCurvePublicKey]:
    """Return the keys that JWTs may be signed by: ours, and the seal's where it is of P-256."""
    keys: list[Ed25519PublicKey | EllipticCurvePublicKey] = [key.key for key in known_keys()]
    for signer in pinned():
        sealing = signer.certificate.public_key()
        if isinstance(sealing, EllipticCurvePublicKey) and isinstance(sealing.curve, SECP256R1):
            keys.append(sealing)
    return keys


def _multikey(multikey: str) -> dict[str, Any]:
    return {
        "id": method_id(multikey),
        "type": "Multikey",
        "controller": issuer_id(),
        "publicKeyMultibase": multikey,
    }


def _json_web_key(key: Ed25519PublicKey | EllipticCurvePublicKey) -> dict[str, Any]:
    return {
        "id": jwk_method_id(key),
        "type": "JsonWebKey",
        "controller": issuer_id(),
        "publicKeyJwk": jwk_of(key),
    }
