"""Facts about a certificate under another name: asked, decided by two, the old one replaced."""

from __future__ import annotations

from datetime import timedelta

import pytest

from certificates import reissue
from certificates.documents import make_documents
from certificates.errors import AskedAlready, MovedOn, SamePerson
from certificates.models import Award, NameChange
from certificates.register import broken_links
from certificates.rendering.errors import NameRefused
from certificates.services import approve, ask_to_issue, drop, issue, revoke
from courses.roles import grant_administration
from tests.factories.cohorts import make_session, require_attendance
from tests.factories.outlines import make_programme
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

NEW = {
    "name": "أمينة الحداد",
    "latin_name": "Amina El Haddad",
    "evidence": "Marriage, deed 12/2026",
}


def text(response):
    return response.content.decode()


def history(award):
    return list(award.events.values_list("what", flat=True))


@pytest.fixture
def later(now):
    return now + timedelta(days=90)


@pytest.fixture
def wanted(issued, later):
    return reissue.ask(award=issued, now=later, **NEW)


@pytest.fixture
def proposed(wanted, rosa, later):
    return reissue.accept(wanted=wanted, by=rosa, now=later)


@pytest.fixture
def newer(proposed, viktor, rosa, later):
    approve(award=proposed, by=viktor, now=later)
    ask_to_issue(awards=[proposed], by=rosa, now=later)
    issue(pk=proposed.pk, now=later)
    return Award.objects.select_related("enrolment__user").get(pk=proposed.pk)


class TestAsking:
    def test_a_request_waits_and_stands_in_the_register_without_the_name(self, wanted, issued):
        assert wanted.state == "asked"
        assert history(issued)[-1] == "name asked"
        assert issued.events.last().details == {"request": str(wanted.uid)}

    def test_a_second_one_is_refused_while_the_first_waits(self, wanted, issued, later):
        with pytest.raises(AskedAlready):
            reissue.ask(award=issued, now=later, **NEW)
        assert NameChange.objects.count() == 1

    def test_a_name_that_cannot_be_printed_is_refused_by_its_letter(self, issued, later):
        with pytest.raises(NameRefused):
            reissue.ask(award=issued, now=later, **{**NEW, "name": "Amina \U00012000"})

    def test_only_what_stands_can_be_reissued(self, issued, viktor, later):
        revoke(award=issued, reason="error", note="x", by=viktor, now=later)
        issued.refresh_from_db()
        with pytest.raises(MovedOn):
            reissue.ask(award=issued, now=later, **NEW)


class TestDeciding:
    def test_accepting_proposes_and_leaves_the_old_one_standing(self, proposed, issued, rosa):
        issued.refresh_from_db()
        assert (proposed.state, proposed.proposed_by, issued.state) == ("proposed", rosa, "issued")

    def test_who_accepted_cannot_approve(self, proposed, rosa, later):
        with pytest.raises(SamePerson):
            approve(award=proposed, by=rosa, now=later)

    def test_deciding_twice_is_refused(self, proposed, wanted, viktor, later):
        with pytest.raises(MovedOn):
            reissue.accept(wanted=wanted, by=viktor, now=later)
        with pytest.raises(MovedOn):
            reissue.refuse(wanted=wanted, answer="No", by=viktor, now=later)
        assert Award.objects.count() == 2

    def test_a_refusal_keeps_its_answer_and_the_holder_may_ask_again(
        self, wanted, issued, rosa, later
    ):
        reissue.refuse(wanted=wanted, answer="Please name the deed.", by=rosa, now=later)
        wanted.refresh_from_db()
        assert (wanted.state, wanted.answer) == ("refused", "Please name the deed.")
        assert history(issued)[-1] == "name refused"
        assert reissue.ask(award=issued, now=later, **NEW).state == "asked"

    def test_a_proposal_taken_back_lets_the_request_wait_again(
        self, proposed, wanted, viktor, later
    ):
        drop(award=proposed, by=viktor, now=later)
        wanted.refresh_from_db()
        assert (wanted.state, wanted.decided_by) == ("asked", None)
        assert reissue.accept(wanted=wanted, by=viktor, now=later).pk != proposed.pk
        assert history(proposed) == ["proposed", "dropped"]


class TestReissue:
    def test_it_says_what_the_old_one_said_under_the_new_name(self, newer, issued):
        issued.refresh_from_db()
        changed = {key for key, value in issued.facts.items() if newer.facts[key] != value}
        assert changed == {"name", "latin_name", "code", "verify_url"}
        assert (newer.facts["name"], newer.facts["latin_name"]) == (NEW["name"], NEW["latin_name"])

    def test_it_keeps_the_first_date_and_links_both_ways(self, newer, issued):
        issued.refresh_from_db()
        assert newer.awarded_on == issued.awarded_on
        assert (issued.state, issued.successor) == ("replaced", newer)
        assert newer.predecessor == issued
        assert issued.facts["name"] == "أمينة الخطيب"

    def test_the_register_tells_it_all_and_its_chain_holds(self, newer, issued):
        assert history(issued)[-2:] == ["name asked", "replaced"]
        assert history(newer) == ["proposed", "approved", "asked", "issued"]
        assert list(broken_links()) == []

    def test_the_old_code_says_replaced_and_leads_to_the_newer_one(self, client, newer, issued):
        shown = text(client.get(f"/verify/{issued.code}/"))
        assert "This certificate was replaced by a newer one" in shown
        assert f'href="/verify/{newer.code}/"' in shown
        shown = text(client.get(f"/verify/{newer.code}/"))
        assert "This certificate is genuine" in shown
        assert NEW["name"] in shown
        assert issued.code not in shown

    def test_its_documents_are_made_like_all_others(self, newer, drawn, later):
        make_documents(pk=newer.pk, now=later)
        assert [(facts.name, facts.code) for facts in drawn] == [(NEW["name"], newer.code)]

    def test_requirements_that_came_later_do_not_stand_in_its_way(
        self, proposed, viktor, rosa, later
    ):
        require_attendance(proposed.programme, "1")
        make_session(proposed.enrolment.cohort, day=3)
        approve(award=proposed, by=viktor, now=later)
        ask_to_issue(awards=[proposed], by=rosa, now=later)
        assert issue(pk=proposed.pk, now=later).state == "issued"

    def test_it_is_parked_where_the_old_one_was_revoked_in_the_meantime(
        self, proposed, issued, viktor, rosa, later
    ):
        approve(award=proposed, by=viktor, now=later)
        ask_to_issue(awards=[proposed], by=rosa, now=later)
        revoke(award=issued, reason="misconduct", note="x", by=viktor, now=later)
        assert issue(pk=proposed.pk, now=later) is None
        proposed.refresh_from_db()
        assert "moved on" in proposed.parked_reason

    def test_a_closed_account_gets_none_A19(self, proposed, viktor, rosa, amina, later):
        approve(award=proposed, by=viktor, now=later)
        ask_to_issue(awards=[proposed], by=rosa, now=later)
        amina.is_active = False
        amina.save()
        assert issue(pk=proposed.pk, now=later) is None

    def test_a_second_change_leads_on_from_code_to_code(
        self, client, newer, issued, rosa, viktor, later
    ):
        again = reissue.ask(award=newer, now=later, **{**NEW, "name": "Amina Third"})
        third = reissue.accept(wanted=again, by=viktor, now=later)
        approve(award=third, by=rosa, now=later)
        ask_to_issue(awards=[third], by=rosa, now=later)
        issue(pk=third.pk, now=later)
        assert f'href="/verify/{newer.code}/"' in text(client.get(f"/verify/{issued.code}/"))
        assert f'href="/verify/{third.code}/"' in text(client.get(f"/verify/{newer.code}/"))


class TestTheHoldersPage:
    def address(self, award):
        return f"/learn/awards/{award.uid}/name/"

    def test_the_holder_asks_and_sees_what_becomes_of_it(self, client, issued, amina, rosa, now):
        client.force_login(amina)
        assert "Send the request" in text(client.get(self.address(issued)))
        page = client.post(self.address(issued), NEW, follow=True)
        assert "Your request was sent" in text(page)
        assert "waits for an answer" in text(page)
        assert "Send the request" not in text(page)
        reissue.refuse(wanted=NameChange.objects.get(), answer="Which deed?", by=rosa, now=now)
        page = text(client.get(self.address(issued)))
        assert "Which deed?" in page
        assert "Send the request" in page

    def test_a_letter_without_a_face_is_named_and_the_words_stay(self, client, issued, amina):
        client.force_login(amina)
        page = text(client.post(self.address(issued), {**NEW, "name": "Amina \U00012000"}))
        assert "U+12000" in page
        assert NEW["evidence"] in page
        assert not NameChange.objects.exists()

    def test_without_evidence_nothing_is_sent(self, client, issued, amina):
        client.force_login(amina)
        assert "field__errors" in text(client.post(self.address(issued), {**NEW, "evidence": " "}))
        assert not NameChange.objects.exists()

    def test_the_replaced_one_offers_nothing_more(self, client, newer, issued, amina):
        client.force_login(amina)
        assert "no longer stands" in text(client.get(self.address(issued)))

    def test_a_second_post_is_told_that_one_waits(self, client, wanted, issued, amina):
        client.force_login(amina)
        page = client.post(self.address(issued), NEW, follow=True)
        assert "You have asked for another name already" in text(page)

    @pytest.mark.parametrize("who", ["omar", "rosa"])
    def test_nobody_else_finds_it(self, client, issued, request, who):
        client.force_login(request.getfixturevalue(who))
        assert client.get(self.address(issued)).status_code == 404
        assert client.post(self.address(issued), NEW).status_code == 404

    def test_the_home_page_leads_there(self, client, issued, drawn, amina, now):
        make_documents(pk=issued.pk, now=now)
        client.force_login(amina)
        assert f'href="{self.address(issued)}"' in text(client.get("/learn/"))


class TestTheDesk:
    def address(self, wanted):
        return f"/desk/awards/names/{wanted.uid}/"

    def test_administrators_find_and_accept_it(self, client, wanted, viktor):
        client.force_login(viktor)
        assert NEW["name"] in text(client.get("/desk/awards/names/"))
        assert "Changes of name: 1 waits" in text(client.get("/desk/awards/"))
        assert NEW["evidence"] in text(client.get(self.address(wanted)))
        page = client.post(self.address(wanted), {"decision": "accept"}, follow=True)
        assert "The new certificate is proposed" in text(page)
        assert Award.objects.get(name_change=wanted).proposed_by == viktor

    def test_a_refusal_needs_an_answer(self, client, wanted, viktor):
        client.force_login(viktor)
        page = client.post(self.address(wanted), {"decision": "refuse", "answer": ""})
        assert "Please say why." in text(page)
        client.post(self.address(wanted), {"decision": "refuse", "answer": "No deed."})
        wanted.refresh_from_db()
        assert (wanted.state, wanted.decided_by) == ("refused", viktor)

    def test_what_another_decided_meanwhile_is_told(self, client, proposed, wanted, viktor):
        client.force_login(viktor)
        page = client.post(self.address(wanted), {"decision": "accept"}, follow=True)
        assert "moved on" in text(page)

    def test_the_new_award_stands_with_its_name_among_those_to_approve(
        self, client, proposed, cohort, viktor
    ):
        client.force_login(viktor)
        assert NEW["name"] in text(client.get(f"/desk/awards/cohorts/{cohort.uid}/"))

    def test_both_awards_lead_to_each_other(self, client, newer, issued, viktor):
        client.force_login(viktor)
        for one, other in ((issued, newer), (newer, issued)):
            page = text(client.get(f"/desk/awards/{one.uid}/"))
            assert f'href="/desk/awards/{other.uid}/"' in page

    def test_another_programmes_administrator_finds_nothing_A03(self, client, wanted):
        stranger = UserFactory()
        grant_administration(user=stranger, programme=make_programme("OTHER"))
        client.force_login(stranger)
        assert NEW["name"] not in text(client.get("/desk/awards/names/"))
        for answer in (
            client.get(self.address(wanted)),
            client.post(self.address(wanted), {"decision": "accept"}),
        ):
            assert answer.status_code == 404

    @pytest.mark.parametrize("who", ["amina", "omar", "tomas"])
    def test_people_who_administer_nothing_find_nothing(self, client, wanted, request, who):
        client.force_login(request.getfixturevalue(who))
        assert client.get("/desk/awards/names/").status_code == 404
        assert client.get(self.address(wanted)).status_code == 404
