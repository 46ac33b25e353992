"""Facts about the plan of a cohort: read once, and never out of date."""

from __future__ import annotations

from datetime import timedelta

import pytest

from learning.models import Cohort, LiveSession
from learning.plans import plan_of
from learning.services import pin_outlines, record_attendance
from tests.factories.cohorts import make_place, make_session

pytestmark = pytest.mark.django_db


def read_anew(cohort):
    return Cohort.objects.get(pk=cohort.pk)


@pytest.fixture
def session(cohort):
    return make_session(cohort, day=-1)


def test_it_is_read_once(cohort, session, django_assert_num_queries):
    plan_of(cohort)
    with django_assert_num_queries(0):
        assert plan_of(cohort).sessions == (session,)


def test_a_session_planned_moved_cancelled_or_taken_away_shows_at_once(cohort, session, now):
    assert plan_of(read_anew(cohort)).to_come(now) == ()
    session.starts_at = now + timedelta(days=2)
    session.save()
    assert plan_of(read_anew(cohort)).to_come(now) == (session,)
    session.cancelled_at = now
    session.save()
    assert plan_of(read_anew(cohort)).sessions == ()
    other = make_session(cohort, day=4)
    assert plan_of(read_anew(cohort)).sessions == (other,)
    LiveSession.objects.get(pk=other.pk).delete()
    assert plan_of(read_anew(cohort)).sessions == ()


def test_a_session_is_settled_once_somebody_said_who_was_there(cohort, session, now):
    place = make_place(cohort)
    make_session(cohort, day=3)
    assert plan_of(read_anew(cohort)).settled(now) == 0
    record_attendance(session=session, minutes={place.pk: 90}, by=None, now=now)
    assert plan_of(read_anew(cohort)).settled(now) == 1


def test_a_pin_shows_at_once(programme, cohort):
    before = plan_of(cohort)
    assert set(before.pins) == set(programme.courses.values_list("pk", flat=True))
    cohort.follows_published = True
    cohort.save()
    pin_outlines(cohort=cohort)
    assert plan_of(read_anew(cohort)).pins == {}
