"""Facts about mails: due rows, sent at least once, claimed by one, parked when hopeless (R9)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier

import pytest
from django.core import mail as outbox
from django.db import connections
from kombu.exceptions import OperationalError

from accounts import services, tasks
from accounts.models import Message
from accounts.services import TRIES_BEFORE_PARKING, queue_letter, queue_message, send_message
from foundation import clock
from foundation.mail import Letter

pytestmark = pytest.mark.django_db

LETTER = Letter("A subject", "Some words\n")


@pytest.fixture
def now():
    """The present, because a row is due from the moment it was written."""
    return clock.now() + timedelta(seconds=1)


@pytest.fixture
def message(amina):
    return queue_letter(letter=LETTER, key="a", address=amina.email, user=amina)


@pytest.fixture
def refuse(monkeypatch):
    """Let the mail server refuse with this error, and count how often it was asked."""
    asked = []

    def install(error):
        def send(*words):
            asked.append(words)
            raise error

        monkeypatch.setattr("foundation.mail.send", send)
        return asked

    return install


def test_the_same_event_makes_one_mail(amina):
    first = queue_letter(letter=LETTER, key="a", address=amina.email, user=amina)
    again = queue_letter(letter=Letter("Other", "words"), key="a", address="x@y.org", user=None)
    assert again.pk == first.pk
    assert again.subject == "A subject"


def test_a_mail_rings_for_a_worker_after_the_commit(
    amina, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr("accounts.services.ring", lambda task, *ids: rung.append((task, ids)))
    with django_capture_on_commit_callbacks(execute=True):
        message = queue_letter(letter=LETTER, key="a", address=amina.email, user=amina)
        assert not rung
        queue_letter(letter=LETTER, key="a", address=amina.email, user=amina)
    assert rung == [("accounts.tasks.send_due_message", (message.pk,))]


def test_a_broker_that_is_away_fails_no_request(
    amina, monkeypatch, django_capture_on_commit_callbacks
):
    def away(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("celery.app.base.Celery.send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        queue_letter(letter=LETTER, key="a", address=amina.email, user=amina)
    assert Message.objects.get().state == "due"


def test_a_mail_is_composed_in_the_language_of_the_person(amina, monkeypatch):
    amina.language = "ar"
    seen = []
    monkeypatch.setattr("foundation.mail.compose", lambda *words: seen.append(words[2]) or LETTER)
    queue_message(template="enrolled", context={}, key="a", user=amina)
    assert seen == ["ar"]


def test_a_sent_mail_is_wiped_and_carries_its_own_message_id(message, now, settings):
    settings.SITE_URL = "https://learn.example.org"
    assert send_message(pk=message.pk, now=now)
    message.refresh_from_db()
    assert (message.state, message.text, message.tries) == ("sent", "", 1)
    [sent] = outbox.outbox
    assert sent.body == "Some words\n"
    assert sent.extra_headers["Message-ID"] == f"<{message.uid}@learn.example.org>"
    assert sent.to == [message.address]


def test_a_sent_mail_is_never_sent_again(message, now):
    send_message(pk=message.pk, now=now)
    assert not send_message(pk=message.pk, now=now + timedelta(days=1))
    tasks.send_due_messages()
    assert len(outbox.outbox) == 1


def test_a_line_break_in_a_subject_makes_no_header_I07(amina, now, monkeypatch):
    amina.name = "Amina\r\nBcc: everybody@example.org"
    monkeypatch.setattr("foundation.mail._plain", lambda _, values: f"Hello {values['user'].name}")
    message = queue_message(template="enrolled", context={}, key="a", user=amina)
    assert send_message(pk=message.pk, now=now)
    assert outbox.outbox[0].subject == "Hello Amina Bcc: everybody@example.org"
    assert "Bcc" not in outbox.outbox[0].message()


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError("no"), TimeoutError("slow"), SMTPServerDisconnected("gone")]
)
def test_a_mail_that_a_server_refuses_is_due_again_later_J04(error, message, now, refuse):
    refuse(error)
    assert not send_message(pk=message.pk, now=now)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("due", type(error).__name__)
    assert message.not_before > now
    assert message.text == LETTER.text


def test_the_waits_grow_and_stay_below_an_hour(message, now, refuse):
    refuse(ConnectionRefusedError("no"))
    waits = []
    for _ in range(8):
        send_message(pk=message.pk, now=now)
        message.refresh_from_db()
        waits.append(message.not_before - now)
        now = message.not_before
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(hours=1)


def test_after_an_hour_of_a_dead_server_the_mail_still_leaves_J04(
    message, now, refuse, monkeypatch
):
    refuse(ConnectionRefusedError("no"))
    until = now + timedelta(hours=1)
    while now < until:
        send_message(pk=message.pk, now=now)
        now += timedelta(minutes=5)
    monkeypatch.undo()
    assert send_message(pk=message.pk, now=now + timedelta(hours=1))


def test_the_last_try_parks_the_mail_with_its_reason(message, now, refuse):
    refuse(ConnectionRefusedError("no"))
    Message.objects.update(tries=TRIES_BEFORE_PARKING - 1)
    send_message(pk=message.pk, now=now)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("parked", "ConnectionRefusedError")
    assert not send_message(pk=message.pk, now=now + timedelta(days=9))


def test_a_mail_that_no_server_can_take_is_parked_at_once_J05(message, now, refuse):
    refuse(UnicodeEncodeError("ascii", "ü", 0, 1, "no"))
    send_message(pk=message.pk, now=now)
    assert Message.objects.get().state == "parked"


def test_a_mail_that_kills_its_worker_each_time_is_parked_J05(message, now):
    Message.objects.update(tries=TRIES_BEFORE_PARKING)
    assert not send_message(pk=message.pk, now=now)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("parked", "TooManyTries")
    assert not outbox.outbox


def test_nobody_writes_to_a_closed_account_A19(message, amina, now):
    amina.is_active = False
    amina.save()
    assert not send_message(pk=message.pk, now=now)
    assert Message.objects.get().state == "parked"
    assert not outbox.outbox


def test_a_mail_in_one_hand_is_not_taken_by_another(message, now):
    assert Message.objects.claim(message.pk, now)
    assert not Message.objects.claim(message.pk, now + timedelta(minutes=4))


def test_a_mail_left_by_a_killed_worker_is_taken_up_again_J03(message, now):
    Message.objects.claim(message.pk, now)
    assert Message.objects.claim(message.pk, now + timedelta(minutes=6))


def test_one_bad_mail_stops_no_other(amina, monkeypatch):
    for key in "abc":
        queue_letter(letter=LETTER, key=key, address=f"{key}@example.org", user=None)
    real = services.mail.send

    def send(letter, address, message_id):
        if address.startswith("b"):
            raise ValueError("no")
        real(letter, address, message_id)

    monkeypatch.setattr("foundation.mail.send", send)
    tasks.send_due_messages()
    assert sorted(sent.to[0] for sent in outbox.outbox) == ["a@example.org", "c@example.org"]


def test_a_run_ends_when_the_server_is_away(refuse):
    for key in "abcdef":
        queue_letter(letter=LETTER, key=key, address=f"{key}@example.org", user=None)
    asked = refuse(TimeoutError("slow"))
    tasks.send_due_messages()
    assert len(asked) == tasks.IN_A_ROW


def test_the_task_of_one_mail_sends_it(message):
    tasks.send_due_message(message.pk)
    assert len(outbox.outbox) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_one_mail():
    messages = [
        queue_letter(letter=LETTER, key=f"k{n}", address="a@example.org", user=None)
        for n in range(5)
    ]
    now = clock.now() + timedelta(seconds=1)
    for message in messages:
        barrier = Barrier(4)

        def send(_, pk=message.pk, barrier=barrier):
            barrier.wait()
            try:
                return send_message(pk=pk, now=now)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(send, range(4))).count(True) == 1
    assert len(outbox.outbox) == 5
