"""What the file says about itself: XMP and the document's information."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from certificates.rendering.layout.marks import Publication

PRODUCER: Final = "certificates.rendering 1"

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<xmp:CreateDate>{created}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{created}T00:00:00Z</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<xmpMM:DocumentID>urn:sha256:{fingerprint}</xmpMM:DocumentID>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The instant that ReportLab writes as date of the file: midnight of the day of the award."""

    YMDhms: tuple[int, int, int, int, int, int]
    t: float = 0.0
    dhh: int = 0
    dmm: int = 0


def describe(document: pdfdoc.PDFDocument, publication: Publication) -> None:
    """Set the information dictionary, the date and the identifier of a ReportLab document."""
    document.setTitle(publication.title)
    document.setAuthor(publication.author)
    document.setSubject(publication.subject)
    document.setCreator(PRODUCER)
    document.setProducer(PRODUCER)
    year, month, day = (int(part) for part in publication.created.split("-"))
    document._timeStamp = Stamp((year, month, day, 0, 0, 0))  # noqa: SLF001  the only door
    identifier = publication.fingerprint[:32].upper()
    document._ID = f"[<{identifier}><{identifier}>]".encode("ascii")  # noqa: SLF001  likewise


def xmp(publication: Publication) -> bytes:
    """The XMP packet."""
    words = {
        "title": publication.title,
        "author": publication.author,
        "subject": publication.subject,
        "language": publication.language,
        "created": publication.created,
        "fingerprint": publication.fingerprint,
        "producer": PRODUCER,
    }
    return _XMP.format(**{key: escape(word) for key, word in words.items()}).encode("utf-8")
