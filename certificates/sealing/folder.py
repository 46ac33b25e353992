"""The folder of keys: one private key, and the certificate of every key that ever sealed.

``seal.p12`` is the platform's own key; ``<fingerprint>.crt`` are certificates (PEM, with those
that vouch for them); ``<fingerprint>.distrusted`` is one that was told off. Whoever copies the
folder can seal: it belongs into the backup, apart from the rest.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from certificates.sealing.cms import Signer
from certificates.sealing.errors import SealUnavailable

KEY = "seal.p12"
PASSPHRASE = "passphrase"  # noqa: S105 (the name of a file)
_PINNED, _DISTRUSTED = ".crt", ".distrusted"
T = TypeVar("T")
_kept: dict[str, tuple[tuple[str, ...], tuple[Any, ...]]] = {}


def folder() -> Path:
    """Return the folder, made for its owner only where it is absent."""
    path = Path(settings.SEAL_FOLDER)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SealUnavailable(f"The folder {path} cannot be used: {error.strerror}.") from None
    return path


@contextmanager
def alone() -> Iterator[Path]:
    """Keep other processes from writing keys at the same time."""
    path = folder()
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield path
    finally:
        os.close(handle)


def write(name: str, content: bytes) -> None:
    """Write a file for its owner only, whole or not at all."""
    path = folder() / name
    draft = path.with_name(f"{name}.{secrets.token_hex(4)}.new")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise SealUnavailable(f"{path} cannot be written: {error.strerror}.") from None


def passphrase() -> bytes:
    """Return what opens the key: the variable's word, or one made once and kept beside it."""
    if settings.SEAL_PASSPHRASE:
        return settings.SEAL_PASSPHRASE.encode()
    path = folder() / PASSPHRASE
    if not path.exists() and not (folder() / KEY).exists():
        write(PASSPHRASE, secrets.token_urlsafe(32).encode())
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise SealUnavailable(f"{path} cannot be read: {error.strerror}.") from None


def pin(signer: Signer) -> None:
    """Keep a certificate for good, so that its seals count; raises SealUnavailable if told off."""
    path = folder() / signer.fingerprint
    if path.with_suffix(_DISTRUSTED).exists():
        raise SealUnavailable("Its certificate was told off; make a new key.")
    if not path.with_suffix(_PINNED).exists():
        pems = (certificate.public_bytes(Encoding.PEM) for certificate in signer.chain)
        write(signer.fingerprint + _PINNED, b"".join(pems))


def tell_off(fingerprint: str) -> None:
    """Let the seals of a certificate count no more; raises KeyError where it is not pinned."""
    if not any(signer.fingerprint == fingerprint for signer in pinned()):
        raise KeyError(fingerprint)
    withdraw(fingerprint, _PINNED, _DISTRUSTED)


def pinned() -> tuple[Signer, ...]:
    """Return everybody whose seals count, read anew when a certificate came or went.

    A certificate that cannot be read is passed over: it counts for nothing.
    """
    return read_all(f"*{_PINNED}", _signer)


def read_all(pattern: str, read: Callable[[Path], T | None]) -> tuple[T, ...]:
    """Return what the files of a pattern hold, by name; read anew when one came or went.

    What ``read`` cannot make anything of is left out.
    """
    path = Path(settings.SEAL_FOLDER)
    names = tuple(sorted(p.name for p in path.glob(pattern))) if path.is_dir() else ()
    stamp, found = _kept.get(pattern, ((), ()))
    if stamp != (str(path), *names):
        found = tuple(one for name in names if (one := read(path / name)) is not None)
        _kept[pattern] = ((str(path), *names), found)
    return found


def withdraw(name: str, counts: str, counts_no_more: str) -> None:
    """Let what a file says count no more, by another ending of its name."""
    path = folder() / name
    path.with_suffix(counts).rename(path.with_suffix(counts_no_more))


def distrusted() -> list[str]:
    """Return the fingerprints of the certificates that were told off."""
    path = Path(settings.SEAL_FOLDER)
    return sorted(p.stem for p in path.glob(f"*{_DISTRUSTED}"))


def _signer(path: Path) -> Signer | None:
    try:
        signer = Signer(tuple(x509.load_pem_x509_certificates(path.read_bytes())))
    except (OSError, ValueError):
        return None
    return signer if signer.fingerprint == path.stem else None
