"""Facts about who gets a credential, and what verifiers of the world get (C08, C10)."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from django.core.cache import cache

from certificates.credentials import statuses
from certificates.credentials.encoding import from_base64url
from certificates.credentials.forms import FORMS
from certificates.credentials.keys import KEY
from certificates.credentials.proofs import is_proven
from certificates.credentials.statuses import LENGTH, free_place
from certificates.documents import make_documents
from certificates.models import Award
from certificates.services import revoke
from tests.factories.awards import finish, make_issued
from tests.factories.cohorts import make_place

pytestmark = pytest.mark.django_db
LIST = "/credentials/status/1"


def address(award: Award, kind: str = "json") -> str:
    return f"/credentials/{award.code}.{kind}"


def bits_of(answer) -> bytes:
    packed = answer.json()["credentialSubject"]["encodedList"]
    return gzip.decompress(from_base64url(packed.removeprefix("u")))


def is_set(bits: bytes, place: int) -> bool:
    return bool(bits[place // 8] & 0x80 >> place % 8)


class TestCredential:
    @pytest.mark.parametrize("kind", sorted(FORMS))
    def test_the_holder_gets_it_in_every_form(self, client, issued, amina, kind):
        client.force_login(amina)
        answer = client.get(address(issued, kind))
        assert answer.status_code == 200
        assert answer["Content-Type"] == FORMS[kind].media_type
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]

    def test_it_is_proven(self, client, issued, amina):
        client.force_login(amina)
        assert is_proven(client.get(address(issued)).json())

    def test_without_the_name_if_asked(self, client, issued, amina):
        client.force_login(amina)
        said = client.get(address(issued) + "?name=no").json()
        assert "identifier" not in said["credentialSubject"]
        assert is_proven(said)

    @pytest.mark.parametrize("kind", sorted(FORMS))
    def test_others_get_nothing_until_the_holder_allows_it(self, client, issued, omar, kind):
        assert client.get(address(issued, kind)).status_code == 404
        client.force_login(omar)
        assert client.get(address(issued, kind)).status_code == 404
        Award.objects.filter(pk=issued.pk).update(visibility="link")
        assert client.get(address(issued, kind)).status_code == 200

    def test_administrators_get_nothing_either(self, client, issued, rosa):
        client.force_login(rosa)
        assert client.get(address(issued)).status_code == 404

    def test_a_revoked_one_is_for_its_holder_only(self, client, issued, amina, rosa, now):
        Award.objects.filter(pk=issued.pk).update(visibility="link")
        revoke(award=issued, reason="error", note="Mistaken", by=rosa, now=now)
        assert client.get(address(issued)).status_code == 404
        client.force_login(amina)
        assert client.get(address(issued)).status_code == 200

    @pytest.mark.parametrize("state", ["proposed", "approved", "dropped"])
    def test_what_was_not_issued_has_none(self, client, approved, amina, state):
        Award.objects.filter(pk=approved.pk).update(state=state)
        client.force_login(amina)
        assert client.get(address(approved)).status_code == 404

    def test_other_forms_and_codes_are_not_there(self, client, issued, amina):
        client.force_login(amina)
        for path in (address(issued, "exe"), "/credentials/x.json", "/credentials/status.json"):
            assert client.get(path).status_code == 404

    def test_whoever_guesses_is_slowed_down(self, client, settings):
        settings.VERIFICATIONS_A_MINUTE = 2
        cache.clear()
        answers = [client.get(f"/credentials/{'0' * 26}.json").status_code for _ in range(3)]
        assert answers == [404, 404, 429]

    def test_a_key_that_cannot_be_used_is_said(self, client, issued, amina, keys):
        keys.mkdir(exist_ok=True)
        (keys / KEY).write_text("nonsense")
        client.force_login(amina)
        for path in (address(issued), LIST, "/.well-known/did.json"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert answer["Retry-After"]


class TestStatusList:
    def test_nobody_is_withdrawn_at_first(self, client, issued):
        answer = client.get(LIST)
        assert is_proven(answer.json())
        assert bits_of(answer) == bytes(LENGTH // 8)

    @pytest.mark.parametrize("state", ["revoked", "replaced"])
    def test_one_that_was_withdrawn_has_its_bit_set(self, client, issued, state):
        Award.objects.filter(pk=issued.pk).update(state=state)
        bits = bits_of(client.get(LIST))
        assert is_set(bits, issued.status_index)
        assert sum(byte.bit_count() for byte in bits) == 1

    def test_verifiers_of_any_site_may_keep_it_a_while(self, client, key):
        answer = client.get(LIST)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cache-Control"] == "public, max-age=300"
        assert answer.json()["credentialSubject"]["ttl"] == 300_000

    def test_it_is_not_sent_again_until_something_changed(self, client, issued):
        etag = client.get(LIST)["ETag"]
        again = client.get(LIST, headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
        Award.objects.filter(pk=issued.pk).update(state="revoked")
        assert client.get(LIST, headers={"if-none-match": etag}).status_code == 200

    def test_a_list_that_nobody_is_on_is_not_there(self, client):
        for number in (0, 2, 999_999_999_999_999_999_999):
            assert client.get(f"/credentials/status/{number}").status_code == 404

    def test_it_names_nobody(self, client, issued):
        said = client.get(LIST).content.decode()
        for private in (issued.code, "Amina", str(issued.uid)):
            assert private not in said

    def test_a_list_costs_two_queries_at_most(self, client, issued, django_assert_max_num_queries):
        client.get(LIST)
        with django_assert_max_num_queries(2):
            client.get(LIST)


class TestPlaces:
    def test_every_award_gets_one_at_its_issue(self, issued):
        assert issued.status_list == 1
        assert 0 <= issued.status_index < LENGTH

    def test_the_same_one_is_never_given_twice(self, issued, cohort, rosa, viktor, monkeypatch):
        draws = iter([issued.status_index, issued.status_index, 5])
        monkeypatch.setattr(statuses.secrets, "randbelow", lambda _limit: next(draws))
        other = make_issued(finish(make_place(cohort)), rosa, viktor)
        assert (other.status_list, other.status_index) == (1, 5)

    def test_a_full_list_is_left_for_a_new_one(self, client, issued, monkeypatch):
        monkeypatch.setattr(statuses, "LENGTH", 1)
        Award.objects.filter(pk=issued.pk).update(status_index=0)
        assert free_place() == (2, 0)
        Award.objects.filter(pk=issued.pk).update(status_list=2)
        assert client.get("/credentials/status/2").status_code == 200


class TestDid:
    def test_it_is_there_before_anything_was_signed(self, client):
        answer = client.get("/.well-known/did.json")
        document = answer.json()
        assert document["id"] == "did:web:learn.example.org"
        assert document["verificationMethod"][0]["type"] == "Multikey"
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_holder_finds_it_at_home(client, issued, amina, now):
    make_documents(pk=issued.pk, now=now + timedelta(minutes=1))
    client.force_login(amina)
    page = client.get("/learn/").content.decode()
    assert "As a digital credential" in page
    assert address(issued, "png") in page
