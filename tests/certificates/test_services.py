"""Facts about awards: two people, one standing award, everything checked again, nothing lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction

from accounts.models import Message
from certificates import tasks
from certificates.errors import AccountClosed, MovedOn, NotEligible, SamePerson
from certificates.models import Award, AwardEvent, Document
from certificates.rendering import NameRefused
from certificates.services import approve, ask_to_issue, drop, issue, propose, revoke
from learning.models import Enrolment
from tests.factories.awards import finish, make_award, make_design, make_issued
from tests.factories.cohorts import (
    make_cohort,
    make_place,
    make_session,
    require_attendance,
    require_courses,
)
from tests.factories.outlines import MONDAY, make_course, make_programme
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def history(award):
    return [event.what for event in award.events.all()]


class TestProposing:
    def test_who_has_met_everything_can_be_proposed_with_the_evidence(self, finished, rosa, now):
        award = propose(enrolment=finished, kind="completion", by=rosa, now=now)
        assert (award.state, award.proposed_by) == ("proposed", rosa)
        assert [item["state"] for item in award.evidence["items"]] == ["done", "done"]
        assert history(award) == ["proposed"]

    def test_who_has_not_cannot(self, place, rosa, now):
        with pytest.raises(NotEligible):
            propose(enrolment=place, kind="completion", by=rosa, now=now)
        assert not AwardEvent.objects.exists()

    def test_a_second_proposal_makes_nothing(self, finished, rosa, viktor, now):
        propose(enrolment=finished, kind="completion", by=rosa, now=now)
        assert propose(enrolment=finished, kind="completion", by=viktor, now=now) is None
        assert (Award.objects.count(), AwardEvent.objects.count()) == (1, 1)

    def test_after_one_was_taken_back_another_can_be_proposed(self, finished, rosa, now):
        first = propose(enrolment=finished, kind="completion", by=rosa, now=now)
        drop(award=first, by=rosa, now=now)
        assert propose(enrolment=finished, kind="completion", by=rosa, now=now) is not None

    def test_participation_asks_for_what_participation_asks(self, programme, place, rosa, now):
        require_attendance(programme, "1")
        session = make_session(place.cohort, day=-3)
        with pytest.raises(NotEligible):
            propose(enrolment=place, kind="participation", by=rosa, now=now)
        session.attendances.create(enrolment=place, minutes=60, recorded_at=now)
        assert propose(enrolment=place, kind="participation", by=rosa, now=now) is not None

    def test_participation_is_earned_by_nobody_where_nothing_is_asked_for_it(
        self, finished, rosa, now
    ):
        with pytest.raises(NotEligible):
            propose(enrolment=finished, kind="participation", by=rosa, now=now)

    @pytest.mark.parametrize("field", ["name", "latin_name"])
    def test_a_name_that_cannot_be_printed_is_told_before_anything_is_awarded(
        self, finished, rosa, now, field
    ):
        setattr(finished.user, field, "Amina \U00012000")
        with pytest.raises(NameRefused, match="CUNEIFORM"):
            propose(enrolment=finished, kind="completion", by=rosa, now=now)

    def test_nobody_is_proposed_whose_account_is_closed_A19(self, finished, rosa, now):
        finished.user.is_active = False
        with pytest.raises(AccountClosed):
            propose(enrolment=finished, kind="completion", by=rosa, now=now)


class TestApproving:
    def test_another_administrator_approves(self, finished, rosa, viktor, now):
        award = propose(enrolment=finished, kind="completion", by=rosa, now=now)
        approve(award=award, by=viktor, now=now)
        award.refresh_from_db()
        assert (award.state, award.approved_by) == ("approved", viktor)
        assert history(award) == ["proposed", "approved"]

    def test_who_proposed_cannot_approve(self, finished, rosa, now):
        award = propose(enrolment=finished, kind="completion", by=rosa, now=now)
        with pytest.raises(SamePerson):
            approve(award=award, by=rosa, now=now)

    def test_the_database_refuses_it_too(self, finished, rosa, now):
        award = propose(enrolment=finished, kind="completion", by=rosa, now=now)
        with pytest.raises(IntegrityError), transaction.atomic():
            Award.objects.filter(pk=award.pk).update(approved_by=rosa, state="approved")

    @pytest.mark.parametrize("change", [approve, drop])
    def test_what_has_moved_on_is_not_changed_again(self, issued, omar, now, change):
        with pytest.raises(MovedOn):
            change(award=issued, by=omar, now=now)

    def test_the_database_refuses_an_issued_award_without_facts(self, approved):
        with pytest.raises(IntegrityError), transaction.atomic():
            Award.objects.update(state="issued")

    def test_the_database_refuses_a_second_standing_award(self, approved, rosa):
        with pytest.raises(IntegrityError), transaction.atomic():
            Award.objects.create(
                enrolment=approved.enrolment, programme=approved.programme, proposed_by=rosa
            )


class TestIssuing:
    def test_an_award_nobody_asked_for_is_not_issued(self, approved, now):
        assert issue(pk=approved.pk, now=now) is None

    def test_a_proposed_award_is_not_issued_even_if_asked(self, finished, design, rosa, now):
        award = propose(enrolment=finished, kind="completion", by=rosa, now=now)
        assert ask_to_issue(awards=[award], by=rosa, now=now) == 0
        Award.objects.update(issue_asked_at=now)
        assert issue(pk=award.pk, now=now) is None

    def test_it_freezes_the_facts_and_says_who_asked(self, approved, rosa, now):
        ask_to_issue(awards=[approved], by=rosa, now=now)
        award = issue(pk=approved.pk, now=now)
        assert award.state == "issued"
        assert award.facts["name"] == "أمينة الخطيب"
        assert [row["code"] for row in award.facts["blocks"]] == ["B01", "B02"]
        assert history(award) == ["proposed", "approved", "asked", "issued"]
        assert award.events.get(what="asked").by == rosa

    def test_the_day_is_that_of_the_cohort(self, finished, design, rosa, viktor):
        finished.cohort.time_zone = "Pacific/Auckland"
        finished.cohort.save()
        late = MONDAY.replace(hour=20)
        assert str(make_issued(finished, rosa, viktor, late).awarded_on) == "2026-03-03"

    def test_asking_twice_asks_once(self, approved, rosa, now):
        assert ask_to_issue(awards=[approved], by=rosa, now=now) == 1
        assert ask_to_issue(awards=[approved], by=rosa, now=now) == 0
        assert history(approved).count("asked") == 1

    def test_issuing_twice_issues_once(self, issued, now):
        assert issue(pk=issued.pk, now=now) is None
        assert history(issued).count("issued") == 1

    def test_who_no_longer_meets_the_rules_is_parked_with_the_reason(self, approved, rosa, now):
        ask_to_issue(awards=[approved], by=rosa, now=now)
        require_attendance(approved.programme, "1")
        make_session(approved.enrolment.cohort, day=3)
        assert issue(pk=approved.pk, now=now) is None
        approved.refresh_from_db()
        assert (approved.state, approved.issue_asked_at) == ("approved", None)
        assert "not met" in approved.parked_reason

    def test_who_was_parked_can_be_asked_for_again(self, approved, rosa, now):
        requirement = require_attendance(approved.programme, "1")
        make_session(approved.enrolment.cohort, day=3)
        ask_to_issue(awards=[approved], by=rosa, now=now)
        issue(pk=approved.pk, now=now)
        requirement.delete()
        assert ask_to_issue(awards=[approved], by=rosa, now=now) == 1
        assert issue(pk=approved.pk, now=now).state == "issued"

    def test_a_closed_account_gets_no_certificate_A19(self, approved, rosa, now):
        ask_to_issue(awards=[approved], by=rosa, now=now)
        approved.enrolment.user.is_active = False
        approved.enrolment.user.save()
        assert issue(pk=approved.pk, now=now) is None

    def test_without_a_design_it_is_parked_and_says_so(self, finished, rosa, viktor, now):
        award = make_award(finished, rosa, viktor)
        ask_to_issue(awards=[award], by=rosa, now=now)
        tasks.issue_award(award.pk)
        award.refresh_from_db()
        assert "no certificate design" in award.parked_reason

    def test_only_courses_that_were_finished_are_named(
        self, programme, place, design, rosa, viktor
    ):
        require_attendance(programme, "1")
        make_session(place.cohort, day=-3).attendances.create(
            enrolment=place, minutes=60, recorded_at=MONDAY
        )
        award = propose(enrolment=place, kind="participation", by=rosa, now=MONDAY)
        approve(award=award, by=viktor, now=MONDAY)
        ask_to_issue(awards=[award], by=rosa, now=MONDAY)
        assert issue(pk=award.pk, now=MONDAY).facts["blocks"] == []

    def test_what_is_issued_does_not_change_with_name_title_or_design_C11(
        self, issued, amina, programme, drawn
    ):
        amina.name = "Somebody Else"
        amina.save()
        programme.titles = {"en": "Another title"}
        programme.save()
        newer = make_design(programme, "fr", number=2)
        tasks.issue_award(issued.pk)
        issued.refresh_from_db()
        assert issued.facts["name"] == "أمينة الخطيب"
        assert issued.facts["programme"]["titles"] == {"en": "Programme MGDE"}
        assert issued.design != newer
        assert [(facts.name, facts.language) for facts in drawn] == [("أمينة الخطيب", "en")]


class TestRevoking:
    def test_it_is_revoked_with_a_public_reason_and_a_note_for_the_register(
        self, issued, viktor, now
    ):
        revoke(award=issued, reason="error", note="wrong cohort", by=viktor, now=now)
        issued.refresh_from_db()
        assert (issued.state, issued.reason, issued.revoked_at) == ("revoked", "error", now)
        event = issued.events.last()
        assert (event.what, event.by, event.note) == ("revoked", viktor, "wrong cohort")

    def test_only_what_is_issued_can_be_revoked(self, approved, viktor, now):
        with pytest.raises(MovedOn):
            revoke(award=approved, reason="error", note="x", by=viktor, now=now)

    def test_who_was_revoked_can_be_awarded_again(self, issued, finished, rosa, viktor, now):
        revoke(award=issued, reason="error", note="x", by=viktor, now=now)
        again = make_issued(finished, rosa, viktor)
        assert again.code != issued.code


def in_threads(count, work):
    """Run the work so many times at once, each on a connection of its own."""
    barrier = Barrier(count)

    def run(number):
        barrier.wait()
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.fixture
def committed(transactional_db):
    """A programme with two finished places, for real transactions."""
    programme = make_programme()
    make_course(programme, "B01", lessons=1)
    require_courses(programme)
    make_design(programme)
    cohort = make_cohort(programme)
    return [finish(make_place(cohort, UserFactory(name=f"Learner {n}"))) for n in ("A", "B")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_fifty_requests_for_one_place_make_one_certificate_and_one_mail_C01(
        self, committed, drawn
    ):
        place = committed[0]
        people = UserFactory.create_batch(5)

        def everything(number):
            """Do what an administrator, a second one and a worker do, in any order."""
            by, other = people[number % 5], people[(number + 1) % 5]
            fresh = Enrolment.objects.select_related("user", "cohort__programme").get(pk=place.pk)
            propose(enrolment=fresh, kind="completion", by=by, now=MONDAY)
            award = Award.objects.get(enrolment=place)
            with suppress(MovedOn, SamePerson):
                approve(award=award, by=other, now=MONDAY)
            ask_to_issue(awards=[award], by=by, now=MONDAY)
            tasks.issue_award(award.pk)

        for _ in range(5):
            in_threads(10, everything)
        award = Award.objects.get()
        assert award.state == "issued"
        assert Document.objects.count() == 1
        assert Message.objects.filter(key=f"award-issued:{award.uid}").count() == 1
        assert history(award) == ["proposed", "approved", "asked", "issued"]

    def test_many_writers_make_one_chain_of_the_register(self, committed):
        from certificates.register import broken_links  # noqa: PLC0415

        rosa, viktor = UserFactory.create_batch(2)
        awards = [
            propose(enrolment=place, kind="completion", by=rosa, now=MONDAY) for place in committed
        ]

        def change(number):
            award = awards[number % 2]
            by = viktor if number < 4 else rosa
            try:
                approve(award=award, by=by, now=MONDAY + timedelta(minutes=number))
            except (MovedOn, SamePerson):
                return None
            ask_to_issue(awards=[award], by=rosa, now=MONDAY)
            return issue(pk=award.pk, now=MONDAY)

        in_threads(8, change)
        assert list(broken_links()) == []
        assert AwardEvent.objects.count() == 8

    def test_the_first_two_events_ever_do_not_collide(self, committed):
        people = UserFactory.create_batch(2)
        made = in_threads(
            2,
            lambda number: propose(
                enrolment=committed[number], kind="completion", by=people[number], now=MONDAY
            ),
        )
        assert all(made)
        assert sorted(AwardEvent.objects.values_list("number", flat=True)) == [1, 2]
