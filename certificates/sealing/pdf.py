"""Puts a seal into a file of our own renderer, as an update at its end.

What was rendered stays as it is, byte for byte; the update adds the signature and says that no
change is allowed after it (DocMDP, level 1). The signature covers the whole file but itself.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from certificates.sealing.seal import Seal

_END: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ENTRY: Final = 20
_ANY_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
# Invisible, printable, locked: a field without a place on the page.
_FIELD: Final = (
    "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /TU <{name}> /F 132 /Rect [0 0 0 0] "
    "/P {page} /V {signature} >>"
)
_SIGNATURE: Final = (
    "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
    "/M (D:{at:%Y%m%d%H%M%SZ}) /Reference [<< /Type /SigRef /TransformMethod /DocMDP "
    "/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] "
    "/ByteRange [0 {before:10d} {after:10d} {rest:10d}] /Contents "
)


class NotOurs(ValueError):
    """The file was not written by our renderer, so that it cannot be sealed."""


def seal_file(data: bytes, seal: Seal, at: datetime) -> bytes:
    """Return a file of our renderer with the seal on it; the same input gives the same bytes.

    Raises NotOurs for any other file.
    """
    file = _Rendered.read(data)
    update = _Update(file)
    signature, field = file.size, file.size + 1
    page, catalogue = file.object(file.first_page), file.object(file.root)
    update.add(file.first_page, _with_field(page, field))
    update.add(file.root, _with_permissions(catalogue, field, signature))
    update.add(field, _field(seal, file.first_page, signature).encode("ascii"))
    room = 2 * seal.signer.room
    spot = update.reserve(signature, room)
    tail = update.end(spot)
    covered = spot.head(at, before=spot.place, rest=len(tail))
    digest = hashlib.sha256(b"".join((*update.parts, covered, tail))).digest()
    message = seal.sign(digest).hex().upper().encode("ascii")
    return b"".join((*update.parts, covered, b"<", message.ljust(room, b"0"), b">", tail))


def _field(seal: Seal, page: int, signature: int) -> str:
    subject = seal.signer.certificate.subject.rfc4514_string()
    name = "FEFF" + subject.encode("utf-16-be").hex().upper()
    return _FIELD.format(name=name, page=f"{page} 0 R", signature=f"{signature} 0 R")


def _with_field(page: bytes, field: int) -> bytes:
    """The page with the field among its annotations."""
    own = b" %d 0 R" % field
    changed, found = re.subn(
        rb"/Annots \[([^\]]*)\]", rb"/Annots [\1" + own + rb"]", page, count=1
    )
    return changed if found else _with(page, b"/Annots [%s ]" % own)


def _with_permissions(catalogue: bytes, field: int, signature: int) -> bytes:
    return _with(
        catalogue,
        b"/AcroForm << /Fields [%d 0 R] /SigFlags 3 >> /Perms << /DocMDP %d 0 R >>"
        % (field, signature),
    )


def _with(dictionary: bytes, entries: bytes) -> bytes:
    """A dictionary with entries added before its end."""
    body = dictionary.rstrip()
    if not (body.lstrip().startswith(b"<<") and body.endswith(b">>")):
        raise NotOurs("An object is not the dictionary that it should be.")
    return body[:-2] + entries + b" >>"


@dataclass(frozen=True, slots=True)
class _Rendered:
    """What a seal has to know of a file: where its objects are, and its first page."""

    data: bytes
    table: int
    entries: int
    size: int
    root: int
    info: bytes
    identity: bytes
    first_page: int = 0

    @classmethod
    def read(cls, data: bytes) -> _Rendered:
        """Read the one table of objects and the trailer; raises NotOurs."""
        end = _END.search(data, max(0, len(data) - 64))
        if not end:
            raise NotOurs("The file has no end.")
        table = int(end.group(1))
        head = re.compile(rb"xref\n0 (\d+)\n").match(data, table)
        trailer = data.find(b"trailer", table)
        if not head or trailer < 0:
            raise NotOurs("The file has no table of objects.")
        said = data[trailer:]
        file = cls(
            data=data,
            table=table,
            entries=head.end(),
            size=int(head.group(1)),
            root=int(_one(rb"/Root (\d+) 0 R", said)),
            info=_one(rb"/Info (\d+ 0 R)", said),
            identity=_one(rb"/ID \[<([0-9A-Fa-f]+)>", said),
        )
        pages = file.object(int(_one(rb"/Pages (\d+) 0 R", file.object(file.root))))
        first = int(_one(rb"/Kids \[\s*(\d+) 0 R", pages))
        return replace(file, first_page=first)

    def object(self, number: int) -> bytes:
        """The text of a numbered dictionary; raises NotOurs where there is none."""
        place = self.entries + _ENTRY * number
        entry = self.data[place : place + 10]
        head = b"%d 0 obj" % number
        start = int(entry) if entry.isdigit() else len(self.data)
        end = self.data.find(b"endobj", start)
        if end < 0 or not self.data.startswith(head, start):
            raise NotOurs(f"Object {number} is not where it should be.")
        return self.data[start + len(head) : end]


def _one(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    if not found:
        raise NotOurs(f"The file does not say {pattern!r}.")
    return bytes(found.group(1))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the signature will stand: its object is written around a gap."""

    number: int
    start: int
    room: int

    @property
    def place(self) -> int:
        """Where the gap begins; the head has the same length whatever it says."""
        return self.start + len(self.head(_ANY_TIME, 0, 0))

    def head(self, at: datetime, before: int, rest: int) -> bytes:
        """The object up to the gap."""
        after = before + self.room + 2
        said = _SIGNATURE.format(at=at.astimezone(UTC), before=before, after=after, rest=rest)
        return f"{self.number} 0 obj\n{said}".encode("ascii")


class _Update:
    """The objects added at the end of a file, and the table that finds them."""

    def __init__(self, file: _Rendered) -> None:
        """Begin after what was rendered."""
        self.file = file
        self.parts = [file.data if file.data.endswith(b"\n") else file.data + b"\n"]
        self.length = len(self.parts[0])
        self.places: dict[int, int] = {}

    def add(self, number: int, body: bytes) -> None:
        """Add an object, or the new state of one."""
        self.places[number] = self.length
        text = b"%d 0 obj\n%s\nendobj\n" % (number, body.strip())
        self.parts.append(text)
        self.length += len(text)

    def reserve(self, number: int, room: int) -> _Spot:
        """Say where the signature stands, so many hexadecimal digits long; the last object."""
        self.places[number] = self.length
        return _Spot(number, self.length, room)

    def end(self, spot: _Spot) -> bytes:
        """Everything after the gap."""
        close = b" >>\nendobj\n"
        table = spot.place + spot.room + 2 + len(close)
        rows = [
            b"%d 1\n%010d 00000 n \n" % (number, place)
            for number, place in sorted(self.places.items())
        ]
        new = hashlib.sha256(self.file.data).hexdigest()[:32].upper().encode("ascii")
        return b"".join(
            (
                close,
                b"xref\n",
                *rows,
                b"trailer\n<< /Size %d /Root %d 0 R /Info %s /ID [<%s><%s>] /Prev %d >>\n"
                % (
                    self.file.size + 2,
                    self.file.root,
                    self.file.info,
                    self.file.identity,
                    new,
                    self.file.table,
                ),
                b"startxref\n%d\n%%%%EOF\n" % table,
            )
        )
