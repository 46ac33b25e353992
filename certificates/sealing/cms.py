"""The signature itself: CMS SignedData as PAdES B-B wants it, the same bytes for the same file.

A certificate signs the digest of the file, its own digest (so that no other certificate can be
put in its place) and nothing else. There is no place for anything that is not signed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.sealing.der import NULL, element, identifier, integer, octets, sequence, set_of

_DATA: Final = identifier("1.2.840.113549.1.7.1")
_SIGNED_DATA: Final = identifier("1.2.840.113549.1.7.2")
_CONTENT_TYPE: Final = identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = identifier("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE: Final = identifier("1.2.840.113549.1.9.16.2.47")
_SHA256: Final = sequence(identifier("2.16.840.1.101.3.4.2.1"))
_ECDSA: Final = sequence(identifier("1.2.840.10045.4.3.2"))
_RSA: Final = sequence(identifier("1.2.840.113549.1.1.11"), NULL)
#: DER leaves out leading zeros of an ECDSA signature; ten bytes of them are never seen.
_SHORTER: Final = 10


@dataclass(frozen=True)
class Signer:
    """Whose signature it is: a certificate, with those that vouch for it (leaf first)."""

    chain: tuple[x509.Certificate, ...]

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate of the key itself."""
        return self.chain[0]

    @cached_property
    def der(self) -> bytes:
        """The certificate as bytes."""
        return self.certificate.public_bytes(Encoding.DER)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate in hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()

    @cached_property
    def longest(self) -> int:
        """The length of the longest signature that the key makes, in bytes."""
        key = self.certificate.public_key()
        if isinstance(key, rsa.RSAPublicKey):
            return (key.key_size + 7) // 8
        if isinstance(key, ec.EllipticCurvePublicKey):
            number = element(0x02, bytes((key.key_size + 7) // 8 + 1))
            return len(sequence(number, number))
        raise ValueError("Neither an RSA key nor one on an elliptic curve.")

    @cached_property
    def room(self) -> int:
        """How many bytes its longest signed message takes."""
        return len(self.message(bytes(32), bytes(self.longest)))

    @cached_property
    def _algorithm(self) -> bytes:
        return _RSA if isinstance(self.certificate.public_key(), rsa.RSAPublicKey) else _ECDSA

    @cached_property
    def _certificates(self) -> bytes:
        ders = (certificate.public_bytes(Encoding.DER) for certificate in self.chain)
        return set_of(ders, tag=0xA0)

    @cached_property
    def _signer(self) -> bytes:
        serial = integer(self.certificate.serial_number)
        return sequence(self.certificate.issuer.public_bytes(), serial)

    @cached_property
    def _fixed_attributes(self) -> tuple[bytes, bytes]:
        own = sequence(sequence(sequence(octets(bytes.fromhex(self.fingerprint)))))
        return (
            sequence(_CONTENT_TYPE, set_of([_DATA])),
            sequence(_SIGNING_CERTIFICATE, set_of([own])),
        )

    def attributes(self, digest: bytes, tag: int = 0x31) -> bytes:
        """What is signed for a file with this SHA-256."""
        said = sequence(_MESSAGE_DIGEST, set_of([octets(digest)]))
        return set_of([*self._fixed_attributes, said], tag)

    def message(self, digest: bytes, signature: bytes) -> bytes:
        """The whole CMS message; there is exactly one for a digest and a signature."""
        info = sequence(
            integer(1),
            self._signer,
            _SHA256,
            self.attributes(digest, tag=0xA0),
            self._algorithm,
            octets(signature),
        )
        content = sequence(
            integer(1), set_of([_SHA256]), sequence(_DATA), self._certificates, set_of([info])
        )
        return sequence(_SIGNED_DATA, element(0xA0, content))

    def made(self, message: bytes, digest: bytes) -> bool:
        """Tell whether a message is ours for this digest, to the last byte.

        Nothing of the message is parsed: the one message that we would have made with its last
        bytes as signature is made again and compared, and then the signature is checked.
        """
        for length in range(self.longest, self.longest - _SHORTER, -1):
            signature = message[-length:]
            if self.message(digest, signature) == message:
                return self._verifies(signature, self.attributes(digest))
        return False

    def _verifies(self, signature: bytes, signed: bytes) -> bool:
        key = self.certificate.public_key()
        try:
            if isinstance(key, rsa.RSAPublicKey):
                key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
            elif isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
            else:
                return False
        except InvalidSignature:
            return False
        return True
