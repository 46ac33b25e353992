"""Facts about doors: every view declares one, and the default denies (R1)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from foundation.access import Policy, policy_of, public, signed_in, staff
from foundation.middleware import OneDoor


def undeclared(request):
    return HttpResponse("never seen")


@public
def declared(request):
    return HttpResponse("seen")


def ask(view, user):
    request = RequestFactory().get("/somewhere/?a=b")
    request.user = user
    return view(request)


def test_a_view_that_declares_nothing_is_not_there(caplog):
    door = OneDoor(undeclared)
    with pytest.raises(Http404):
        door.process_view(RequestFactory().get("/"), undeclared)
    assert "undeclared view" in caplog.text
    door.process_view(RequestFactory().get("/"), declared)


def test_a_policy_can_be_read_from_the_view():
    assert policy_of(declared) is Policy.PUBLIC
    assert policy_of(signed_in(undeclared)) is Policy.SIGNED_IN
    assert policy_of(staff(undeclared)) is Policy.STAFF
    assert policy_of(undeclared) is None


@pytest.mark.parametrize("door", [signed_in, staff])
def test_a_visitor_is_sent_to_log_in_and_back(door):
    response = ask(door(declared), AnonymousUser())
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/somewhere/%3Fa%3Db"


def test_an_open_door_leaves_caches_alone_and_a_personal_one_does_not():
    assert not ask(declared, AnonymousUser()).has_header("Cache-Control")
    kept = ask(signed_in(declared), User())["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.parametrize(
    ("user", "enters"),
    [
        (User(), False),
        (User(is_staff=True), True),
        (User(is_superuser=True), True),
        (User(is_staff=True, is_active=False), False),
    ],
)
def test_the_desk_is_not_there_for_people_without_a_role(user, enters):
    if enters:
        assert ask(staff(declared), user).status_code == 200
    else:
        with pytest.raises(Http404):
            ask(staff(declared), user)
