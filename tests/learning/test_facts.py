"""Facts about reading places: the same answer and the same cost for one, three or thirty."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.evaluation import evaluate
from learning.facts import course_facts_of, facts_of, facts_of_many
from learning.models import Enrolment
from learning.services import complete_lesson, record_attendance
from tests.factories.awards import finish
from tests.factories.cohorts import make_cohort, make_place, make_session, require_attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(programme, cohort, now):
    """Thirty places in two cohorts, each at another point of the way."""
    require_attendance(programme)
    other = make_cohort(programme, "A2", follows_published=True)
    session = make_session(cohort, day=-1)
    lessons = list(programme.courses.first().lessons.select_related("course"))
    places = [make_place(cohort if number % 3 else other) for number in range(30)]
    for number, place in enumerate(places):
        for lesson in lessons[: number % 4]:
            complete_lesson(enrolment=place, lesson=lesson, now=now)
    record_attendance(
        session=session, minutes={place.pk: 90 for place in places[::2]}, by=None, now=now
    )
    return places


def asked(places, now):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        facts_of_many(places, now)
    return len(queries)


def test_thirty_places_cost_the_queries_of_three(crowd, now):
    assert asked(crowd[:3], now) == asked(crowd, now) <= 11


def test_nobody_costs_nothing(db, now):
    assert asked([], now) == 0


def test_many_together_are_judged_as_each_alone(crowd, now):
    together = facts_of_many(crowd, now)
    for place in crowd:
        assert together[place.pk] == facts_of(place, now)


def test_one_course_alone_has_the_facts_it_has_among_all(crowd, programme, now):
    for place in crowd[:6]:
        for course in programme.courses.all():
            assert course_facts_of(place, course) == facts_of(place, now).courses[course.pk]


def test_places_of_another_programme_do_not_mix(crowd, place, now):
    facts = facts_of_many([*crowd, place], now)[place.pk]
    assert {row.programme_id for row in facts.requirements} == {place.cohort.programme_id}


def test_facts_of_a_withdrawn_place_are_still_there(place, now):
    finish(place)
    Enrolment.objects.filter(pk=place.pk).update(state="withdrawn")
    again = Enrolment.objects.select_related("cohort", "user").get(pk=place.pk)
    assert evaluate(facts_of(again, now)).is_complete
