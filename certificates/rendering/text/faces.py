"""Typefaces in memory: what they cover, how they shape, and subsets of them for embedding."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any, Final

import uharfbuzz as hb

from certificates.rendering.text.catalogue import FaceSpec

# What shaping needed and a PDF reader does not.
_LAYOUT: Final = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern")
_DESCRIPTION: Final = ("name", "OS/2", "cmap", "post", "gasp", "STAT", "DSIG")
_VARIATION: Final = ("vhea", "vmtx", "VORG", "HVAR", "MVAR", "avar")
_NOT_EMBEDDED: Final = (*_LAYOUT, *_DESCRIPTION, *_VARIATION)


@dataclass(frozen=True, slots=True)
class Subset:
    """A subset of a typeface, compressed for embedding, and where its glyphs went."""

    data: bytes
    length: int
    glyph_of: dict[int, int]


class Face:
    """One typeface, loaded once a process."""

    def __init__(self, spec: FaceSpec) -> None:
        """Map the file into memory and pin the weight of a variable face."""
        self.spec = spec
        with as_file(files(spec.package).joinpath(*spec.path)) as path:
            self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font = hb.Font(self.face)
        if spec.weight is not None:
            self.font.set_variations({"wght": spec.weight})
        self.characters = frozenset(self.face.unicodes)
        self.unit = 1000 / self.face.upem
        self._inks: dict[int, tuple[float, float]] = {}
        self._widths: dict[int, float] = {}

    @property
    def key(self) -> str:
        """The name under which the face is embedded."""
        return self.spec.key

    def covers(self, text: str) -> bool:
        """Whether the face has a glyph for every character."""
        return all(ord(character) in self.characters for character in text)

    def width_of(self, glyph: int) -> float:
        """The nominal advance of a glyph in thousandths of the em."""
        if glyph not in self._widths:
            self._widths[glyph] = self.font.get_glyph_h_advance(glyph) * self.unit
        return self._widths[glyph]

    def ink_of(self, glyph: int) -> tuple[float, float]:
        """The top and the bottom of a glyph's ink in thousandths of the em."""
        if glyph not in self._inks:
            extents = self.font.get_glyph_extents(glyph)
            top = extents.y_bearing * self.unit if extents else 0.0
            height = extents.height * self.unit if extents else 0.0
            self._inks[glyph] = (top, top + height)
        return self._inks[glyph]

    def shape(
        self, codes: list[int], start: int, length: int, settings: dict[str, Any]
    ) -> hb.Buffer:
        """Shape a part of a text; the rest is context for joining and reordering."""
        buffer = hb.Buffer()
        buffer.cluster_level = settings["clusters"]
        buffer.add_codepoints(codes, start, length)
        buffer.direction = settings["direction"]
        buffer.script = settings["script"]
        buffer.language = settings["language"]
        hb.shape(self.font, buffer, settings["features"])
        return buffer

    @lru_cache(maxsize=64)  # noqa: B019  a face lives as long as the process
    def subset(self, glyphs: tuple[int, ...]) -> Subset:
        """The subset that holds these glyphs, without layout tables."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        for tag in _NOT_EMBEDDED:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.ljust(4).encode("ascii"), "big"))
        if self.spec.weight is not None:
            wanted.pin_axis_location(self.face, "wght", self.spec.weight)
        plan = hb.SubsetPlan(self.face, wanted)
        data = plan.execute().blob.data
        moved = plan.old_to_new_glyph_mapping
        return Subset(zlib.compress(data), len(data), {old: moved[old] for old in glyphs})


@cache
def face_of(spec: FaceSpec) -> Face:
    """The loaded typeface of a specification."""
    return Face(spec)
