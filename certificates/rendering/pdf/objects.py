"""Objects of our own in a ReportLab document: ready bytes, put in without another look."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

from reportlab.pdfbase import pdfdoc

#: Of deflate: a third less time than the default, for one per cent more bytes.
LEVEL: Final = 4


class Slot(pdfdoc.PDFObject):
    """A numbered place in the file; its bytes may be filled in later."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        """Begin empty and without a number."""
        self.number = 0
        self.body = b""

    @property
    def reference(self) -> str:
        """How other objects point here."""
        return f"{self.number} 0 R"

    def fill(self, body: str) -> None:
        """Set a dictionary or array."""
        self.body = body.encode("latin-1")

    def fill_stream(self, dictionary: str, data: bytes) -> None:
        """Set a stream whose data are already encoded as the dictionary says."""
        head = f"<< {dictionary} /Length {len(data)} >>\nstream\n".encode("latin-1")
        self.body = head + data + b"\nendstream"

    def deflate(self, dictionary: str, data: bytes) -> None:
        """Set a stream and compress its data."""
        self.fill_stream(f"{dictionary} /Filter /FlateDecode".strip(), zlib.compress(data, LEVEL))

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The bytes, as ReportLab asks for them."""
        return self.body


class Verbatim(pdfdoc.PDFObject):
    """A value that is written as it stands."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._data = text.encode("ascii")

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The bytes, as ReportLab asks for them."""
        return self._data


class Store:
    """Hands out slots of one ReportLab document."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        """Keep the document."""
        self.document = document
        self._count = 0

    def slot(self, name: str = "") -> Slot:
        """A new slot; a name makes it findable by ReportLab."""
        self._count += 1
        slot = Slot()
        own_name = name or f"Own{self._count}"
        self.document.Reference(slot, own_name)
        slot.number = self.document.idToObjectNumberAndVersion[own_name][0]
        return slot


def text_string(text: str) -> str:
    """A PDF text string for any characters."""
    if text.isascii() and text.isprintable() and not set("()\\") & set(text):
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def array(items: Iterable[str]) -> str:
    """A PDF array."""
    return f"[{' '.join(items)}]"
