"""A key that is open: it signs, and is kept in memory only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from certificates.sealing.cms import Signer

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
# The random number of each signature comes from key and file (RFC 6979), not from chance.
_ECDSA: Final = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


@dataclass(frozen=True)
class Seal:
    """The issuer's private key with the certificate that goes with it."""

    key: PrivateKey = field(repr=False)
    signer: Signer

    def sign(self, digest: bytes) -> bytes:
        """Return the signed message for a file with this SHA-256; the same one every time."""
        signed = self.signer.attributes(digest)
        if isinstance(self.key, rsa.RSAPrivateKey):
            signature = self.key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            signature = self.key.sign(signed, _ECDSA)
        return self.signer.message(digest, signature)
