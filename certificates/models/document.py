"""The document of an award in one language."""

from __future__ import annotations

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.award import Award


def private_storage() -> Storage:
    """Return the storage that no address serves by itself."""
    return storages["private"]


def random_place(document: Document, filename: str) -> str:
    """Return a place that tells nothing about whose document it is."""
    key = uuid.uuid4().hex
    return f"certificates/{key[:2]}/{key}.pdf"


class Document(models.Model):
    """One row is one PDF file: the bytes as issued, kept for good and known by their digest.

    ``sealed_by`` is the fingerprint of the certificate whose key sealed it.
    PII: the name as printed, inside the file.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="documents")
    language = models.CharField(_("language"), max_length=10)
    file = models.FileField(upload_to=random_place, storage=private_storage)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("bytes"))
    sealed_by = models.CharField(_("sealed by"), max_length=64)
    rendered_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["award", "language"]
        constraints = [
            models.UniqueConstraint(fields=["award", "language"], name="one_document_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.award} ({self.language})"
