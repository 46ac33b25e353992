"""A clock that stands on Monday at nine, and people at the desk."""

from __future__ import annotations

import pytest

from courses.roles import grant_administration
from tests.factories.cohorts import make_session
from tests.factories.outlines import MONDAY, make_programme
from tests.factories.people import UserFactory


@pytest.fixture
def monday(monkeypatch):
    """Stop the clock of the platform on Monday."""
    monkeypatch.setattr("foundation.clock.now", lambda: MONDAY)
    return MONDAY


@pytest.fixture
def session(cohort):
    return make_session(cohort, day=1, title="First lecture")


@pytest.fixture
def desk(client, rosa):
    """Rosa at the desk."""
    client.force_login(rosa)
    return client


@pytest.fixture
def stranger(db):
    """An administrator of another programme."""
    user = UserFactory(name="Ingrid Foreign")
    grant_administration(user=user, programme=make_programme("OTHER"))
    return user


@pytest.fixture
def edith(db):
    """An editor: works here, and has nothing to do with learners."""
    return UserFactory(name="Edith", is_staff=True)
