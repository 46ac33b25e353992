"""The file itself: sound, closed, self-contained, the same every time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from certificates.rendering import Design, Orientation, Paper, render
from tests.certificates.rendering.samples import NAMES, VERIFY_URL, sample
from tests.certificates.rendering.tools import needs, run

ROOT = Path(__file__).parents[3]
SCRIPT = """
import hashlib
from tests.certificates.rendering.samples import NAMES, sample
from certificates.rendering import render
for entry in NAMES[::5]:
    facts = sample(entry["name"], entry["lang"], language="ar", latin_name="Amina")
    print(hashlib.sha256(render(facts)).hexdigest())
"""


def in_another_process(seed: str) -> list[str]:
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
    }
    command = [sys.executable, "-c", "import django; django.setup()\n" + SCRIPT]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout.decode().split()


def test_two_processes_write_the_same_bytes():
    facts = [sample(e["name"], e["lang"], language="ar", latin_name="Amina") for e in NAMES[::5]]
    here = [hashlib.sha256(render(one)).hexdigest() for one in facts]

    assert in_another_process("1") == in_another_process("4242") == here


@needs("qpdf")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("paper", list(Paper))
def test_qpdf_finds_nothing_wrong(language, orientation, paper, tmp_path):
    path = tmp_path / "certificate.pdf"
    facts = sample("أمينة الإدريسي", "ar", language=language)
    path.write_bytes(render(facts, Design(paper=paper, orientation=orientation)))

    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(path))


@needs("pdffonts")
def test_every_font_is_embedded_and_speaks_unicode(tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(render(sample("Dr. فاطمة الزهراء Smith (王秀英)", "en")))

    rows = run("pdffonts", str(path)).splitlines()[2:]
    assert len(rows) >= 4
    for row in rows:
        assert re.search(r"CID TrueType +Identity-H +yes yes yes", row), row
    assert not any("Helvetica" in row for row in rows)


def test_the_catalogue_says_language_tags_and_title():
    data = render(sample(language="ar"))

    assert b"/Lang (ar)" in data
    assert b"/Marked true" in data
    assert b"/DisplayDocTitle true" in data
    assert b"<dc:language><rdf:Bag><rdf:li>ar</rdf:li>" in data
    assert b"/CreationDate (D:20261125000000" in data
    assert b"/StructTreeRoot" in data


def test_streams_are_deflated_and_never_base_85():
    data = render(sample())

    assert b"ASCII85Decode" not in data
    for stream in re.findall(
        rb"/FlateDecode /Length \d+ >>\nstream\n(.*?)\nendstream", data, re.DOTALL
    ):
        zlib.decompress(stream)


def test_a_certificate_of_two_pages_stays_under_120_kilobytes():
    sizes = [len(render(sample(entry["name"], entry["lang"]))) for entry in NAMES]

    assert max(sizes) < 120_000


@needs("pdftoppm", "zbarimg")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_reader_finds_the_address_in_the_code(language, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(render(sample(language=language)))
    run("pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", str(path), str(tmp_path / "page"))

    (page,) = tmp_path.glob("page*.png")
    assert run("zbarimg", "-q", "--raw", str(page)).strip() == VERIFY_URL
