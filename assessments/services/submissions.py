"""Handing in: bytes first, then the row, so that no receipt is without its work."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assessments.errors import NothingHandedIn, NotOpenForHandingIn, StorageIsFull
from assessments.models import Assignment, Submission
from assessments.models.submission import private_storage, random_key
from assessments.rules import handing_in
from assessments.services.attempts import check_may_work
from assessments.uploads import CheckedFile
from courses.models import Activity
from learning.models import Enrolment
from learning.services import lock

logger = logging.getLogger(__name__)


def submit_assignment(
    *,
    enrolment: Enrolment,
    activity: Activity,
    text: str,
    upload: CheckedFile | None,
    key: UUID,
    now: datetime,
) -> Submission:
    """Take a text, a file or both, and return the row that is the receipt.

    ``key`` names the form that was sent: a second call with it returns the first row. A version
    that still waits is replaced by this one. Raises NothingHandedIn, NotOpenForHandingIn,
    StorageIsFull, NotEnrolled, NotOpenYet or NoLongerInOutline; then nothing is kept.
    """
    check_may_work(enrolment=enrolment, activity=activity, now=now)
    made = Submission.objects.filter(enrolment=enrolment, activity=activity, key=key).first()
    if made is not None:
        return made
    draft = Submission(enrolment=enrolment, activity=activity, key=key, submitted_at=now)
    draft.text = text.replace("\r\n", "\n").strip()
    if not draft.text and upload is None:
        raise NothingHandedIn
    if upload is not None:
        _keep_bytes(draft, upload)
    try:
        saved = _record(draft)
    except BaseException:
        _drop_bytes(draft)
        raise
    if saved is not draft:
        _drop_bytes(draft)
    return saved


@transaction.atomic
def _record(draft: Submission) -> Submission:
    """Write the row under the lock of the place; its twin, if one was quicker, is returned."""
    lock(draft.enrolment)
    mine = Submission.objects.select_for_update(no_key=True).filter(
        enrolment=draft.enrolment_id, activity=draft.activity_id
    )
    versions = list(mine.order_by("number"))
    twin = next((row for row in versions if row.key == draft.key), None)
    if twin is not None:
        return twin
    assignment = Assignment.objects.select_related("rubric").get(uid=draft.activity.target_uid)
    states = [row.state for row in versions]
    if not handing_in(states, assignment.resubmissions).is_open:
        raise NotOpenForHandingIn
    mine.filter(state=Submission.State.SUBMITTED).update(state=Submission.State.REPLACED)
    draft.assignment = assignment
    draft.number = len(versions) + 1
    draft.rubric = assignment.rubric_sheet()
    draft.save(force_insert=True)
    return draft


def _keep_bytes(draft: Submission, upload: CheckedFile) -> None:
    """Write the bytes under a random key; a store that is full costs a sentence, not a row."""
    key = random_key(draft, upload.name)
    try:
        draft.file.name = private_storage().save(key, upload.file)
    except OSError as error:
        logger.exception("a submission's bytes could not be kept")
        draft.file.name = key
        _drop_bytes(draft)
        raise StorageIsFull from error
    draft.file_name, draft.file_size = upload.name, upload.size
    draft.file_sha256 = upload.sha256


def _drop_bytes(draft: Submission) -> None:
    """Remove bytes that no row names."""
    if not draft.file.name:
        return
    try:
        private_storage().delete(draft.file.name)
    except OSError:
        logger.exception("bytes without a row were left behind")
