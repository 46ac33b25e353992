"""Files are looked at before they are taken (F01, F02)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.errors import FileRefused
from assessments.uploads import check, clean_file_name, content_type_of
from tests.factories.assessments import ODT, archive, docx, odt, pdf, upload

ACCEPTED = ("pdf", "docx", "odt")
MACRO = {
    "[Content_Types].xml": b"<Types/>",
    "word/document.xml": b"<document/>",
    "word/vbaProject.bin": b"macro",
}


@pytest.mark.parametrize(
    ("content", "name"), [(pdf(), "a.pdf"), (pdf(), "A.PDF"), (docx(), "b.docx"), (odt(), "c.odt")]
)
def test_a_sound_file_is_taken_with_its_receipt(content, name):
    checked = check(upload(content, name), ACCEPTED, 10_000)

    assert checked.size == len(content)
    assert len(checked.sha256) == 64
    assert checked.file.read() == content


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>1</script>", "a.html"),
        (b"<svg onload='x()'/>", "a.svg"),
        (b"<?xml version='1.0'?><html/>", "a.xhtml"),
        (b"<html>", "report.html.jpg"),
        (pdf(), "brief"),
        (pdf(), "brief.pdf.exe"),
        (pdf(), "brief.docm"),
        (pdf(), ".pdf.exe"),
    ],
)
def test_f01_other_kinds_are_refused_with_those_that_are_taken(content, name):
    with pytest.raises(FileRefused, match="PDF, DOCX, ODT"):
        check(upload(content, name), ACCEPTED, 10_000)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>1</script>", "a.pdf"),
        (b"GIF89a" + pdf(), "polyglot.pdf"),
        (b"\xff\xd8\xff\xe0 jpeg", "a.pdf"),
        (b"PK\x03\x04 broken", "a.docx"),
        (archive({"evil.html": b"<script>"}), "a.docx"),
        (archive(MACRO), "macro.docx"),
        (odt(), "swapped.docx"),
        (docx(), "swapped.odt"),
        (archive({"mimetype": ODT + b"-template", "content.xml": b""}), "template.odt"),
        (archive({f"n{n}": b"" for n in range(5001)}), "many.docx"),
    ],
)
def test_f01_a_file_that_is_not_what_its_name_says_is_refused(content, name):
    with pytest.raises(FileRefused, match="is not such a file"):
        check(upload(content, name), ACCEPTED, 2_000_000)


def test_an_empty_file_is_refused():
    with pytest.raises(FileRefused, match="empty"):
        check(upload(b""), ACCEPTED, 10_000)


def test_a_file_that_is_too_large_is_refused_with_both_sizes():
    with pytest.raises(FileRefused, match="at most"):
        check(upload(pdf(10_000)), ACCEPTED, 10_000)


def test_a_kind_that_the_assignment_does_not_take_is_refused():
    with pytest.raises(FileRefused):
        check(upload(docx(), "b.docx"), ("pdf",), 10_000)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\amina\\brief.pdf", "brief.pdf"),
        ("a\0b\x1b[31m.pdf", "ab[31m.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('x"; filename="evil.pdf', 'x"; filename="evil.pdf'),
        ("  . .brief .pdf ", "brief.pdf"),
        ("موجز.pdf", "موجز.pdf"),
        ("...", ""),
    ],
)
def test_f02_names_lose_folders_controls_and_overrides(name, clean):
    assert clean_file_name(name) == clean


def test_f02_a_name_of_four_kilobytes_is_cut_and_keeps_its_ending():
    assert clean_file_name("a" * 4096 + ".pdf") == "a" * 116 + ".pdf"


@given(st.text())
def test_no_name_holds_a_folder_or_a_control(name):
    clean = clean_file_name(name)

    assert "/" not in clean
    assert "\\" not in clean
    assert clean.isprintable()
    assert len(clean) <= 120


def test_no_download_is_sent_as_something_a_browser_runs():
    assert content_type_of("a.html") == "application/octet-stream"
    assert content_type_of("a.pdf") == "application/pdf"
