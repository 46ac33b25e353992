"""Facts about how long an award stands: expiry, and a revocation taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from certificates.errors import AnotherStands, MovedOn, OwnRevocation
from certificates.facts import last_day
from certificates.models import Award, CertificateDesign
from certificates.register import broken_links
from certificates.services import reinstate, revoke
from certificates.verification import Verdict, answer_for
from certificates.wording import printed_facts
from tests.factories.awards import make_issued

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def limited(finished, design, rosa, viktor):
    """An award that holds for two years."""
    CertificateDesign.objects.update(valid_months=24)
    return make_issued(finished, rosa, viktor)


@pytest.fixture
def on(monkeypatch):
    """Let it be another moment."""

    def go(*moment):
        then = datetime(*moment, tzinfo=UTC)
        monkeypatch.setattr("foundation.clock.now", lambda: then)

    return go


class TestExpiry:
    @pytest.mark.parametrize(
        ("first", "months", "last"),
        [
            ("2026-03-02", 24, "2028-03-02"),
            ("2026-01-31", 1, "2026-02-28"),
            ("2027-12-31", 2, "2028-02-29"),
            ("2026-12-15", 1, "2027-01-15"),
            ("2026-03-02", None, None),
            ("2026-03-02", 0, None),
        ],
    )
    def test_the_last_day_is_the_same_day_so_many_months_on(self, first, months, last):
        wanted = date.fromisoformat(last) if last else None
        assert last_day(date.fromisoformat(first), months) == wanted

    def test_without_a_setting_an_award_is_valid_for_good(self, issued, on):
        assert (issued.expires_on, issued.facts["expires_on"]) == (None, None)
        on(2126, 1, 1)
        assert answer_for(issued.code).verdict is Verdict.GENUINE

    def test_it_is_frozen_at_issue(self, limited):
        assert str(limited.expires_on) == limited.facts["expires_on"] == "2028-03-02"
        CertificateDesign.objects.update(valid_months=1)
        limited.refresh_from_db()
        assert str(limited.expires_on) == "2028-03-02"

    def test_it_holds_to_the_end_of_its_last_day_everywhere(self, limited, on):
        on(2028, 3, 3, 11, 59)
        assert answer_for(limited.code).verdict is Verdict.GENUINE
        on(2028, 3, 3, 12)
        assert answer_for(limited.code).verdict is Verdict.EXPIRED

    def test_the_public_page_says_until_when(self, client, limited, on):
        shown = text(client.get(f"/verify/{limited.code}/"))
        assert "Valid until" in shown
        assert "2 March 2028" in shown
        on(2028, 6, 1)
        shown = text(client.get(f"/verify/{limited.code}/"))
        assert "<title>This certificate has expired" in shown
        assert "It was issued by us and was valid until 2 March 2028." in shown
        assert "أمينة الخطيب" in shown

    def test_a_revoked_one_is_revoked_though_its_time_is_over(self, limited, viktor, now, on):
        revoke(award=limited, reason="error", note="x", by=viktor, now=now)
        on(2030, 1, 1)
        assert answer_for(limited.code).verdict is Verdict.REVOKED

    @pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
    def test_the_document_says_it_too(self, limited, language):
        printed = printed_facts(limited.facts, limited.facts_sha256, language, {})
        assert "2028" in printed.wording.statement or "٢٠٢٨" in printed.wording.statement


class TestHeadings:
    @pytest.mark.parametrize(
        ("state", "heading"),
        [
            ("issued", "This certificate is genuine"),
            ("revoked", "This certificate was revoked"),
            ("replaced", "This certificate was replaced by a newer one"),
            ("dropped", "No certificate has this code"),
        ],
    )
    def test_each_answer_is_a_page_with_its_own_heading_and_title(
        self, client, issued, now, state, heading
    ):
        Award.objects.update(state=state, reason="error", revoked_at=now)
        shown = text(client.get(f"/verify/{issued.code}/"))
        assert f"<title>{heading} –" in shown
        assert f"<span>{heading}</span>" in shown
        assert shown.count("<h1") == 1


class TestReinstating:
    @pytest.fixture
    def revoked(self, issued, viktor, now):
        revoke(award=issued, reason="error", note="a slip", by=viktor, now=now)
        issued.refresh_from_db()
        return issued

    def test_it_stands_again_and_the_history_keeps_both(self, revoked, rosa, now):
        reinstate(award=revoked, note="right after all", by=rosa, now=now + timedelta(days=1))
        revoked.refresh_from_db()
        assert (revoked.state, revoked.reason, revoked.revoked_at) == ("issued", "", None)
        assert [event.what for event in revoked.events.all()][-2:] == ["revoked", "reinstated"]
        assert answer_for(revoked.code).verdict is Verdict.GENUINE
        assert list(broken_links()) == []

    def test_who_revoked_cannot_do_it(self, revoked, viktor, now):
        with pytest.raises(OwnRevocation):
            reinstate(award=revoked, note="x", by=viktor, now=now)

    def test_only_what_is_revoked_is_reinstated(self, issued, revoked, rosa, now):
        reinstate(award=revoked, note="x", by=rosa, now=now)
        with pytest.raises(MovedOn):
            reinstate(award=revoked, note="x", by=rosa, now=now)

    def test_what_was_never_revoked_is_not_reinstated(self, issued, rosa, now):
        with pytest.raises(MovedOn):
            reinstate(award=issued, note="x", by=rosa, now=now)

    def test_not_beside_another_of_its_kind(self, revoked, finished, rosa, viktor, now):
        make_issued(finished, rosa, viktor)
        with pytest.raises(AnotherStands):
            reinstate(award=revoked, note="x", by=rosa, now=now)

    def test_at_the_desk(self, client, revoked, rosa, viktor):
        path = f"/desk/awards/{revoked.uid}/reinstate/"
        client.force_login(viktor)
        page = text(client.post(path, {"note": "x"}, follow=True))
        assert "Who revoked an award cannot reinstate it" in page
        client.force_login(rosa)
        assert "Please write why" in text(client.post(path, {"note": ""}, follow=True))
        page = text(client.post(path, {"note": "right after all"}, follow=True))
        assert "The award stands again." in page
        assert "right after all" in page
