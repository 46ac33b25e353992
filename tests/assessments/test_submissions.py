"""Handing in: every receipt has its work, and every work one receipt."""

from __future__ import annotations

import errno
import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from assessments.errors import NothingHandedIn, NotOpenForHandingIn, StorageIsFull
from assessments.models import Submission
from assessments.rules import MOST_VERSIONS, HandingIn, handing_in
from assessments.services import Marking, grade_submission
from assessments.uploads import check
from learning.enrolling import withdraw
from learning.errors import NoLongerInOutline, NotEnrolled, NotOpenYet
from tests.factories.assessments import pdf, upload
from tests.factories.cohorts import make_place

pytestmark = pytest.mark.django_db


def checked(content=None):
    return check(upload(content or pdf()), ("pdf",), 20_000)


def kept_files() -> list[str]:
    place = storages["private"]
    return place.listdir("submissions")[1] if place.exists("submissions") else []


def return_it(submission, by, now):
    marks = {row["uid"]: 1 for row in submission.rubric["criteria"]}
    latest = submission.grades.count()
    marking = Marking(marks, "Say more.", "Read again.")
    grade_submission(submission=submission, marking=marking, based_on=latest, by=by, now=now)


def test_a_text_is_kept_as_it_was_typed(hand_in, now):
    row = hand_in("  One\r\n\r\nTwo  ")

    assert row.text == "One\n\nTwo"
    assert (row.number, row.state, row.words, row.submitted_at) == (1, "submitted", 2, now)
    assert row.waits


def test_the_receipt_names_the_stored_bytes(hand_in):
    content = pdf(5000)
    row = hand_in("", upload=checked(content))
    stored = row.file.open("rb").read()

    assert stored == content
    assert row.file_sha256 == hashlib.sha256(stored).hexdigest()
    assert (row.file_size, row.file_name) == (len(content), "brief.pdf")


def test_f02_the_stored_name_is_random(hand_in):
    row = hand_in("", upload=checked())

    assert "brief" not in row.file.name
    assert len(row.file.name.rsplit("/", 1)[-1]) == 40


def test_the_rubric_of_the_day_is_kept_with_the_work(submission, assignment):
    assignment.rubric.criteria.all().delete()
    submission.refresh_from_db()

    assert len(submission.rubric["criteria"]) == 2
    assert submission.rubric["pass_marks"] == "3.00"


def test_nothing_cannot_be_handed_in(hand_in):
    with pytest.raises(NothingHandedIn):
        hand_in("  \n ")
    assert not Submission.objects.exists()


def test_the_same_form_sent_twice_makes_one_row_and_one_file(hand_in):
    key = uuid.uuid4()
    before = len(kept_files())
    first = hand_in("Mine", key=key, upload=checked())
    second = hand_in("Mine again", key=key, upload=checked())

    assert first == second
    assert Submission.objects.count() == 1
    assert len(kept_files()) == before + 1


def test_f10_a_newer_version_replaces_one_that_waits_and_both_are_kept(hand_in):
    first = hand_in("One")
    second = hand_in("Two")
    first.refresh_from_db()

    assert (first.state, second.state) == ("replaced", "submitted")
    assert (first.text, second.number) == ("One", 2)


def test_returned_work_may_be_handed_in_once_more_and_then_not(hand_in, rosa, now):
    for text in ("One", "Two"):
        return_it(hand_in(text), rosa, now)

    with pytest.raises(NotOpenForHandingIn):
        hand_in("Three")
    assert Submission.objects.count() == 2


def test_accepted_work_is_done(hand_in, rosa, now):
    submission = hand_in()
    marks = {row["uid"]: 3 for row in submission.rubric["criteria"]}
    marking = Marking(marks)
    grade_submission(submission=submission, marking=marking, based_on=0, by=rosa, now=now)

    with pytest.raises(NotOpenForHandingIn):
        hand_in("Even better")


def test_f07_a_full_store_costs_a_sentence_and_leaves_nothing(hand_in, monkeypatch):
    def fail(*_):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(type(storages["private"]), "_save", fail)
    with pytest.raises(StorageIsFull):
        hand_in("Text", upload=checked())

    assert not Submission.objects.exists()


def test_bytes_whose_row_was_refused_are_removed(hand_in, rosa, now):
    for text in ("One", "Two"):
        return_it(hand_in(text), rosa, now)
    before = kept_files()

    with pytest.raises(NotOpenForHandingIn):
        hand_in("", upload=checked())
    assert kept_files() == before


def test_places_outlines_and_dates_are_asked_first(hand_in, place, brief_activity, now):
    with pytest.raises(NotOpenYet):
        hand_in(at=now - timedelta(days=5))
    brief_activity.retired_at = now
    with pytest.raises(NoLongerInOutline):
        hand_in()
    brief_activity.retired_at = None
    withdraw(enrolment=place, now=now)
    place.refresh_from_db()
    with pytest.raises(NotEnrolled):
        hand_in()


def test_learners_do_not_share_keys_or_numbers(hand_in, cohort):
    key = uuid.uuid4()
    mine, theirs = hand_in(key=key), hand_in(key=key, enrolment=make_place(cohort))

    assert mine != theirs
    assert theirs.number == 1


@pytest.mark.parametrize(
    ("states", "answer"),
    [
        ([], HandingIn.FIRST),
        (["submitted"], HandingIn.REPLACE),
        (["replaced", "submitted"], HandingIn.REPLACE),
        (["returned"], HandingIn.AGAIN),
        (["returned", "submitted"], HandingIn.REPLACE),
        (["returned", "returned"], HandingIn.NO_MORE),
        (["returned", "accepted"], HandingIn.ACCEPTED),
        (["replaced"] * (MOST_VERSIONS - 1) + ["submitted"], HandingIn.NO_MORE),
    ],
)
def test_what_may_be_handed_in_follows_from_the_versions(states, answer):
    assert handing_in(states, 1) is answer


@pytest.mark.parametrize(
    "change",
    [
        {"text": "", "file": ""},
        {"file_size": 5},
        {"file": "submissions/x"},
        {"file": "submissions/x", "file_name": "x", "file_sha256": "x", "file_size": 0},
    ],
)
def test_the_database_refuses_a_receipt_without_its_work(submission, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(**change)


def test_the_database_refuses_two_that_wait(submission):
    submission.pk, submission.uid, submission.number = None, uuid.uuid4(), 2
    submission.key = uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        submission.save(force_insert=True)
