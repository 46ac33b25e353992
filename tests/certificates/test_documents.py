"""Facts about documents: all languages or none, once, found again, parked (J03, J05)."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError
from django.test import override_settings

from accounts import tasks as mail_tasks
from accounts.models import Message
from certificates import tasks
from certificates.documents import make_documents, render_document
from certificates.models import Award, Document
from certificates.rendering import LayoutOverflow
from certificates.services import TRIES_BEFORE_PARKING, ask_to_issue
from tests.factories.awards import finish, make_design, make_issued, small_pdf
from tests.factories.cohorts import make_place
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """Let the renderer fail for one holder with this error, and work for all others."""

    def install(error, name):
        def render(facts, design):
            if facts.name == name:
                raise error
            return small_pdf(f"{facts.code} {facts.language}")

        monkeypatch.setattr("certificates.documents.render", render)

    return install


@pytest.fixture
def others(cohort, design, rosa, viktor):
    """Two more issued awards."""
    return [
        make_issued(finish(make_place(cohort, UserFactory(name=name))), rosa, viktor)
        for name in ("Poison", "Harmless")
    ]


def test_one_document_a_language_is_made_and_one_mail(
    programme, finished, rosa, viktor, drawn, now
):
    make_design(programme, "en", "fr", "ar")
    award = make_issued(finished, rosa, viktor)
    assert make_documents(pk=award.pk, now=now) == 3
    assert sorted(award.documents.values_list("language", flat=True)) == ["ar", "en", "fr"]
    assert Message.objects.filter(user=finished.user, key__startswith="award-issued").count() == 1


def test_the_bytes_are_kept_with_their_digest_where_no_address_leads(issued, drawn, now, client):
    make_documents(pk=issued.pk, now=now)
    document = Document.objects.get()
    data = document.file.read()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.size == len(data)
    assert document.file.storage == storages["private"]
    assert issued.code not in document.file.name
    assert client.get(document.file.url).status_code == 404


def test_making_them_again_makes_nothing(issued, drawn, now):
    make_documents(pk=issued.pk, now=now)
    assert make_documents(pk=issued.pk, now=now) == 0
    assert len(drawn) == 1


def test_an_award_that_is_not_issued_gets_none(approved, drawn, now):
    assert make_documents(pk=approved.pk, now=now) == 0


def test_where_one_language_cannot_be_set_there_is_no_document_at_all(
    programme, finished, rosa, viktor, monkeypatch, now
):
    make_design(programme, "en", "ar")
    award = make_issued(finished, rosa, viktor)

    def render(facts, design):
        if facts.language == "ar":
            raise LayoutOverflow("name", "x")
        return small_pdf()

    monkeypatch.setattr("certificates.documents.render", render)
    make_documents(pk=award.pk, now=now)
    award.refresh_from_db()
    assert not award.documents.exists()
    assert "too long" in award.parked_reason
    assert not Message.objects.filter(key__startswith="award-issued").exists()


def test_a_name_that_cannot_be_set_is_parked_and_the_others_go_on(others, broken):
    broken(LayoutOverflow("name", "Poison"), "Poison")
    tasks.issue_due_awards()
    poison, harmless = (Award.objects.get(pk=award.pk) for award in others)
    assert "too long" in poison.parked_reason
    assert harmless.documents.count() == 1


def test_an_error_that_nobody_foresaw_stops_no_other_and_is_parked_after_five_J05(others, broken):
    broken(TypeError("?"), "Poison")
    poison, harmless = others
    for run in range(1, TRIES_BEFORE_PARKING + 2):
        tasks.issue_due_awards()
        assert harmless.documents.count() == 1
        poison.refresh_from_db()
        assert poison.tries == min(run, TRIES_BEFORE_PARKING)
    assert "five times" in poison.parked_reason


def test_what_was_parked_is_taken_up_when_somebody_asks_again(others, broken, rosa, now):
    poison = others[0]
    broken(LayoutOverflow("name", "Poison"), "Poison")
    tasks.issue_due_awards()
    broken(None, "nobody")
    assert ask_to_issue(awards=[poison], by=rosa, now=now) == 1
    tasks.issue_due_awards()
    poison.refresh_from_db()
    assert poison.documents.count() == 1
    assert poison.parked_reason == ""


def test_a_lost_bell_is_answered_by_the_next_run_J03(approved, rosa, drawn, now, monkeypatch):
    monkeypatch.setattr("certificates.services.ring", lambda *_: None)
    ask_to_issue(awards=[approved], by=rosa, now=now)
    assert Award.objects.get().state == "approved"
    tasks.issue_due_awards()
    assert Award.objects.get().state == "issued"
    assert Document.objects.count() == 1


def test_a_worker_killed_after_the_issue_leaves_what_the_next_run_finds_J03(issued, drawn):
    assert not issued.documents.exists()
    tasks.issue_due_awards()
    assert issued.documents.count() == 1


def test_whoever_asks_rings_for_a_worker_after_the_commit(
    approved, rosa, now, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr("certificates.services.ring", lambda *words: rung.append(words))
    with django_capture_on_commit_callbacks(execute=True):
        ask_to_issue(awards=[approved], by=rosa, now=now)
        assert not rung
    assert rung == [("certificates.tasks.issue_award", approved.pk)]


def test_when_another_worker_was_first_the_file_of_the_second_goes(
    issued, drawn, now, monkeypatch
):
    deleted = []

    def lose(*_, **__):
        raise IntegrityError("somebody was first")

    monkeypatch.setattr(Document, "save", lose)
    monkeypatch.setattr(storages["private"], "delete", deleted.append)
    assert make_documents(pk=issued.pk, now=now) == 0
    assert len(deleted) == 1
    assert not Message.objects.filter(key__startswith="award-issued").exists()


def test_the_mail_names_programme_and_address_as_they_are(issued, drawn, programme, now, amina):
    programme.titles = {"en": "Law & “Order” <in> practice"}
    programme.save()
    with override_settings(SITE_URL="https://learn.example.org"):
        make_documents(pk=issued.pk, now=now)
    mail = Message.objects.get(key=f"award-issued:{issued.uid}")
    assert mail.subject == "Your certificate: Law & “Order” <in> practice"
    assert f"/verify/{issued.code}/" in mail.text
    assert "https://learn.example.org/learn/" in mail.text
    mail_tasks.send_due_messages()
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_the_real_renderer_prints_the_frozen_facts(issued):
    data = render_document(issued, "en")
    assert data.startswith(b"%PDF-")
    assert issued.code.encode() in data
    assert render_document(issued, "en") == data
