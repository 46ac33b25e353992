"""ReportLab's canvas with doors for ready operators, forms and pages of a tagged document."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Final

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from certificates.rendering.layout.marks import Publication
from certificates.rendering.pdf.objects import Slot, Verbatim

# What ReportLab takes for its first font: none, so that no unembedded Helvetica gets in.
_NO_FONT: Final = "certificates-none"
pdfmetrics.registerFont(
    SimpleNamespace(
        fontName=_NO_FONT,
        _dynamicFont=1,
        _multiByte=0,
        face=SimpleNamespace(name=_NO_FONT, builtIn=0),
    )
)


class Paper(Canvas):
    """A canvas for one publication."""

    def __init__(self, publication: Publication) -> None:
        """Open a canvas of the first sheet's size that writes the same bytes every time."""
        first = publication.sheets[0]
        super().__init__(
            None,
            pagesize=(first.width, first.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=_NO_FONT,
            lang=publication.language,
        )

    @property
    def document(self) -> Any:
        """ReportLab's document below the canvas."""
        return self._doc

    def emit(self, *operators: str) -> None:
        """Append operators to the page."""
        self._code.extend(operators)

    def use_form(self, name: str) -> str:
        """Make a form or picture available to the page; returns its name for the operator."""
        if name not in self._formsinuse:
            self._formsinuse.append(name)
        return str(pdfdoc.xObjectName(name))

    def knows(self, internal: str) -> bool:
        """Whether the document holds a form or picture of this internal name."""
        return internal in self._doc.idToObject

    def close_page(self, content: Slot, structure_key: int, annotations: list[str]) -> str:
        """End the page with its place in the structure and its links; returns its reference.

        The content goes into a slot of our own, since ReportLab would write it as base 85.
        """
        name = self._doc.thisPageName()
        self.showPage()
        page = self._doc.idToObject[name]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = structure_key
        content.deflate("", page.stream.encode("latin-1"))
        page.Contents = content
        page.Tabs = pdfdoc.PDFName("S")
        if annotations:
            page.Annots = Verbatim(f"[{' '.join(annotations)}]")
        return f"{self._doc.idToObjectNumberAndVersion[name][0]} 0 R"

    def finished(self) -> Any:
        """Return the document, made ready as ReportLab makes it ready before it writes."""
        document = self._doc
        document.info.invariant = document.invariant
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        document.encrypt.prepare(document)
        return document

    def add_fonts(self, references: dict[str, str]) -> None:
        """Name the fonts that every page may use."""
        for name, reference in references.items():
            self._doc.idToObject[pdfdoc.BasicFonts].dict[name] = Verbatim(reference)
