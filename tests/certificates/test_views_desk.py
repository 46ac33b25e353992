"""Facts about awards at the desk: who sees them, who may do what, and at what cost."""

from __future__ import annotations

import re

import pytest

from certificates import views_desk
from certificates.models import Award, AwardEvent
from certificates.services import propose
from courses.roles import grant_administration
from tests.factories.awards import finish, make_design, make_issued
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.outlines import make_programme
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def stranger(db):
    """An administrator of another programme."""
    user = UserFactory(name="Ingrid Foreign")
    grant_administration(user=user, programme=make_programme("OTHER"))
    return user


@pytest.fixture
def proposed(finished, rosa, now):
    return propose(enrolment=finished, kind="completion", by=rosa, now=now)


class TestDoors:
    @pytest.fixture
    def addresses(self, issued, cohort):
        return {
            "GET": [
                "/desk/awards/",
                "/desk/awards/names/",
                f"/desk/awards/cohorts/{cohort.uid}/",
                f"/desk/awards/{issued.uid}/",
                *(
                    f"/desk/awards/programmes/{cohort.programme.uid}/register.{kind}"
                    for kind in ("csv", "json")
                ),
            ],
            "POST": [
                *(
                    f"/desk/awards/cohorts/{cohort.uid}/{verb}/"
                    for verb in ("propose", "approve", "issue", "drop")
                ),
                f"/desk/awards/{issued.uid}/",
                f"/desk/awards/{issued.uid}/reinstate/",
            ],
        }

    @pytest.mark.parametrize("who", ["amina", "omar", "tomas"])
    def test_people_who_administer_nothing_find_nothing_A03(self, client, addresses, request, who):
        client.force_login(request.getfixturevalue(who))
        before = AwardEvent.objects.count()
        for method, paths in addresses.items():
            for path in paths:
                assert client.generic(method, path).status_code == 404, path
        assert AwardEvent.objects.count() == before

    def test_an_administrator_of_another_programme_finds_nothing_of_this_one_A03(
        self, client, addresses, stranger, issued
    ):
        client.force_login(stranger)
        for path in [*addresses["GET"][2:], *addresses["POST"]]:
            assert client.post(path).status_code in {404, 405}, path
        listed = text(client.get("/desk/awards/"))
        assert "Cohort A1" not in listed
        assert "MGDE" not in listed

    def test_visitors_are_asked_to_log_in(self, client, addresses):
        for method, paths in addresses.items():
            for path in paths:
                response = client.generic(method, path)
                assert response["Location"].startswith("/accounts/login/?next=/desk/")

    def test_a_foreign_object_answers_exactly_like_an_absent_one(self, client, stranger, issued):
        client.force_login(stranger)
        absent = client.get("/desk/awards/00000000-0000-4000-8000-000000000000/")
        foreign = client.get(f"/desk/awards/{issued.uid}/")
        assert absent.status_code == foreign.status_code == 404
        changing = rf'{issued.uid}|00000000-0000-4000-8000-000000000000|value="\w+"'
        assert re.sub(changing, "", text(absent)) == re.sub(changing, "", text(foreign))

    def test_administrators_find_everything(self, client, addresses, viktor):
        client.force_login(viktor)
        for path in addresses["GET"]:
            assert client.get(path).status_code == 200, path

    def test_a_revoked_role_is_gone_with_the_next_request(self, client, rosa, programme, cohort):
        client.force_login(rosa)
        rosa.groups.clear()
        assert client.get(f"/desk/awards/cohorts/{cohort.uid}/").status_code == 404

    def test_a_permission_on_the_model_by_mistake_opens_nothing_A17(
        self, client, stranger, cohort
    ):
        from django.contrib.auth.models import Permission  # noqa: PLC0415

        stranger.user_permissions.add(Permission.objects.get(codename="administer_programme"))
        client.force_login(stranger)
        assert client.get(f"/desk/awards/cohorts/{cohort.uid}/").status_code == 404


class TestTheWay:
    """Rosa proposes, Viktor approves, either issues."""

    def post(self, client, user, cohort, verb, **data):
        client.force_login(user)
        return client.post(f"/desk/awards/cohorts/{cohort.uid}/{verb}/", data, follow=True)

    def test_from_proposal_to_issue(self, client, cohort, finished, design, rosa, viktor):
        page = self.post(
            client, rosa, cohort, "propose", enrolment=finished.uid, kind="completion"
        )
        assert "1 award proposed." in text(page)
        award = Award.objects.get()
        page = self.post(client, viktor, cohort, "approve", award=award.uid)
        assert "1 award approved." in text(page)
        page = self.post(client, rosa, cohort, "issue")
        assert "1 certificate is being made." in text(page)
        assert "being made" in text(page)
        assert "Nothing has changed." in text(self.post(client, rosa, cohort, "issue"))

    def test_the_unqualified_are_named_and_the_rest_goes_on(self, client, cohort, finished, rosa):
        weak = make_place(cohort, UserFactory(name="Not Yet"))
        page = self.post(client, rosa, cohort, "propose", enrolment=[finished.uid, weak.uid])
        assert "Not Yet: The requirements for this certificate are not met." in text(page)
        assert "1 award proposed." in text(page)

    def test_ones_own_proposal_is_refused_by_name(self, client, cohort, proposed, rosa):
        page = self.post(client, rosa, cohort, "approve", award=proposed.uid)
        assert "Who proposed an award cannot approve it" in text(page)
        assert Award.objects.get().state == "proposed"

    def test_an_award_of_another_cohort_is_left_alone(
        self, client, cohort, programme, proposed, viktor
    ):
        other = make_cohort(programme, "A2")
        self.post(client, viktor, other, "approve", award=proposed.uid)
        assert Award.objects.get().state == "proposed"

    def test_taking_back(self, client, cohort, proposed, rosa):
        page = self.post(client, rosa, cohort, "drop", award=proposed.uid)
        assert "1 award taken back." in text(page)
        assert "Awards of this cohort" not in text(page)

    @pytest.mark.parametrize("verb", ["approve", "drop", "propose"])
    def test_nonsense_is_left_out(self, client, cohort, proposed, rosa, verb):
        page = self.post(
            client, rosa, cohort, verb, award=["x", "1"], enrolment=["y", "'; DROP TABLE"]
        )
        assert page.status_code == 200
        assert Award.objects.get().state == "proposed"

    def test_an_unknown_kind_is_not_there(self, client, cohort, finished, rosa):
        page = self.post(client, rosa, cohort, "propose", enrolment=finished.uid, kind="doctor")
        assert page.status_code == 404

    def test_who_has_withdrawn_is_not_proposed(self, client, cohort, finished, rosa):
        finished.state = "withdrawn"
        finished.save()
        page = self.post(client, rosa, cohort, "propose", enrolment=finished.uid)
        assert "Nothing has changed." in text(page)

    def test_looking_changes_nothing_R3(self, client, cohort, proposed, rosa):
        client.force_login(rosa)
        for verb in ("propose", "approve", "issue", "drop"):
            response = client.get(f"/desk/awards/cohorts/{cohort.uid}/{verb}/")
            assert response.status_code == 405
        assert Award.objects.get().state == "proposed"


class TestOneAward:
    def test_it_shows_its_history_in_words(self, client, issued, viktor):
        client.force_login(viktor)
        page = text(client.get(f"/desk/awards/{issued.uid}/"))
        for words in ("proposed", "approved", "handed over to be issued", "issued"):
            assert words in page
        assert "Rosa Quintero" in page

    def test_it_is_revoked_with_a_reason(self, client, issued, viktor):
        client.force_login(viktor)
        path = f"/desk/awards/{issued.uid}/"
        form = {"reason": "error", "note": "<b>wrong</b> cohort"}
        response = client.post(path, form, follow=True)
        assert "The award is revoked." in text(response)
        assert "&lt;b&gt;wrong&lt;/b&gt; cohort" in text(response)
        assert Award.objects.get().state == "revoked"

    def test_without_a_note_nothing_is_revoked_and_the_reason_stays(self, client, issued, viktor):
        client.force_login(viktor)
        response = client.post(f"/desk/awards/{issued.uid}/", {"reason": "misconduct", "note": ""})
        assert 'value="misconduct" selected' in text(response)
        assert Award.objects.get().state == "issued"

    def test_what_somebody_revoked_meanwhile_is_told(self, client, issued, viktor):
        Award.objects.update(state="revoked")
        client.force_login(viktor)
        form = {"reason": "error", "note": "typed with care"}
        response = client.post(f"/desk/awards/{issued.uid}/", form, follow=True)
        assert "moved on" in text(response)


class TestCost:
    @pytest.mark.parametrize("people", [3, 30])
    def test_a_cohort_costs_the_same_for_three_and_for_thirty(
        self, client, cohort, rosa, viktor, people, django_assert_num_queries
    ):
        for _ in range(people):
            place = make_place(cohort)
            Award.objects.create(enrolment=place, programme=cohort.programme, proposed_by=viktor)
        client.force_login(rosa)
        client.get(f"/desk/awards/cohorts/{cohort.uid}/")  # What is read once a process is read.
        with django_assert_num_queries(16):
            client.get(f"/desk/awards/cohorts/{cohort.uid}/")

    @pytest.mark.parametrize("people", [3, 30])
    def test_the_list_of_cohorts_costs_the_same(
        self, client, programme, rosa, people, django_assert_num_queries
    ):
        for number in range(people):
            make_place(make_cohort(programme, f"C{number}"))
        client.force_login(rosa)
        client.get("/desk/awards/")  # What is read once a process is read.
        with django_assert_num_queries(10):
            client.get("/desk/awards/")

    def test_a_long_list_of_awards_says_how_many_follow(self, client, cohort, rosa, monkeypatch):
        monkeypatch.setattr(views_desk, "AWARDS_SHOWN", 2)
        for _ in range(3):
            place = make_place(cohort)
            Award.objects.create(enrolment=place, programme=cohort.programme, proposed_by=rosa)
        client.force_login(rosa)
        assert "1 more follows" in text(client.get(f"/desk/awards/cohorts/{cohort.uid}/"))

    def test_what_waits_for_somebody_stands_first(self, client, cohort, rosa, viktor, design, now):
        make_issued(finish(make_place(cohort, UserFactory(name="Done"))), rosa, viktor)
        place = finish(make_place(cohort, UserFactory(name="Waiting")))
        propose(enrolment=place, kind="completion", by=rosa, now=now)
        client.force_login(viktor)
        response = client.get(f"/desk/awards/cohorts/{cohort.uid}/")
        assert [award.state for award in response.context["awards"]] == ["proposed", "issued"]


def test_participation_first_leaves_completion_to_come(client, cohort, finished, rosa, now):
    Award.objects.create(
        enrolment=finished,
        programme=cohort.programme,
        kind="participation",
        proposed_by=rosa,
        design=make_design(cohort.programme),
    )
    client.force_login(rosa)
    page = text(client.get(f"/desk/awards/cohorts/{cohort.uid}/"))
    assert f'value="{finished.uid}"' in page
    assert "Nothing is missing" in page
