"""Seals certificates: an issuer's key, a signature inside the PDF, and the check of it.

Owns: the key and its folder, the signature (PAdES B-B), the update of the PDF that carries it.
Does not own: what is sealed, documents, codes, what a verifier is told.
May import: foundation and Django's settings. Only files of our own renderer are sealed, and a
seal counts only if one of our own certificates made it.
"""

from __future__ import annotations

from certificates.sealing.checking import SealState, state_of_seal
from certificates.sealing.errors import SealUnavailable
from certificates.sealing.folder import pinned
from certificates.sealing.opening import open_seal, rotate
from certificates.sealing.pdf import seal_file
from certificates.sealing.seal import Seal

__all__ = [
    "Seal",
    "SealState",
    "SealUnavailable",
    "open_seal",
    "pinned",
    "rotate",
    "seal_file",
    "state_of_seal",
]
