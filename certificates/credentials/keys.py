"""The issuer's signing key (Ed25519), kept in the folder of keys beside the seal.

``credential.pem`` is the key in use; ``<multikey>.json`` says since when a public key signs, one
file for every key that ever did; ``<multikey>.distrusted`` is one that was told off.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from certificates.credentials.encoding import base58, from_base58
from certificates.sealing import SealUnavailable, folder

KEY: Final = "credential.pem"
#: Says that an Ed25519 public key follows (multicodec).
_ED25519: Final = b"\xed\x01"
_KNOWN, _TOLD_OFF = ".json", ".distrusted"
_open: dict[tuple[str, int, int], IssuerKey] = {}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key by its multikey spelling, and since when it signs."""

    multikey: str
    made_at: datetime

    @property
    def key(self) -> Ed25519PublicKey:
        """The key that checks signatures; raises ValueError where the spelling is wrong."""
        raw = from_base58(self.multikey)
        if not raw.startswith(_ED25519):
            raise ValueError("not an Ed25519 key")
        return Ed25519PublicKey.from_public_bytes(raw[len(_ED25519) :])


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """The key that signs today."""

    private: Ed25519PrivateKey
    public: PublicKey


def multikey_of(key: Ed25519PublicKey) -> str:
    """Return a public key as a Multikey: ``z6Mk…``."""
    return base58(_ED25519 + key.public_bytes_raw())


def open_key(now: datetime) -> IssuerKey:
    """Return the key that signs today; where there is none yet, one is made.

    Raises SealUnavailable with the reason where the folder or the key cannot be used.
    """
    path = folder.folder() / KEY
    if not path.exists():
        with folder.alone():
            if not path.exists():
                _make(now)
    try:
        facts = path.stat()
        stamp = (str(path), facts.st_ino, facts.st_mtime_ns)
        opened = _open.get(stamp)
        if opened is None:
            opened = _read(path, now)
            _open.clear()
            _open[stamp] = opened
    except OSError as error:
        raise SealUnavailable(f"{path} cannot be read: {error.strerror}.") from None
    return opened


def rotate(now: datetime) -> IssuerKey:
    """Make a new key in the place of the old one, whose signatures still count."""
    with folder.alone():
        _make(now)
    return open_key(now)


def known_keys() -> tuple[PublicKey, ...]:
    """Return every key whose signatures count, the oldest first, read anew when one came or went.

    A file that cannot be read is passed over: it counts for nothing.
    """
    found = folder.read_all(f"z*{_KNOWN}", _public)
    return tuple(sorted(found, key=lambda key: (key.made_at, key.multikey)))


def tell_off(multikey: str) -> None:
    """Let the signatures of a key count no more; raises KeyError where it is not known."""
    if multikey not in {key.multikey for key in known_keys()}:
        raise KeyError(multikey)
    folder.withdraw(multikey, _KNOWN, _TOLD_OFF)


def _make(now: datetime) -> None:
    """Write a new key; its public half first, so that no signature is ever without one."""
    private = Ed25519PrivateKey.generate()
    _write_public(multikey_of(private.public_key()), now)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    folder.write(KEY, pem)


def _write_public(multikey: str, now: datetime) -> None:
    said = json.dumps({"made_at": now.replace(microsecond=0).isoformat()})
    folder.write(multikey + _KNOWN, said.encode())


def _read(path: Path, now: datetime) -> IssuerKey:
    """Read the key in use; one put there by hand becomes known; raises SealUnavailable."""
    try:
        private = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError):
        raise SealUnavailable(f"{path} cannot be opened.") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise SealUnavailable(f"{path} holds no Ed25519 key.")
    multikey = multikey_of(private.public_key())
    own = folder.folder() / multikey
    if own.with_suffix(_TOLD_OFF).exists():
        raise SealUnavailable("The key that signs credentials was told off; make a new one.")
    if not own.with_suffix(_KNOWN).exists():
        _write_public(multikey, now)
    public = _public(own.with_suffix(_KNOWN))
    if public is None:
        raise SealUnavailable(f"{own.with_suffix(_KNOWN)} cannot be read.")
    return IssuerKey(private, public)


def _public(path: Path) -> PublicKey | None:
    try:
        made_at = datetime.fromisoformat(json.loads(path.read_bytes())["made_at"])
        public = PublicKey(path.stem, made_at)
        return public if multikey_of(public.key) == path.stem else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
