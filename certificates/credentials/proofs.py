"""Proofs inside a credential: Data Integrity with the suite eddsa-rdfc-2022."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature

from certificates.credentials.canonical import NotOurShape, canonical_form
from certificates.credentials.did import method_id
from certificates.credentials.encoding import base58, from_base58
from certificates.credentials.keys import IssuerKey, known_keys
from certificates.credentials.shapes import XSD
from certificates.credentials.statement import moment

_FIXED: Final = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
}
_WORDS: Final = {*_FIXED, "created", "verificationMethod", "proofValue"}
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_OPTIONS: Final = (
    '_:c14n0 <http://purl.org/dc/terms/created> "{created}"^^<' + XSD + "dateTime> .\n"
    "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://w3id.org/security#DataIntegrityProof> .\n"
    "_:c14n0 <https://w3id.org/security#cryptosuite> "
    '"eddsa-rdfc-2022"^^<https://w3id.org/security#cryptosuiteString> .\n'
    "_:c14n0 <https://w3id.org/security#proofPurpose> "
    "<https://w3id.org/security#assertionMethod> .\n"
    "_:c14n0 <https://w3id.org/security#verificationMethod> <{method}> .\n"
)


def signed(credential: dict[str, Any], key: IssuerKey, at: datetime) -> dict[str, Any]:
    """Return a credential with its proof, which is dated at the moment given.

    A key signs nothing before its own time. The same credential, key and moment give the same
    bytes.
    """
    created = moment(max(at, key.public.made_at))
    method = method_id(key.public.multikey)
    signature = key.private.sign(to_sign(credential, created, method))
    proof = {**_FIXED, "created": created, "verificationMethod": method}
    return {**credential, "proof": [{**proof, "proofValue": base58(signature)}]}


def to_sign(credential: dict[str, Any], created: str, method: str) -> bytes:
    """Return the two digests that are signed: of the proof's options, and of the credential."""
    options = _OPTIONS.format(created=created, method=method)
    parts = (options, canonical_form(credential))
    return b"".join(hashlib.sha256(part.encode()).digest() for part in parts)


def is_proven(credential: dict[str, Any]) -> bool:
    """Tell whether a credential says word for word what one of our keys signed."""
    proof = credential.get("proof")
    proof = proof[0] if isinstance(proof, list) and len(proof) == 1 else proof
    if not isinstance(proof, dict) or set(proof) != _WORDS or not _is_of_our_kind(proof):
        return False
    keys = {method_id(known.multikey): known for known in known_keys()}
    known = keys.get(proof["verificationMethod"])
    if known is None:
        return False
    try:
        signature = from_base58(proof["proofValue"])
        said = to_sign(credential, proof["created"], proof["verificationMethod"])
        known.key.verify(signature, said)
    except (InvalidSignature, NotOurShape, ValueError):
        return False
    return True


def _is_of_our_kind(proof: dict[str, Any]) -> bool:
    return (
        all(isinstance(value, str) for value in proof.values())
        and all(proof[word] == value for word, value in _FIXED.items())
        and _MOMENT.fullmatch(proof["created"]) is not None
    )
