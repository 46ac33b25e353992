from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection

from courses.models import Course, Programme
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.pages import make_course


@pytest.fixture
def course_page(db):
    """A published course of two modules with three lessons each."""
    return make_course(modules=2, lessons=3, code="B01")


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
