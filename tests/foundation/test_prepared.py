"""Facts about queries written once: they answer as the query set does, for other numbers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from foundation.prepared import Prepared
from learning.models import Enrolment
from tests.factories.cohorts import make_cohort, make_place

pytestmark = pytest.mark.django_db


def of_person(user):
    return (
        Enrolment.objects.of(user)
        .learning()
        .select_related("cohort__programme")
        .only("state", "enrolled_at", "cohort__titles", "cohort__programme__uid")
    )


def values_of(*places):
    return Enrolment.objects.filter(pk__in=places).values_list("pk", "uid", "cohort__titles")


@pytest.fixture
def places(programme, cohort):
    mine = make_place(cohort)
    return [mine, make_place(make_cohort(programme, "A2"), mine.user), make_place(cohort)]


def test_it_gives_the_rows_that_the_query_set_gives(places, django_assert_num_queries):
    prepared = Prepared(of_person)
    for user in {place.user for place in places}:
        with django_assert_num_queries(1):
            rows = prepared(user.pk)
            titles = [row.cohort.titles for row in rows]
            programmes = [row.cohort.programme.uid for row in rows]
        plain = list(of_person(user.pk))
        assert rows == plain
        assert titles == [row.cohort.titles for row in plain]
        assert programmes == [row.cohort.programme.uid for row in plain]
        assert [row.enrolled_at for row in rows] == [row.enrolled_at for row in plain]


def test_what_was_left_out_is_still_read_when_asked_for(places):
    [row] = Prepared(of_person)(places[2].user_id)
    assert row.state_changed_at == places[2].state_changed_at


def test_values_come_in_their_own_types_for_any_count_of_numbers(places):
    prepared = Prepared(values_of)
    for count in (1, 2, 3, 1):
        numbers = [place.pk for place in places[:count]]
        assert sorted(prepared(*numbers)) == sorted(values_of(*numbers))


def test_nobody_costs_nothing_but_a_list(places, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Prepared(values_of)() == []


@pytest.mark.django_db(transaction=True)
def test_a_thread_asks_on_its_own_connection(places):
    prepared = Prepared(values_of)
    expected = prepared(places[0].pk)

    def elsewhere():
        try:
            return prepared(places[0].pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == expected


def test_what_it_could_get_wrong_is_refused(db):
    with pytest.raises(ValueError, match="prefetch"):
        Prepared(lambda user: Enrolment.objects.of(user).prefetch_related("sessions"))(1)
    with pytest.raises(ValueError, match="every number"):
        Prepared(lambda user, _: Enrolment.objects.of(user))(1, 2)
