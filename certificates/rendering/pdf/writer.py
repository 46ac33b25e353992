"""Draws sheets of marks on a ReportLab canvas and closes the file."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from certificates.rendering.digits import number, numbers
from certificates.rendering.layout.marks import (
    CodeMark,
    Element,
    FrameMark,
    LinkMark,
    PictureMark,
    Publication,
    RosetteMark,
    RuleMark,
    Sheet,
    StopMark,
    TextMark,
)
from certificates.rendering.pdf.codes import code_operators
from certificates.rendering.pdf.fontbook import FontBook
from certificates.rendering.pdf.metadata import describe, xmp
from certificates.rendering.pdf.objects import Slot, Store, text_string
from certificates.rendering.pdf.structure import Structure
from certificates.rendering.pdf.text import text_operators
from certificates.rendering.pictures import Picture
from certificates.rendering.rosette import LINE_WIDTH, RADIUS

_PAPER: Final = (1.0, 1.0, 1.0)


class _NoInitialFont:
    """What ReportLab takes for its first font: none, so that no unembedded Helvetica gets in."""

    fontName = "certificates-none"
    _dynamicFont = 1
    _multiByte = 0

    class face:  # noqa: N801  ReportLab's protocol
        """The name under which ReportLab keeps it."""

        name = "certificates-none"
        builtIn = 0


pdfmetrics.registerFont(_NoInitialFont)


def write(publication: Publication) -> bytes:
    """The PDF file of a publication. The same publication gives the same bytes."""
    return _Writer(publication).write()


class _Writer:
    """One document on its way: canvas, fonts, pictures and structure."""

    def __init__(self, publication: Publication) -> None:
        """Open a canvas."""
        self.publication = publication
        self.canvas = Canvas(
            None,
            pagesize=(publication.sheets[0].width, publication.sheets[0].height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=_NoInitialFont.fontName,
            lang=publication.language,
        )
        self.document: Any = self.canvas._doc
        self.store = Store(self.document)
        self.fonts = FontBook()
        self.structure = Structure(self.store)
        self.pictures: dict[str, str] = {}
        self.annotations: list[Slot] = []
        self.open_element: Element | None = None
        self.content_open = False
        self.draw: dict[type, Callable[[Any], None]] = {
            TextMark: self._text,
            RuleMark: self._rule,
            FrameMark: self._frame,
            StopMark: self._stop,
            RosetteMark: self._rosette,
            PictureMark: self._picture,
            CodeMark: self._code,
            LinkMark: self._link,
        }

    def write(self) -> bytes:
        """Draw everything and return the file."""
        pages = [self._page(sheet) for sheet in self.publication.sheets]
        resources = self.document.idToObject[pdfdoc.BasicFonts].dict
        for name, reference in self.fonts.write(self.store).items():
            resources[name] = _Verbatim(reference)
        catalogue = self.document.Catalog
        catalogue.StructTreeRoot = self.structure.write(self.publication.structure, pages)
        catalogue.MarkInfo = self._filled("<< /Marked true >>")
        catalogue.ViewerPreferences = self._filled("<< /DisplayDocTitle true >>")
        catalogue.Metadata = self.store.slot()
        catalogue.Metadata.fill_stream("/Type /Metadata /Subtype /XML", xmp(self.publication))
        describe(self.document, self.publication)
        data: bytes = self.canvas.getpdfdata()
        return data

    def _page(self, sheet: Sheet) -> str:
        """Draw one page; returns its reference."""
        key = self.structure.begin_page()
        self.annotations = []
        self.canvas.setPageSize((sheet.width, sheet.height))
        for mark in sheet.marks:
            self._switch(getattr(mark, "element", None))
            self.draw[type(mark)](mark)
        self._close_content()
        name = self.document.thisPageName()
        self.canvas.showPage()
        page = self.document.idToObject[name]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = key
        page.Tabs = pdfdoc.PDFName("S")
        if self.annotations:
            page.Annots = _Verbatim(f"[{' '.join(slot.reference for slot in self.annotations)}]")
        return f"{self.document.idToObjectNumberAndVersion[name][0]} 0 R"

    def _filled(self, body: str) -> Slot:
        slot = self.store.slot()
        slot.fill(body)
        return slot

    def _emit(self, *operators: str) -> None:
        self.canvas._code.extend(operators)

    def _switch(self, element: Element | None) -> None:
        """Open marked content for an element, or an artifact for what has no meaning of its own."""
        if self.content_open and element is self.open_element:
            return
        self._close_content()
        if element is None:
            self._emit("/Artifact BMC")
        else:
            self._emit(f"/{element.role} << /MCID {self.structure.mark(element)} >> BDC")
        self.open_element, self.content_open = element, True

    def _close_content(self) -> None:
        if self.content_open:
            self._emit("EMC")
        self.content_open = False

    def _text(self, mark: TextMark) -> None:
        self.canvas.setFillColorRGB(*_rgb(mark.ink))
        self._emit(*text_operators(mark, self.fonts))

    def _rule(self, mark: RuleMark) -> None:
        self.canvas.setStrokeColorRGB(*_rgb(mark.ink))
        self.canvas.setLineWidth(mark.width)
        self.canvas.line(mark.x1, mark.y1, mark.x2, mark.y2)

    def _frame(self, mark: FrameMark) -> None:
        self.canvas.setStrokeColorRGB(*_rgb(mark.ink))
        self.canvas.setLineWidth(mark.line)
        self.canvas.rect(mark.x, mark.y, mark.width, mark.height)

    def _stop(self, mark: StopMark) -> None:
        self.canvas.setStrokeColorRGB(*_rgb(mark.ink))
        self.canvas.setFillColorRGB(*(_rgb(mark.ink) if mark.filled else _PAPER))
        self.canvas.setLineWidth(mark.line)
        self.canvas.circle(mark.x, mark.y, mark.radius, stroke=1, fill=1)

    def _rosette(self, mark: RosetteMark) -> None:
        scale = mark.radius / RADIUS
        red, green, blue = _rgb(mark.ink)
        self._emit(f"q {numbers(red, green, blue)} RG {LINE_WIDTH} w 1 j")
        self._emit(f"{scale:.6f} 0 0 {scale:.6f} {numbers(mark.x, mark.y)} cm")
        for index, ring in enumerate(mark.rings):
            form = self._form(f"Ring{index}", ring.operators())
            for turn in ring.turns:
                cos, sin = math.cos(turn), math.sin(turn)
                self._emit(f"q {cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} 0 0 cm /{form} Do Q")
        self._emit("Q")

    def _form(self, name: str, content: str) -> str:
        """A form of path operators on the rosette's disc; returns its resource name."""
        self.canvas._formsinuse.append(name)
        internal = pdfdoc.xObjectName(name)
        if internal not in self.document.idToObject:
            reach = RADIUS + LINE_WIDTH
            box = f"[{-reach} {-reach} {reach} {reach}]"
            self.store.slot(internal).deflate(
                f"/Type /XObject /Subtype /Form /BBox {box} /Resources << >>",
                content.encode("ascii"),
            )
        return str(internal)

    def _picture(self, mark: PictureMark) -> None:
        name = self._embed(mark.picture)
        across, up = mark.width, mark.height
        if mark.picture.drawn:
            across, up = across / mark.picture.width, up / mark.picture.height
        matrix = f"{across:.5f} 0 0 {up:.5f} {numbers(mark.x, mark.y)}"
        self._emit(f"q {matrix} cm /{name} Do Q")

    def _embed(self, picture: Picture) -> str:
        name = f"P{picture.digest[:16]}"
        if name not in self.canvas._formsinuse:
            self.canvas._formsinuse.append(name)
        internal = str(pdfdoc.xObjectName(name))
        if internal not in self.document.idToObject:
            slot = self.store.slot(internal)
            dictionary = picture.dictionary
            if picture.mask:
                mask = self.store.slot()
                mask.fill_stream(picture.mask_dictionary, picture.mask)
                dictionary += f" /SMask {mask.reference}"
            slot.fill_stream(dictionary, picture.data)
        return internal

    def _code(self, mark: CodeMark) -> None:
        self.canvas.setFillColorRGB(*_rgb(mark.ink))
        self._emit(code_operators(mark.content, mark.x, mark.y, mark.side))

    def _link(self, mark: LinkMark) -> None:
        slot = self.store.slot()
        key = self.structure.link(mark.element, slot)
        corners = numbers(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        slot.fill(
            f"<< /Type /Annot /Subtype /Link /Rect [{corners}] /Border [0 0 0] /F 4 "
            f"/Contents {text_string(mark.url)} /StructParent {number(key)} "
            f"/A << /S /URI /URI {_ascii_string(mark.url)} >> >>"
        )
        self.annotations.append(slot)


class _Verbatim(pdfdoc.PDFObject):  # type: ignore[misc]
    """A value that is written as it stands."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._data = text.encode("ascii")

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002  ReportLab's protocol
        """The bytes, as ReportLab asks for them."""
        return self._data


def _ascii_string(url: str) -> str:
    safe = "".join(
        c if c.isascii() and c.isprintable() and c not in "()\\" else _percent(c) for c in url
    )
    return f"({safe})"


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8"))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
