"""The look of a certificate: who awards it, who signs it, and their pictures."""

from __future__ import annotations

import hashlib
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.querysets import DesignQuerySet
from courses.models import Programme
from foundation import clock


class Picture(models.Model):
    """One row is one logo or signature, kept by its content so that it can never change.

    Small by rule (the upload form refuses more than 200 KB); it lives in the database so that a
    backup of the register holds all that a document needs.
    """

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    media_type = models.CharField(
        _("kind"), max_length=20, choices=[("image/svg+xml", "SVG"), ("image/png", "PNG")]
    )
    content = models.BinaryField()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    @classmethod
    def keep(cls, content: bytes, media_type: str) -> Picture:
        """Return the row of this content, made if it is new."""
        digest = hashlib.sha256(content).hexdigest()
        picture, _is_new = cls.objects.get_or_create(
            sha256=digest, defaults={"content": content, "media_type": media_type}
        )
        return picture


class CertificateDesign(models.Model):
    """One row is one version of a programme's certificate; a version in use never changes.

    ``organisations`` is ``[{"names": {lang: text}, "picture": sha256}]``; ``signatories`` is
    ``[{"name", "roles": {lang: text}, "organisations": {lang: text}, "picture": sha256}]``;
    ``languages`` lists the languages documents are made in, the first one first.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="designs")
    number = models.PositiveIntegerField(_("version"), default=1)
    organisations = models.JSONField(_("organisations"), default=list)
    signatories = models.JSONField(_("signatories"), default=list)
    languages = models.JSONField(_("languages"), default=list)
    page = models.CharField(
        _("page"),
        max_length=20,
        default="a4-landscape",
        choices=[
            ("a4-landscape", _("A4, landscape")),
            ("a4-portrait", _("A4, portrait")),
            ("letter-landscape", _("Letter, landscape")),
            ("letter-portrait", _("Letter, portrait")),
        ],
    )
    valid_months = models.PositiveSmallIntegerField(
        _("months of validity"), null=True, blank=True, help_text=_("Empty: valid for good.")
    )
    made_at = models.DateTimeField(_("made"), default=clock.now, editable=False)

    objects = DesignQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate design")
        verbose_name_plural = _("certificate designs")
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="design_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme} #{self.number}"
