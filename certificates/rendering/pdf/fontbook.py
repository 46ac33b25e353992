"""The fonts of one document: a code for every pair of a glyph and the text it carries.

That is how one glyph that stands for different letters can still be copied and searched: the same
shape has as many codes as it has meanings.

What many certificates share is set in fonts of its own, so that these come out alike each time and
are made once; a name has small fonts beside them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from certificates.rendering.digits import number, numbers
from certificates.rendering.pdf.objects import Store
from certificates.rendering.text.faces import Face

#: A glyph's number and the text it stands for.
Pair = tuple[int, str]

_FONTS_KEPT = 128


@dataclass(slots=True)
class UsedFace:
    """A face as this document uses it; codes are two bytes in hexadecimal."""

    face: Face
    name: str
    codes: dict[Pair, str] = field(default_factory=dict)

    def codes_of(self, pairs: Iterable[Pair]) -> str:
        """The codes of glyphs that stand for texts, new ones given in order."""
        codes = self.codes
        for pair in pairs:
            if pair not in codes:
                codes[pair] = f"{len(codes) + 1:04X}"
        return "".join([codes[pair] for pair in pairs])


class FontBook:
    """Collects what is set in each face and writes the fonts in the end."""

    def __init__(self, prefix: str) -> None:
        """Begin without a face; ``prefix`` begins the fonts' names on the pages."""
        self._prefix = prefix
        self._used: dict[str, UsedFace] = {}

    def use(self, face: Face) -> UsedFace:
        """The document's font for a face."""
        used = self._used.get(face.key)
        if used is None:
            used = UsedFace(face, f"{self._prefix}{len(self._used) + 1}")
            self._used[face.key] = used
        return used

    def write(self, store: Store) -> dict[str, str]:
        """Write every font; returns their references by resource name."""
        return {used.name: _write_font(used, store) for used in self._used.values()}


@dataclass(frozen=True, slots=True)
class _Font:
    """The parts of an embedded font, ready to be written."""

    name: str
    widths: str
    places: bytes
    meanings: bytes
    file: bytes
    length: int


@lru_cache(maxsize=_FONTS_KEPT)
def _make_font(face: Face, pairs: tuple[Pair, ...]) -> _Font:
    """Cut the face down to the glyphs of some pairs, whose codes run from 1."""
    glyphs = tuple(sorted({glyph for glyph, _ in pairs}))
    subset = face.subset(glyphs)
    places = [0, *(subset.glyph_of[glyph] for glyph, _ in pairs)]
    return _Font(
        name=_subset_name(face.key, glyphs),
        widths=" ".join(str(round(face.width_of(glyph))) for glyph, _ in pairs),
        places=zlib.compress(b"".join(place.to_bytes(2, "big") for place in places)),
        meanings=zlib.compress(_unicode_map(pairs)),
        file=subset.data,
        length=subset.length,
    )


def _write_font(used: UsedFace, store: Store) -> str:
    made = _make_font(used.face, tuple(used.codes))
    font, descendant, map_to_glyphs = store.slot(), store.slot(), store.slot()
    to_unicode = store.slot()
    font.fill(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{made.name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant.reference}] /ToUnicode {to_unicode.reference} >>"
    )
    descendant.fill(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{made.name} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {_write_descriptor(used.face, made, store)} "
        f"/CIDToGIDMap {map_to_glyphs.reference} /DW 0 /W [1 [{made.widths}]] >>"
    )
    map_to_glyphs.fill_stream("/Filter /FlateDecode", made.places)
    to_unicode.fill_stream("/Filter /FlateDecode", made.meanings)
    return font.reference


def _write_descriptor(face: Face, made: _Font, store: Store) -> str:
    descriptor, file = store.slot(), store.slot()
    extents = face.font.get_font_extents("ltr")
    ascent, descent = extents.ascender * face.unit, extents.descender * face.unit
    descriptor.fill(
        f"<< /Type /FontDescriptor /FontName /{made.name} /Flags 4 /ItalicAngle "
        f"{-12 if face.spec.key.endswith('Italic') else 0} /StemV 80 /CapHeight 700 "
        f"/Ascent {number(ascent)} /Descent {number(descent)} "
        f"/FontBBox [{numbers(-1000, descent, 3000, ascent)}] /FontFile2 {file.reference} >>"
    )
    file.fill_stream(f"/Length1 {made.length} /Filter /FlateDecode", made.file)
    return descriptor.reference


def _subset_name(key: str, glyphs: tuple[int, ...]) -> str:
    digest = hashlib.sha256(repr(glyphs).encode("ascii")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6]) + f"+{key}"


def _unicode_map(pairs: tuple[Pair, ...]) -> bytes:
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    entries = [
        f"<{code:04X}> <{source.encode('utf-16-be').hex().upper()}>"
        for code, (_, source) in enumerate(pairs, start=1)
    ]
    for start in range(0, len(entries), 100):
        hundred = entries[start : start + 100]
        parts += [f"{len(hundred)} beginbfchar", *hundred, "endbfchar"]
    parts.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(parts).encode("ascii")
