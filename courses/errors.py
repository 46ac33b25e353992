"""Reasons for which courses say no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class KindChanged(DomainError):
    """An activity kept its block id but became another kind of thing."""

    message = _(
        "A block that learners have worked on cannot become another kind of activity. "
        "Remove it and add a new one."
    )
