"""Every class of answer carries the headers that protect its reader (H01), as in production."""

from __future__ import annotations

import importlib
import sys

import pytest
from django.conf import settings as current
from django.test import Client, override_settings

from tests.house import source
from tests.house.test_routes import address
from tests.house.world import World, make_world

pytestmark = pytest.mark.django_db

# A style sheet or script is no document, so no policy for documents travels with it.
WITHOUT_POLICY = {"static file", "static file not changed"}


@pytest.fixture
def production(monkeypatch):
    """Return what the settings of a real site say about headers and cookies."""
    monkeypatch.setenv("SECRET_KEY", "k" * 50)
    monkeypatch.setattr("lms.settings.base.SITE_URL", "https://testserver")
    monkeypatch.delitem(sys.modules, "lms.settings.production", raising=False)
    module = importlib.import_module("lms.settings.production")
    names = (
        "SECURE_",
        "SESSION_COOKIE_",
        "CSRF_COOKIE_",
        "LANGUAGE_COOKIE_",
        "X_FRAME_",
        "MESSAGE_",
    )
    values = {name: getattr(module, name) for name in dir(module) if name.startswith(names)}
    served = {"WHITENOISE_USE_FINDERS": True, "CSRF_TRUSTED_ORIGINS": ["https://testserver"]}
    with override_settings(**values, **served):
        yield
    del sys.modules["lms.settings.production"]


@pytest.fixture
def world():
    return make_world()


class Reader:
    """Somebody at a browser that talks https."""

    def __init__(self, world: World, name: str = "") -> None:
        self.world, self.client = world, Client(raise_request_exception=False)
        if name:
            self.client.force_login(world.people[name])

    def get(self, path: str, **more):
        answer = self.client.get(path, secure=True, **more)
        answer.getvalue()
        return answer

    def at(self, route: str):
        return self.get(address(self.world, route))


def answers(world: World, monkeypatch) -> dict:
    """Return an answer of each class."""
    visitor, amina, rosa = Reader(world), Reader(world, "amina"), Reader(world, "rosa")
    sheet = visitor.get("/static/css/site.css")
    kept = {"if-modified-since": sheet["Last-Modified"]}
    strict = Client(enforce_csrf_checks=True)
    found = {
        "page": visitor.at("wagtail_serve"),
        "personal page": amina.at("learning:home"),
        "lesson": amina.at("lessons:lesson"),
        "desk": rosa.at("desk:cohort"),
        "way to log in": visitor.at("learning:home"),
        "way on": visitor.get("/"),
        "not found": visitor.get("/en/nothing/"),
        "not to be known of": visitor.get("/learn/nothing/"),
        "stale form": strict.post("/accounts/login/", {}, secure=True),
        "NUL": visitor.get("/en/%00/"),
        "wrong method": amina.client.post("/learn/", secure=True),
        "JSON": visitor.at("healthz"),
        "CSV": rosa.at("desk:cohort-export"),
        "calendar": amina.at("learning:session-calendar"),
        "recording": amina.at("lessons:media"),
        "file of a lesson": amina.at("lessons:file"),
        "file handed in": amina.at("assessments:submission-file"),
        "certificate": amina.at("certificates:document"),
        "verification": visitor.at("certificates:result"),
        "rosette": visitor.at("certificates:rosette"),
        "picture": visitor.at("cms:picture"),
        "static file": sheet,
        "static file not changed": visitor.get("/static/css/site.css", headers=kept),
    }
    monkeypatch.setattr("learning.views.journeys_of", None)
    return {**found, "failure": amina.at("learning:home")}


def faults(kind: str, answer) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    policy = answer.get("Content-Security-Policy", "")
    wanted = {
        "nosniff": answer.get("X-Content-Type-Options") == "nosniff",
        "referrer": answer.get("Referrer-Policy") == "same-origin",
        "a year of https": "max-age=31536000; includeSubDomains"
        in answer.get("Strict-Transport-Security", ""),
    }
    if kind not in WITHOUT_POLICY:
        # Files are inert: in a sandbox, where a drawing may have styles and nothing else.
        closed, inert = "default-src 'none'" in policy, "sandbox" in policy
        wanted |= {
            "objects": closed or "object-src 'none'" in policy,
            "base": closed or "base-uri 'none'" in policy,
            "frames": inert or "frame-ancestors" in policy,
            "nothing unsafe": inert or "unsafe" not in policy,
        }
    return [
        f"{kind} ({answer.status_code}): {what}" for what, holds in wanted.items() if not holds
    ]


@pytest.mark.usefixtures("production")
def test_every_class_of_answer_is_protected_H01(world, monkeypatch):
    found = answers(world, monkeypatch)

    classes = {answer.status_code for answer in found.values()}
    assert classes == {200, 302, 304, 400, 403, 404, 405, 500}
    source.assert_none([fault for kind, answer in found.items() for fault in faults(kind, answer)])


@pytest.mark.usefixtures("production")
def test_cookies_belong_to_this_host_alone_H01(world):
    reader = Reader(world)
    form = reader.get("/accounts/login/")
    token = form.context["csrf_token"]
    who = {"login": world.people["amina"].email, "password": "demo-diaspora"}
    reader.client.post(
        "/accounts/login/",
        {**who, "csrfmiddlewaretoken": str(token)},
        secure=True,
        headers={"referer": "https://testserver/accounts/login/"},
    )

    cookies = reader.client.cookies
    assert current.SESSION_COOKIE_NAME in cookies
    for name, cookie in cookies.items():
        assert name.startswith("__Host-"), name
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name
