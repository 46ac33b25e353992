"""Fixtures for everybody: the standing cast and a small programme.

amina is a learner, tomas an instructor, rosa and viktor are administrators, omar an outsider.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.utils import translation

from certificates.sealing import open_seal
from courses.roles import grant_administration, grant_teaching
from tests import first_rows
from tests.factories.cohorts import make_cohort, make_place, require_courses
from tests.factories.outlines import MONDAY, make_course, make_programme
from tests.factories.people import UserFactory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keep the rows that migrations write, for the tests that empty every table."""
    with django_db_blocker.unblock():
        first_rows.remember()
    first_rows.install()


@pytest.fixture(scope="session", autouse=True)
def _key_of_all_tests():
    """Make the key that seals, valid on whatever day a test plays."""
    open_seal(MONDAY - timedelta(days=365))


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no test find what another one cached."""
    cache.clear()
    ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _in_english():
    """Let no test inherit the language of the last request."""
    with translation.override("en"):
        yield


@pytest.fixture
def now():
    """Return a Monday at nine, UTC."""
    return MONDAY


@pytest.fixture
def programme(db):
    """A programme of two courses with three lessons each; a quiz ends the second."""
    programme = make_programme()
    make_course(programme, "B01")
    make_course(programme, "B02", quizzes=1, position=2)
    require_courses(programme)
    return programme


@pytest.fixture
def course(programme):
    """The first course of the programme."""
    return programme.courses.get(code="B01")


@pytest.fixture
def cohort(programme):
    """A cohort that has begun."""
    return make_cohort(programme)


@pytest.fixture
def amina(db):
    """A learner."""
    return UserFactory(
        name="أمينة الخطيب", latin_name="Amina El Khatib", email="amina@example.org"
    )


@pytest.fixture
def place(amina, cohort):
    """Amina's place in the cohort."""
    return make_place(cohort, amina)


@pytest.fixture
def tomas(course):
    """The instructor of the first course."""
    user = UserFactory(name="Tomás Novák Rivera", email="tomas@example.org")
    grant_teaching(user=user, course=course)
    return user


@pytest.fixture
def rosa(programme):
    """An administrator of the programme."""
    user = UserFactory(name="Rosa Quintero", email="rosa@example.org")
    grant_administration(user=user, programme=programme)
    return user


@pytest.fixture
def viktor(programme):
    """A second administrator."""
    user = UserFactory(name="Віктор Шевчук", email="viktor@example.org")
    grant_administration(user=user, programme=programme)
    return user


@pytest.fixture
def omar(db):
    """Somebody with an account and nothing else."""
    return UserFactory(name="عمر حسن", email="omar@example.org")
