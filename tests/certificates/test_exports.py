"""Facts about the register taken away: a programme's own, as a table and as JSON."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.db import connection

from certificates import guards
from certificates.services import revoke
from courses.roles import grant_administration
from tests.factories.awards import finish, make_issued
from tests.factories.cohorts import make_place
from tests.factories.outlines import make_programme
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def fetch(client, programme, rosa):
    client.force_login(rosa)
    return lambda kind: client.get(f"/desk/awards/programmes/{programme.uid}/register.{kind}")


def body(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows_of(response):
    return list(csv.DictReader(io.StringIO(body(response))))


def break_the_chain():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        guards.remove(connection)
        cursor.execute("UPDATE certificates_awardevent SET sha256 = 'x' WHERE number = 1")


def test_the_table_lists_the_awards_and_says_that_the_chain_holds(fetch, issued):
    response = fetch("csv")
    [row] = rows_of(response)
    assert (row["Code"], row["SHA-256"]) == (issued.code, issued.facts_sha256)
    assert (row["Awarded on"], row["Valid until"]) == ("2026-03-02", "")
    assert response["X-Register-Chain"] == "sound"
    assert "register-MGDE.csv" in response["Content-Disposition"]


def test_the_json_holds_every_event(fetch, issued, viktor, now):
    revoke(award=issued, reason="error", note="wrong cohort", by=viktor, now=now)
    response = fetch("json")
    read = json.loads(body(response))
    [award] = read["awards"]
    assert (read["chain"], read["programme"]["code"]) == ("sound", "MGDE")
    assert read["log"]["tree_size"] == 5
    assert award["facts"] == issued.facts
    assert (award["state"], award["reason"]) == ("revoked", "error")
    assert [event["what"] for event in award["events"]][-1] == "revoked"
    assert award["events"][-1]["details"]["note"] == "wrong cohort"
    assert award["events"][0]["by"] == "Rosa Quintero"
    assert response["Content-Type"] == "application/json"


def test_an_empty_register_is_empty(fetch):
    assert rows_of(fetch("csv")) == []
    assert json.loads(body(fetch("json")))["awards"] == []


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_it_says_when_the_chain_is_broken(fetch, issued, kind):
    break_the_chain()
    assert fetch(kind)["X-Register-Chain"] == "broken"


def test_a_name_that_looks_like_a_formula_is_text_I08(fetch, cohort, design, rosa, viktor):
    name = '=HYPERLINK("http://evil.example","Click")'
    make_issued(finish(make_place(cohort, UserFactory(name=name))), rosa, viktor)
    [row] = rows_of(fetch("csv"))
    assert row["Name"] == f"'{name}"


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_another_programmes_administrator_gets_the_answer_of_an_absent_one(
    client, fetch, issued, kind
):
    stranger = UserFactory()
    grant_administration(user=stranger, programme=make_programme("OTHER"))
    client.force_login(stranger)
    assert fetch(kind).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_six_awards_cost_what_one_costs(
    fetch, issued, cohort, rosa, viktor, kind, django_assert_max_num_queries
):
    counts = []
    for people in (0, 5):
        for _ in range(people):
            make_issued(finish(make_place(cohort)), rosa, viktor)
        with django_assert_max_num_queries(20) as asked:
            body(fetch(kind))
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]
