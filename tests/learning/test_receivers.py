"""Facts about courses that come late: dated cohorts under way keep the edition they met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courses.services import record_outline
from learning.models import CohortCourse
from learning.plans import plan_of
from learning.services import pin_begun
from learning.tasks import pin_begun_cohorts
from tests.factories.cohorts import make_cohort
from tests.factories.outlines import (
    make_course,
    make_lesson,
    make_module,
    make_outline,
    make_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def under_way(db):
    """A dated cohort that began before its programme had a course, and others beside it."""
    other = make_programme("OTHER")
    make_course(other)
    make_course(other, "B02")
    make_cohort(other)
    return make_cohort(make_programme())


@pytest.fixture
def publish(under_way, now, django_capture_on_commit_callbacks):
    """Publish the late course with so many lessons, as often as wished."""
    outline = make_outline(under_way.programme)

    def as_it_is(lessons: int):
        rows = [make_lesson(f"Lesson {number}") for number in range(lessons)]
        with django_capture_on_commit_callbacks(execute=True):
            return record_outline(replace(outline, modules=(make_module(*rows),)), now)

    return as_it_is


def pinned(cohort) -> list[int]:
    rows = CohortCourse.objects.filter(cohort=cohort)
    return list(rows.values_list("edition__number", flat=True))


def test_a_course_that_came_late_is_pinned_at_once_and_keeps_its_edition(under_way, publish):
    publish(2)
    publish(3)
    assert pinned(under_way) == [1]
    under_way.refresh_from_db()
    assert [edition for edition, _ in plan_of(under_way).pins.values()]


def test_a_cohort_that_follows_is_not_pinned(under_way, publish):
    under_way.follows_published = True
    under_way.save()
    publish(2)
    assert pinned(under_way) == []


def test_a_cohort_that_has_not_begun_waits_until_its_first_day(under_way, publish, now):
    under_way.starts_on = now.date().replace(year=2200)
    under_way.save()
    publish(1)
    publish(2)
    assert pinned(under_way) == []
    under_way.starts_on = now.date()
    under_way.save()
    assert pin_begun_cohorts() == 1
    assert pinned(under_way) == [2]


def test_nothing_to_do_costs_one_query(under_way, publish, now, django_assert_num_queries):
    publish(1)
    with django_assert_num_queries(1):
        assert pin_begun(now=now) == 0
