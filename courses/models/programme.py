"""What leads to a certificate."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.node import OutlineNode
from courses.querysets import ProgrammeQuerySet


class Programme(OutlineNode):
    """One row is one certificate programme; its requirements say what leads to the certificate."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    hours = models.PositiveSmallIntegerField(_("hours of learning"), default=0)
    stamp = models.UUIDField(
        default=uuid.uuid4,
        editable=False,
        help_text=_("Another one after every change of an outline or a requirement."),
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["position", "pk"]
        permissions = [("administer_programme", _("Can run cohorts and awards of the programme"))]
