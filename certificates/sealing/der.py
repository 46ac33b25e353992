"""The few shapes of ASN.1 (DER) that a seal is written in."""

from __future__ import annotations

from collections.abc import Iterable

NULL = b"\x05\x00"


def element(tag: int, *parts: bytes) -> bytes:
    """One element: its tag, the length of its content, the content."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets + content


def sequence(*parts: bytes) -> bytes:
    """A SEQUENCE."""
    return element(0x30, *parts)


def set_of(parts: Iterable[bytes], tag: int = 0x31) -> bytes:
    """A SET OF, in the one order that DER allows."""
    return element(tag, *sorted(parts))


def octets(content: bytes) -> bytes:
    """An OCTET STRING."""
    return element(0x04, content)


def integer(value: int) -> bytes:
    """An INTEGER that is not negative."""
    return element(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def identifier(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    return element(0x06, b"".join(_base_128(part) for part in (40 * first + second, *rest)))


def _base_128(value: int) -> bytes:
    digits = [value & 0x7F]
    while value := value >> 7:
        digits.append(value & 0x7F | 0x80)
    return bytes(reversed(digits))
