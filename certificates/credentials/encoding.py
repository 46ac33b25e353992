"""The spellings of bytes that credentials use: base58btc with its prefix, and base64url."""

from __future__ import annotations

import base64
from typing import Final

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES: Final = {letter: value for value, letter in enumerate(_ALPHABET)}
#: Nothing that is read in base58 is longer: a signature and its prefix.
_LONGEST: Final = 128


def base58(data: bytes) -> str:
    """Return bytes as multibase base58btc: ``z`` and the letters."""
    number, letters = int.from_bytes(data), []
    while number:
        number, rest = divmod(number, 58)
        letters.append(_ALPHABET[rest])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + "".join(reversed(letters))


def from_base58(text: str) -> bytes:
    """Return the bytes of multibase base58btc; raises ValueError for anything else."""
    if not text.startswith("z") or len(text) > _LONGEST:
        raise ValueError("not multibase base58btc")
    digits, number = text[1:], 0
    for letter in digits:
        if letter not in _VALUES:
            raise ValueError("not a letter of base58btc")
        number = number * 58 + _VALUES[letter]
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def base64url(data: bytes) -> str:
    """Return bytes in base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Return the bytes of base64url without padding; raises ValueError for anything else."""
    padded = text + "=" * (-len(text) % 4)
    return base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
