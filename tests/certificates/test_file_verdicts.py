"""Facts about a file that somebody gives: what it is, by register and by seal (C09, I12)."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from certificates import guards
from certificates.documents import make_documents
from certificates.models import Award, AwardEvent, Document
from certificates.sealing import SealUnavailable, folder, open_seal, rotate, seal_file
from certificates.sealing.making import new_seal
from certificates.services import revoke
from certificates.verification import LARGEST_FILE, FileVerdict, Proof, answer_for_file
from tests.certificates.rendering.tools import needs, run
from tests.certificates.sealing.parts import gap_of, with_update
from tests.factories.awards import make_issued, small_pdf

pytestmark = pytest.mark.django_db
some_bytes = hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """The folder of keys, empty."""
    settings.SEAL_FOLDER = tmp_path / "keys"
    return settings.SEAL_FOLDER


@pytest.fixture
def real(issued, now):
    """The document of an issued award, as the holder has it."""
    make_documents(pk=issued.pk, now=now)
    return Document.objects.get().file.read()


def answered(data: bytes):
    return answer_for_file(io.BytesIO(data))


def verdict(data: bytes) -> FileVerdict:
    return answered(data).verdict


def forget_documents() -> None:
    Document.objects.all().delete()


def forget_everything() -> None:
    """Let the register know nothing any more, as after a restore from before the issue."""
    forget_documents()
    guards.remove(connection)
    AwardEvent.objects.all()._raw_delete("default")
    Award.objects.all().delete()


class TestGenuine:
    def test_by_the_register(self, real, issued):
        found = answered(real)
        assert (found.verdict, found.proof) == (FileVerdict.GENUINE, Proof.REGISTER)
        assert found.answer.award == issued

    def test_by_the_seal_where_the_digest_is_not_known(self, real, issued):
        forget_documents()
        found = answered(real)
        assert (found.verdict, found.proof) == (FileVerdict.GENUINE, Proof.SEAL)
        assert found.answer.award == issued

    def test_by_the_seal_of_a_key_that_seals_no_more(self, real, now):
        forget_documents()
        rotate(now)
        assert verdict(real) is FileVerdict.GENUINE

    def test_by_the_register_though_every_key_is_lost(self, real, keys, issued, now):
        for path in keys.iterdir():
            path.unlink()
        found = answered(real)
        assert (found.verdict, found.proof) == (FileVerdict.GENUINE, Proof.REGISTER)
        assert open_seal(now).signer.fingerprint != Document.objects.get().sealed_by

    def test_the_document_says_whose_key_sealed_it(self, real, now):
        assert Document.objects.get().sealed_by == open_seal(now).signer.fingerprint


class TestOvertaken:
    def test_a_revoked_one_is_ours_and_no_longer_holds(self, real, issued, viktor, now):
        revoke(award=issued, reason="error", note="x", by=viktor, now=now)
        found = answered(real)
        assert found.verdict is FileVerdict.OVERTAKEN
        assert found.answer.verdict == "revoked"

    def test_by_its_seal_too(self, real, issued, viktor, now):
        forget_documents()
        revoke(award=issued, reason="error", note="x", by=viktor, now=now)
        assert verdict(real) is FileVerdict.OVERTAKEN

    def test_a_replaced_one_leads_to_the_newer_one(
        self, client, real, issued, finished, rosa, viktor
    ):
        Award.objects.update(state="replaced")
        newer = make_issued(finished, rosa, viktor)
        Award.objects.filter(pk=issued.pk).update(successor=newer)
        assert verdict(real) is FileVerdict.OVERTAKEN
        page = sent(client, real)
        assert f'href="/verify/{newer.code}/"' in page
        assert "what it says no longer holds" in page


class TestUnregistered:
    def test_our_seal_on_what_the_register_does_not_know(self, real):
        forget_everything()
        found = answered(real)
        assert (found.verdict, found.answer) == (FileVerdict.UNREGISTERED, None)

    def test_our_seal_on_what_holds_no_code(self, now):
        assert verdict(seal_file(small_pdf(), open_seal(now), now)) is FileVerdict.UNREGISTERED


class TestAltered:
    @some_bytes
    @given(place=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
    def test_no_byte_can_be_changed_and_the_file_stay_genuine_C09(self, real, place, mask):
        changed = bytearray(real)
        changed[int(place * len(real))] ^= mask
        assert verdict(bytes(changed)) in {FileVerdict.ALTERED, FileVerdict.NOT_OURS}

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: data + b"\n",
            lambda data: b"\n" + data,
            lambda data: data[: data.rindex(b"xref")],
            lambda data: data[: data.index(b"%%EOF") + 6],
            lambda data: data[: gap_of(data)[0]] + b"<>" + data[gap_of(data)[1] :],
            lambda data: data + data,
            with_update,
        ],
        ids=["behind", "before", "cut", "without the seal", "empty seal", "twice", "updated"],
    )
    def test_whatever_was_done_to_it_C09(self, real, change, issued):
        found = answered(change(real))
        assert found.verdict is FileVerdict.ALTERED
        assert found.answer.award == issued

    def test_told_by_our_certificate_where_the_register_knows_nothing(self, real):
        forget_everything()
        found = answered(real + b"\n")
        assert (found.verdict, found.answer) == (FileVerdict.ALTERED, None)

    @needs("qpdf")
    @pytest.mark.parametrize(
        "how", ["--object-streams=generate", "--object-streams=disable", "--linearize"]
    )
    def test_saved_again_by_another_program_C09(self, real, how, tmp_path, issued):
        (tmp_path / "ours.pdf").write_bytes(real)
        run("qpdf", how, str(tmp_path / "ours.pdf"), str(tmp_path / "again.pdf"))
        found = answered((tmp_path / "again.pdf").read_bytes())
        assert found.verdict is FileVerdict.ALTERED
        assert found.answer.award == issued

    def test_sealed_by_a_key_that_only_bears_our_name_C09(self, real, now, issued):
        forged = seal_file(small_pdf(f"/verify/{issued.code}"), new_seal("Itinera", now), now)
        assert verdict(forged) is FileVerdict.ALTERED

    def test_sealed_by_a_stolen_key_once_it_is_told_off(self, real, now, issued):
        seal = open_seal(now)
        forged = seal_file(small_pdf(f"/verify/{issued.code}"), seal, now)
        folder.tell_off(seal.signer.fingerprint)
        assert verdict(forged) is FileVerdict.ALTERED
        assert verdict(real) is FileVerdict.GENUINE


class TestNotOurs:
    @some_bytes
    @given(data=st.binary(max_size=2000))
    def test_garbage(self, data):
        assert verdict(data) is FileVerdict.NOT_OURS

    def test_a_seal_of_anybody_else(self, now):
        foreign = seal_file(small_pdf(), new_seal("Anybody", now), now)
        assert verdict(foreign) is FileVerdict.NOT_OURS


class TestHostile:
    BOMB = zlib.compress(bytes(50_000_000), 9)

    @pytest.mark.parametrize(
        "data",
        [
            b"stream\n" * (LARGEST_FILE // 7),
            (b"stream\n" + BOMB + b"\nendstream\n") * 90,
            b"/ByteRange [0 " * (LARGEST_FILE // 14),
            b"/ByteRange [0" + b" " * (LARGEST_FILE - 20),
            b"<3082" * (LARGEST_FILE // 5),
            b"/verify/0123456789ABCDEFGHJKMNPQRS" * (LARGEST_FILE // 34),
            b"<" * LARGEST_FILE,
        ],
        ids=["streams", "bombs", "ranges", "one range", "messages", "codes", "brackets"],
    )
    def test_the_largest_and_worst_file_is_answered_soon_I12(self, real, data):
        begun = time.process_time()
        assert verdict(data) is FileVerdict.NOT_OURS
        assert time.process_time() - begun < 1

    def test_many_codes_inside_cost_few_queries(self, real, django_assert_max_num_queries):
        codes = b"".join(b"/verify/%026d " % number for number in range(5000))
        with django_assert_max_num_queries(5):
            answered(codes)


def sent(client, data: bytes) -> str:
    file = SimpleUploadedFile("certificate.pdf", data)
    return client.post("/verify/", {"file": file}).content.decode()


class TestPages:
    """Each outcome has words of its own."""

    def test_genuine(self, client, real):
        page = sent(client, real)
        assert "This certificate is genuine" in page
        assert "to the last byte" in page

    def test_genuine_by_its_seal(self, client, real):
        forget_documents()
        page = sent(client, real)
        assert "This certificate is genuine" in page
        assert "our unbroken seal" in page

    def test_altered(self, client, real):
        page = sent(client, real + b" ")
        assert "The file was altered" in page
        assert "The statement below is the true one" in page

    def test_altered_and_unknown(self, client, real):
        forget_everything()
        page = sent(client, real + b" ")
        assert "the seal is broken" in page
        assert "What stands in our register" not in page

    def test_overtaken(self, client, real, issued, viktor, now):
        revoke(award=issued, reason="error", note="x", by=viktor, now=now)
        page = sent(client, real)
        assert "This certificate was revoked" in page
        assert "what it says no longer holds" in page
        assert "Amina" not in page

    def test_unregistered(self, client, real):
        forget_everything()
        page = sent(client, real)
        assert "our register does not know it" in page
        assert "genuine" not in page

    def test_not_ours(self, client, real):
        assert "not one of our certificates" in sent(client, b"%PDF-1.7")


def test_without_a_key_an_award_waits_and_no_try_is_counted(issued, now, settings, tmp_path):
    settings.SEAL_KEY_FILE = str(tmp_path / "nothing.p12")
    with pytest.raises(SealUnavailable):
        make_documents(pk=issued.pk, now=now)
    issued.refresh_from_db()
    assert (issued.tries, issued.parked_reason) == (0, "")
    settings.SEAL_KEY_FILE = ""
    assert make_documents(pk=issued.pk, now=now) == 1
