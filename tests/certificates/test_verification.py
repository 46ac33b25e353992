"""Facts about public verification: states, nothing beyond the statement, no guessing."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from certificates.codes import grouped, new_code
from certificates.documents import make_documents
from certificates.models import Award
from certificates.services import revoke
from certificates.verification import LARGEST_FILE, Verdict, answer_for
from tests.factories.awards import make_issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def documented(issued, drawn, now):
    make_documents(pk=issued.pk, now=now)
    return issued


def page(client, code):
    return client.get(f"/verify/{code}/")


def text(response):
    return response.content.decode()


def check_file(client, data, name="certificate.pdf"):
    return client.post("/verify/", {"file": SimpleUploadedFile(name, data)})


class TestStates:
    def test_an_issued_award_is_genuine_and_shows_what_was_frozen(self, client, issued):
        response = page(client, issued.code)
        shown = text(response)
        assert response.status_code == 200
        assert "This certificate is genuine" in shown
        for fact in ("أمينة الخطيب", "Amina El Khatib", "Programme MGDE", "2 March 2026", "40"):
            assert fact in shown
        for fact in ("Course B01", "Course B02", "The Institute", grouped(issued.code)):
            assert fact in shown

    def test_a_revoked_award_says_so_at_once_and_why_and_shows_no_name(
        self, client, issued, viktor, now
    ):
        page(client, issued.code)
        revoke(award=issued, reason="misconduct", note="secret", by=viktor, now=now)
        response = page(client, issued.code)
        shown = text(response)
        assert response.status_code == 200
        assert "This certificate was revoked" in shown
        assert "misconduct was established" in shown
        assert "secret" not in shown
        assert "Amina" not in shown

    def test_a_replaced_award_leads_to_the_newer_one(self, client, issued, finished, rosa, viktor):
        Award.objects.update(state="replaced")
        newer = make_issued(finished, rosa, viktor)
        Award.objects.filter(pk=issued.pk).update(successor=newer)
        shown = text(page(client, issued.code))
        assert "was replaced by a newer one" in shown
        assert f'href="/verify/{newer.code}/"' in shown

    def test_a_replaced_award_never_leads_to_a_revoked_one(
        self, client, issued, finished, rosa, viktor, now
    ):
        Award.objects.update(state="replaced")
        newer = make_issued(finished, rosa, viktor)
        Award.objects.filter(pk=issued.pk).update(successor=newer)
        revoke(award=newer, reason="error", note="x", by=rosa, now=now)
        assert newer.code not in text(page(client, issued.code))

    def test_an_unknown_code_and_one_never_issued_get_the_same_answer_C10(self, client, approved):
        unknown = new_code()
        answers = [page(client, code) for code in (unknown, approved.code)]
        assert [answer.status_code for answer in answers] == [404, 404]
        blank = [
            text(answer).replace(code, "").replace(grouped(code), "")
            for answer, code in zip(answers, (unknown, approved.code), strict=True)
        ]
        assert blank[0] == blank[1]
        assert "No certificate has this code" in blank[0]

    def test_an_award_taken_back_is_unknown(self, approved):
        Award.objects.update(state="dropped")
        assert answer_for(approved.code).verdict is Verdict.UNKNOWN

    @pytest.mark.parametrize("code", ["known", "unknown", "nonsense"])
    def test_an_answer_costs_one_query(self, issued, code, django_assert_num_queries):
        asked = {"known": issued.code, "unknown": new_code(), "nonsense": "x"}[code]
        with django_assert_num_queries(1):
            answer_for(asked)

    def test_it_is_given_in_the_language_of_whoever_asks(self, client, issued):
        response = client.get(f"/verify/{issued.code}/", headers={"accept-language": "ar"})
        assert response["Content-Language"] == "ar"
        assert 'dir="rtl"' in text(response)
        assert '<dd lang="en">Programme MGDE</dd>' in text(response)


class TestTyping:
    @pytest.mark.parametrize(
        "typed",
        [
            lambda code: code.lower(),
            grouped,
            lambda code: f"  {code[:13]} {code[13:]} ",
            lambda code: code.replace("1", "l").replace("0", "o"),
        ],
    )
    def test_a_code_leads_to_its_page_however_it_is_typed(self, client, issued, typed):
        response = client.get("/verify/", {"code": typed(issued.code)})
        assert response["Location"] == f"/verify/{issued.code}/"
        assert page(client, typed(issued.code)).status_code == 200

    def test_what_cannot_be_a_code_is_told_and_stays_in_the_field(self, client):
        response = client.get("/verify/", {"code": "not a code"})
        assert response.status_code == 400
        assert 'value="not a code"' in text(response)
        assert "A code has 26 letters" in text(response)

    def test_the_form_stands_without_a_code(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = client.get("/verify/")
        assert response.status_code == 200
        assert "errors" not in text(response)


class TestFiles:
    def test_the_very_file_is_ours(self, client, documented):
        data = documented.documents.get().file.read()
        shown = text(check_file(client, data))
        assert "The file is ours, to the last byte" in shown
        assert "This certificate is genuine" in shown

    def test_one_changed_bit_shows_and_the_true_facts_stand_below_C09(self, client, documented):
        data = documented.documents.get().file.read()
        forged = data.replace("أمينة الخطيب".encode(), b"Somebody Else")
        assert forged != data
        shown = text(check_file(client, forged))
        assert "The file was altered" in shown
        assert "أمينة الخطيب" in shown
        assert "Somebody Else" not in shown

    def test_a_new_file_with_a_real_code_is_altered_too_C09(self, client, documented):
        fake = b"%PDF-1.4 /URI (https://x.org/verify/" + documented.code.encode() + b"/)"
        assert "The file was altered" in text(check_file(client, fake))

    def test_the_file_of_a_revoked_award_is_ours_and_revoked_C09(
        self, client, documented, viktor, now
    ):
        data = documented.documents.get().file.read()
        revoke(award=documented, reason="error", note="x", by=viktor, now=now)
        shown = text(check_file(client, data))
        assert "This certificate was revoked" in shown
        assert "Amina" not in shown

    @pytest.mark.parametrize("data", [b"%PDF-1.7 anything", b"x", b"\0\xff" * 50])
    def test_another_file_is_not_ours(self, client, documented, data):
        assert "This file is not one of our certificates" in text(check_file(client, data))

    def test_a_file_with_the_code_of_an_award_never_issued_is_not_ours(self, client, approved):
        data = b"/verify/" + approved.code.encode()
        assert "not one of our certificates" in text(check_file(client, data))

    def test_a_file_that_is_far_too_large_is_refused_with_a_sentence(self, client):
        response = check_file(client, b"x" * (LARGEST_FILE + 1))
        assert response.status_code == 400
        assert "never larger than 5 MB" in text(response)

    def test_no_file_at_all_is_told(self, client):
        response = client.post("/verify/", {})
        assert response.status_code == 400
        assert "field__errors" in text(response)

    def test_nothing_is_kept(self, client, documented, tmp_path, settings):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        check_file(client, b"x" * (3 * 1024 * 1024))
        assert list(tmp_path.iterdir()) == []


class TestPrivacy:
    @pytest.fixture
    def answers(self, client, documented):
        return [
            page(client, documented.code),
            client.get(f"/verify/{documented.code}/rosette.svg"),
        ]

    def test_no_page_holds_more_of_a_person_than_the_statement_C08(
        self, answers, amina, documented
    ):
        for response in answers:
            shown = text(response)
            place = documented.enrolment
            for private in (amina.email, str(amina.uid), str(place.uid), str(documented.uid)):
                assert private not in shown

    def test_no_other_host_is_named_C08(self, answers, settings):
        for response in answers:
            hosts = set(re.findall(r"https?://([^/\"'\s<]+)", text(response)))
            assert hosts <= {"localhost:8000", "www.w3.org"}

    def test_neither_search_engines_nor_the_next_site_hear_of_it_C08(self, answers):
        response = answers[0]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in text(response)

    def test_asking_changes_nothing_C06(self, client, documented):
        before = list(Award.objects.values())
        for path in (
            f"/verify/{documented.code}/",
            "/verify/",
            f"/certificates/{documented.code}.pdf",
        ):
            client.get(path, headers={"purpose": "prefetch"})
            client.head(path)
        assert list(Award.objects.values()) == before

    def test_looking_issues_nothing_C06(self, client, approved, drawn):
        for path in (f"/verify/{approved.code}/", f"/certificates/{approved.code}.pdf"):
            assert client.get(path).status_code == 404
        assert Award.objects.get().state == "approved"
        assert not drawn

    def test_the_rosette_is_drawn_only_for_what_was_issued(self, client, approved):
        assert client.get(f"/verify/{approved.code}/rosette.svg").status_code == 404


class TestGuessing:
    @pytest.fixture(autouse=True)
    def _few_tries(self, settings):
        settings.VERIFICATIONS_A_MINUTE = 5

    @pytest.mark.parametrize(
        "address", ["/verify/{}/", "/certificates/{}.pdf", "/verify/{}/rosette.svg"]
    )
    def test_guesses_get_404_and_then_429_C07(self, client, address):
        codes = [client.get(address.format(new_code())).status_code for _ in range(8)]
        assert codes == [404] * 5 + [429] * 3

    def test_the_answer_says_when_to_come_back(self, client):
        for _ in range(6):
            response = page(client, new_code())
        assert response["Retry-After"] == "60"
        assert "Please wait a minute" in text(response)
        assert "no-store" not in response.get("Cache-Control", "")

    def test_after_the_time_it_goes_on(self, client, monkeypatch, issued):
        for _ in range(6):
            page(client, new_code())
        later = time.time() + 61
        monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: later)
        assert page(client, issued.code).status_code == 200

    def test_another_address_is_another_person(self, client, issued):
        for _ in range(6):
            page(client, new_code())
        response = client.get(f"/verify/{issued.code}/", REMOTE_ADDR="192.0.2.7")
        assert response.status_code == 200

    def test_a_header_makes_nobody_another_person(self, client):
        for number in range(6):
            response = client.get(
                f"/verify/{new_code()}/", headers={"x-forwarded-for": f"192.0.2.{number}"}
            )
        assert response.status_code == 429

    def test_a_household_in_ipv6_is_one_person(self, client):
        for number in range(6):
            response = client.get(f"/verify/{new_code()}/", REMOTE_ADDR=f"2001:db8::{number}")
        assert response.status_code == 429

    def test_the_holder_is_not_slowed_down_at_the_document(self, client, documented, amina):
        client.force_login(amina)
        for _ in range(8):
            response = client.get(f"/certificates/{documented.code}.pdf")
        assert response.status_code == 200


def test_the_date_is_the_day_of_the_award_and_not_of_the_question(client, issued, monkeypatch):
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr("foundation.clock.now", lambda: later)
    assert "2 March 2026" in text(page(client, issued.code))
