"""The file of a ReportLab document: ReportLab's own objects as it formats them, ours as they are.

ReportLab formats each object through five calls and a look at its encryption. Nearly all objects
of a certificate are ready bytes (``objects.Slot``), so they are put into the file directly.
"""

from __future__ import annotations

from typing import Any, Final

from reportlab.pdfbase import pdfdoc

from certificates.rendering.pdf.objects import Slot

# Bytes above 127 tell programs that move files that this one is not text.
_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def file_of(document: Any) -> bytes:
    """Return the bytes of the finished document."""
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    parts, offsets = [_HEAD], []
    length = len(_HEAD)
    number = 1
    # Formatting an object of ReportLab may add others behind it.
    while (name := document.numberToId.get(number)) is not None:
        body = _object(document, number, name)
        offsets.append(length)
        parts.append(body)
        length += len(body)
        number += 1
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    words = (root.format(document), info.format(document), document.ID())
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (number, entries))
    parts.append(b"trailer\n<< /Size %d /Root %s /Info %s /ID %s >>\n" % (number, *words))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % length)
    return b"".join(parts)


def _object(document: Any, number: int, name: str) -> bytes:
    content = document.idToObject[name]
    if isinstance(content, Slot):
        return b"%d 0 obj\n%s\nendobj\n" % (number, content.body)
    formatted: bytes = pdfdoc.PDFIndirectObject(name, content).format(document)
    return formatted
