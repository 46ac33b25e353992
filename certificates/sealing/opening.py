"""Opening the key that seals: the platform's own, or a purchased one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings

from certificates.sealing import folder
from certificates.sealing.cms import Signer
from certificates.sealing.errors import SealUnavailable
from certificates.sealing.making import new_seal, packed
from certificates.sealing.seal import Seal

_open: dict[tuple[str, int, int, str], Seal] = {}


def open_seal(now: datetime) -> Seal:
    """Return the key that seals today; where the platform has none of its own, one is made.

    Opened once a process, and again when the file is another. Raises SealUnavailable with the
    reason: nothing else is sealed with in its place.
    """
    seal = _opened(_path(now))
    certificate = seal.signer.certificate
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise SealUnavailable("Its certificate is not valid today.")
    return seal


def rotate(now: datetime) -> Seal:
    """Make a new own key in the place of the old one, whose certificate stays pinned."""
    if settings.SEAL_KEY_FILE:
        raise SealUnavailable("SEAL_KEY_FILE names a purchased one; put a new file in its place.")
    with folder.alone():
        return _make(now)


def _path(now: datetime) -> Path:
    """Return the file of the key."""
    if settings.SEAL_KEY_FILE:
        return Path(settings.SEAL_KEY_FILE)
    path = folder.folder() / folder.KEY
    if not path.exists():
        with folder.alone():
            if not path.exists():
                _make(now)
    return path


def _make(now: datetime) -> Seal:
    """Write a new key; its certificate first, so that no seal is ever without one."""
    seal = new_seal(settings.SEAL_ISSUER, now)
    folder.pin(seal.signer)
    folder.write(folder.KEY, packed(seal, folder.passphrase()))
    return seal


def _opened(path: Path) -> Seal:
    try:
        facts = path.stat()
    except OSError as error:
        raise SealUnavailable(f"{path} cannot be read: {error.strerror}.") from None
    stamp = (str(path), facts.st_ino, facts.st_mtime_ns, settings.SEAL_PASSPHRASE)
    seal = _open.get(stamp)
    if seal is None:
        seal = _unpacked(path)
        _open.clear()
        _open[stamp] = seal
    folder.pin(seal.signer)
    return seal


def _passphrase() -> bytes | None:
    """A purchased key may be without one."""
    if settings.SEAL_KEY_FILE:
        return settings.SEAL_PASSPHRASE.encode() or None
    return folder.passphrase()


def _unpacked(path: Path) -> Seal:
    """Read a PKCS#12 file; raises SealUnavailable with the reason."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(
            path.read_bytes(), _passphrase()
        )
    except OSError as error:
        raise SealUnavailable(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError):
        raise SealUnavailable(f"{path} cannot be opened with the passphrase.") from None
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise SealUnavailable(f"{path} holds no RSA or elliptic-curve key with a certificate.")
    return Seal(key, Signer((certificate, *others)))
