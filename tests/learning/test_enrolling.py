"""Facts about getting and giving up a place (E01, E02)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from learning.enrolling import enrol, promote, reinstate, withdraw
from learning.errors import EnrolmentNotOpen, SeatsTaken, WrongState
from learning.models import Application, Enrolment
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.outlines import MONDAY, make_course, make_programme
from tests.factories.people import UserFactory


@pytest.mark.django_db
class TestEnrolling:
    def test_a_person_gets_a_place(self, amina, cohort, now):
        outcome = enrol(user=amina, cohort=cohort, now=now)
        assert outcome.is_new
        assert outcome.enrolment.state == "active"

    def test_asking_twice_makes_one_place_E02(self, amina, cohort, now):
        first = enrol(user=amina, cohort=cohort, now=now)
        again = enrol(user=amina, cohort=cohort, now=now)
        assert again.enrolment == first.enrolment
        assert not again.is_new

    def test_before_enrolment_opens_nobody_gets_in(self, amina, cohort):
        with pytest.raises(EnrolmentNotOpen):
            enrol(user=amina, cohort=cohort, now=cohort.enrolment_opens_at - timedelta(seconds=1))

    def test_at_the_closing_instant_enrolment_is_closed(self, amina, cohort, now):
        cohort.enrolment_closes_at = now
        cohort.save()
        with pytest.raises(EnrolmentNotOpen):
            enrol(user=amina, cohort=cohort, now=now)

    def test_a_full_cohort_makes_people_wait(self, amina, omar, cohort, now):
        cohort.seats = 1
        cohort.save()
        enrol(user=amina, cohort=cohort, now=now)
        outcome = enrol(user=omar, cohort=cohort, now=now)
        assert outcome.enrolment is None
        assert outcome.application.state == "waiting"

    def test_who_waits_moves_up_when_somebody_withdraws(self, amina, omar, cohort, now):
        cohort.seats = 1
        cohort.save()
        place = enrol(user=amina, cohort=cohort, now=now).enrolment
        enrol(user=omar, cohort=cohort, now=now)
        withdraw(enrolment=place, now=now)
        assert Enrolment.objects.get(user=omar).state == "active"
        assert Application.objects.get(user=omar).state == "accepted"

    def test_the_first_to_come_moves_up_first(self, cohort, now):
        cohort.seats = 0
        cohort.save()
        people = UserFactory.create_batch(3)
        for minute, person in enumerate(people):
            enrol(user=person, cohort=cohort, now=now + timedelta(minutes=minute))
        cohort.seats = 2
        cohort.save()
        assert promote(cohort=cohort, now=now) == 2
        assert set(Enrolment.objects.values_list("user", flat=True)) == {
            person.pk for person in people[:2]
        }

    def test_withdrawing_keeps_what_was_done(self, place, course, now):
        lesson = course.lessons.first()
        place.lesson_completions.create(lesson=lesson, completed_at=now)
        withdraw(enrolment=place, now=now)
        place.refresh_from_db()
        reinstate(enrolment=place, now=now)
        assert place.lesson_completions.count() == 1

    def test_a_place_cannot_be_withdrawn_twice(self, place, now):
        withdraw(enrolment=place, now=now)
        with pytest.raises(WrongState):
            withdraw(enrolment=place, now=now)

    def test_a_place_is_not_given_back_over_the_seats(self, place, omar, cohort, now):
        withdraw(enrolment=place, now=now)
        cohort.seats = 1
        cohort.save()
        make_place(cohort, omar)
        with pytest.raises(SeatsTaken):
            reinstate(enrolment=place, now=now)

    def test_enrolling_again_after_withdrawing_gives_the_same_place(
        self, place, amina, cohort, now
    ):
        withdraw(enrolment=place, now=now)
        assert enrol(user=amina, cohort=cohort, now=now).enrolment.pk == place.pk


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_never_take_more_than_the_one_seat_E01():
    programme = make_programme()
    make_course(programme)
    rounds, people_each = (20, 10) if connection.vendor == "postgresql" else (3, 8)
    people = UserFactory.create_batch(people_each)
    for number in range(rounds):
        cohort = make_cohort(programme, f"R{number}", seats=1)
        barrier = Barrier(len(people))

        def ask(person, cohort=cohort, barrier=barrier):
            barrier.wait()
            try:
                return enrol(user=person, cohort=cohort, now=MONDAY).enrolment is not None
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(people)) as pool:
            seated = list(pool.map(ask, people))
        assert seated.count(True) == 1
        assert cohort.enrolments.taking_seats().count() == 1
        assert cohort.applications.waiting().count() == len(people) - 1
