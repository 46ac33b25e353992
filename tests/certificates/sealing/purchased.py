"""A seal as an authority sells it: a key, its certificate, and the authority's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID


def purchase(key, now: datetime, word: bytes) -> bytes:
    """The PKCS#12 file of a key, vouched for by an authority."""
    authority = ec.generate_private_key(ec.SECP256R1())
    root = certificate("Authority", authority.public_key(), "Authority", authority, now)
    own = certificate("Purchased", key.public_key(), "Authority", authority, now)
    locked = BestAvailableEncryption(word) if word else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"seal", key, own, [root], locked)


def certificate(subject, public_key, issuer, by, now: datetime) -> x509.Certificate:
    """A certificate of a name, signed by another."""

    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    return (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .sign(by, hashes.SHA256())
    )
