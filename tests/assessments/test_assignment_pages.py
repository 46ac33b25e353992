"""The pages of assignments: nothing typed is lost, and a receipt says what was taken."""

from __future__ import annotations

import errno
import hashlib
import uuid
from decimal import Decimal

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from assessments.models import Submission
from assessments.services import Marking, grade_submission
from foundation import clock
from tests.factories.assessments import docx, pdf, shape_of, upload
from tests.factories.cohorts import make_place

pytestmark = pytest.mark.django_db

TYPED = "What I typed for an hour."


@pytest.fixture
def url(brief_activity):
    return reverse("assessments:assignment", args=[brief_activity.uid])


@pytest.fixture
def amina_client(client, amina, place):
    client.force_login(amina)
    return client


def send(client, url, text=TYPED, **more):
    return client.post(url, {"text": text, "key": str(uuid.uuid4()), **more})


def mark(submission, marks, feedback="Read this."):
    given = {row["uid"]: Decimal(marks) for row in submission.rubric["criteria"]}
    marking = Marking(given, feedback)
    now = clock.now()
    grade_submission(submission=submission, marking=marking, based_on=0, by=None, now=now)


def test_a_text_is_handed_in_and_its_receipt_shown(amina_client, url):
    sent = send(amina_client, url)
    html = amina_client.get(url).content.decode()

    assert (sent.status_code, sent["Location"]) == (303, url)
    assert Submission.objects.get().text == TYPED
    assert "Handed in. Your receipt stands below." in html
    assert "Your work waits to be marked" in html
    assert "6 words" in html


def test_a_file_is_handed_in_with_size_and_fingerprint(amina_client, url):
    content = docx()
    send(amina_client, url, "", file=upload(content, "Brief  of Amina.docx"))
    html = amina_client.get(url).content.decode()
    served = amina_client.get(
        reverse("assessments:submission-file", args=[Submission.objects.get().uid])
    )

    digest = hashlib.sha256(content).hexdigest()
    assert digest in html
    assert "Brief of Amina.docx" in html
    assert hashlib.sha256(b"".join(served.streaming_content)).hexdigest() == digest


def test_f01_a_file_leaves_as_an_inert_attachment(amina_client, url):
    send(amina_client, url, "", file=upload(pdf(), 'a"; filename="évil.pdf'))
    served = amina_client.get(
        reverse("assessments:submission-file", args=[Submission.objects.get().uid])
    )

    assert served["Content-Disposition"].startswith("attachment;")
    assert served["Content-Type"] == "application/pdf"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    assert "no-store" in served["Cache-Control"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload(b"<html>", "a.html"), "Only these kinds of file are taken"),
        (upload(b"<html>", "a.pdf"), "is not such a file"),
        (upload(b"", "a.pdf"), "The file is empty"),
        (upload(pdf(30_000), "a.pdf"), "at most"),
    ],
    ids=["kind", "content", "empty", "large"],
)
def test_a_refused_file_says_why_and_keeps_the_text(amina_client, url, file, words):
    answer = send(amina_client, url, file=file)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert words in html
    assert TYPED in html
    assert "choose it again" in html
    assert not Submission.objects.exists()


def test_nothing_at_all_is_asked_for_in_words(amina_client, url):
    answer = send(amina_client, url, "  ")

    assert answer.status_code == 422
    assert "choose a file" in answer.content.decode()


def test_i12_a_text_beyond_the_limit_is_refused_and_kept(amina_client, url):
    answer = send(amina_client, url, "a" * 60_001)

    assert answer.status_code == 422
    assert "a" * 60_001 in answer.content.decode()


def test_f07_a_full_store_is_told_and_the_text_kept(amina_client, url, monkeypatch):
    def fail(*_):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(type(storages["private"]), "_save", fail)
    answer = send(amina_client, url, file=upload(pdf()))

    assert answer.status_code == 507
    assert TYPED in answer.content.decode()
    assert not Submission.objects.exists()


def test_the_same_form_sent_twice_makes_one_row(amina_client, url):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert amina_client.post(url, {"text": TYPED, "key": key}).status_code == 303

    assert Submission.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "0" * 400])
def test_a_form_without_its_key_is_refused_and_kept(amina_client, url, key):
    answer = amina_client.post(url, {"text": TYPED, "key": key})

    assert answer.status_code == 422
    assert TYPED in answer.content.decode()


def test_a06_extra_fields_change_nothing(amina_client, url):
    extra = {"state": "accepted", "number": "7", "grade": "6", "mark": "6", "enrolment": "1"}
    send(amina_client, url, submitted_at="1999-01-01", user="1", **extra)
    row = Submission.objects.get()

    assert (row.state, row.number) == ("submitted", 1)
    assert row.submitted_at.year > 2000
    assert not row.grades.exists()


def test_returned_work_shows_feedback_and_starts_from_the_last_text(amina_client, url):
    send(amina_client, url)
    mark(Submission.objects.get(), 1, "More sources.")
    html = amina_client.get(url).content.decode()

    assert "hand it in once more" in html
    assert "More sources." in html
    assert "Level 0-1" in html
    assert f"{TYPED}</textarea>" in html


def test_accepted_work_offers_no_form(amina_client, url):
    send(amina_client, url)
    mark(Submission.objects.get(), 3)
    html = amina_client.get(url).content.decode()

    assert "Your work was accepted" in html
    assert "6 of 6" in html
    assert "Submit assignment" not in html
    assert send(amina_client, url).status_code == 409


def test_a01_anothers_work_answers_like_absent_work(client, cohort, url, submission):
    file = reverse("assessments:submission-file", args=[submission.uid])
    client.force_login(make_place(cohort).user)

    foreign, absent = (
        client.get(file),
        client.get(file.replace(str(submission.uid), str(uuid.uuid4()))),
    )
    assert foreign.status_code == absent.status_code == 404
    assert shape_of(foreign) == shape_of(absent)
    assert TYPED not in client.get(url).content.decode()


def test_a01_outsiders_see_no_assignment(client, omar, url):
    client.force_login(omar)

    assert client.get(url).status_code == 404
    assert send(client, url).status_code == 404


def test_work_without_a_file_has_none_to_give(amina_client, submission):
    file = reverse("assessments:submission-file", args=[submission.uid])

    assert amina_client.get(file).status_code == 404


def test_i01_hostile_words_stay_words(amina_client, url):
    send(amina_client, url, "<script>alert(1)</script>")
    html = amina_client.get(url).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_i10_a_nul_is_a_bad_request(amina_client, url):
    assert send(amina_client, url, "a\0b").status_code == 400
    assert not Submission.objects.exists()


def test_s14_handing_in_needs_a_token(amina, place, url):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)

    assert send(strict, url).status_code == 403
    assert not Submission.objects.exists()


def test_r03_reading_writes_nothing(amina_client, url, submission, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as seen:
        amina_client.get(url)

    assert {query["sql"].split()[0] for query in seen.captured_queries} <= {"SELECT", "PRAGMA"}
