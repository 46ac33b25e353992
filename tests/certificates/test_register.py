"""Facts about the register: a chain in which nothing can be changed unseen (U01)."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from django.db import connection

from certificates import guards
from certificates.errors import AppendOnly
from certificates.models import Award, AwardEvent
from certificates.register import GENESIS, broken_links, canonical, sha256_of
from tests.factories.awards import finish, make_issued
from tests.factories.cohorts import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(issued, cohort, rosa, viktor):
    """Two issued awards: eight events."""
    make_issued(finish(make_place(cohort)), rosa, viktor)
    return AwardEvent.objects.order_by("number")


def tamper(sql, *values):
    """Change the register as somebody would who owns the database and takes the guards down."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if is_postgresql() else "SELECT 1")
        guards.remove(connection)
        cursor.execute(sql, values)


def is_postgresql():
    return connection.vendor == "postgresql"


def test_a_register_nobody_touched_holds(chain):
    assert list(broken_links()) == []
    assert [event.number for event in chain] == list(range(1, 9))


def test_each_event_names_the_digest_of_the_one_before(chain):
    events = list(chain)
    assert events[0].previous_sha256 == GENESIS
    assert all(after.previous_sha256 == before.sha256 for before, after in pairwise(events))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("what", "revoked"),
        ("by_id", None),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("details", '{"kind": "participation"}'),
    ],
)
def test_a_changed_event_is_named(chain, column, value):
    tamper(f"UPDATE certificates_awardevent SET {column} = %s WHERE number = 1", value)  # noqa: S608
    assert list(broken_links()) == [1]


def test_an_event_that_was_given_a_fitting_seal_breaks_the_next_link(chain):
    tamper("UPDATE certificates_awardevent SET sha256 = %s WHERE number = 3", "f" * 64)
    assert list(broken_links()) == [3, 4]


def test_an_event_taken_out_is_noticed_at_the_next(chain):
    tamper("DELETE FROM certificates_awardevent WHERE number = 5")
    assert list(broken_links()) == [6]


def test_an_event_moved_to_another_award_is_named(chain):
    other = Award.objects.order_by("pk").last()
    tamper("UPDATE certificates_awardevent SET award_id = %s WHERE number = 2", other.pk)
    assert list(broken_links()) == [2]


def test_a_statement_changed_after_its_issue_is_named(chain, issued):
    facts = json.dumps({**issued.facts, "name": "Somebody Else"})
    tamper("UPDATE certificates_award SET facts = %s WHERE id = %s", facts, issued.pk)
    assert list(broken_links()) == [issued.events.get(what="issued").number]


def test_an_event_is_neither_changed_nor_deleted_by_our_own_code(chain):
    event = chain.first()
    event.what = "revoked"
    for change in (
        event.save,
        event.delete,
        chain.delete,
        lambda: chain.update(what="revoked"),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert list(broken_links()) == []


def test_the_canonical_form_is_the_same_whatever_the_order():
    assert canonical({"b": 1, "a": "ä"}) == '{"a":"ä","b":1}'.encode()
    assert sha256_of({"b": 1, "a": 2}) == sha256_of({"a": 2, "b": 1})


def test_checking_costs_one_query(chain, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(broken_links())
