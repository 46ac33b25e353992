"""Baking: a credential carried inside a picture, PNG or SVG, and taken out again."""

from __future__ import annotations

import struct
import zlib
from typing import Final

PNG: Final = b"\x89PNG\r\n\x1a\n"
_KEYWORD: Final = b"openbadgecredential"
_NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
_ELEMENT: Final = "openbadges:credential"
_OPENS, _CLOSES = b"<![CDATA[", b"]]>"
#: The first chunk of a PNG: length, name, thirteen bytes, checksum.
_HEADER: Final = 25
#: A credential of ours is a fiftieth of this.
LONGEST: Final = 200_000


def baked_png(picture: bytes, credential: str) -> bytes:
    """Return a PNG with the credential in one text chunk behind its header."""
    said = _KEYWORD + b"\0\0\0\0\0" + credential.encode()
    checksum = zlib.crc32(b"iTXt" + said)
    chunk = struct.pack(">I", len(said)) + b"iTXt" + said + struct.pack(">I", checksum)
    place = len(PNG) + _HEADER
    return picture[:place] + chunk + picture[place:]


def baked_svg(picture: str, credential: str) -> str:
    """Return an SVG with the credential as the first thing inside."""
    place = picture.index(">", picture.index("<svg")) + 1
    # The end of such a section cannot stand inside it; it is cut in two.
    said = credential.replace("]]>", "]]]]><![CDATA[>")
    element = f'<{_ELEMENT} xmlns:openbadges="{_NAMESPACE}"><![CDATA[{said}]]></{_ELEMENT}>'
    return picture[:place] + element + picture[place:]


def from_png(data: bytes) -> bytes:
    """Return the credential in a PNG; raises ValueError where there is none."""
    place = len(PNG)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name, said = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        if name == b"iTXt" and said.startswith(_KEYWORD + b"\0"):
            return _text(said[len(_KEYWORD) + 1 :])
        place += 12 + length
    raise ValueError("no credential")


def _text(said: bytes) -> bytes:
    """Return the text of a chunk: two flags, a language and a keyword come before it."""
    is_packed, rest = said[:1] == b"\1", said[2:]
    parts = rest.split(b"\0", 2)
    if len(parts) != 3:
        raise ValueError("no credential")
    if not is_packed:
        return parts[2]
    try:
        return zlib.decompressobj().decompress(parts[2], LONGEST)
    except zlib.error:
        raise ValueError("no credential") from None


def from_svg(data: bytes) -> bytes:
    """Return the credential in an SVG; raises ValueError where there is none."""
    start = data.index(f"<{_ELEMENT}".encode())
    end = data.index(f"</{_ELEMENT}".encode(), start)
    said = data[start:end]
    inside = said[said.index(_OPENS) + len(_OPENS) : said.rindex(_CLOSES)]
    return inside.replace(_CLOSES + _OPENS, b"")
