"""What was handed in: the text, the file, and the receipt of both."""

from __future__ import annotations

import secrets
import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assignment import Assignment
from assessments.querysets import SubmissionQuerySet
from courses.models import Activity
from foundation import clock
from learning.models import Enrolment


def private_storage() -> Storage:
    """Return the store that no address leads to."""
    return storages["private"]


def random_key(submission: Submission, name: str) -> str:
    """Return where the bytes are kept: nothing of the person or of the file's name is in it."""
    return f"submissions/{secrets.token_hex(20)}"


class Submission(models.Model):
    """One row is one version of the work of one learner, never changed after it was handed in.

    ``rubric`` is what it is judged by, frozen at that moment. A version handed in while an
    earlier one still waits replaces it. ``key`` comes from the form, so that a repeated click
    makes no second row. PII: the work, its file and the file's name.
    """

    class State(models.TextChoices):
        """Where the work stands."""

        SUBMITTED = "submitted", _("waiting to be marked")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")
        REPLACED = "replaced", _("replaced by a newer version")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="submissions")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="submissions")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUBMITTED)
    text = models.TextField(_("text"), blank=True)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to=random_key, max_length=120, blank=True
    )
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file_size = models.PositiveIntegerField(_("bytes"), null=True, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    rubric = models.JSONField()
    key = models.UUIDField()
    submitted_at = models.DateTimeField(_("handed in"), default=clock.now)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="submission_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity", "key"], name="submission_made_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity"],
                condition=models.Q(state="submitted"),
                name="one_submission_waits",
            ),
            models.CheckConstraint(
                name="submission_holds_something",
                condition=~models.Q(text="", file=""),
            ),
            models.CheckConstraint(
                name="submission_file_has_its_receipt",
                condition=models.Q(file="", file_name="", file_sha256="", file_size__isnull=True)
                | (
                    ~models.Q(file="")
                    & ~models.Q(file_name="")
                    & ~models.Q(file_sha256="")
                    & models.Q(file_size__gte=1)
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "state", "submitted_at"], name="submission_to_mark")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} – {self.assignment} ({self.number})"

    @property
    def waits(self) -> bool:
        """Tell whether somebody has still to mark it."""
        return self.state == self.State.SUBMITTED

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.text.split())
