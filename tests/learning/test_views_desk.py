"""Facts about cohorts, people and sessions at the desk: who finds them, and what they cost."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission

from learning.models import Application, Enrolment
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.outlines import MONDAY
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

ABSENT = "00000000-0000-4000-8000-000000000000"


def text(response):
    return response.content.decode()


def table_of(response):
    data = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data)))


class TestDoors:
    @pytest.fixture
    def addresses(self, cohort, place, session):
        """Every address of learning's desk that names an object."""
        return [
            f"/desk/cohorts/{cohort.uid}/",
            f"/desk/cohorts/{cohort.uid}/edit/",
            f"/desk/cohorts/{cohort.uid}/people.csv",
            f"/desk/people/{place.uid}/",
            f"/desk/cohorts/{cohort.uid}/sessions/new/",
            f"/desk/cohorts/{cohort.uid}/sessions/{session.uid}/",
            f"/desk/cohorts/{cohort.uid}/sessions/{session.uid}/attendance/",
        ]

    LISTS = ("/desk/cohorts/", "/desk/cohorts/new/")

    @pytest.mark.parametrize("who", ["amina", "omar", "tomas", "edith", "stranger"])
    def test_a_foreign_object_answers_exactly_like_an_absent_one_A03(
        self, client, addresses, request, who
    ):
        client.force_login(request.getfixturevalue(who))
        for path in addresses:
            absent = re.sub(r"[0-9a-f-]{36}", ABSENT, path)
            answers = [client.get(path), client.get(absent)]
            assert [answer.status_code for answer in answers] == [404, 404], path
            bare = [re.sub(r'[0-9a-f-]{36}|value="\w+"', "", text(answer)) for answer in answers]
            assert bare[0] == bare[1], path
            assert client.post(path, {"to": "withdraw"}).status_code in {404, 405}, path

    @pytest.mark.parametrize("who", ["amina", "omar", "tomas", "edith"])
    def test_whoever_administers_nothing_has_no_list_either(self, client, request, who):
        client.force_login(request.getfixturevalue(who))
        for path in self.LISTS:
            assert client.get(path).status_code == 404, path

    def test_an_administrator_sees_the_own_cohorts_only(self, client, stranger, cohort):
        client.force_login(stranger)
        assert "Cohort A1" not in text(client.get("/desk/cohorts/"))
        form = client.get("/desk/cohorts/new/").context["form"]
        assert [row.code for row in form.fields["programme"].queryset] == ["OTHER"]

    def test_administrators_find_everything(self, desk, addresses):
        for path in [*addresses, *self.LISTS]:
            assert desk.get(path).status_code == 200, path

    def test_visitors_are_asked_to_log_in(self, client, addresses):
        for path in [*addresses, *self.LISTS, "/desk/"]:
            assert client.get(path)["Location"] == f"/accounts/login/?next={path}"

    def test_a_permission_on_the_model_by_mistake_opens_nothing_A17(
        self, client, stranger, addresses
    ):
        stranger.user_permissions.add(Permission.objects.get(codename="administer_programme"))
        client.force_login(stranger)
        for path in addresses:
            assert client.get(path).status_code == 404, path

    def test_a_session_is_found_in_its_own_cohort_only(self, desk, programme, session):
        other = make_cohort(programme, "A2")
        path = f"/desk/cohorts/{other.uid}/sessions/{session.uid}/"
        assert desk.get(path).status_code == 404
        assert desk.get(f"{path}attendance/").status_code == 404

    def test_the_desk_opens_at_the_first_section_that_is_open(self, desk, client, edith):
        assert desk.get("/desk/")["Location"] == "/desk/cohorts/"
        client.force_login(edith)
        assert "Nothing is given to you here yet" in text(client.get("/desk/"))

    def test_a_learner_sees_no_way_to_the_desk(self, client, amina, rosa):
        client.force_login(amina)
        assert 'href="/desk/"' not in text(client.get("/learn/"))
        client.force_login(rosa)
        assert 'href="/desk/"' in text(client.get("/learn/"))


class TestPeople:
    @pytest.fixture
    def crowd(self, cohort):
        names = ["Åsa", "zoë", "<b>Bold</b>", "عمر"]
        return [make_place(cohort, UserFactory(name=name)) for name in names]

    def names(self, client, cohort, query=""):
        response = client.get(f"/desk/cohorts/{cohort.uid}/{query}")
        return [person.enrolment.user.name for person in response.context["people"]]

    def test_names_are_text_whatever_they_hold_I01(self, desk, cohort, crowd):
        page = text(desk.get(f"/desk/cohorts/{cohort.uid}/"))
        assert "&lt;b&gt;Bold" in page
        assert "<b>Bold" not in page

    def test_a_word_narrows_by_name_or_address(self, desk, cohort, crowd):
        assert self.names(desk, cohort, "?q=Bold") == ["<b>Bold</b>"]
        email = crowd[3].user.email
        assert self.names(desk, cohort, f"?q={email}") == ["عمر"]

    def test_a_state_narrows(self, desk, cohort, crowd):
        Enrolment.objects.filter(pk=crowd[0].pk).update(state="paused")
        assert self.names(desk, cohort, "?state=paused") == ["Åsa"]

    def test_the_order_is_one_of_three(self, desk, cohort, crowd):
        Enrolment.objects.filter(pk=crowd[2].pk).update(enrolled_at=MONDAY + timedelta(days=1))
        assert self.names(desk, cohort, "?order=newest")[0] == "<b>Bold</b>"
        assert self.names(desk, cohort, "?order=oldest")[-1] == "<b>Bold</b>"

    @pytest.mark.parametrize(
        "query",
        [
            "?order=user__password",
            "?order=-user__password&order=pk",
            "?user__email__startswith=a",
            "?state=1'%20OR%201=1",
            "?q=%25%27%22",
            "?page=-1",
            "?page=1e9",
            "?page=x",
            "?state=active&order=__class__",
            "?" + "q=" + "x" * 5000,
        ],
    )
    def test_nonsense_in_the_address_is_ignored_A21(self, desk, cohort, crowd, query):
        response = desk.get(f"/desk/cohorts/{cohort.uid}/{query}")
        assert response.status_code == 200
        assert "ORDER BY" not in text(response)

    def test_one_nonsense_filter_leaves_the_others_in_force_A21(self, desk, cohort, crowd):
        assert self.names(desk, cohort, "?order=user__password&q=Bold") == ["<b>Bold</b>"]

    def test_nobody_fits_is_said(self, desk, cohort, crowd):
        assert "Nobody fits" in text(desk.get(f"/desk/cohorts/{cohort.uid}/?q=nobody-like-this"))

    def test_pages_keep_the_filter(self, desk, cohort, monkeypatch):
        monkeypatch.setattr("foundation.pagination.page_of.__defaults__", (2,))
        for _ in range(3):
            make_place(cohort)
        page = text(desk.get(f"/desk/cohorts/{cohort.uid}/?q=person&order=newest"))
        assert "Page 1 of 2" in page
        assert 'href="?q=person&amp;order=newest&amp;page=2"' in page

    def test_the_waiting_list_stands_below(self, desk, cohort, omar):
        Application.objects.create(user=omar, cohort=cohort)
        assert "Waiting list" in text(desk.get(f"/desk/cohorts/{cohort.uid}/"))

    @pytest.mark.parametrize("people", [3, 30])
    def test_thirty_people_cost_what_three_cost(
        self, desk, cohort, people, django_assert_num_queries
    ):
        for _ in range(people):
            make_place(cohort)
        desk.get(f"/desk/cohorts/{cohort.uid}/")  # What is read once a process is read.
        with django_assert_num_queries(16):
            desk.get(f"/desk/cohorts/{cohort.uid}/")

    @pytest.mark.parametrize("cohorts", [3, 30])
    def test_thirty_cohorts_cost_what_three_cost(
        self, desk, programme, cohorts, django_assert_num_queries
    ):
        for number in range(cohorts):
            make_place(make_cohort(programme, f"C{number}"))
        desk.get("/desk/cohorts/")  # What is read once a process is read.
        with django_assert_num_queries(8):
            desk.get("/desk/cohorts/")

    def test_the_counts_of_a_cohort_are_those_of_its_people(self, desk, cohort, crowd, omar):
        Enrolment.objects.filter(pk=crowd[0].pk).update(state="withdrawn")
        for user in (omar, UserFactory()):
            Application.objects.create(user=user, cohort=cohort)
        [row] = desk.get("/desk/cohorts/").context["cohorts"]
        assert (row.people, row.waiting, row.finished) == (3, 2, 0)


class TestExport:
    def test_it_lists_everybody_with_what_is_done(self, desk, cohort, place):
        head, row = table_of(desk.get(f"/desk/cohorts/{cohort.uid}/people.csv"))
        assert head == ["Name", "E-mail", "State", "Done", "Required", "Requirements met"]
        assert row == ["أمينة الخطيب", "amina@example.org", "active", "0", "7", "0"]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
    def test_a_name_that_looks_like_a_formula_is_text_I08(self, desk, cohort, start):
        name = f'{start}HYPERLINK("http://evil.example")'
        make_place(cohort, UserFactory(name=name))
        [_, row] = table_of(desk.get(f"/desk/cohorts/{cohort.uid}/people.csv"))
        assert row[0] == f"'{name}"

    def test_its_file_name_is_a_file_name_whatever_the_code_is(self, desk, cohort):
        cohort.code = 'A"; x="é\r\n'
        cohort.save()
        response = desk.get(f"/desk/cohorts/{cohort.uid}/people.csv")
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment; filename")
        assert "\n" not in response["Content-Disposition"]


class TestOnePerson:
    def test_the_same_list_stands_here_as_on_the_learners_page(self, desk, place, amina, client):
        shown = text(desk.get(f"/desk/people/{place.uid}/"))
        for words in ("أمينة الخطيب", "Amina El Khatib", "3 lessons to read.", "Course B01"):
            assert words in shown

    def test_a_place_is_withdrawn_and_given_back(self, desk, place):
        for verb, state in (("withdraw", "withdrawn"), ("reinstate", "active")):
            page = desk.post(f"/desk/people/{place.uid}/change/", {"to": verb}, follow=True)
            assert "Saved." in text(page)
            place.refresh_from_db()
            assert place.state == state

    def test_a_full_cohort_says_so(self, desk, place, cohort, omar):
        desk.post(f"/desk/people/{place.uid}/change/", {"to": "withdraw"})
        cohort.seats = 0
        cohort.save()
        page = desk.post(f"/desk/people/{place.uid}/change/", {"to": "reinstate"}, follow=True)
        assert "All seats of this cohort are taken." in text(page)

    @pytest.mark.parametrize("verb", ["", "delete", "finish", "__class__"])
    def test_another_verb_is_not_there(self, desk, place, verb):
        path = f"/desk/people/{place.uid}/change/"
        assert desk.post(path, {"to": verb}).status_code == 404

    def test_looking_changes_nothing_R3(self, desk, place):
        assert desk.get(f"/desk/people/{place.uid}/change/?to=withdraw").status_code == 405


def test_a_cohort_named_in_every_script_is_text(desk, programme):
    make_cohort(programme, "X", titles={"en": "<script>alert(1)</script> \u202eabc"})
    page = text(desk.get("/desk/cohorts/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_cohort_begins_on_the_day_of_its_own_zone(programme):
    cohort = make_cohort(programme, "Z", starts_on=date(2026, 3, 3), time_zone="Asia/Tokyo")
    assert not cohort.has_started(datetime(2026, 3, 2, 14, 59, tzinfo=UTC))
    assert cohort.has_started(datetime(2026, 3, 2, 15, 0, tzinfo=UTC))
