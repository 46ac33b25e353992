"""Facts about the seal as others see it: poppler, qpdf, OpenSSL, mutool and pyHanko."""

from __future__ import annotations

import io
import subprocess

import pytest

from certificates.sealing import seal_file
from tests.certificates.rendering.tools import needs, needs_module, run
from tests.certificates.sealing.parts import NOW, gap_of, message_of, with_update


@needs("pdfsig")
def test_poppler_finds_one_valid_signature_over_the_whole_document(on_paper):
    said = run("pdfsig", str(on_paper))
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Common Name: The Institute, Élysée" in said
    assert "Mar 01 2027" in said
    assert "Signature #2" not in said


@needs("pdfsig")
def test_poppler_sees_a_change(on_paper, sealed):
    on_paper.write_bytes(sealed.replace(b"/Count 2", b"/Count 1", 1))
    assert "Digest Mismatch" in run("pdfsig", str(on_paper))


@needs("qpdf")
def test_qpdf_finds_no_fault(on_paper):
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(on_paper))


@needs("openssl")
def test_openssl_verifies_the_message_as_cades(sealed, trusted, tmp_path):
    before, after = gap_of(sealed)
    (tmp_path / "covered").write_bytes(sealed[:before] + sealed[after:])
    (tmp_path / "message.der").write_bytes(message_of(sealed))
    command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"]
    command += ["-in", str(tmp_path / "message.der"), "-content", str(tmp_path / "covered")]
    command += ["-CAfile", str(trusted), "-purpose", "any", "-out", str(tmp_path / "out")]
    command += ["-attime", str(int(NOW.timestamp()))]
    done = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert b"Verification successful" in done.stderr, done.stderr


@needs("mutool")
def test_mutool_finds_it_unchanged(on_paper):
    said = subprocess.run(
        ["mutool", "sign", "-v", str(on_paper)], check=False, capture_output=True, timeout=60
    )
    assert b"unchanged since signing" in said.stdout + said.stderr


@needs("pdftotext")
def test_what_is_printed_stays_as_it_was(on_paper, rendered, tmp_path):
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(rendered)
    assert run("pdftotext", str(on_paper), "-") == run("pdftotext", str(plain), "-")


@needs("pdfinfo")
def test_it_is_tagged_still(on_paper):
    assert "Tagged:          yes" in run("pdfinfo", str(on_paper))


def hanko(data: bytes, seal):
    """The one signature of a file, and PyHanko's opinion of it."""
    from asn1crypto import x509  # noqa: PLC0415 (a development package, see needs_module)
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    root = x509.Certificate.load(seal.signer.der)
    context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
    (signature,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
    return signature, validate_pdf_signature(signature, context)


@needs_module("pyhanko")
@pytest.mark.parametrize("file", ["rendered", "rendered_in_arabic"])
def test_pyhanko_finds_it_valid_whole_and_certifying(request, file, seal):
    data = seal_file(request.getfixturevalue(file), seal, NOW)
    signature, status = hanko(data, seal)
    assert status.bottom_line, status.pretty_print_details()
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok
    assert signature.docmdp_level.name == "NO_CHANGES"


@needs_module("pyhanko")
def test_pyhanko_sees_an_update_appended(sealed, seal):
    _, status = hanko(with_update(sealed), seal)
    assert not status.bottom_line
    assert status.modification_level.name == "OTHER"
