"""Facts about the Merkle log: proofs against the definition itself, and its public addresses."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature
from hypothesis import given
from hypothesis import strategies as st

from certificates import log
from certificates.credentials.keys import known_keys
from certificates.models import AwardEvent
from certificates.register import canonical
from certificates.sealing import SealUnavailable
from certificates.services import revoke
from tests.factories.awards import finish, make_issued
from tests.factories.cohorts import make_place

LISTS = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


def naive_root(leaves):
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def hashes(leaves):
    return [log.leaf_hash(leaf) for leaf in leaves]


class TestProofs:
    @given(LISTS)
    def test_the_root_is_that_of_the_definition(self, leaves):
        assert log.root_of(hashes(leaves)) == naive_root(leaves)

    def test_known_roots_of_the_certificate_transparency_project(self):
        parts = ["", "00", "10", "2021", "3031", "40414243"]
        leaves = [bytes.fromhex(part) for part in parts]
        roots = {
            0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        }
        for size, root in roots.items():
            assert log.root_of(hashes(leaves[:size])).hex() == root

    @given(LISTS, st.data())
    def test_every_leaf_has_its_proof_and_no_other_leaf_has_it(self, leaves, data):
        index = data.draw(st.integers(0, len(leaves) - 1))
        path, root = log.inclusion_path(hashes(leaves), index), naive_root(leaves)
        size = len(leaves)
        assert len(path) <= size.bit_length()
        assert log.is_included(leaves[index], index, size, path, root)
        assert not log.is_included(leaves[index] + b"x", index, size, path, root)
        assert not log.is_included(leaves[index], index, size, [*path, root], root)
        assert not log.is_included(leaves[index], size, size, path, root)
        if path:
            assert not log.is_included(leaves[index], index, size, path[:-1], root)

    @given(LISTS, st.data())
    def test_every_beginning_has_its_proof_and_no_other_history_has_it(self, leaves, data):
        size = data.draw(st.integers(1, len(leaves)))
        path = log.consistency_path(hashes(leaves), size)
        older, newer = (size, naive_root(leaves[:size])), (len(leaves), naive_root(leaves))
        assert log.is_consistent(older, newer, path)
        changed = (size, naive_root([*leaves[: size - 1], leaves[size - 1] + b"x"]))
        assert not log.is_consistent(changed, newer, path)
        assert not log.is_consistent(older, newer, [*path, older[1]])
        if size < len(leaves):
            assert not log.is_consistent(newer, older, path)
            assert not log.is_consistent(older, newer, path[:-1])


def read(client, path, **query):
    response = client.get(f"/register/log/{path}", query)
    return response.status_code, response.json() if response.status_code == 200 else None


@pytest.mark.django_db
class TestAddresses:
    @pytest.fixture
    def events(self, issued, cohort, rosa, viktor):
        """Two issued awards: eight events."""
        make_issued(finish(make_place(cohort)), rosa, viktor)
        return [bytes.fromhex(event.sha256) for event in AwardEvent.objects.order_by("number")]

    def test_the_head_is_the_root_of_all_events(self, client, events):
        status, head = read(client, "head.json")
        assert status == 200
        assert (head["tree_size"], head["root_hash"]) == (8, naive_root(events).hex())

    def test_an_empty_register_has_a_head(self, client):
        _, head = read(client, "head.json")
        assert (head["tree_size"], head["root_hash"]) == (0, naive_root([]).hex())

    def test_the_head_is_signed_by_a_key_of_the_issuer(self, client, events):
        _, head = read(client, "head.json")
        signature = base64.b64decode(head.pop("signature"))
        keys = {key.multikey: key.key for key in known_keys()}
        signer = keys[head["key"].partition("#")[2]]
        signer.verify(signature, canonical(head))
        with pytest.raises(InvalidSignature):
            signer.verify(signature, canonical({**head, "tree_size": 7}))

    def test_without_a_key_the_head_says_so(self, client, events, monkeypatch):
        def no_key(now):
            raise SealUnavailable("gone")

        monkeypatch.setattr(log, "open_key", no_key)
        _, head = read(client, "head.json")
        assert head["signature"] is None
        assert head["key"] is None

    def test_an_event_is_proved_to_be_in_it(self, client, events):
        root = naive_root(events)
        for number, event in enumerate(events, 1):
            _, proof = read(client, f"events/{number}.json")
            path = [bytes.fromhex(step) for step in proof["path"]]
            assert bytes.fromhex(proof["leaf"]) == event
            assert log.is_included(event, number - 1, proof["tree_size"], path, root)

    def test_an_event_is_proved_to_have_been_in_an_older_head(self, client, events):
        _, proof = read(client, "events/3.json", size=5)
        path = [bytes.fromhex(step) for step in proof["path"]]
        assert log.is_included(events[2], 2, 5, path, naive_root(events[:5]))

    def test_what_came_later_changes_no_older_head(self, client, events, issued, viktor, now):
        revoke(award=issued, reason="error", note="x", by=viktor, now=now)
        _, proof = read(client, "consistency.json", first=8)
        path = [bytes.fromhex(step) for step in proof["path"]]
        newer = (9, bytes.fromhex(proof["second_root_hash"]))
        assert log.is_consistent((8, naive_root(events)), newer, path)

    def test_a_partner_can_keep_a_copy_of_it(self, client, events):
        _, page = read(client, "leaves.json", start=6)
        assert [bytes.fromhex(leaf) for leaf in page["leaves"]] == events[5:]

    @pytest.mark.parametrize(
        ("path", "query"),
        [
            ("events/0.json", {}),
            ("events/9.json", {}),
            ("events/99999999999999999999.json", {}),
            ("events/3.json", {"size": 2}),
            ("events/3.json", {"size": 9}),
            ("events/3.json", {"size": "-1"}),
            ("consistency.json", {"first": 9}),
            ("consistency.json", {"first": 5, "second": 4}),
            ("consistency.json", {"first": "٣"}),
            ("leaves.json", {"start": "1' OR 1=1"}),
        ],
    )
    def test_what_the_log_does_not_hold_is_not_there(self, client, events, path, query):
        assert read(client, path, **query) == (404, None)

    def test_it_holds_nothing_of_a_person(self, client, events, issued, amina, rosa):
        for path in ("head.json", "leaves.json", "events/4.json", "consistency.json"):
            shown = json.dumps(read(client, path)[1], ensure_ascii=False)
            private = (amina.name, amina.latin_name, amina.email, rosa.name, issued.code)
            assert not [word for word in (*private, str(issued.uid)) if word in shown]

    def test_who_asks_too_often_waits(self, client, events, settings):
        settings.VERIFICATIONS_A_MINUTE = 2
        assert [read(client, "head.json")[0] for _ in range(3)] == [200, 200, 429]

    def test_the_costs_stay(self, client, events, django_assert_num_queries):
        with django_assert_num_queries(3):
            read(client, "head.json")
        with django_assert_num_queries(2):
            read(client, "head.json")
        with django_assert_num_queries(2):
            read(client, "events/3.json")
