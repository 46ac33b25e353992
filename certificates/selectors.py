"""Composed reads for pages: what a learner holds."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from accounts.models import User
from certificates.models import Award
from foundation.prepared import Prepared

_held = Prepared(lambda user: Award.objects.held_by(user).select_related("programme"))


def awards_of(user: User) -> list[Award]:
    """Return the person's issued awards with their documents (1 query, or 2 where there are any).

    Whatever became of an award, it is among them.
    """
    awards = _held(user.pk)
    if awards:
        prefetch_related_objects(awards, "documents")
    return awards
