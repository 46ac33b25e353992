"""Facts about the canonical form: the same as by a general library, and nothing else passes."""

from __future__ import annotations

import copy
import json
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from certificates.credentials.canonical import NotOurShape, canonical_form, in_canonical_order
from certificates.credentials.encoding import base58, from_base58
from certificates.credentials.keys import multikey_of
from certificates.credentials.proofs import to_sign
from certificates.credentials.statuses import encoded
from tests.certificates.credentials import vector
from tests.certificates.credentials.graphs import by_pyld

LIST = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "https://learn.example.org/credentials/status/1",
    "type": ["VerifiableCredential", "BitstringStatusListCredential"],
    "issuer": "did:web:learn.example.org",
    "validFrom": "2026-11-25T00:00:00Z",
    "validUntil": "2026-12-02T00:00:00Z",
    "credentialSubject": {
        "id": "https://learn.example.org/credentials/status/1#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": encoded([7, 4711]),
        "ttl": 300_000,
    },
}


def with_names(*names: str) -> dict:
    """The whole of what our credentials can say, about somebody of these names."""
    credential = copy.deepcopy(vector.CREDENTIAL)
    subject = credential["credentialSubject"]
    rest = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    subject["identifier"] = [{**rest, "identityHash": name} for name in names]
    subject["achievement"] |= {"achievementType": "Certificate", "inLanguage": "ar"}
    credential["validUntil"] = "2030-01-01T12:00:00Z"
    credential["credentialStatus"] = {
        "id": "https://learn.example.org/credentials/status/1#5",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "5",
        "statusListCredential": "https://learn.example.org/credentials/status/1",
    }
    return credential


class TestPublishedVector:
    def test_the_canonical_form_is_the_published_one(self):
        assert canonical_form(vector.CREDENTIAL) == vector.text_of("vector-document-canon.txt")

    def test_so_are_the_digests_that_are_signed(self):
        said = to_sign(vector.CREDENTIAL, vector.CREATED, vector.METHOD)
        assert said.hex() == vector.TO_SIGN

    def test_so_is_the_signature(self):
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector.SECRET))
        said = to_sign(vector.CREDENTIAL, vector.CREATED, vector.METHOD)
        assert multikey_of(key.public_key()) == vector.MULTIKEY
        assert base58(key.sign(said)) == vector.PROOF_VALUE


class TestSecondOpinion:
    @pytest.mark.parametrize("name", vector.names())
    def test_every_script_is_written_alike(self, name):
        credential = with_names(name)
        assert canonical_form(credential) == by_pyld(credential)

    @pytest.mark.parametrize("name", vector.names())
    def test_so_are_two_names(self, name):
        credential = with_names(name, "Amina El Khatib")
        assert canonical_form(credential) == by_pyld(credential)

    def test_so_is_a_status_list(self):
        assert canonical_form(LIST) == by_pyld(LIST)

    @given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cc", "Cs", "Cn"])))
    @hypothesis_settings(max_examples=150, deadline=None)
    def test_so_is_any_text(self, text):
        credential = with_names(text, text + "x")
        assert canonical_form(credential) == by_pyld(credential)

    def test_line_ends_and_marks_are_written_alike(self):
        credential = with_names('a\n"b"\\ \r\t')
        assert canonical_form(credential) == by_pyld(credential)


class TestRefused:
    @pytest.mark.parametrize(
        "change",
        [
            {"@context": ["https://www.w3.org/ns/credentials/v2"]},
            {"@context": "https://www.w3.org/ns/credentials/v2"},
            {"@context": [{"name": "https://evil.example/name"}]},
            {"awardedDate": "2026-01-01T00:00:00Z"},
            {"@graph": []},
            {"type": ["VerifiableCredential", "Diploma"]},
            {"type": [{}]},
            {"name": ["Teamwork"]},
            {"name": 5},
            {"name": {"@value": "x"}},
            {"name": "half \ud83d"},
            {"name": "x" * 100_001},
            {"id": "no address"},
            {"id": "https://a.example/> <b:c"},
            {"id": 5},
            {"issuer": "did:web:learn.example.org"},
            {"issuer": {"id": "did:web:learn.example.org", "email": "a@example.org"}},
            {"credentialSubject": []},
        ],
    )
    def test_what_our_credentials_never_say(self, change):
        with pytest.raises(NotOurShape):
            canonical_form(vector.CREDENTIAL | change)

    def test_numbers_that_are_none(self):
        for ttl in (True, 1.0, "1"):
            changed = LIST | {"credentialSubject": LIST["credentialSubject"] | {"ttl": ttl}}
            with pytest.raises(NotOurShape):
                canonical_form(changed)

    def test_more_names_than_anybody_has(self):
        with pytest.raises(NotOurShape):
            canonical_form(with_names(*(f"name {number}" for number in range(9))))

    def test_two_nameless_things_that_say_the_same(self):
        with pytest.raises(NotOurShape):
            canonical_form(with_names("Amina", "Amina"))

    def test_without_a_name_of_its_own(self):
        nameless = {key: value for key, value in vector.CREDENTIAL.items() if key != "id"}
        with pytest.raises(NotOurShape):
            canonical_form(nameless)


def test_control_characters_are_escaped_as_the_standard_says():
    assert r"\u0001\u007F\b" in canonical_form(with_names("\x01\x7f\b"))


def test_lines_are_sorted_and_said_once():
    lines = ["<b:b> <p:p> <o:o> .\n", "<a:a> <p:p> <o:o> .\n", "<b:b> <p:p> <o:o> .\n"]
    assert in_canonical_order(lines, 0) == "<a:a> <p:p> <o:o> .\n<b:b> <p:p> <o:o> .\n"


def test_it_is_fast():
    credential = with_names("أمينة الخطيب", "Amina El Khatib")
    start = time.process_time()
    for _ in range(200):
        canonical_form(credential)
    assert (time.process_time() - start) / 200 < 0.002  # seconds; some 0.1 ms when undisturbed


@given(st.binary(max_size=70))
def test_base58_is_read_back(data):
    assert from_base58(base58(data)) == data


@pytest.mark.parametrize("text", ["", "u123", "z0", "zé", "z" + "1" * 200])
def test_other_letters_are_no_base58(text):
    with pytest.raises(ValueError, match="base58"):
        from_base58(text)


def test_the_names_stand_in_the_file():
    assert len(vector.names()) == len(json.loads(vector.text_of("names.json"))) >= 26
