"""Makes the typefaces of this folder from Debian's fonts-noto-core: all letters, no hints.

Run as ``python -m certificates.rendering.fonts.prepare /usr/share/fonts/truetype/noto``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from fontTools import subset

from certificates.rendering.text.catalogue import own_faces

_HERE: Final = Path(__file__).parent
# Signatures and design metadata of the whole family; shaping and drawing never read them.
_NEEDLESS: Final = ("DSIG", "meta", "STAT")


def prepare(source: Path) -> int:
    """Write every typeface of the catalogue here; returns the bytes written."""
    total = 0
    for spec in own_faces():
        (name,) = spec.path
        options = subset.Options(
            layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True
        )
        options.drop_tables += list(_NEEDLESS)
        font = subset.load_font(source / name, options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=list(font.getBestCmap()))
        subsetter.subset(font)
        font["head"].modified = font["head"].created
        subset.save_font(font, _HERE / name, options)
        total += (_HERE / name).stat().st_size
    return total


if __name__ == "__main__":
    sys.stdout.write(f"{prepare(Path(sys.argv[1]))} bytes\n")
