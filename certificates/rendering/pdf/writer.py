"""Draws sheets of marks on a ReportLab canvas and closes the file."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, Final

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
from certificates.rendering.pdf.finish import file_of
from certificates.rendering.pdf.fontbook import FontBook
from certificates.rendering.pdf.metadata import describe, xmp
from certificates.rendering.pdf.objects import Slot, Store, text_string
from certificates.rendering.pdf.paper import Paper
from certificates.rendering.pdf.structure import Structure
from certificates.rendering.pdf.text import text_operators
from certificates.rendering.pictures import Picture
from certificates.rendering.pictures.paths import ellipse
from certificates.rendering.rosette import LINE_WIDTH, RADIUS, Ring

_PAPER: Final = "1 1 1"


def write(publication: Publication) -> bytes:
    """The PDF file of a publication. The same publication gives the same bytes."""
    return _Writer(publication).write()


class _Writer:
    """One document on its way: canvas, fonts, pictures and structure."""

    def __init__(self, publication: Publication) -> None:
        """Open a canvas."""
        self.publication = publication
        self.canvas = Paper(publication)
        self.store = Store(self.canvas.document)
        self.fonts = {True: FontBook("F"), False: FontBook("N")}
        self.structure = Structure(self.store)
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
        for book in self.fonts.values():
            self.canvas.add_fonts(book.write(self.store))
        catalogue = self.canvas.document.Catalog
        catalogue.StructTreeRoot = self.structure.write(self.publication.structure, pages)
        catalogue.MarkInfo = self._filled("<< /Marked true >>")
        catalogue.ViewerPreferences = self._filled("<< /DisplayDocTitle true >>")
        catalogue.Metadata = self.store.slot()
        catalogue.Metadata.fill_stream("/Type /Metadata /Subtype /XML", xmp(self.publication))
        describe(self.canvas.document, self.publication)
        return file_of(self.canvas.finished())

    def _page(self, sheet: Sheet) -> str:
        """Draw one page; returns its reference."""
        key = self.structure.begin_page()
        self.annotations = []
        self.canvas.setPageSize((sheet.width, sheet.height))
        for mark in sheet.marks:
            self._switch(getattr(mark, "element", None))
            self.draw[type(mark)](mark)
        self._close_content()
        return self.canvas.close_page(
            self.store.slot(), key, [slot.reference for slot in self.annotations]
        )

    def _filled(self, body: str) -> Slot:
        slot = self.store.slot()
        slot.fill(body)
        return slot

    def _switch(self, element: Element | None) -> None:
        """Open marked content for an element, or an artifact for what means nothing by itself."""
        if self.content_open and element is self.open_element:
            return
        self._close_content()
        if element is None:
            self.canvas.emit("/Artifact BMC")
        else:
            self.canvas.emit(f"/{element.role} << /MCID {self.structure.mark(element)} >> BDC")
        self.open_element, self.content_open = element, True

    def _close_content(self) -> None:
        if self.content_open:
            self.canvas.emit("EMC")
        self.content_open = False

    def _text(self, mark: TextMark) -> None:
        self.canvas.emit(f"{_ink(mark.ink)} rg", *text_operators(mark, self.fonts[mark.shared]))

    def _rule(self, mark: RuleMark) -> None:
        ends = f"{numbers(mark.x1, mark.y1)} m {numbers(mark.x2, mark.y2)} l S"
        self.canvas.emit(f"{_ink(mark.ink)} RG {number(mark.width)} w {ends}")

    def _frame(self, mark: FrameMark) -> None:
        box = numbers(mark.x, mark.y, mark.width, mark.height)
        self.canvas.emit(f"{_ink(mark.ink)} RG {number(mark.line)} w {box} re S")

    def _stop(self, mark: StopMark) -> None:
        fill = _ink(mark.ink) if mark.filled else _PAPER
        self.canvas.emit(
            f"{_ink(mark.ink)} RG {fill} rg {number(mark.line)} w",
            *(
                f"{' '.join(numbers(*point) for point in points)} {operator}"
                for operator, points in ellipse((mark.x, mark.y), mark.radius, mark.radius)
            ),
            "B",
        )

    def _rosette(self, mark: RosetteMark) -> None:
        scale = mark.radius / RADIUS
        self.canvas.emit(f"q {_ink(mark.ink)} RG {LINE_WIDTH} w 1 j")
        self.canvas.emit(f"{scale:.6f} 0 0 {scale:.6f} {numbers(mark.x, mark.y)} cm")
        for index, ring in enumerate(mark.rings):
            self.canvas.emit(_turned(ring, self._form(f"Ring{index}", ring.operators)))
        self.canvas.emit("Q")

    def _form(self, name: str, content: Callable[[], str]) -> str:
        """A form of path operators on the rosette's disc; returns its resource name."""
        internal = self.canvas.use_form(name)
        if not self.canvas.knows(internal):
            reach = RADIUS + LINE_WIDTH
            box = f"[{-reach} {-reach} {reach} {reach}]"
            self.store.slot(internal).deflate(
                f"/Type /XObject /Subtype /Form /BBox {box} /Resources << >>",
                content().encode("ascii"),
            )
        return internal

    def _picture(self, mark: PictureMark) -> None:
        name = self._embed(mark.picture)
        across, up = mark.width, mark.height
        if mark.picture.drawn:
            across, up = across / mark.picture.width, up / mark.picture.height
        matrix = f"{across:.5f} 0 0 {up:.5f} {numbers(mark.x, mark.y)}"
        self.canvas.emit(f"q {matrix} cm /{name} Do Q")

    def _embed(self, picture: Picture) -> str:
        internal = self.canvas.use_form(f"P{picture.digest[:16]}")
        if not self.canvas.knows(internal):
            slot = self.store.slot(internal)
            dictionary = picture.dictionary
            if picture.mask:
                mask = self.store.slot()
                mask.fill_stream(picture.mask_dictionary, picture.mask)
                dictionary += f" /SMask {mask.reference}"
            slot.fill_stream(dictionary, picture.data)
        return internal

    def _code(self, mark: CodeMark) -> None:
        code = code_operators(mark.content, mark.x, mark.y, mark.side)
        self.canvas.emit(f"{_ink(mark.ink)} rg", code)

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


@lru_cache(maxsize=64)
def _turned(ring: Ring, form: str) -> str:
    """The form of a ring, drawn at each of its angles."""
    turns = [(math.cos(turn), math.sin(turn)) for turn in ring.turns]
    return "\n".join(
        f"q {cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} 0 0 cm /{form} Do Q" for cos, sin in turns
    )


def _ascii_string(url: str) -> str:
    safe = "".join(
        c if c.isascii() and c.isprintable() and c not in "()\\" else _percent(c) for c in url
    )
    return f"({safe})"


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8"))


@cache
def _ink(colour: str) -> str:
    """A colour as the operands of PDF's colour operators."""
    return numbers(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
