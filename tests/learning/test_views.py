"""Facts about the learner's own pages: home in each state, enrolling, marking, sessions."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.models import Message
from learning.models import Application, Enrolment, LessonCompletion, Place
from learning.selectors import enrolment_in
from learning.services import complete_lesson
from tests.factories.awards import finish
from tests.factories.cohorts import make_cohort, make_place, make_session, require_attendance
from tests.factories.outlines import MONDAY
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def text(response):
    return response.content.decode()


@pytest.fixture
def inside(client, amina):
    client.force_login(amina)
    return client


@pytest.fixture
def lessons(programme):
    return list(programme.courses.get(code="B01").lessons.select_related("course"))


class TestHome:
    def home(self, client):
        return text(client.get("/learn/"))

    def test_a_visitor_is_asked_to_log_in_and_comes_back(self, client):
        assert client.get("/learn/")["Location"] == "/accounts/login/?next=/learn/"

    def test_who_is_enrolled_nowhere_is_shown_the_way_to_the_programmes(self, client, omar):
        client.force_login(omar)
        page = self.home(client)
        assert "You are not enrolled anywhere yet" in page
        assert 'href="/en/programmes/"' in page

    def test_before_the_cohort_begins_the_day_is_named(self, inside, place):
        place.cohort.starts_on = date(2026, 4, 1)
        place.cohort.save()
        page = self.home(inside)
        assert "Your cohort begins on 1 April 2026." in page
        assert "Start course" not in page

    def test_at_the_beginning_the_first_lesson_is_next(self, inside, place, lessons):
        page = self.home(inside)
        assert "Start course" in page
        assert f'href="/learn/lessons/{lessons[0].uid}/"' in page
        assert "0 of 2 requirements met" in page

    def test_on_the_way_the_first_missing_lesson_is_next(self, inside, place, lessons, now):
        complete_lesson(enrolment=place, lesson=lessons[0], now=now)
        page = self.home(inside)
        assert "Continue" in page
        assert f'href="/learn/lessons/{lessons[1].uid}/"' in page
        assert 'max="7"' in page
        assert 'value="1"' in page

    def test_the_lesson_left_off_is_next_wherever_it_stands(self, inside, place, lessons, now):
        Place.objects.create(enrolment=place, lesson=lessons[2], saved_at=now)
        assert f'href="/learn/lessons/{lessons[2].uid}/">Continue' in self.home(inside)

    def test_a_lesson_left_off_that_is_done_by_now_is_not_next(self, inside, place, lessons, now):
        Place.objects.create(enrolment=place, lesson=lessons[0], saved_at=now)
        complete_lesson(enrolment=place, lesson=lessons[0], now=now)
        assert f'href="/learn/lessons/{lessons[1].uid}/">Continue' in self.home(inside)

    def test_with_all_lessons_read_the_quiz_is_next(self, inside, programme, place, now):
        for course in programme.courses.all():
            for lesson in course.lessons.select_related("course"):
                complete_lesson(enrolment=place, lesson=lesson, now=now)
        page = self.home(inside)
        course = programme.courses.get(code="B02")
        assert f'href="/learn/courses/{course.uid}/">Continue' in page
        assert "1 quiz or assignment to pass." in page

    def test_who_has_met_everything_is_told_what_happens_now(self, inside, place):
        finish(place)
        page = self.home(inside)
        assert "You have met every requirement" in page
        assert "2 of 2 requirements met" in page

    def test_sessions_stand_in_both_zones(self, client, cohort):
        user = UserFactory(time_zone="Asia/Kolkata")
        make_place(cohort, user)
        make_session(cohort, day=1, title="Lecture <one>")
        client.force_login(user)
        page = self.home(client)
        assert "Lecture &lt;one&gt;" in page
        assert "14:30" in page
        assert "10:00" in page

    def test_the_waiting_list_is_told(self, inside, amina, cohort):
        Application.objects.create(user=amina, cohort=cohort)
        page = self.home(inside)
        assert "You are on the waiting list of Cohort A1" in page
        assert "not enrolled anywhere" not in page

    def test_two_places_stand_below_each_other(self, inside, amina, programme, place):
        make_place(make_cohort(programme, "A2"), amina)
        page = self.home(inside)
        assert "Cohort A1" in page
        assert "Cohort A2" in page

    def test_a_course_that_is_not_published_is_not_shown_as_done(self, inside, programme, place):
        for pin in place.cohort.cohort_courses.all():
            pin.delete()
        course = programme.courses.get(code="B01")
        course.editions.all().delete()
        page = self.home(inside)
        assert "Not published yet." in page
        assert "stop--done" not in page

    @pytest.mark.parametrize("sessions", [3, 30])
    def test_it_costs_the_same_for_any_number_of_sessions(
        self, inside, place, sessions, django_assert_max_num_queries
    ):
        for day in range(sessions):
            make_session(place.cohort, day=day)
        self.home(inside)  # What is read once a process is read.
        with django_assert_max_num_queries(24):
            self.home(inside)


class TestEnrolling:
    @pytest.fixture
    def address(self, cohort):
        return f"/learn/cohorts/{cohort.uid}/enrol/"

    def test_a_visitor_logs_in_and_is_back_at_the_same_question(
        self, client, omar, address, cohort
    ):
        asked = client.get(address)
        assert asked["Location"] == f"/accounts/login/?next={address}"
        omar.emailaddress_set.create(email=omar.email, verified=True, primary=True)
        form = {"login": omar.email, "password": "demo-diaspora", "next": address}
        back = client.post("/accounts/login/", form)
        assert back["Location"] == address
        assert not Enrolment.objects.exists()
        page = text(client.get(address))
        assert "Cohort A1" in page
        assert ">Enrol</button>" in page

    def test_the_button_gives_a_place_and_a_mail(self, inside, amina, address):
        response = inside.post(address)
        assert (response.status_code, response["Location"]) == (303, "/learn/")
        assert Enrolment.objects.get().user == amina
        assert "You are enrolled." in text(inside.get("/learn/"))
        assert Message.objects.filter(user=amina, key__startswith="enrolled").count() == 1

    def test_pressing_twice_gives_one_place_and_one_mail_E02(self, inside, address):
        inside.post(address)
        page = text(inside.post(address, follow=True))
        assert "You are enrolled already." in page
        assert (Enrolment.objects.count(), Message.objects.count()) == (1, 1)

    def test_fields_that_nobody_asked_for_change_nothing_A06(self, inside, omar, address):
        inside.post(address, {"user": omar.pk, "state": "finished", "enrolled_at": "2000-01-01"})
        place = Enrolment.objects.get()
        assert (place.user.email, place.state, place.enrolled_at) == (
            "amina@example.org",
            "active",
            MONDAY,
        )

    def test_looking_gives_no_place_R3(self, inside, address):
        for method in ("get", "head", "options"):
            getattr(inside, method)(address)
        assert not Enrolment.objects.exists()

    def test_who_is_enrolled_sees_no_button(self, inside, place, address):
        page = text(inside.get(address))
        assert "You are enrolled already." in page
        assert ">Enrol</button>" not in page

    def test_before_enrolment_opens_the_time_is_named(self, inside, cohort, address):
        cohort.enrolment_opens_at = MONDAY + timedelta(days=2)
        cohort.save()
        page = text(inside.get(address))
        assert "Enrolment has not begun yet" in page
        assert "4 March 2026" in page
        assert ">Enrol</button>" not in page
        assert "not open at the moment" in text(inside.post(address, follow=True))

    def test_after_it_closed_that_is_said(self, inside, cohort, address):
        cohort.enrolment_closes_at = MONDAY
        cohort.save()
        assert "Enrolment in this cohort is closed" in text(inside.get(address))

    def test_a_full_cohort_puts_on_the_waiting_list(self, inside, cohort, address):
        cohort.seats = 0
        cohort.save()
        page = text(inside.post(address, follow=True))
        assert "You are on the waiting list" in page
        assert not Enrolment.objects.exists()

    def test_a_cohort_that_is_not_there_is_not_found(self, inside):
        path = "/learn/cohorts/00000000-0000-4000-8000-000000000000/enrol/"
        assert inside.get(path).status_code == 404

    def test_a_post_without_its_token_is_refused_S14(self, amina, address):
        client = Client(enforce_csrf_checks=True)
        client.force_login(amina)
        assert client.post(address).status_code == 403
        assert not Enrolment.objects.exists()

    def test_giving_up_ones_place_keeps_what_was_done(self, inside, place, lessons, now):
        complete_lesson(enrolment=place, lesson=lessons[0], now=now)
        page = text(inside.post(f"/learn/enrolments/{place.uid}/withdraw/", follow=True))
        assert "What you have done is kept." in page
        assert LessonCompletion.objects.count() == 1
        again = text(inside.post(f"/learn/enrolments/{place.uid}/withdraw/", follow=True))
        assert "not possible in the state" in again

    def test_nobody_gives_up_the_place_of_another(self, client, omar, place):
        client.force_login(omar)
        assert client.post(f"/learn/enrolments/{place.uid}/withdraw/").status_code == 404


class TestMarking:
    def mark(self, client, lesson):
        return client.post(f"/learn/lessons/{lesson.uid}/complete/")

    def test_a_lesson_is_marked_once_however_often_it_is_pressed(self, inside, place, lessons):
        for _ in range(3):
            response = self.mark(inside, lessons[0])
            assert response.status_code == 303
            assert response["Location"] == f"/learn/lessons/{lessons[0].uid}/#end"
        assert LessonCompletion.objects.count() == 1

    @pytest.mark.parametrize("who", ["omar", "rosa", "tomas"])
    def test_who_has_no_place_finds_no_lesson(self, client, place, lessons, request, who):
        client.force_login(request.getfixturevalue(who))
        assert self.mark(client, lessons[0]).status_code == 404

    @pytest.mark.parametrize("state", ["invited", "paused", "withdrawn"])
    def test_a_place_that_is_not_open_finds_no_lesson_A16(self, inside, place, lessons, state):
        Enrolment.objects.update(state=state)
        assert self.mark(inside, lessons[0]).status_code == 404
        assert not LessonCompletion.objects.exists()

    def test_before_the_cohort_begins_it_is_refused_in_words_P02(self, inside, place, lessons):
        place.cohort.starts_on = date(2026, 4, 1)
        place.cohort.save()
        assert self.mark(inside, lessons[0]).status_code == 303
        assert not LessonCompletion.objects.exists()
        assert "not open yet" in text(inside.get("/learn/"))

    def test_a_retired_lesson_is_refused_in_words(self, inside, place, lessons, now):
        lessons[0].retired_at = now
        lessons[0].save()
        self.mark(inside, lessons[0])
        assert not LessonCompletion.objects.exists()
        assert "no longer part of the programme" in text(inside.get("/learn/"))

    def test_looking_marks_nothing_R3(self, inside, place, lessons):
        assert inside.get(f"/learn/lessons/{lessons[0].uid}/complete/").status_code == 405
        assert not LessonCompletion.objects.exists()

    def test_the_last_thing_brings_one_mail_of_congratulation(
        self, inside, amina, place, programme, now
    ):
        finish(place)
        key = f"programme-completed:{place.uid}"
        assert Message.objects.get(key=key).user == amina

    def test_a_place_in_a_cohort_to_come_closes_no_lesson_of_today(
        self, inside, amina, programme, place, lessons
    ):
        later = make_cohort(programme, "NEXT", starts_on=date(2027, 1, 1))
        make_place(later, amina, enrolled_at=MONDAY + timedelta(days=1))
        assert enrolment_in(amina, programme) == place
        self.mark(inside, lessons[0])
        assert LessonCompletion.objects.get().enrolment == place


class TestLeavingOff:
    def save(self, client, lesson, position):
        return client.post(f"/learn/lessons/{lesson.uid}/place/", {"position": position})

    def test_the_block_read_last_is_kept_and_the_newest_wins(self, inside, place, lessons):
        for block in ("b-1", "b-2"):
            assert self.save(inside, lessons[0], block).status_code == 204
        assert Place.objects.get().block == "b-2"

    @pytest.mark.parametrize("position", ["", "a b", "x" * 65, "<script>", "1\r\n2", "NaN;"])
    def test_nonsense_is_refused_P02(self, inside, place, lessons, position):
        assert self.save(inside, lessons[0], position).status_code == 400
        assert not Place.objects.exists()

    def test_it_counts_for_nothing(self, inside, place, lessons):
        self.save(inside, lessons[0], "b-1")
        assert not LessonCompletion.objects.exists()

    def test_a_stranger_keeps_no_place(self, client, omar, place, lessons):
        client.force_login(omar)
        assert self.save(client, lessons[0], "b-1").status_code == 404


class TestSessions:
    def test_past_and_future_are_told_apart(self, inside, place):
        make_session(place.cohort, day=-1, title="Yesterday")
        make_session(place.cohort, day=1, title="Tomorrow")
        page = text(inside.get("/learn/sessions/"))
        before, after = page.split("Over</h2>")
        assert "Tomorrow" in before
        assert "Yesterday" in after

    def test_without_any_the_page_says_so(self, inside, place):
        assert "No live session is planned" in text(inside.get("/learn/sessions/"))

    @pytest.mark.parametrize("who", ["omar", "rosa"])
    def test_nobody_sees_those_of_a_cohort_one_is_not_in_A04(self, client, place, request, who):
        session = make_session(place.cohort, day=1, title="Secret lecture")
        client.force_login(request.getfixturevalue(who))
        assert "Secret lecture" not in text(client.get("/learn/sessions/"))
        assert client.get(f"/learn/sessions/{session.uid}.ics").status_code == 404

    def test_a_withdrawn_place_sees_none_A16(self, inside, place):
        session = make_session(place.cohort, day=1)
        Enrolment.objects.update(state="withdrawn")
        assert inside.get(f"/learn/sessions/{session.uid}.ics").status_code == 404

    def test_a_cancelled_one_is_gone(self, inside, place, now):
        session = make_session(place.cohort, day=1, title="Called off", cancelled_at=now)
        assert "Called off" not in text(inside.get("/learn/sessions/"))
        assert inside.get(f"/learn/sessions/{session.uid}.ics").status_code == 404

    def test_the_calendar_file_is_a_calendar(self, inside, place):
        title = "Law, policy; and\r\nATTENDEE:mailto:x@evil.example"
        session = make_session(
            place.cohort,
            day=1,
            title=title,
            lecturer="أمينة",
            join_url="https://live.example/a?b=c",
        )
        response = inside.get(f"/learn/sessions/{session.uid}.ics")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Content-Disposition"].startswith("attachment;")
        [event] = Calendar.from_ical(response.content).walk("VEVENT")
        assert event["SUMMARY"].replace("\r", "") == title.replace("\r", "")
        assert "ATTENDEE" not in event
        assert event["DTSTART"].dt == session.starts_at
        assert event["DTEND"].dt == session.starts_at + timedelta(minutes=90)
        assert event["DESCRIPTION"] == "أمينة"
        assert str(event["URL"]) == "https://live.example/a?b=c"
        assert str(event["UID"]).startswith(str(session.uid))

    @pytest.mark.parametrize("sessions", [3, 30])
    def test_thirty_cost_what_three_cost(self, inside, place, sessions, django_assert_num_queries):
        for day in range(sessions):
            make_session(place.cohort, day=day)
        inside.get("/learn/sessions/")  # What is read once a process is read.
        with django_assert_num_queries(3):
            inside.get("/learn/sessions/")


def test_every_page_of_a_learner_is_kept_by_no_cache_R13(inside, place):
    for path in ("/learn/", "/learn/sessions/", f"/learn/cohorts/{place.cohort.uid}/enrol/"):
        assert "no-store" in inside.get(path)["Cache-Control"]


def test_no_page_of_a_learner_writes_anything_R3_S14(inside, place, programme):
    require_attendance(programme)
    session = make_session(place.cohort, day=1)
    from django.db import connection  # noqa: PLC0415

    def refuse(execute, sql, params, many, context):
        assert re.match(r"\s*(SELECT|SAVEPOINT|RELEASE|PRAGMA)", sql), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        for path in (
            "/learn/",
            "/learn/sessions/",
            f"/learn/sessions/{session.uid}.ics",
            f"/learn/cohorts/{place.cohort.uid}/enrol/",
            "/accounts/profile/",
        ):
            assert inside.get(path).status_code == 200
