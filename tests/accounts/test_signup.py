"""Facts about creating an account, signing in and out, and what an outsider learns from it."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from accounts import tasks
from accounts.models import Message, User
from foundation import clock
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Amina El Khatib",
    "email": "amina@example.org",
    "password1": "a-long-enough-secret",
    "time_zone": "Africa/Casablanca",
}


def sign_up(client, **more):
    return client.post("/accounts/signup/", {**FORM, **more})


def link_in(message):
    return re.search(r"http\S+", message.text)[0]


def path_of(link):
    return "/" + link.split("/", 3)[3]


def confirmed(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


class TestSigningUp:
    def test_an_account_is_made_and_a_mail_is_due(self, client):
        response = sign_up(client)
        assert response["Location"] == "/accounts/confirm-email/"
        user = User.objects.get()
        assert (user.name, user.time_zone, user.language) == (
            "Amina El Khatib",
            "Africa/Casablanca",
            "en",
        )
        assert Message.objects.get().address == "amina@example.org"
        assert not outbox.outbox

    def test_the_mail_leads_to_the_home_page(self, client):
        sign_up(client)
        path = path_of(link_in(Message.objects.get()))
        tasks.send_due_messages()
        assert outbox.outbox[0].to == ["amina@example.org"]
        response = client.post(path)
        assert response["Location"] == "/learn/"
        assert client.get("/learn/").status_code == 200

    def test_opening_the_link_confirms_nothing_yet(self, client):
        sign_up(client)
        path = path_of(link_in(Message.objects.get()))
        assert client.get(path).status_code == 200
        assert not EmailAddress.objects.get().verified

    def test_the_way_back_to_a_cohort_is_kept_through_sign_up(self, client, cohort):
        target = f"/learn/cohorts/{cohort.uid}/enrol/"
        sign_up(client, next=target)
        response = client.post(path_of(link_in(Message.objects.get())))
        assert response["Location"] == target

    def test_without_the_mail_there_is_no_way_in(self, client):
        sign_up(client)
        client.post("/accounts/login/", {"login": FORM["email"], "password": FORM["password1"]})
        assert client.get("/learn/").status_code == 302

    @pytest.mark.parametrize(
        "name",
        [
            "أمينة الخطيب",
            "Віктор Шевчук",
            "อมินา",
            "አሚና",
            "阿米娜",
            "अमीना खातून",
            "Ñandú O’Brien-Øst",
            "Jean-Luc D'Éon",
            "می‌نا",  # With the joiner that Persian writes inside words.
            "X Æ A-12",
            "李",
        ],
    )
    def test_a_name_in_any_script_is_kept_as_typed(self, client, name):
        sign_up(client, name=name)
        assert User.objects.get().name == name

    def test_a_decomposed_name_is_kept_composed(self, client):
        sign_up(client, name="Jose\u0301  A\u030angstro\u0308m ")
        assert User.objects.get().name == "José Ångström"

    @pytest.mark.parametrize(
        "name",
        [
            "Amina\u202ednik",
            "Amina\u2066x",
            "A\u200bmina",
            "A\u061cmina",
            "A\x07mina",
            "A\ue000mina",
            "A\u00admina",
            "\u3164",
            "\u200d\u200d",
            "12345",
            "…",
        ],
    )
    def test_a_name_with_hidden_signs_or_without_a_letter_is_refused_with_a_sentence(
        self, client, name
    ):
        response = sign_up(client, name=name)
        assert response.status_code == 200
        assert response.context["form"].errors["name"]
        assert 'value="amina@example.org"' in response.content.decode()
        assert not User.objects.exists()

    def test_a_letter_that_no_certificate_could_print_is_refused_and_named(self, client):
        page = sign_up(client, name="Ana \U00012000").content.decode()
        assert "U+12000 CUNEIFORM SIGN A" in page
        assert not User.objects.exists()

    def test_an_unknown_time_zone_becomes_utc(self, client):
        sign_up(client, time_zone="Mars/Olympus")
        assert User.objects.get().time_zone == "UTC"

    def test_fields_that_nobody_asked_for_change_nothing_A06(self, client):
        sign_up(client, is_staff="on", is_superuser="on", is_active="", uid="1", language="xx")
        user = User.objects.get()
        assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)

    def test_the_page_speaks_the_language_it_was_filled_in(self, client):
        client.cookies["django_language"] = "fr"
        sign_up(client)
        assert User.objects.get().language == "fr"

    def test_an_address_is_kept_in_lower_case(self, client):
        sign_up(client, email="Amina@Example.ORG")
        assert User.objects.get().email == "amina@example.org"

    def test_the_database_refuses_the_same_address_in_other_case(self, amina, omar):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=omar.pk).update(email=amina.email.upper())

    def test_signing_up_can_be_closed(self, client, settings):
        settings.SIGNUP_OPEN = False
        response = sign_up(client)
        assert "not being opened" in response.content.decode()
        assert not User.objects.exists()


class TestWhatOutsidersLearn:
    def test_a_known_and_a_new_address_get_the_same_answer_to_signing_up_S01(self, client):
        confirmed(UserFactory(email="known@example.org"))
        pages = []
        for email in ("known@example.org", "fresh@example.org"):
            client.cookies.clear()
            answer = client.post("/accounts/signup/", {**FORM, "email": email}, follow=True)
            assert answer.redirect_chain == [("/accounts/confirm-email/", 302)]
            pages.append(answer.content.decode().replace(email, ""))
        assert pages[0] == pages[1]
        assert Message.objects.get(address="known@example.org").subject.startswith("You have")
        assert User.objects.count() == 2

    def test_a_known_address_costs_the_hash_that_a_new_one_costs_S01(self, client, monkeypatch):
        confirmed(UserFactory(email="known@example.org"))
        hashed = []
        monkeypatch.setattr(User, "set_password", lambda *words: hashed.append(words))
        sign_up(client, email="known@example.org")
        assert len(hashed) == 1

    @pytest.mark.parametrize("state", ["known", "inactive", "unknown"])
    def test_a_forgotten_password_gets_one_answer_S01(self, client, state):
        if state != "unknown":
            confirmed(UserFactory(email="a@example.org", is_active=state == "known"))
        response = client.post("/accounts/password/reset/", {"email": "a@example.org"})
        assert response["Location"] == "/accounts/password/reset/done/"
        assert Message.objects.count() == 1

    @pytest.mark.parametrize("state", ["known", "inactive", "unknown"])
    def test_a_wrong_password_gets_one_answer_S01(self, client, state):
        if state != "unknown":
            confirmed(UserFactory(email="a@example.org", is_active=state == "known"))
        response = client.post("/accounts/login/", {"login": "a@example.org", "password": "no"})
        errors = response.context["form"].errors
        assert errors["__all__"] == [
            "The email address and/or password you specified are not correct."
        ]

    def test_the_mail_to_an_unconfirmed_address_carries_nothing_that_was_typed(self, client):
        sign_up(client, name="Win at http://evil.example now")
        assert "evil" not in Message.objects.get().text

    @pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/"])
    def test_links_name_the_configured_host_whatever_the_request_says_S05(
        self, client, settings, path
    ):
        settings.SITE_URL = "https://learn.example.org"
        settings.ALLOWED_HOSTS = ["*"]
        for email in ("known@example.org", "new@example.org"):
            if email.startswith("known"):
                confirmed(UserFactory(email=email))
            client.post(
                path,
                {**FORM, "email": email},
                headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
            )
        texts = list(Message.objects.values_list("text", flat=True))
        assert len(texts) == 2
        assert all("evil" not in text for text in texts)
        assert all("https://learn.example.org/accounts/" in text for text in texts)

    def test_a_host_that_is_not_ours_is_refused_S05(self, client):
        response = client.get("/accounts/password/reset/", headers={"host": "evil.example"})
        assert response.status_code == 400


class TestMailsOfAccounts:
    def test_a_double_click_makes_one_mail(self, client):
        for _ in range(2):
            client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
        assert Message.objects.count() == 1

    def test_asking_again_tomorrow_makes_another(self, client, monkeypatch):
        client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
        tomorrow = clock.now() + timedelta(days=1)
        monkeypatch.setattr("foundation.clock.now", lambda: tomorrow)
        client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
        assert Message.objects.count() == 2

    def test_a_very_long_address_gets_each_of_its_mails(self, client):
        email = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 50}.example.org"
        confirmed(UserFactory(email=email))
        client.post("/accounts/password/reset/", {"email": email})
        sign_up(client, email=email)
        assert Message.objects.count() == 2

    def test_the_key_of_a_mail_tells_no_address(self, client):
        sign_up(client)
        assert "amina" not in Message.objects.get().key

    def test_a_mail_speaks_the_language_of_the_account(self, client, settings):
        user = confirmed(UserFactory(email="a@example.org", language="fr"))
        client.post("/accounts/password/reset/", {"email": user.email})
        assert Message.objects.get().user == user


class TestSigningIn:
    def test_any_case_of_the_address_will_do(self, client, amina):
        confirmed(amina)
        response = client.post(
            "/accounts/login/", {"login": " AMINA@example.org", "password": "demo-diaspora"}
        )
        assert response["Location"] == "/learn/"

    def test_the_session_is_a_new_one_after_signing_in_and_after_leaving_S04(self, client, amina):
        confirmed(amina)
        client.get("/accounts/login/")
        session = client.session
        session["planted"] = "by somebody else"
        session.save()
        client.cookies["sessionid"] = session.session_key
        client.post("/accounts/login/", {"login": amina.email, "password": "demo-diaspora"})
        inside = client.cookies["sessionid"].value
        assert inside != session.session_key
        client.post("/accounts/logout/")
        client.cookies["sessionid"] = inside
        assert client.get("/learn/").status_code == 302

    def test_leaving_takes_a_post(self, client, amina):
        client.force_login(amina)
        client.get("/accounts/logout/")
        assert client.get("/learn/").status_code == 200

    def test_an_account_that_was_closed_is_out_with_the_next_request_A19(self, client, amina):
        client.force_login(amina)
        User.objects.update(is_active=False)
        assert client.get("/learn/").status_code == 302

    @pytest.mark.parametrize(
        "target",
        [
            "//evil.example",
            "/\\evil.example",
            "https:evil.example",
            "https://evil.example/learn/",
            "%2f%2fevil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            " //evil.example",
        ],
    )
    def test_the_way_back_stays_on_the_site_S08(self, client, amina, target):
        confirmed(amina)
        form = {"login": amina.email, "password": "demo-diaspora", "next": target}
        for path, sent in (
            ("/accounts/login/", form),
            ("/accounts/language/", {"language": "fr", "next": target}),
            ("/accounts/logout/", {"next": target}),
        ):
            answer = client.post(path, sent)
            place = answer["Location"]
            assert answer.status_code in {302, 303}
            assert urlsplit(urljoin(f"http://testserver{path}", place)).netloc == "testserver"
            assert not re.match(r"\s|[\\/][\s\\/]", place), (path, place)


class TestChangingWhatMatters:
    @pytest.fixture
    def inside(self, client, amina):
        """Sign Amina in through the door."""
        confirmed(amina)
        client.post("/accounts/login/", {"login": amina.email, "password": "demo-diaspora"})
        return client

    @pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/2fa/totp/activate/"])
    def test_it_is_asked_again_who_this_is_S12(self, inside, path):
        response = inside.post(path, {"action_add": "", "email": "new@example.org"})
        assert response["Location"].startswith("/accounts/reauthenticate/")
        assert EmailAddress.objects.count() == 1

    def test_another_password_needs_the_old_one_S12(self, inside, amina):
        inside.post(
            "/accounts/password/change/",
            {"password1": "quite-another-secret", "password2": "quite-another-secret"},
        )
        amina.refresh_from_db()
        assert amina.check_password("demo-diaspora")

    def test_the_old_address_is_told_when_another_takes_its_place_S12(self, inside, amina):
        asked = inside.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
        inside.post(asked["Location"], {"password": "demo-diaspora"})
        amina.refresh_from_db()
        assert amina.email == "amina@example.org"
        inside.post(path_of(link_in(Message.objects.get(address="new@example.org"))))
        amina.refresh_from_db()
        assert amina.email == "new@example.org"
        told = Message.objects.get(address="amina@example.org")
        assert "new@example.org" in told.text

    def test_another_password_ends_the_other_sessions_S12(self, client, amina, django_user_model):
        confirmed(amina)
        form = {"login": amina.email, "password": "demo-diaspora"}
        other = type(client)()
        for one in (client, other):
            one.post("/accounts/login/", form)
        client.post(
            "/accounts/password/change/",
            {
                "oldpassword": "demo-diaspora",
                "password1": "quite-another-secret",
                "password2": "quite-another-secret",
            },
        )
        assert client.get("/learn/").status_code == 200
        assert other.get("/learn/").status_code == 302
