"""The decision to award, and the register of everything that happened to it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.codes import new_code
from certificates.errors import AppendOnly
from certificates.models.design import CertificateDesign
from certificates.querysets import AwardQuerySet, EventQuerySet, NameChangeQuerySet
from courses.models import Programme
from foundation import clock
from learning.models import Enrolment

#: The last place on earth where a day ends is twelve hours behind UTC.
BEHIND_UTC = timedelta(hours=12)


class Award(models.Model):
    """One row is one certificate of one person: proposed, approved by another, then issued.

    ``facts`` is the frozen statement (R14): verification and documents read nothing else.
    ``status_list`` and ``status_index`` are its place in the public lists of what was withdrawn.
    ``name_change`` is set where the award is to replace another, under another name; until it
    is issued, the other one stands.
    PII: the name as printed, inside ``facts``.
    """

    class Kind(models.TextChoices):
        """Which paper it is."""

        COMPLETION = "completion", _("Certificate of Completion")
        PARTICIPATION = "participation", _("Certificate of Participation")

    class State(models.TextChoices):
        """The life of an award."""

        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        ISSUED = "issued", _("issued")
        REVOKED = "revoked", _("revoked")
        REPLACED = "replaced", _("replaced")
        DROPPED = "dropped", _("dropped")

    class Reason(models.TextChoices):
        """Why an award was revoked, as the public may read it."""

        ERROR = "error", _("issued in error")
        MISCONDUCT = "misconduct", _("misconduct was established")
        REQUEST = "request", _("at the holder’s request")

    class Visibility(models.TextChoices):
        """Who may fetch the document besides its holder."""

        PRIVATE = "private", _("only me")
        LINK = "link", _("anybody who has the code")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="awards")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="awards")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.COMPLETION)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    evidence = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"), default=clock.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    issue_asked_at = models.DateTimeField(_("asked to be issued"), null=True)
    issued_at = models.DateTimeField(_("issued"), null=True)
    awarded_on = models.DateField(_("date on the certificate"), null=True)
    expires_on = models.DateField(_("valid until"), null=True)
    design = models.ForeignKey(CertificateDesign, on_delete=models.PROTECT, null=True)
    facts = models.JSONField(default=dict)
    facts_sha256 = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    parked_reason = models.CharField(_("why it waits"), max_length=250, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    reason = models.CharField(_("reason"), max_length=15, choices=Reason, blank=True)
    successor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="predecessor"
    )
    name_change = models.ForeignKey(
        "certificates.NameChange",
        on_delete=models.PROTECT,
        null=True,
        related_name="replacements",
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PRIVATE)
    status_list = models.PositiveIntegerField(null=True, editable=False)
    status_index = models.PositiveIntegerField(null=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=models.Q(state="issued")
                | models.Q(state__in=["proposed", "approved"], name_change__isnull=True),
                name="one_standing_award_a_kind",
            ),
            models.UniqueConstraint(
                fields=["name_change"],
                condition=~models.Q(state="dropped"),
                name="one_replacement_a_name_change",
            ),
            models.CheckConstraint(
                name="award_approved_by_another",
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("proposed_by")),
            ),
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="one_award_a_status_place"
            ),
            models.CheckConstraint(
                name="award_issued_with_facts",
                condition=~models.Q(state__in=["issued", "revoked", "replaced"])
                | (~models.Q(facts_sha256="") & models.Q(issued_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "issue_asked_at"], name="award_due"),
            models.Index(
                fields=["status_list", "status_index"],
                condition=models.Q(state__in=["revoked", "replaced"]),
                name="award_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    def is_expired(self, now: datetime) -> bool:
        """Tell whether the last day of its validity is over, everywhere on earth."""
        return self.expires_on is not None and (now - BEHIND_UTC).date() > self.expires_on


class NameChange(models.Model):
    """One row is one request of a holder to have her certificate under another name.

    PII: the name, and what the holder says of the change.
    """

    class State(models.TextChoices):
        """What became of the request."""

        ASKED = "asked", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="name_changes")
    name = models.CharField(_("full name"), max_length=200)
    latin_name = models.CharField(_("name in Latin letters"), max_length=200, blank=True)
    evidence = models.TextField(_("what changed, and what shows it"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = NameChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of name")
        verbose_name_plural = _("changes of name")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"],
                condition=models.Q(state__in=["asked", "accepted"]),
                name="one_open_name_change_an_award",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"


class AwardEvent(models.Model):
    """One row is one thing that happened to an award; rows are only added, each sealed.

    ``sha256`` covers the row and the digest of the row before it, so that a row changed or taken
    out later breaks the chain (see ``certificates.register``). PII: who decided, and about whom.
    """

    class What(models.TextChoices):
        """What can happen to an award."""

        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        DROPPED = "dropped", _("taken back")
        ASKED = "asked", _("handed over to be issued")
        ISSUED = "issued", _("issued")
        REVOKED = "revoked", _("revoked")
        REINSTATED = "reinstated", _("revocation taken back")
        NAME_ASKED = "name asked", _("another name was asked for")
        NAME_REFUSED = "name refused", _("the other name was refused")
        REPLACED = "replaced", _("replaced by a newer one")

    number = models.PositiveBigIntegerField(unique=True)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=20, choices=What)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    details = models.JSONField(default=dict)
    previous_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("award event")
        verbose_name_plural = _("award events")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"#{self.number} {self.what} {self.award_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; what stands in the register is never written again."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly

    @property
    def note(self) -> str:
        """What the person who did it wrote for the register."""
        return str(self.details.get("note", ""))
