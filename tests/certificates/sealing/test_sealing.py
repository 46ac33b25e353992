"""Facts about the seal: what it adds, what breaks it, and that nobody else can make it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from certificates.sealing import SealState, pinned, rotate, seal_file, state_of_seal
from certificates.sealing.making import new_seal
from certificates.sealing.pdf import NotOurs
from tests.certificates.sealing.parts import NOW, gap_of, message_of, with_update
from tests.factories.awards import small_pdf

any_bytes = hypothesis_settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def state(data: bytes) -> SealState:
    return state_of_seal(data, pinned())


class TestWhatItAdds:
    def test_what_was_rendered_stands_in_it_byte_for_byte(self, rendered, sealed):
        assert sealed.startswith(rendered)
        assert len(sealed) - len(rendered) < 4000

    def test_the_same_file_key_and_time_give_the_same_bytes(self, rendered, seal, sealed):
        assert seal_file(rendered, seal, NOW) == sealed

    def test_another_time_gives_another_seal(self, rendered, seal, sealed):
        assert seal_file(rendered, seal, NOW + timedelta(seconds=1)) != sealed

    def test_its_name_in_any_script_is_the_issuers(self, rendered, seal):
        assert seal.signer.certificate.subject.rfc4514_string().count("Élysée") == 2

    def test_a_page_without_annotations_can_be_sealed(self, seal):
        assert state(seal_file(small_pdf(), seal, NOW)) is SealState.UNBROKEN

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"%PDF-1.7\n%%EOF",
            small_pdf()[:-20],
            small_pdf().replace(b"/Root 1", b"/Root 9"),
            small_pdf().replace(b"/Kids", b"/Kits"),
            small_pdf().replace(b"3 0 obj\n<<", b"3 0 obj\n( "),
            small_pdf().replace(b"xref\n0 5", b"xref\n1 4"),
            small_pdf().replace(b"%PDF", b"\n%PDF"),
        ],
    )
    def test_what_our_renderer_did_not_write_is_refused(self, seal, data):
        with pytest.raises(NotOurs):
            seal_file(data, seal, NOW)


class TestUnbroken:
    def test_the_file_as_it_was_sealed(self, sealed):
        assert state(sealed) is SealState.UNBROKEN

    def test_after_the_key_was_changed_the_old_seal_still_counts(self, sealed):
        rotate(NOW)
        assert len(pinned()) == 2
        assert state(sealed) is SealState.UNBROKEN

    def test_not_where_the_certificate_is_not_one_of_ours(self, sealed):
        assert state_of_seal(sealed, ()) is SealState.NONE

    def test_the_seal_of_another_key_with_our_name_counts_for_nothing(self, rendered, seal):
        foreign = new_seal("The Institute, Élysée", NOW)
        assert state(seal_file(rendered, foreign, NOW)) is SealState.NONE

    def test_our_certificate_around_a_foreign_signature_is_broken(self, rendered, seal):
        foreign = new_seal("x", NOW)
        forged = type(seal)(foreign.key, seal.signer)
        assert state(seal_file(rendered, forged, NOW)) is SealState.BROKEN


class TestBroken:
    @any_bytes
    @given(place=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
    def test_by_any_byte_anywhere_C09(self, sealed, place, mask):
        changed = bytearray(sealed)
        changed[int(place * len(sealed))] ^= mask
        assert state(bytes(changed)) is not SealState.UNBROKEN

    @any_bytes
    @given(place=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
    def test_by_any_byte_of_the_gap_and_around_it(self, sealed, place, mask):
        before, after = gap_of(sealed)
        changed = bytearray(sealed)
        start = before - 120
        changed[start + int(place * (after + 60 - start))] ^= mask
        assert state(bytes(changed)) is not SealState.UNBROKEN

    @any_bytes
    @given(place=st.floats(0, 1), piece=st.binary(min_size=1, max_size=40))
    def test_by_anything_put_in_before_or_behind(self, sealed, place, piece):
        at = int(place * len(sealed))
        assert state(sealed[:at] + piece + sealed[at:]) is not SealState.UNBROKEN

    def test_by_small_letters_in_the_gap(self, sealed):
        before, after = gap_of(sealed)
        lower = sealed[:before] + sealed[before:after].lower() + sealed[after:]
        assert state(lower) is SealState.BROKEN

    def test_by_an_update_appended(self, sealed):
        assert state(with_update(sealed)) is SealState.BROKEN

    def test_by_a_second_seal_of_ours_on_other_bytes(self, sealed, seal):
        other = seal_file(small_pdf(), seal, NOW)
        assert state(other + sealed) is not SealState.UNBROKEN
        assert state(sealed + other) is not SealState.UNBROKEN

    def test_by_a_gap_that_was_moved(self, sealed):
        before, after = gap_of(sealed)
        moved = sealed[: before - 10] + sealed[before:after] + sealed[before - 10 : before]
        assert state(moved + sealed[after:]) is SealState.BROKEN

    def test_by_a_range_that_leaves_more_out(self, sealed):
        _, after = gap_of(sealed)
        shorter = sealed.replace(b"%10d" % after, b"%10d" % (after + 1))
        assert state(shorter) is SealState.BROKEN

    def test_our_certificate_as_bytes_tells_it_too(self, seal):
        assert state(b"%PDF" + seal.signer.der) is SealState.BROKEN


class TestHostile:
    @any_bytes
    @given(data=st.binary(max_size=400))
    def test_garbage_is_nothing(self, data):
        assert state(data) is SealState.NONE

    @any_bytes
    @given(
        numbers=st.tuples(*[st.integers(0, 10**10 - 1)] * 3),
        tail=st.sampled_from([b"", b"<", b"<3082FFFF", b"<30820004>", b"<3082zzzz>"]),
    )
    def test_nor_is_a_range_that_leads_astray(self, seal, numbers, tail):
        data = b"%%PDF /ByteRange [0 %10d %10d %10d]" % numbers + tail
        assert state(data) is SealState.NONE

    def test_a_message_with_any_bytes_as_signature_is_not_ours(self, seal):
        assert not seal.signer.made(seal.signer.message(bytes(32), b"\x30" + bytes(70)), bytes(32))

    def test_a_message_for_another_digest_is_not_ours(self, sealed, seal):
        assert not seal.signer.made(message_of(sealed), bytes(32))
