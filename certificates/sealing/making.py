"""Making the platform's own key: P-256, with a certificate that it signs itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from certificates.sealing.cms import Signer
from certificates.sealing.seal import Seal

YEARS: Final = 10
#: The longest name that a certificate can hold, in bytes.
_LONGEST_NAME: Final = 64
_DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")


def new_seal(issuer: str, now: datetime) -> Seal:
    """Return a new key with its certificate; it is valid from the day before for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    label = issuer.encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, label),
            x509.NameAttribute(NameOID.COMMON_NAME, label),
        ]
    )
    public = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(
            # Readers ask for the first, though nothing is mailed; the second is what it is for.
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, _DOCUMENT_SIGNING]),
            critical=False,
        )
        .add_extension(public, critical=False)
        .sign(key, hashes.SHA256())
    )
    return Seal(key, Signer((certificate,)))


def packed(seal: Seal, passphrase: bytes) -> bytes:
    """Return the key and its certificate as PKCS#12."""
    return pkcs12.serialize_key_and_certificates(
        b"seal",
        seal.key,
        seal.signer.certificate,
        list(seal.signer.chain[1:]),
        BestAvailableEncryption(passphrase),
    )


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
