"""Facts about the holder's own pages: who may fetch the document, and who may say so."""

from __future__ import annotations

import pytest

from certificates.documents import make_documents
from certificates.models import Award
from certificates.services import revoke
from tests.factories.awards import make_design, make_issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def award(issued, drawn, now):
    make_documents(pk=issued.pk, now=now)
    return issued


@pytest.fixture
def award_again(finished, design, rosa, viktor, drawn, now):
    """Award Amina once more, documents and all."""

    def again():
        award = make_issued(finished, rosa, viktor)
        make_documents(pk=award.pk, now=now)
        return award

    return again


@pytest.fixture
def bilingual(programme, award_again):
    """An award with documents in French and English."""
    make_design(programme, "fr", "en", number=2)
    return award_again()


@pytest.fixture
def allowed(award):
    """The award, which its holder lets others fetch."""
    Award.objects.update(visibility="link")
    return award


def fetch(client, award, **query):
    return client.get(f"/certificates/{award.code}.pdf", query)


class TestDocument:
    def test_the_holder_gets_the_very_bytes(self, client, award, amina):
        client.force_login(amina)
        response = fetch(client, award)
        assert b"".join(response) == award.documents.get().file.read()
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == (
            f'attachment; filename="certificate-{award.code}-en.pdf"'
        )
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize("who", ["nobody", "omar", "rosa"])
    def test_others_get_the_answer_of_an_absent_one(self, client, award, request, who):
        if who != "nobody":
            client.force_login(request.getfixturevalue(who))
        absent = client.get(f"/certificates/{'7' * 26}.pdf")
        foreign = fetch(client, award)
        assert (foreign.status_code, absent.status_code) == (404, 404)
        assert len(foreign.content) == len(absent.content)

    def test_who_has_the_code_gets_it_if_the_holder_allows(self, client, allowed):
        assert fetch(client, allowed).status_code == 200

    def test_a_revoked_award_is_for_its_holder_only(self, client, allowed, amina, viktor, now):
        revoke(award=allowed, reason="error", note="x", by=viktor, now=now)
        assert fetch(client, allowed).status_code == 404
        client.force_login(amina)
        assert fetch(client, allowed).status_code == 200

    def test_an_award_without_a_document_yet_is_absent(self, client, issued, amina):
        client.force_login(amina)
        assert fetch(client, issued).status_code == 404

    def test_an_account_that_was_closed_gets_nothing_A19(self, client, award, amina):
        client.force_login(amina)
        amina.is_active = False
        amina.save()
        assert fetch(client, award).status_code == 404

    @pytest.mark.parametrize(
        ("asked", "given"), [("", "en"), ("fr", "fr"), ("xx", "en"), ("../en", "en")]
    )
    def test_it_is_given_in_the_language_asked_for(self, client, bilingual, amina, asked, given):
        client.force_login(amina)
        response = fetch(client, bilingual, language=asked)
        assert response["Content-Disposition"].endswith(f'-{given}.pdf"')

    def test_the_code_may_be_typed_loosely(self, client, award, amina):
        client.force_login(amina)
        assert client.get(f"/certificates/{award.code.lower()}.pdf").status_code == 200


class TestVisibility:
    def change(self, client, award, visibility):
        path = f"/learn/awards/{award.uid}/visibility/"
        return client.post(path, {"visibility": visibility})

    def test_the_holder_opens_and_closes_it(self, client, award, amina):
        client.force_login(amina)
        for visibility in ("link", "private"):
            response = self.change(client, award, visibility)
            assert (response.status_code, response["Location"]) == (303, "/learn/")
            assert Award.objects.get().visibility == visibility

    @pytest.mark.parametrize("who", ["omar", "rosa"])
    def test_nobody_else_does(self, client, award, request, who):
        client.force_login(request.getfixturevalue(who))
        assert self.change(client, award, "link").status_code == 404
        assert Award.objects.get().visibility == "private"

    def test_nonsense_changes_nothing(self, client, award, amina):
        client.force_login(amina)
        self.change(client, award, "everybody")
        assert Award.objects.get().visibility == "private"

    def test_an_award_not_issued_yet_has_none(self, client, approved, amina):
        client.force_login(amina)
        assert self.change(client, approved, "link").status_code == 404


class TestHome:
    def test_the_holder_finds_the_certificate(self, client, award, amina):
        client.force_login(amina)
        page = client.get("/learn/").content.decode()
        assert f'href="/certificates/{award.code}.pdf"' in page
        assert "Download certificate" in page

    def test_what_is_only_proposed_or_approved_is_not_shown(self, client, approved, amina):
        client.force_login(amina)
        page = client.get("/learn/").content.decode()
        assert "My certificates" not in page
        assert approved.code not in page

    def test_a_revoked_one_is_shown_as_such(self, client, award, amina, viktor, now):
        revoke(award=award, reason="error", note="x", by=viktor, now=now)
        client.force_login(amina)
        page = client.get("/learn/").content.decode()
        assert "revoked" in page
        assert "Download certificate" not in page

    def test_another_holders_award_is_not_there_C10(self, client, award, omar):
        client.force_login(omar)
        assert award.code not in client.get("/learn/").content.decode()

    def test_before_the_document_is_made_no_link_leads_nowhere(self, client, issued, amina):
        client.force_login(amina)
        page = client.get("/learn/").content.decode()
        assert "Download certificate" not in page
        assert "being made" in page


def test_two_awards_cost_the_queries_of_one(
    client, amina, award_again, viktor, now, django_assert_max_num_queries
):
    client.force_login(amina)
    first = award_again()
    with django_assert_max_num_queries(60) as one:
        client.get("/learn/")
    revoke(award=first, reason="error", note="x", by=viktor, now=now)
    award_again()
    with django_assert_max_num_queries(60) as two:
        client.get("/learn/")
    assert len(two.captured_queries) == len(one.captured_queries)
