"""Every name of one script is set as Typst sets it, an independent engine with its own shaper.

The same face at the same place must leave the same ink. Mixed lines are left out: there the
engines choose different faces for brackets and spaces.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from certificates.rendering.layout.marks import Element, Publication, Sheet, TextMark
from certificates.rendering.pdf import write
from certificates.rendering.text.catalogue import FaceSpec, Style
from certificates.rendering.text.lines import Line, set_line
from tests.certificates.rendering.samples import NAMES
from tests.certificates.rendering.tools import needs, needs_module, run

SIZE = 24.0
LEFT, BASELINE, WIDTH, HEIGHT = 30, 60, 842, 100
SINGLE = [entry for entry in NAMES if not entry["label"].startswith("Mixed")]


def ours(line: Line) -> bytes:
    document = Element("Document")
    mark = TextMark(line, LEFT, HEIGHT - BASELINE, SIZE, "#000000", document.add("P"))
    sheet = Sheet(WIDTH, HEIGHT, [mark])
    return write(Publication((sheet,), document, "t", "a", "s", "en", "2026-11-25", "ab" * 32))


def theirs(line: Line, spec: FaceSpec, language: str) -> bytes:
    import typst  # noqa: PLC0415  a tool of the tests, perhaps not installed

    font = Path(str(files(spec.package).joinpath(*spec.path)))
    names = TTFont(font, lazy=True)["name"]
    family = names.getDebugName(16) or names.getDebugName(1)
    direction = "rtl" if line.right_to_left else "ltr"
    tag = language.split("-", maxsplit=1)[0]
    italic = "italic" if spec.key.endswith("Italic") else "normal"
    source = f"""#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)
#set text(font: "{family}", size: {SIZE * spec.scale}pt, lang: "{tag}",
  dir: {direction}, style: "{italic}", weight: 400, fallback: false,
  top-edge: "baseline", bottom-edge: "baseline")
#place(top + left, dx: {LEFT}pt, dy: {BASELINE}pt, box[{line.text}])"""
    folders = [str(font.parent)]
    return typst.compile(source.encode(), font_paths=folders, ignore_system_fonts=True)


def ink(data: bytes, folder: Path, name: str) -> Image.Image:
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    run("pdftoppm", "-r", "150", "-gray", "-singlefile", str(path), str(folder / name))
    return ImageChops.invert(Image.open(folder / f"{name}.pgm").convert("L"))


def overlap(one: Image.Image, other: Image.Image) -> float:
    """The share of the ink that both have, of all the ink there is."""
    common = sum(ImageChops.darker(one, other).tobytes())
    return common / sum(ImageChops.lighter(one, other).tobytes())


@needs("pdftoppm")
@needs_module("typst")
@pytest.mark.parametrize("style", [Style.DISPLAY, Style.ITALIC])
@pytest.mark.parametrize("entry", SINGLE, ids=lambda entry: entry["label"])
def test_the_ink_is_the_same(entry, style, tmp_path):
    line = set_line(entry["name"], style, entry["lang"])
    (spec,) = {run.face.spec for run in line.runs}

    here = ink(ours(line), tmp_path, "ours")
    there = ink(theirs(line, spec, entry["lang"]), tmp_path, "theirs")
    # Of a variable face Typst keeps the side bearings of the thinnest weight: a pixel to the left.
    assert overlap(here, there) > (0.95 if spec.weight is None else 0.85)
