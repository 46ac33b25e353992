"""The day of these tests, and the parts of a sealed file."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def gap_of(sealed: bytes) -> tuple[int, int]:
    """Where the gap of the seal begins and ends."""
    found = re.search(rb"/ByteRange \[0 +(\d+) +(\d+) +(\d+)\]", sealed)
    assert found
    before, after, rest = (int(number) for number in found.groups())
    assert after + rest == len(sealed)
    return before, after


def message_of(sealed: bytes) -> bytes:
    """The signed message in the gap."""
    before, after = gap_of(sealed)
    message = bytes.fromhex(sealed[before + 1 : after - 1].decode())
    return message[: 4 + int.from_bytes(message[2:4], "big")]


def with_update(sealed: bytes) -> bytes:
    """The file with a further revision that shows another first page."""
    (size, root), table = (
        _last(rb"/Size (\d+) /Root (\d+)", sealed),
        _last(rb"xref\n(\d+)", sealed),
    )
    page, pages = _last(rb"/Kids \[ ?(\d+) ", sealed), _last(rb"/Pages (\d+)", sealed)
    shown = b"/Type /Page /Parent %s 0 R /MediaBox [0 0 99 99] /Resources << >>" % pages
    objects = b"%s 0 obj\n<< %s >>\nendobj\n" % (page, shown)
    rows = b"xref\n%s 1\n%010d 00000 n \n" % (page, len(sealed))
    trailer = b"trailer\n<< /Size %s /Root %s 0 R /Prev %s >>\n" % (size, root, table)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(sealed) + len(objects))
    return sealed + objects + rows + trailer + end


def _last(pattern: bytes, data: bytes) -> Any:
    return re.findall(pattern, data)[-1]
