"""Every address of ours: asked by everybody (A01), unsafely (S14), and with NUL (I10).

The town of ``tests.house.world`` has an object of Amina's cohort behind each address. A new route
fails here until it stands in the table.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from foundation.access import policy_of
from tests.factories.assessments import shape_of
from tests.house import source
from tests.house.world import World, make_world

pytestmark = pytest.mark.django_db

# omar is enrolled nowhere; amina is the holder; sara is in the next cohort of the programme; tomas
# teaches the course; edith edits all pages; rosa administers the programme, ruth another one.
ASKERS = ("anonymous", "omar", "amina", "sara", "tomas", "edith", "rosa", "ruth", "admin")

# ok: answered, be it with a form that lacks something · go: led on · in: asked to log in
# bad: refused with a sentence · -: not there
MATRIX = """
healthz                     GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
readyz                      GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:profile            GET   in   ok   ok   ok   ok   ok   ok   ok   ok
accounts:profile            POST  in   go   go   go   go   go   go   go   go
accounts:language           GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:language           POST  go   go   go   go   go   go   go   go   go
lessons:lesson              GET   in   -    ok   ok   ok   -    ok   -    ok
lessons:course              GET   in   -    ok   ok   ok   -    ok   -    ok
lessons:media               GET   in   -    ok   ok   ok   -    ok   -    ok
lessons:file                GET   in   -    ok   ok   ok   -    ok   -    ok
learning:home               GET   in   ok   ok   ok   ok   ok   ok   ok   ok
learning:enrol              GET   in   ok   ok   ok   ok   ok   ok   ok   ok
learning:enrol              POST  in   go   go   go   go   go   go   go   go
learning:withdraw           POST  in   -    go   -    -    -    -    -    -
learning:lesson-complete    POST  in   -    go   go   -    -    -    -    -
learning:lesson-place       POST  in   -    ok   ok   -    -    -    -    -
learning:sessions           GET   in   ok   ok   ok   ok   ok   ok   ok   ok
learning:session-calendar   GET   in   -    ok   -    -    -    -    -    -
assessments:quiz            GET   in   -    ok   ok   -    -    -    -    -
assessments:quiz-start      GET   in   -    go   go   -    -    -    -    -
assessments:quiz-start      POST  in   -    go   go   -    -    -    -    -
assessments:attempt         GET   in   -    ok   -    -    -    -    -    -
assessments:attempt-save    GET   in   -    go   -    -    -    -    -    -
assessments:attempt-save    POST  in   -    go   -    -    -    -    -    -
assessments:attempt-submit  GET   in   -    go   -    -    -    -    -    -
assessments:attempt-submit  POST  in   -    go   -    -    -    -    -    -
assessments:assignment      GET   in   -    ok   ok   -    -    -    -    -
assessments:assignment      POST  in   -    bad  bad  -    -    -    -    -
assessments:submission-file GET   in   -    ok   -    -    -    -    -    -
desk:index                  GET   in   -    -    -    go   go   go   go   go
desk:cohorts                GET   in   -    -    -    -    -    ok   ok   ok
desk:cohort-new             GET   in   -    -    -    -    -    ok   ok   ok
desk:cohort-new             POST  in   -    -    -    -    -    ok   ok   ok
desk:cohort                 GET   in   -    -    -    -    -    ok   -    ok
desk:cohort-edit            GET   in   -    -    -    -    -    ok   -    ok
desk:cohort-edit            POST  in   -    -    -    -    -    ok   -    ok
desk:cohort-export          GET   in   -    -    -    -    -    ok   -    ok
desk:person                 GET   in   -    -    -    -    -    ok   -    ok
desk:person-change          POST  in   -    -    -    -    -    go   -    go
desk:session-new            GET   in   -    -    -    -    -    ok   -    ok
desk:session-new            POST  in   -    -    -    -    -    ok   -    ok
desk:session-edit           GET   in   -    -    -    -    -    ok   -    ok
desk:session-edit           POST  in   -    -    -    -    -    ok   -    ok
desk:attendance             GET   in   -    -    -    -    -    ok   -    ok
desk:attendance             POST  in   -    -    -    -    -    ok   -    ok
marking:list                GET   in   -    -    -    ok   ok   ok   ok   ok
marking:quiz-results        GET   in   -    -    -    ok   ok   ok   ok   ok
marking:submission          GET   in   -    -    -    ok   -    ok   -    ok
marking:submission          POST  in   -    -    -    bad  -    bad  -    bad
marking:file                GET   in   -    -    -    ok   -    ok   -    ok
awards:cohorts              GET   in   -    -    -    -    -    ok   ok   ok
awards:register             GET   in   -    -    -    -    -    ok   -    ok
awards:register-json        GET   in   -    -    -    -    -    ok   -    ok
awards:name-changes         GET   in   -    -    -    -    -    ok   ok   ok
awards:name-change          GET   in   -    -    -    -    -    ok   -    ok
awards:name-change          POST  in   -    -    -    -    -    go   -    go
awards:cohort               GET   in   -    -    -    -    -    ok   -    ok
awards:propose              POST  in   -    -    -    -    -    go   -    go
awards:approve              POST  in   -    -    -    -    -    go   -    go
awards:issue                POST  in   -    -    -    -    -    go   -    go
awards:drop                 POST  in   -    -    -    -    -    go   -    go
awards:award                GET   in   -    -    -    -    -    ok   -    ok
awards:award                POST  in   -    -    -    -    -    go   -    go
awards:reinstate            POST  in   -    -    -    -    -    go   -    go
certificates:verify         GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:verify         POST  bad  bad  bad  bad  bad  bad  bad  bad  bad
certificates:result         GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:rosette        GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:document       GET   -    -    ok   -    -    -    -    -    -
certificates:credential     GET   -    -    ok   -    -    -    -    -    -
certificates:did            GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:status-list    GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:visibility     POST  in   -    go   -    -    -    -    -    -
certificates:name-change    GET   in   -    ok   -    -    -    -    -    -
certificates:name-change    POST  in   -    go   -    -    -    -    -    -
certificates:list           GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:list           POST  ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:log-head       GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:log-leaves     GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:log-event      GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
certificates:log-consistency GET  ok   ok   ok   ok   ok   ok   ok   ok   ok
cms:home                    GET   go   go   go   go   go   go   go   go   go
cms:picture                 GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
demo:mailbox                GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
demo:mail                   GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
demo:styleguide             GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
search                      GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
wagtail_serve               GET   ok   ok   ok   ok   ok   ok   ok   ok   ok
"""
ROWS = [tuple(line.split()) for line in MATRIX.strip().splitlines()]
PUBLIC_OBJECTS = {
    *("certificates:result", "certificates:rosette", "certificates:log-event"),
    *("certificates:status-list", "cms:picture", "demo:mail"),
}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def clients(world):
    """One browser for each asker."""
    found = {name: Client() for name in ASKERS}
    for name in ASKERS[1:]:
        found[name].force_login(world.people[name])
    return found


def own_routes(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Yield the names of our own routes; those below /cms/ are Wagtail's, guarded by cms.doors."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if policy_of(entry.callback):
                yield f"{space}{entry.name}"
        elif str(entry.pattern) not in {"cms/", "documents/"}:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from own_routes(entry, space + inner)


def address(world: World, route: str) -> str:
    behind = world.behind.get(route, {})
    if isinstance(behind, tuple):
        return reverse(route, args=behind)
    return reverse(route, kwargs=behind)


def ask(client: Client, method: str, path: str, form: dict | None = None, **more):
    """Ask once, in a transaction that is taken back, without any limit of tries used up."""
    cache.clear()
    mark = transaction.savepoint()
    answer = getattr(client, method.lower())(path, form or {}, **more)
    answer.getvalue()
    transaction.savepoint_rollback(mark)
    return answer


def word_for(answer) -> str:
    """Return the word of the table for an answer."""
    status = answer.status_code
    if status in {301, 302, 303}:
        return "in" if answer["Location"].startswith("/accounts/login/") else "go"
    return {404: "-", 400: "bad", 409: "bad", 422: "bad"}.get(
        status, "ok" if status < 300 else str(status)
    )


def test_every_route_of_ours_stands_in_the_matrix_A01() -> None:
    assert set(own_routes(get_resolver())) == {row[0] for row in ROWS}


def test_everybody_gets_what_the_matrix_says_and_nothing_else_A01(world, clients):
    wrong = []
    for route, method, *wanted in ROWS:
        path, form = address(world, route), world.forms.get(route)
        for asker, word in zip(ASKERS, wanted, strict=True):
            found = word_for(ask(clients[asker], method, path, form))
            if found != word:
                wrong.append(f"{method} {route} for {asker}: {found}, not {word}")

    source.assert_none(wrong)


def test_a_foreign_object_answers_like_an_absent_one_A01(world, clients):
    wrong = []
    for route, method, *wanted in ROWS:
        behind = world.behind.get(route)
        if not behind or isinstance(behind, tuple) or route in PUBLIC_OBJECTS:
            continue
        absent = reverse(route, kwargs={**behind, **nothing_behind(behind)})
        for asker, word in zip(ASKERS, wanted, strict=True):
            if word not in {"-", "in"} or is_told_how_to_enrol(route, asker):
                continue
            form = world.forms.get(route)
            foreign = ask(clients[asker], method, address(world, route), form)
            missing = ask(clients[asker], method, absent, form)
            if alike(foreign) != alike(missing):
                wrong.append(f"{method} {route} for {asker}")

    source.assert_none(wrong)


def nothing_behind(behind: dict) -> dict:
    """Return the same address with names that nothing has."""
    unknown = {"uid": uuid.uuid4(), "cohort_uid": uuid.uuid4(), "code": "0" * 26, "pk": 999_999}
    return {name: value for name, value in unknown.items() if name in behind}


def is_told_how_to_enrol(route: str, asker: str) -> bool:
    """Lessons and courses whose titles are public anyway answer 404 with the way to take part."""
    return route in {"lessons:lesson", "lessons:course"} and asker != "anonymous"


def alike(answer) -> tuple:
    """Return what must not differ: status, headers and the page without its own address."""
    headers = {name: words for name, words in answer.headers.items() if name != "Content-Length"}
    location = re.sub(r"[0-9a-f-]{36}|[0-9A-Z]{26}|\d+", "", headers.pop("Location", ""))
    page = re.sub(rb"[0-9A-Z]{26}|/\d+/", b"", shape_of(answer))
    return answer.status_code, location, sorted(headers), page


@contextmanager
def no_writes():
    """Fail on any statement that changes rows, but for the session of whoever asks."""

    def read_only(execute, sql, *rest):
        is_write = sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE"))
        assert not is_write or '"django_session"' in sql, sql
        return execute(sql, *rest)

    with connection.execute_wrapper(read_only):
        yield


def test_no_get_writes_a_row_S14(world, clients):
    for route in sorted({row[0] for row in ROWS}):
        for asker in ("anonymous", "amina", "rosa"):
            with no_writes():
                ask(clients[asker], "GET", address(world, route))
                ask(clients[asker], "HEAD", address(world, route))


def test_no_unsafe_request_is_taken_without_its_token_S14(world):
    taken = []
    for asker in ("anonymous", "amina", "rosa"):
        client = Client(enforce_csrf_checks=True)
        if asker != "anonymous":
            client.force_login(world.people[asker])
        for route in sorted({row[0] for row in ROWS}):
            path, form = address(world, route), world.forms.get(route, {})
            for how in (
                {"data": form},
                {"data": {**form, "csrfmiddlewaretoken": "a" * 64}},
                {"data": "a=b", "content_type": "text/plain"},
                {"data": form, "headers": {"origin": "https://evil.example"}},
            ):
                answer = client.post(path, **how)
                if answer.status_code not in {403, 405}:
                    taken.append(f"{route} for {asker}: {answer.status_code}")
            taken += [
                f"{method} {route}"
                for method in ("put", "patch", "delete")
                if getattr(client, method)(path).status_code not in {403, 405}
            ]

    source.assert_none(taken)


def test_nul_is_refused_everywhere_I10(world, clients):
    taken = []
    for route, method, *_ in ROWS:
        path = address(world, route)
        for asker in ("anonymous", "rosa"):
            client = clients[asker]
            answers = {
                "path": client.get(f"{path}%00"),
                "query": client.get(f"{path}?q=%00"),
                "header": client.get(path, headers={"accept-language": "en\0"}),
            }
            if method == "POST":
                answers["form"] = client.post(path, {"name": "a\0b"})
                answers["JSON"] = client.post(path, '{"a": "\\u0000"}', "application/json")
            taken += [
                f"{method} {route} with NUL in its {place} for {asker}: {answer.status_code}"
                for place, answer in answers.items()
                if answer.status_code != 400
            ]

    source.assert_none(taken)
