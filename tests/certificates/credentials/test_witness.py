"""Facts about our credentials according to somebody else's verifier (openbadgeslib)."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.baking import extract_png, extract_svg
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof
from openbadgeslib.ob3.verifier import OB3Verifier

from certificates.credentials import keys as store
from certificates.credentials.forms import FORMS
from certificates.credentials.statuses import encoded
from certificates.models import Award
from certificates.sealing import open_seal

pytestmark = pytest.mark.django_db
DID = "did:web:learn.example.org"
#: It checks the proof of a list only where that is a token, so ours is checked apart.
STATUS = {"check_status": True, "verify_status_list": False}


@pytest.fixture
def download(client):
    """Fetch an address of ours without any network, as verifiers do; others fail."""

    def fetch(url: str) -> bytes:
        answer = client.get(url.removeprefix("https://learn.example.org"))
        assert answer.status_code == 200
        return answer.content

    return fetch


@pytest.fixture
def checked(download):
    """Let the verifier check a credential, its issuer and its status."""

    def check(credential: dict | str):
        verifier = OB3LdpVerifier.for_issuer_did(DID)
        return verifier.verify(credential, download=download, **STATUS)

    return check


def written(award: Award, kind: str, now: datetime) -> bytes:
    award.issued_at = datetime(2025, 3, 3, 9, tzinfo=UTC)
    return FORMS[kind].written(award, True, now)


def test_it_accepts_ours_with_its_status(checked, credential, issued, now):
    assert checked(json.loads(written(issued, "json", now)))


def test_and_one_signed_before_a_rotation(checked, credential, issued, now):
    ours = written(issued, "json", now).decode()
    store.rotate(now)
    assert checked(ours)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Doctor"},
        {"validFrom": "2020-01-01T00:00:00Z"},
        {"id": "https://learn.example.org/credentials/other.json"},
        {"issuer": {"id": DID, "type": ["Profile"], "name": "Another"}},
        {"proof": []},
    ],
)
def test_it_refuses_each_tampering(checked, issued, now, change):
    ours = json.loads(written(issued, "json", now))
    with pytest.raises(LibOpenBadgesException):
        checked({**ours, **change})


def test_it_refuses_another_status_place(checked, issued, now):
    ours = json.loads(written(issued, "json", now))
    ours["credentialStatus"]["statusListIndex"] = "1"
    with pytest.raises(LibOpenBadgesException):
        checked(ours)


def test_it_refuses_a_key_that_was_told_off(checked, key, issued, now):
    ours = json.loads(written(issued, "json", now))
    store.rotate(now)
    store.tell_off(key.public.multikey)
    with pytest.raises(LibOpenBadgesException):
        checked(ours)


@pytest.mark.parametrize("state", ["revoked", "replaced"])
def test_it_refuses_one_that_was_withdrawn(checked, issued, now, state):
    ours = json.loads(written(issued, "json", now))
    Award.objects.filter(pk=issued.pk).update(state=state)
    with pytest.raises(LibOpenBadgesException, match="revocation"):
        checked(ours)


def test_it_accepts_our_status_list_and_no_other(download, key):
    ours = json.loads(download("https://learn.example.org/credentials/status/1"))
    pem = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    verify_data_integrity_proof(ours, pem)
    ours["credentialSubject"]["encodedList"] = encoded([1])
    with pytest.raises(LibOpenBadgesException):
        verify_data_integrity_proof(ours, pem)


@pytest.mark.parametrize("kind", ["jwt", "es256"])
def test_it_accepts_our_tokens(download, issued, now, kind):
    open_seal(now)
    token = written(issued, kind, now).decode()
    verifier = OB3Verifier.for_issuer_did(DID, download=download)
    assert verifier.verify(token, download=download, **STATUS)
    with pytest.raises(LibOpenBadgesException):
        verifier.verify(token[:-8] + "AAAAAAAA", download=download)


def test_it_takes_ours_out_of_the_pictures(checked, issued, now):
    png, svg = written(issued, "png", now), written(issued, "svg", now)
    inside = extract_png(png, keyword=b"openbadgecredential")
    assert checked(_text(inside))
    assert checked(extract_svg(svg, element="openbadges:credential", text_fallback=True))


def _text(found: bytes | str) -> str:
    return found.decode() if isinstance(found, bytes) else found
