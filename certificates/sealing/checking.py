"""Whether a file carries a seal of ours, and whether it is unbroken.

What is given here was written by anybody. Nothing of it is parsed beyond four numbers: the seal
that we would have put there is made again and compared (see ``cms.Signer.made``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from certificates.sealing.cms import Signer

_RANGE: Final = re.compile(rb"/ByteRange \[0 ( {0,9}\d{1,10}) ( {0,9}\d{1,10}) ( {0,9}\d{1,10})\]")
# A SEQUENCE with a length of two bytes.
_MESSAGE: Final = re.compile(rb"<3082([0-9A-F]{4})")


class SealState(StrEnum):
    """What there is of a seal of ours in a file."""

    NONE = "none"
    BROKEN = "broken"
    UNBROKEN = "unbroken"


def state_of_seal(data: bytes, signers: Sequence[Signer]) -> SealState:
    """Return whether one of these signers sealed the file as it is, from end to end.

    A seal of anybody else is none. A broken one is told by our certificate inside the file.
    """
    if _is_sealed(data, signers):
        return SealState.UNBROKEN
    upper = data.upper()
    if any(s.der.hex().upper().encode("ascii") in upper or s.der in data for s in signers):
        return SealState.BROKEN
    return SealState.NONE


def _is_sealed(data: bytes, signers: Sequence[Signer]) -> bool:
    at = data.rfind(b"/ByteRange")
    found = _RANGE.match(data, at) if at >= 0 else None
    if not found:
        return False
    before, after, rest = (int(number) for number in found.groups())
    if not found.end() < before < after or after + rest != len(data):
        return False
    gap = data[before:after]
    digest = hashlib.sha256(data[:before])
    digest.update(data[after:])
    return any(_is_by(signer, gap, digest.digest()) for signer in signers)


def _is_by(signer: Signer, gap: bytes, digest: bytes) -> bool:
    """Tell whether the gap holds the signer's message, nothing else, and is written as we do."""
    if len(gap) != 2 * signer.room + 2:
        return False
    head = _MESSAGE.match(gap)
    if not head:
        return False
    size = 4 + int(head.group(1), 16)
    try:
        message = bytes.fromhex(gap[1 : 1 + 2 * size].decode("ascii"))
    except ValueError:
        return False
    digits = message.hex().upper().encode("ascii").ljust(2 * signer.room, b"0")
    return gap == b"<" + digits + b">" and signer.made(message, digest)
