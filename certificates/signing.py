"""Signing what the register publishes. Whoever keeps the keys puts a signer here."""

from __future__ import annotations

from collections.abc import Callable

#: Returns the signature of some bytes, or nothing where there is no key yet.
Signer = Callable[[bytes], bytes | None]

_signers: list[Signer] = []


def sign_with(signer: Signer) -> None:
    """Let this one sign from now on."""
    _signers[:] = [signer]


def sign(data: bytes) -> bytes | None:
    """Return the signature of the bytes; nothing as long as nobody signs."""
    return _signers[0](data) if _signers else None
