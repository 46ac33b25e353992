"""Facts about profile, language, time zone, and the answer to a stale form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.models.user import check_time_zone
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

PROFILE = {"name": "Amina", "latin_name": "", "language": "en", "time_zone": "UTC"}


class TestProfile:
    def test_a_visitor_is_asked_to_log_in(self, client):
        response = client.get("/accounts/profile/")
        assert response["Location"] == "/accounts/login/?next=/accounts/profile/"

    def test_what_is_changed_is_kept_and_said_in_the_new_language(self, client, amina):
        client.force_login(amina)
        response = client.post(
            "/accounts/profile/", {**PROFILE, "language": "fr", "time_zone": "Africa/Cairo"}
        )
        amina.refresh_from_db()
        assert response.status_code == 303
        assert (amina.language, amina.time_zone, amina.name) == ("fr", "Africa/Cairo", "Amina")
        assert 'lang="fr"' in client.get("/accounts/profile/").content.decode()

    def test_fields_of_the_account_that_stand_in_no_form_stay_A06(self, client, amina):
        client.force_login(amina)
        client.post(
            "/accounts/profile/",
            {**PROFILE, "email": "x@y.org", "is_staff": "on", "is_superuser": "on", "uid": "1"},
        )
        user = User.objects.get(pk=amina.pk)
        assert (user.email, user.is_staff, user.is_superuser) == (
            "amina@example.org",
            False,
            False,
        )

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "A\u202emina"),
            ("name", "   "),
            ("name", "Ana \U00012000"),
            ("latin_name", "…"),
            ("time_zone", "Mars/Olympus"),
            ("language", "xx"),
        ],
    )
    def test_nonsense_is_told_beside_its_field_and_what_was_typed_stays(
        self, client, amina, field, value
    ):
        client.force_login(amina)
        response = client.post(
            "/accounts/profile/", {**PROFILE, "name": "Typed name", field: value}
        )
        form = response.context["form"]
        assert list(form.errors) == [field]
        amina.refresh_from_db()
        assert amina.name == "أمينة الخطيب"
        if field != "name":
            assert 'value="Typed name"' in response.content.decode()

    def test_a_zone_that_the_system_forgot_reads_as_utc(self, amina):
        amina.time_zone = "Gone/Away"
        assert str(amina.zone) == "UTC"

    def test_a_known_zone_passes(self):
        check_time_zone("Asia/Kolkata")

    def test_a_personal_page_is_kept_by_no_cache_R13(self, client, amina):
        client.force_login(amina)
        assert "no-store" in client.get("/accounts/profile/")["Cache-Control"]

    def test_the_page_costs_two_queries(self, client, amina, django_assert_num_queries):
        client.force_login(amina)
        client.get("/accounts/profile/")  # What is read once a process is read.
        with django_assert_num_queries(2):
            client.get("/accounts/profile/")


class TestLanguage:
    def test_a_visitor_keeps_the_choice_in_a_cookie(self, client):
        response = client.post("/accounts/language/", {"language": "ar", "next": "/verify/"})
        assert (response.status_code, response["Location"]) == (303, "/verify/")
        page = client.get("/verify/").content.decode()
        assert '<html lang="ar" dir="rtl"' in page

    def test_an_account_keeps_it_for_every_device(self, client, amina):
        client.force_login(amina)
        client.post("/accounts/language/", {"language": "es"})
        amina.refresh_from_db()
        assert amina.language == "es"

    def test_the_account_wins_over_the_browser(self, client):
        client.force_login(UserFactory(language="fr"))
        page = client.get("/accounts/profile/", headers={"accept-language": "ar"})
        assert page["Content-Language"] == "fr"

    def test_an_unknown_language_changes_nothing(self, client, amina):
        client.force_login(amina)
        client.post("/accounts/language/", {"language": "tlh"})
        amina.refresh_from_db()
        assert amina.language == "en"

    def test_looking_at_the_choice_changes_nothing_R3(self, client, amina):
        client.force_login(amina)
        assert client.get("/accounts/language/?to=fr&language=fr").status_code == 200
        amina.refresh_from_db()
        assert amina.language == "en"

    def test_an_absent_object_answers_404_and_not_with_a_detour(self, client):
        response = client.get(f"/verify/{'7' * 26}/")
        assert response.status_code == 404
        assert response["Content-Language"] == "en"

    def test_an_address_that_matches_nothing_is_looked_for_below_the_language(self, client):
        assert client.get("/nowhere/")["Location"] == "/en/nowhere/"

    def test_pages_without_a_language_in_the_address_vary_by_it(self, client):
        vary = client.get("/verify/")["Vary"]
        assert "Accept-Language" in vary
        assert "Cookie" in vary


class TestTimeZone:
    def test_times_are_shown_in_the_zone_of_the_account(self, client, monkeypatch):
        seen = []
        monkeypatch.setattr(
            "learning.views.journeys_of",
            lambda *_: seen.append(timezone.get_current_timezone_name()) or [],
        )
        client.force_login(UserFactory(time_zone="Asia/Kolkata"))
        client.get("/learn/")
        client.force_login(UserFactory(time_zone="America/Lima"))
        client.get("/learn/")
        assert seen == ["Asia/Kolkata", "America/Lima"]

    def test_no_zone_is_left_behind_for_the_next_request(self, client):
        client.force_login(UserFactory(time_zone="Asia/Kolkata"))
        client.get("/learn/")
        noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        assert timezone.localtime(noon).hour == 12


class TestStaleForm:
    """What a person sees whose session ended while she was writing."""

    WORDS = "Circular migration is a policy idea that needs testing.\n<b>Really</b>"

    def send(self, **more):
        client = Client(enforce_csrf_checks=True)
        form = {"name": self.WORDS, "password1": "a-long-enough secret", **more}
        return client.post("/accounts/signup/", form, HTTP_REFERER="http://testserver/back/")

    def test_the_typed_words_are_given_back(self):
        response = self.send()
        page = response.content.decode()
        assert response.status_code == 403
        assert "Circular migration" in page
        assert "&lt;b&gt;Really" in page
        assert "secret" not in page

    def test_every_value_of_a_repeated_field_is_given_back(self):
        page = self.send(answer=["one long sentence", "another long sentence"]).content.decode()
        assert "one long sentence" in page
        assert "another long sentence" in page

    def test_it_leads_back_to_the_page_of_the_form(self):
        assert 'href="http://testserver/back/"' in self.send().content.decode()

    def test_it_leads_nowhere_else(self):
        client = Client(enforce_csrf_checks=True)
        response = client.post(
            "/accounts/signup/", {}, headers={"referer": "https://evil.example/"}
        )
        page = response.content.decode()
        assert "evil.example" not in page
        assert 'href="/accounts/signup/"' in page

    def test_it_speaks_the_language_of_the_reader(self):
        client = Client(enforce_csrf_checks=True)
        client.cookies["django_language"] = "ar"
        response = client.post("/accounts/signup/", {})
        assert response["Content-Language"] == "ar"


class TestASessionThatEnded:
    """What a person sees who sends a form after the session has ended."""

    def test_words_come_back_with_the_log_in_and_the_way_to_the_form(self, client):
        words = "A brief of many words, typed for an hour and sent too late."
        answer = client.post("/accounts/profile/", {"name": words, "password": "a secret one"})
        page = answer.content.decode()
        assert answer.status_code == 403
        assert words in page
        assert "secret" not in page
        assert 'name="next" value="/accounts/profile/"' in page
        assert 'action="/accounts/login/"' in page

    def test_a_form_without_words_goes_straight_to_the_log_in(self, client):
        answer = client.post("/accounts/profile/", {"language": "ar"})
        assert answer.status_code == 302
        assert answer["Location"] == "/accounts/login/?next=/accounts/profile/"


def test_every_account_page_stands(client, amina, subtests):
    visitor = ["login", "signup", "reset_password", "reset_password_done", "inactive"]
    for name in visitor:
        with subtests.test(name):
            assert client.get(reverse(f"account_{name}")).status_code == 200
    client.force_login(amina)
    for path in ("/accounts/email/", "/accounts/password/change/", "/accounts/2fa/"):
        with subtests.test(path):
            assert client.get(path).status_code == 200
