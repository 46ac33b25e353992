"""Facts about a digital credential that somebody gives: genuine, altered, overtaken, not ours."""

from __future__ import annotations

import copy
import io
import json
import zlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from certificates.codes import new_code
from certificates.credentials import keys as store
from certificates.credentials.baking import PNG, baked_png, baked_svg, from_png, from_svg
from certificates.credentials.checking import credential_in
from certificates.credentials.encoding import base64url
from certificates.credentials.forms import FORMS, status_list_json
from certificates.credentials.keys import IssuerKey, PublicKey, multikey_of
from certificates.credentials.proofs import signed
from certificates.models import Award
from certificates.services import revoke
from certificates.verification import FileVerdict, Proof, Verdict, answer_for_file

pytestmark = pytest.mark.django_db
KINDS = sorted(FORMS)


def answered(data: bytes | str | dict):
    if isinstance(data, dict):
        data = json.dumps(data)
    data = data.encode() if isinstance(data, str) else data
    return answer_for_file(io.BytesIO(data))


def file_of(award: Award, kind: str, now) -> bytes:
    return FORMS[kind].written(award, True, now)


def changed(credential: dict, *path: str, to) -> dict:
    """Return the credential with one thing in it changed."""
    other = copy.deepcopy(credential)
    place = other
    for word in path[:-1]:
        place = place[word] if isinstance(place, dict) else place[int(word)]
    place[path[-1]] = to
    return other


class TestGenuine:
    @pytest.mark.parametrize("kind", KINDS)
    def test_in_every_form(self, issued, now, kind):
        found = answered(file_of(issued, kind, now))
        assert (found.verdict, found.proof) == (FileVerdict.GENUINE, Proof.SIGNATURE)
        assert found.answer.award == issued

    def test_however_its_json_is_laid_out(self, credential):
        assert answered(json.dumps(credential, indent=8)).verdict is FileVerdict.GENUINE
        assert answered("\ufeff\n " + json.dumps(credential)).verdict is FileVerdict.GENUINE
        turned = dict(reversed(credential.items()))
        assert answered(turned).verdict is FileVerdict.GENUINE

    def test_with_the_proof_outside_a_list(self, credential):
        assert answered({**credential, "proof": credential["proof"][0]}).proof is Proof.SIGNATURE

    def test_baked_by_another_program(self, credential):
        text = json.dumps(credential).encode()
        said = b"openbadgecredential\0\1\0\0\0" + zlib.compress(text)
        chunk = len(said).to_bytes(4) + b"iTXt" + said + zlib.crc32(b"iTXt" + said).to_bytes(4)
        assert answered(PNG + chunk).verdict is FileVerdict.GENUINE
        element = b'<openbadges:credential xmlns:openbadges="x">\n<![CDATA[' + text
        svg = b"<svg>" + element + b"]]>\n</openbadges:credential></svg>"
        assert answered(svg).verdict is FileVerdict.GENUINE


class TestAltered:
    """Five tamperings and more; each is refused and told apart from what is not ours."""

    @pytest.mark.parametrize(
        ("path", "to"),
        [
            (("credentialSubject", "identifier", "0", "identityHash"), "Somebody Else"),
            (("credentialSubject", "achievement", "name"), "Doctor of Everything"),
            (("validFrom",), "2020-01-01T00:00:00Z"),
            (("validUntil",), "2099-01-01T00:00:00Z"),
            (("credentialStatus", "statusListIndex"), "1"),
            (("issuer", "name"), "Another Institute"),
            (("issuer", "id"), "did:web:evil.example"),
            (("proof", "0", "created"), "2020-01-01T00:00:00Z"),
            (("proof", "0", "proofPurpose"), "authentication"),
            (("proof", "0", "cryptosuite"), "eddsa-jcs-2022"),
            (("proof", "0", "proofValue"), "z1111"),
            (("proof", "0", "proofValue"), 5),
            (("proof", "0", "verificationMethod"), "did:web:evil.example#z6Mk"),
            (("proof", "0", "nonce"), "x"),
            (("proof",), []),
            (("proof",), None),
            (("type",), ["VerifiableCredential"]),
            (("name",), ["x"]),
            (("evidence",), [{"id": "https://evil.example/"}]),
            (("@context",), ["https://www.w3.org/ns/credentials/v2", {"name": "https://e.x/"}]),
        ],
    )
    def test_anything_changed(self, credential, issued, path, to):
        found = answered(changed(credential, *path, to=to))
        assert found.verdict is FileVerdict.ALTERED
        assert found.answer.award == issued

    def test_without_the_status(self, credential):
        del credential["credentialStatus"]
        assert answered(credential).verdict is FileVerdict.ALTERED

    def test_signed_by_a_stranger_who_claims_to_be_us(self, credential, now):
        private = Ed25519PrivateKey.generate()
        stranger = IssuerKey(private, PublicKey(multikey_of(private.public_key()), now))
        forged = changed(credential, "name", to="Doctor")
        assert answered(signed(forged, stranger, now)).verdict is FileVerdict.ALTERED

    def test_signed_by_a_key_that_was_told_off(self, credential, key, now):
        store.rotate(now)
        store.tell_off(key.public.multikey)
        assert answered(credential).verdict is FileVerdict.ALTERED

    def test_a_word_said_twice(self, credential):
        twice = json.dumps(credential).replace('"name": ', '"name": "Doctor", "name": ', 1)
        assert answered(twice).verdict is not FileVerdict.GENUINE

    def test_inside_a_picture(self, credential, issued, now):
        text = json.dumps(changed(credential, "name", to="Doctor"))
        picture = file_of(issued, "png", now)
        assert answered(baked_png(picture, text)).verdict is FileVerdict.ALTERED
        assert answered(baked_svg("<svg></svg>", text)).verdict is FileVerdict.ALTERED

    @pytest.mark.parametrize("kind", ["jwt", "es256"])
    def test_inside_a_token(self, issued, now, kind):
        header, claims, signature = file_of(issued, kind, now).decode().split(".")
        flipped = ("B" if signature[5] == "A" else "A").join((signature[:5], signature[6:]))
        assert answered(f"{header}.{claims}.{flipped}").verdict is FileVerdict.ALTERED
        for algorithm in ("none", "HS256", "ES256" if kind == "jwt" else "EdDSA"):
            own = json.dumps({"alg": algorithm, "typ": "JWT"})
            other = base64url(own.encode())
            assert answered(f"{other}.{claims}.{signature}").verdict is FileVerdict.ALTERED
        assert answered(f"{header}.{claims}.").verdict is FileVerdict.ALTERED


class TestOvertaken:
    @pytest.mark.parametrize("kind", KINDS)
    def test_when_it_was_revoked(self, issued, rosa, now, kind):
        data = file_of(issued, kind, now)
        revoke(award=issued, reason="error", note="Mistaken", by=rosa, now=now)
        found = answered(data)
        assert (found.verdict, found.proof) == (FileVerdict.OVERTAKEN, Proof.SIGNATURE)
        assert found.answer.verdict is Verdict.REVOKED
        assert found.answer.facts == {}

    def test_when_it_was_replaced(self, issued, credential):
        Award.objects.filter(pk=issued.pk).update(state="replaced")
        assert answered(credential).answer.verdict is Verdict.REPLACED

    def test_when_the_register_does_not_know_it(self, issued, key, now):
        issued.facts["code"] = new_code()
        found = answered(file_of(issued, "json", now))
        assert found.verdict is FileVerdict.UNREGISTERED


class TestNotOurs:
    def test_a_credential_of_somebody_else(self, credential):
        other = changed(credential, "id", to="https://example.edu/badges/5")
        other["credentialSubject"]["id"] = "did:example:1"
        other["credentialStatus"] = {}
        assert answered(other).verdict is FileVerdict.NOT_OURS

    def test_one_with_a_code_of_nothing(self, credential, issued):
        text = json.dumps(credential).replace(issued.code, new_code())
        assert answered(text).verdict is FileVerdict.NOT_OURS

    def test_a_status_list_is_no_certificate(self, key, now):
        assert answered(status_list_json(1, now)).verdict is FileVerdict.NOT_OURS

    @pytest.mark.parametrize(
        "data",
        [
            b"{",
            b"{}",
            b'{"id": 5}',
            b"{" * 200_000,
            b'{"id":' + b"[" * 190_000,
            b'{"id": NaN}',
            b"{\xff}",
            b"eyJ",
            b"eyJ.eyJ.eyJ",
            b"eyJhIjoxfQ.W10.AA",
            b"eyJhIjoxfQ.eyJhIjoxfQ.\xc3\xa9",
            PNG,
            PNG + b"\xff" * 40,
            PNG + b"\0\0\0\x16iTXtopenbadgecredential\0\1\0",
            PNG + b"\0\0\0\x1eiTXtopenbadgecredential\0\1\0\0\0nonsense",
            b"<svg><openbadges:credential/></svg>",
            b"<svg>" + b"<openbadges:credential" * 90_000,
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        ],
    )
    def test_nonsense(self, data):
        assert credential_in(data) is None
        assert answered(data).verdict is FileVerdict.NOT_OURS

    def test_a_bomb_inside_a_picture_is_not_unpacked(self):
        packed = zlib.compress(b"{" * 50_000_000)
        said = b"openbadgecredential\0\1\0\0\0" + packed
        data = PNG + len(said).to_bytes(4) + b"iTXt" + said + b"\0\0\0\0"
        assert len(from_png(data)) <= 200_000
        assert credential_in(data) is None


class TestBaked:
    def test_the_png_is_still_a_picture(self, issued, now):
        picture = Image.open(io.BytesIO(file_of(issued, "png", now)))
        picture.load()
        assert picture.size == (480, 480)
        assert json.loads(picture.text["openbadgecredential"])["name"]

    def test_a_text_that_ends_a_section_is_carried_whole(self):
        assert from_svg(baked_svg("<svg></svg>", "a]]>b").encode()) == b"a]]>b"


class TestAtTheDoor:
    def test_the_page_says_so(self, client, issued, now):
        upload = SimpleUploadedFile("credential.json", file_of(issued, "json", now))
        page = client.post("/verify/", {"file": upload}).content.decode()
        assert "carries our unbroken signature" in page
        assert "Amina El Khatib" in page

    def test_an_altered_one_shows_the_true_statement(self, client, credential):
        forged = json.dumps(changed(credential, "name", to="Doctor of Everything"))
        upload = SimpleUploadedFile("credential.json", forged.encode())
        page = client.post("/verify/", {"file": upload}).content.decode()
        assert "The file was altered" in page
        assert "Doctor of Everything" not in page
