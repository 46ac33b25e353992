"""The fonts of one document: a code for every pair of a glyph and the text it carries.

That is how one glyph that stands for different letters can still be copied and searched: the same
shape has as many codes as it has meanings.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from certificates.rendering.digits import number, numbers
from certificates.rendering.pdf.objects import Store
from certificates.rendering.text.faces import Face, Subset


@dataclass(slots=True)
class UsedFace:
    """A face as this document uses it."""

    face: Face
    name: str
    codes: dict[tuple[int, str], int] = field(default_factory=dict)

    def code(self, glyph: int, source: str) -> int:
        """The two-byte code of a glyph that stands for a text."""
        return self.codes.setdefault((glyph, source), len(self.codes) + 1)


class FontBook:
    """Collects what is set in each face and writes the fonts in the end."""

    def __init__(self) -> None:
        """Begin without a face."""
        self._used: dict[str, UsedFace] = {}

    def use(self, face: Face) -> UsedFace:
        """The document's font for a face."""
        if face.key not in self._used:
            self._used[face.key] = UsedFace(face, f"F{len(self._used) + 1}")
        return self._used[face.key]

    def write(self, store: Store) -> dict[str, str]:
        """Write every font; returns their references by resource name."""
        return {used.name: _write_font(used, store) for used in self._used.values()}


def _write_font(used: UsedFace, store: Store) -> str:
    glyphs = tuple(sorted({glyph for glyph, _ in used.codes}))
    subset = used.face.subset(glyphs)
    font, descendant, map_to_glyphs = store.slot(), store.slot(), store.slot()
    to_unicode = store.slot()
    name = _subset_name(used.face.key, glyphs)
    font.fill(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant.reference}] /ToUnicode {to_unicode.reference} >>"
    )
    descendant.fill(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {_write_descriptor(used.face, name, subset, store)} "
        f"/CIDToGIDMap {map_to_glyphs.reference} /DW 0 /W [1 [{_widths(used)}]] >>"
    )
    places = [0, *(subset.glyph_of[glyph] for glyph, _ in used.codes)]
    map_to_glyphs.deflate("", b"".join(place.to_bytes(2, "big") for place in places))
    to_unicode.deflate("", _unicode_map(used))
    return font.reference


def _write_descriptor(face: Face, name: str, subset: Subset, store: Store) -> str:
    descriptor, file = store.slot(), store.slot()
    extents = face.font.get_font_extents("ltr")
    ascent, descent = extents.ascender * face.unit, extents.descender * face.unit
    descriptor.fill(
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle "
        f"{-12 if face.spec.key.endswith('Italic') else 0} /StemV 80 /CapHeight 700 "
        f"/Ascent {number(ascent)} /Descent {number(descent)} "
        f"/FontBBox [{numbers(-1000, descent, 3000, ascent)}] /FontFile2 {file.reference} >>"
    )
    file.fill_stream(f"/Length1 {subset.length} /Filter /FlateDecode", subset.data)
    return descriptor.reference


def _subset_name(key: str, glyphs: tuple[int, ...]) -> str:
    digest = hashlib.sha256(repr(glyphs).encode("ascii")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6]) + f"+{key}"


def _widths(used: UsedFace) -> str:
    return " ".join(str(round(used.face.width_of(glyph))) for glyph, _ in used.codes)


def _unicode_map(used: UsedFace) -> bytes:
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    entries = [
        f"<{code:04X}> <{source.encode('utf-16-be').hex().upper()}>"
        for (_, source), code in used.codes.items()
    ]
    for start in range(0, len(entries), 100):
        hundred = entries[start : start + 100]
        parts += [f"{len(hundred)} beginbfchar", *hundred, "endbfchar"]
    parts.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(parts).encode("ascii")
