"""Facts about the desk's forms: wall times, nonsense told beside its field, attendance."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from learning.models import Application, Attendance, Cohort, Enrolment, LiveSession
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.outlines import make_programme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def text(response):
    return response.content.decode()


class TestCohortForm:
    @pytest.fixture
    def form(self, programme):
        return {
            "programme": programme.pk,
            "title": "Spring",
            "code": "S1",
            "starts_on": "2026-04-01",
            "ends_on": "",
            "time_zone": "America/Lima",
            "language": "es",
            "seats": "",
            "enrolment_opens_at": "2026-03-01T09:00",
            "enrolment_closes_at": "2026-03-31T23:59",
        }

    def test_times_are_meant_in_the_zone_of_the_cohort_R11(self, desk, form):
        response = desk.post("/desk/cohorts/new/", form)
        made = Cohort.objects.get(code="S1")
        assert (response.status_code, response["Location"]) == (303, f"/desk/cohorts/{made.uid}/")
        assert made.enrolment_opens_at == datetime(2026, 3, 1, 14, tzinfo=UTC)
        assert made.titles == {"es": "Spring"}
        assert made.cohort_courses.filter(edition__isnull=False).count() == 2

    def test_the_form_shows_the_times_as_they_were_typed(self, desk, form):
        desk.post("/desk/cohorts/new/", form)
        page = text(desk.get(f"/desk/cohorts/{Cohort.objects.get(code='S1').uid}/edit/"))
        assert 'value="2026-03-01T09:00"' in page

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("ends_on", "2026-03-01", "cannot end before it begins"),
            ("enrolment_closes_at", "2026-03-01T09:00", "close after it opens"),
            ("enrolment_opens_at", "0001-01-01T00:00", "between 1970 and 2999"),
            ("enrolment_opens_at", "9999-12-31T23:59", "between 1970 and 2999"),
            ("enrolment_opens_at", "soon", "Enter a valid"),
            ("time_zone", "Mars/Olympus", "Select a valid choice"),
            ("seats", "-1", "greater than or equal to 0"),
            ("seats", "99999999999999999999", "less than or equal"),
            ("title", "", "This field is required"),
            ("code", "x" * 21, "at most 20"),
        ],
    )
    def test_nonsense_is_told_beside_its_field_and_the_rest_stays(
        self, desk, form, field, value, words
    ):
        response = desk.post("/desk/cohorts/new/", {**form, field: value})
        assert response.status_code == 200
        assert words in str(response.context["form"].errors[field])
        if field != "code":
            assert 'value="S1"' in text(response)
        assert not Cohort.objects.exists()

    def test_a_time_that_the_clocks_skip_is_refused_R11(self, desk, form):
        skipped = {"time_zone": "Europe/Brussels", "enrolment_opens_at": "2026-03-29T02:30"}
        response = desk.post("/desk/cohorts/new/", {**form, **skipped})
        assert "no such time in Europe/Brussels" in text(response)

    def test_the_zone_of_the_reader_has_no_say_R11(self, desk, rosa, form):
        rosa.time_zone = "Europe/Brussels"
        rosa.save()
        desk.post("/desk/cohorts/new/", {**form, "enrolment_opens_at": "2026-03-29T02:30"})
        opens = Cohort.objects.get(code="S1").enrolment_opens_at
        assert opens == datetime(2026, 3, 29, 7, 30, tzinfo=UTC)

    def test_the_programme_of_another_cannot_be_chosen_A06(self, desk, form):
        foreign = make_programme("OTHER")
        response = desk.post("/desk/cohorts/new/", {**form, "programme": foreign.pk})
        assert "programme" in response.context["form"].errors

    def test_the_same_code_twice_is_told(self, desk, form, cohort):
        response = desk.post("/desk/cohorts/new/", {**form, "code": "A1"})
        assert "already exists" in text(response)

    def test_a_cohort_keeps_its_names_in_other_languages(self, desk, rosa, form, cohort):
        cohort.titles = {"en": "Cohort A1", "fr": "Cohorte A1"}
        cohort.save()
        rosa.language = "fr"
        rosa.save()
        path = f"/desk/cohorts/{cohort.uid}/edit/"
        shown = desk.get(path).context["form"]
        assert shown["title"].value() == "Cohort A1"
        desk.post(path, {**form, "code": "A1", "language": "en", "title": "Cohort One"})
        cohort.refresh_from_db()
        assert cohort.titles == {"en": "Cohort One", "fr": "Cohorte A1"}

    def test_what_counts_does_not_move_under_people_who_are_there(self, desk, form, cohort, place):
        path = f"/desk/cohorts/{cohort.uid}/edit/"
        desk.post(path, {**form, "code": "A1", "follows_published": "on"})
        cohort.refresh_from_db()
        assert not cohort.follows_published

    def test_before_anybody_is_there_it_can_follow_what_is_published(self, desk, form, cohort):
        path = f"/desk/cohorts/{cohort.uid}/edit/"
        desk.post(path, {**form, "code": "A1", "follows_published": "on"})
        assert not cohort.cohort_courses.filter(edition__isnull=False).exists()

    def test_more_seats_move_up_who_waits(self, desk, form, cohort, omar):
        Application.objects.create(user=omar, cohort=cohort)
        desk.post(f"/desk/cohorts/{cohort.uid}/edit/", {**form, "code": "A1", "seats": "5"})
        assert Enrolment.objects.get().user == omar


class TestSessionForm:
    @pytest.fixture
    def form(self):
        return {
            "title": "Lecture",
            "lecturer": "",
            "course": "",
            "starts_at": "2026-03-10T18:00",
            "minutes": "90",
            "minimum_minutes": "60",
            "join_url": "live.example.org/room",
        }

    def test_a_session_is_planned_in_the_zone_of_the_cohort_R11(self, desk, cohort, form):
        desk.post(f"/desk/cohorts/{cohort.uid}/sessions/new/", form)
        made = LiveSession.objects.get()
        assert made.starts_at == datetime(2026, 3, 10, 17, tzinfo=UTC)
        assert made.join_url == "https://live.example.org/room"
        page = text(desk.get(f"/desk/cohorts/{cohort.uid}/sessions/{made.uid}/"))
        assert 'value="2026-03-10T18:00"' in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("minimum_minutes", "91"),
            ("minutes", "-1"),
            ("minutes", "99999999"),
            ("starts_at", "2026-03-29T02:30"),
            ("starts_at", "0001-01-01T00:00"),
            ("join_url", "javascript:alert(1)"),
            ("course", "999999"),
        ],
    )
    def test_nonsense_is_told_beside_its_field(self, desk, cohort, form, field, value):
        response = desk.post(f"/desk/cohorts/{cohort.uid}/sessions/new/", {**form, field: value})
        assert field in response.context["form"].errors
        assert not LiveSession.objects.exists()


class TestAttendance:
    @pytest.fixture
    def address(self, cohort, session):
        return f"/desk/cohorts/{cohort.uid}/sessions/{session.uid}/attendance/"

    def field(self, place):
        return f"minutes-{place.uid}"

    def test_minutes_are_kept_with_who_says_so(self, desk, address, place, rosa):
        response = desk.post(address, {self.field(place): "75"})
        assert response.status_code == 303
        row = Attendance.objects.get()
        assert (row.minutes, row.recorded_by, row.source) == (75, rosa, "staff")

    def test_an_empty_field_says_nothing(self, desk, address, place):
        desk.post(address, {self.field(place): ""})
        assert not Attendance.objects.exists()

    def test_a_later_figure_takes_the_place_of_an_earlier_one(self, desk, address, place):
        for minutes in ("75", "0"):
            desk.post(address, {self.field(place): minutes})
        assert Attendance.objects.get().minutes == 0

    def test_digits_of_any_script_are_digits(self, desk, address, place):
        desk.post(address, {self.field(place): "٤٥"})
        assert Attendance.objects.get().minutes == 45

    @pytest.mark.parametrize("minutes", ["abc", "-5", "91", "1e9", "NaN", "9" * 5000])
    def test_nonsense_is_told_and_nothing_is_lost_P02(self, desk, address, place, cohort, minutes):
        other = make_place(cohort)
        response = desk.post(address, {self.field(place): minutes, self.field(other): "60"})
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [self.field(place)]
        assert 'value="60"' in text(response)
        assert not Attendance.objects.exists()

    def test_a_place_of_another_cohort_cannot_be_recorded_A06(
        self, desk, address, programme, place
    ):
        foreign = make_place(make_cohort(programme, "A2"))
        desk.post(address, {self.field(foreign): "60"})
        assert not Attendance.objects.exists()

    def test_who_has_withdrawn_is_not_listed(self, desk, address, place):
        Enrolment.objects.update(state="withdrawn")
        assert "Nobody is enrolled yet" in text(desk.get(address))

    @pytest.mark.parametrize("people", [3, 30])
    def test_the_form_for_thirty_costs_what_that_for_three_costs(
        self, desk, address, cohort, people, django_assert_num_queries
    ):
        for _ in range(people):
            make_place(cohort)
        desk.get(address)  # What is read once a process is read.
        with django_assert_num_queries(11):
            desk.get(address)
