"""Facts about /healthz and /readyz, and about the pages for what went wrong."""

from __future__ import annotations

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.db.utils import OperationalError
from django.test import RequestFactory

from lms import errors, health

pytestmark = pytest.mark.django_db


def test_an_alive_process_says_so_without_touching_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.json() == {"status": "ok"}


def test_with_everything_there_it_is_ready(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["parts"] == {
        "database": True,
        "migrations": True,
        "broker": True,
        "storage": True,
    }


@pytest.mark.parametrize("part", list(health.CHECKS))
@pytest.mark.parametrize("answer", [False, OSError("a secret path"), OperationalError("down")])
def test_one_broken_part_makes_it_not_ready_and_is_named(client, monkeypatch, part, answer):
    def check():
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setitem(health.CHECKS, part, check)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert [name for name, works in response.json()["parts"].items() if not works] == [part]
    assert "secret" not in response.content.decode()


def test_a_database_that_is_away_is_noticed(client):
    def away(*_):
        raise OperationalError("gone")

    with connection.execute_wrapper(away):
        parts = client.get("/readyz").json()["parts"]
    assert parts["database"] is False
    assert parts["storage"] is True


def test_a_migration_that_was_not_run_is_noticed(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = %s", ["certificates"])
    assert client.get("/readyz").json()["parts"]["migrations"] is False


def test_a_store_that_takes_nothing_is_noticed(client, monkeypatch):
    def full(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr(storages["private"], "save", full)
    assert client.get("/readyz").json()["parts"]["storage"] is False


def test_a_broker_that_is_away_is_noticed(client, monkeypatch):
    def away(*_, **__):
        raise ConnectionRefusedError("gone")

    monkeypatch.setattr("kombu.Connection.ensure_connection", away)
    assert client.get("/readyz").json()["parts"]["broker"] is False


def test_nothing_is_left_in_the_store(client):
    client.get("/readyz")
    _, files = storages["private"].listdir("ready")
    assert files == []


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)],
)
def test_every_error_has_a_page_in_the_frame(view, status):
    response = view(RequestFactory().get("/"), None)
    assert response.status_code == status
    assert "<main" in response.content.decode()


def test_the_page_of_a_failure_asks_the_database_for_nothing(client, amina, monkeypatch):
    client.force_login(amina)
    client.raise_request_exception = False
    broken = []

    def fail(*_):
        broken.append("from here on nothing answers")
        raise RuntimeError("our fault")

    def away(execute, *query):
        if broken:
            raise OperationalError("gone")
        return execute(*query)

    monkeypatch.setattr("learning.views.journeys_of", fail)
    with connection.execute_wrapper(away):
        response = client.get("/learn/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_a_missing_page_speaks_the_language_of_the_reader(client):
    response = client.get("/fr/rien/")
    assert response.status_code == 404
    assert '<html lang="fr"' in response.content.decode()


def test_a_missing_page_tells_no_path_back_unescaped(client):
    response = client.get("/en/<script>alert(1)</script>/")
    assert "<script>alert" not in response.content.decode()
