from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection

from cms.models import LessonPage
from cms.roles import make_editor
from courses.models import Course, Programme
from courses.roles import grant_teaching
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.pages import make_course
from tests.factories.people import UserFactory


@pytest.fixture
def course_page(db):
    """A published course of two modules with three lessons each."""
    return make_course(modules=2, lessons=3, code="B01")


@pytest.fixture
def lesson(course_page):
    """The first lesson of the course."""
    return LessonPage.objects.descendant_of(course_page).order_by("path").first()


@pytest.fixture
def foreign(course_page):
    """A course of the same programme that nobody of the cast teaches."""
    return make_course(title="Foreign secret", code="B02")


@pytest.fixture
def tomas(course_page, django_capture_on_commit_callbacks):
    """Who teaches the course."""
    user = UserFactory(name="Tomás", email="tomas@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        grant_teaching(user=user, course=Course.objects.get(uid=course_page.translation_key))
    return user


@pytest.fixture
def tomas_in(client, tomas):
    """His browser."""
    client.force_login(tomas)
    return client


@pytest.fixture
def edith(course_page):
    """An editor of everything."""
    user = UserFactory(email="edith@example.org")
    make_editor(user=user)
    return user


@pytest.fixture
def edith_in(client, edith):
    """Her browser."""
    client.force_login(edith)
    return client


@pytest.fixture
def programme(course_page):
    return Programme.objects.get()


@pytest.fixture
def course(course_page):
    return Course.objects.get(uid=course_page.translation_key)


@pytest.fixture
def cohort(programme):
    return make_cohort(programme, starts_on=date(2020, 1, 1))


@pytest.fixture
def place(amina, cohort):
    return make_place(cohort, amina)


@pytest.fixture
def no_writes():
    """Fail on any statement that changes rows."""

    def read_only(execute, sql, *rest):
        assert not sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")), sql
        return execute(sql, *rest)

    @contextmanager
    def trap():
        with connection.execute_wrapper(read_only):
            yield

    return trap
