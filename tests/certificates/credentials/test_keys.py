"""Facts about the issuer's key: made once, kept for its owner, rotated, told off."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.management import CommandError, call_command

from certificates.credentials import keys as store
from certificates.credentials.did import did_document, issuer_id
from certificates.credentials.forms import credential_json
from certificates.credentials.proofs import is_proven
from certificates.sealing import SealUnavailable, open_seal
from tests.factories.outlines import MONDAY


def said_by(*arguments: str) -> str:
    out = StringIO()
    call_command("certificates_keys", *arguments, stdout=out)
    return out.getvalue()


def named_keys() -> list[str]:
    return [method["id"].partition("#")[2] for method in did_document()["verificationMethod"]]


class TestKept:
    def test_it_is_made_once(self, key):
        assert store.open_key(MONDAY + timedelta(days=9)) == key

    def test_only_its_owner_reads_it(self, key, keys):
        assert stat.S_IMODE(keys.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in keys.iterdir()} == {0o600}

    def test_two_first_starts_at_once_make_one(self, keys):
        barrier, found = Barrier(6), []

        def start():
            barrier.wait()
            found.append(store.open_key(MONDAY).public.multikey)

        threads = [Thread(target=start) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(found)) == 1
        assert len(store.known_keys()) == 1

    def test_one_that_was_put_back_from_a_backup_is_known(self, key, keys):
        (keys / f"{key.public.multikey}.json").unlink()
        store._open.clear()
        assert store.open_key(MONDAY).public == store.known_keys()[0]

    @pytest.mark.parametrize("content", [b"", b"nonsense"])
    def test_one_that_cannot_be_read_is_said_and_not_replaced(self, key, keys, content):
        (keys / store.KEY).write_bytes(content)
        with pytest.raises(SealUnavailable):
            store.open_key(MONDAY)
        assert (keys / store.KEY).read_bytes() == content

    def test_one_of_another_kind_is_refused(self, keys):
        keys.mkdir()
        other = rsa.generate_private_key(65537, 2048)
        pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (keys / store.KEY).write_bytes(pem)
        with pytest.raises(SealUnavailable, match="Ed25519"):
            store.open_key(MONDAY)

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"made_at": 5}', '{"made_at": "x"}'])
    def test_a_public_key_that_cannot_be_read_counts_for_nothing(self, key, keys, content):
        (keys / "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi.json").write_text(content)
        (keys / "zz.json").write_text('{"made_at": "2026-01-01T00:00:00+00:00"}')
        assert store.known_keys() == (key.public,)


@pytest.mark.django_db
class TestChanged:
    def test_after_a_rotation_old_signatures_still_count(self, key, credential, issued, now):
        new = store.rotate(now + timedelta(days=30))
        assert new.public.multikey != key.public.multikey
        assert is_proven(credential)
        fresh = json.loads(credential_json(issued, named=True, now=now))
        assert fresh["proof"][0]["verificationMethod"].endswith(new.public.multikey)
        assert is_proven(fresh)

    def test_a_key_signs_nothing_before_its_own_time(self, key, issued, now):
        store.rotate(now + timedelta(days=30))
        fresh = json.loads(credential_json(issued, named=True, now=now))
        assert fresh["validFrom"] == "2026-03-02T09:00:00Z"
        assert fresh["proof"][0]["created"] == "2026-04-01T09:00:00Z"

    def test_one_that_was_told_off_counts_no_more(self, key, credential, now):
        store.rotate(now)
        store.tell_off(key.public.multikey)
        assert not is_proven(credential)
        assert key.public.multikey not in named_keys()

    def test_nothing_is_signed_by_one_that_was_told_off(self, key, now):
        store.tell_off(key.public.multikey)
        store._open.clear()
        with pytest.raises(SealUnavailable, match="told off"):
            store.open_key(now)

    def test_an_unknown_one_cannot_be_told_off(self, key):
        with pytest.raises(KeyError):
            store.tell_off("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")


class TestDocument:
    def test_it_names_every_key_for_both_families_of_proofs(self, key, now):
        seal = open_seal(now)
        document = did_document()
        kinds = [method["type"] for method in document["verificationMethod"]]
        assert kinds == ["Multikey", "JsonWebKey", "JsonWebKey"]
        assert document["assertionMethod"] == [m["id"] for m in document["verificationMethod"]]
        assert document["verificationMethod"][2]["publicKeyJwk"]["crv"] == "P-256"
        assert seal.key.curve.name == "secp256r1"

    def test_it_holds_no_secret(self, key):
        assert '"d"' not in json.dumps(did_document())

    def test_its_name_holds_the_port(self, settings):
        settings.SITE_URL = "http://localhost:8000"
        assert issuer_id() == "did:web:localhost%3A8000"


class TestCommand:
    def test_the_first_start_makes_it(self, keys):
        assert "signed by z6Mk" in said_by("ensure")
        assert (keys / store.KEY).exists()

    def test_it_is_listed_rotated_and_told_off(self, key):
        old = key.public.multikey
        assert f"{old} credentials" in said_by("list")
        assert "signed by z6Mk" in said_by("rotate", "--credentials")
        assert "count no more" in said_by("distrust", old)
        assert f"{old} distrusted" in said_by("list")

    def test_a_name_of_nothing_is_refused(self, key):
        with pytest.raises(CommandError):
            said_by("distrust", "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")
