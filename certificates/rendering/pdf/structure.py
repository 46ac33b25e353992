"""The structure tree of a tagged PDF: what each mark on the pages means, in reading order."""

from __future__ import annotations

from certificates.rendering.layout.marks import Element
from certificates.rendering.pdf.objects import Slot, Store, array, text_string


class Structure:
    """Numbers the marked content of the pages and writes the tree in the end."""

    def __init__(self, store: Store) -> None:
        """Begin without content."""
        self._store = store
        self._kids: dict[Element, list[tuple[int, int]]] = {}
        self._pages: list[list[Element]] = []
        self._links: list[tuple[Element, Slot, int]] = []

    def begin_page(self) -> int:
        """Start a page; returns its key in the parent tree."""
        self._pages.append([])
        return len(self._pages) - 1

    def mark(self, element: Element) -> int:
        """The next marked content of the page belongs to this element; returns its number."""
        owners = self._pages[-1]
        owners.append(element)
        self._kids.setdefault(element, []).append((len(self._pages) - 1, len(owners) - 1))
        return len(owners) - 1

    def link(self, element: Element, annotation: Slot) -> int:
        """The annotation belongs to this element; returns its key in the parent tree."""
        key = 1000 + len(self._links)
        self._links.append((element, annotation, len(self._pages) - 1))
        return key

    def write(self, document: Element, pages: list[str]) -> Slot:
        """Write the tree below the root, given the references of the pages."""
        root = self._store.slot()
        slots: dict[Element, Slot] = {}
        self._reserve(document, slots)
        self._write_element(document, root, slots, pages)
        entries = [
            f"{key} {array(slots[element].reference for element in owners)}"
            for key, owners in enumerate(self._pages)
        ]
        entries += [
            f"{1000 + i} {slots[element].reference}"
            for i, (element, _, _) in enumerate(self._links)
        ]
        root.fill(
            f"<< /Type /StructTreeRoot /K {slots[document].reference} "
            f"/ParentTree << /Nums {array(entries)} >> "
            f"/ParentTreeNextKey {1000 + len(self._links)} >>"
        )
        return root

    def _reserve(self, element: Element, slots: dict[Element, Slot]) -> None:
        slots[element] = self._store.slot()
        for child in element.children:
            self._reserve(child, slots)

    def _write_element(
        self, element: Element, parent: Slot, slots: dict[Element, Slot], pages: list[str]
    ) -> None:
        own = slots[element]
        kids = [
            f"<< /Type /MCR /Pg {pages[page]} /MCID {number} >>"
            for page, number in self._kids.get(element, [])
        ]
        kids += [
            f"<< /Type /OBJR /Pg {pages[page]} /Obj {annotation.reference} >>"
            for owner, annotation, page in self._links
            if owner is element
        ]
        for child in element.children:
            self._write_element(child, own, slots, pages)
            kids.append(slots[child].reference)
        own.fill(
            f"<< /Type /StructElem /S /{element.role} /P {parent.reference} "
            f"{_words(element)}/K {array(kids)} >>"
        )


def _words(element: Element) -> str:
    given = {
        "/Lang": element.language,
        "/Alt": element.alternative,
        "/ActualText": element.actual_text,
    }
    words = "".join(f"{key} {text_string(text)} " for key, text in given.items() if text)
    return words + (f"/A << {element.attributes} >> " if element.attributes else "")
