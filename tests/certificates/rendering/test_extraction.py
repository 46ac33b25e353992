"""The name comes back from the file as it was given: by copying, searching and reading aloud."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

import pytest

from certificates.rendering import render
from certificates.rendering.layout.marks import Element, Publication, Sheet, TextMark
from certificates.rendering.pdf import write
from certificates.rendering.pdf.objects import text_string
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.lines import set_line
from tests.certificates.rendering.samples import NAMES, sample
from tests.certificates.rendering.tools import needs, run

# pdftotext guesses the direction of a mixed line by counting letters, and guesses wrong here.
NOT_READ = {"Mixed, left-to-right base", "Mixed, right-to-left base"}
READ = [entry for entry in NAMES if entry["label"] not in NOT_READ]
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202c\f]")


def plain(text: str) -> str:
    shown = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", shown).strip()


def single_line(name: str, language: str) -> bytes:
    document = Element("Document")
    element = document.add("P", language=language, actual_text=name)
    line = set_line(name, Style.DISPLAY, language)
    sheet = Sheet(842, 100, [TextMark(line, 30, 40, 24, "#14212B", element)])
    return write(Publication((sheet,), document, "t", "a", "s", "en", "2026-11-25", "ab" * 32))


@needs("pdftotext")
@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry["label"])
def test_pdftotext_gives_the_name_back(entry, tmp_path):
    path = tmp_path / "name.pdf"
    path.write_bytes(single_line(entry["name"], entry["lang"]))

    assert plain(run("pdftotext", "-q", str(path), "-")) == plain(entry["name"])


@needs("pdftotext")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry["label"])
def test_pdftotext_finds_the_name_on_both_pages(entry, language, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(render(sample(entry["name"], entry["lang"], language=language)))

    for page in ("1", "2"):
        text = run("pdftotext", "-q", "-f", page, "-l", page, str(path), "-")
        assert plain(entry["name"]) in plain(text)


@needs("pdfinfo")
@pytest.mark.parametrize("entry", NAMES, ids=lambda entry: entry["label"])
def test_the_title_and_the_structure_carry_every_name_exactly(entry, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(render(sample(entry["name"], entry["lang"])))

    name = unicodedata.normalize("NFC", entry["name"])
    about = run("pdfinfo", str(path))
    assert f"Title:           Certificate of completion – {name}\n" in about
    assert re.search(r"Tagged:\s+yes", about)
    assert f"/ActualText {text_string(name)}".encode() in path.read_bytes()
    assert f"– {escape(name)}</rdf:li>".encode() in path.read_bytes()


@needs("pdfinfo")
def test_the_structure_reads_in_order(tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(render(sample("Amina El Idrissi")))

    read = run("pdfinfo", "-struct-text", str(path))
    order = [
        read.index(words) for words in ("Certificate of completion", "Amina", "Migration Gov")
    ]
    assert order == sorted(order)
    for role in ("Document", "H1", "H2", "P (block)", "Figure", "Table", "TR", "TH", "TD", "Link"):
        assert role in read
