"""What a file holds, streams unpacked, for looking up the codes in it: a bounded look."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Final

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
MOST_STREAMS: Final = 500
#: Of one stream so much is unpacked, and of all together.
LONGEST: Final = 1024 * 1024
IN_ALL: Final = 8 * LONGEST


def insides(data: bytes) -> Iterator[bytes]:
    """Yield the file as it is, then what its streams unpack to, as far as the bounds allow."""
    yield data
    whole, left = memoryview(data), IN_ALL
    for found in islice(_STREAM.finditer(data), MOST_STREAMS):
        part = _unpacked(whole[found.end() : found.end() + LONGEST], min(left, LONGEST))
        left -= len(part)
        yield part
        if left <= 0:
            return


def _unpacked(packed: memoryview, longest: int) -> bytes:
    """Unpack what can be; a stream of another kind is nothing."""
    try:
        return zlib.decompressobj().decompress(packed, longest)
    except zlib.error:
        return b""
