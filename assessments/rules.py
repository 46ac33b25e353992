"""Small rules that page and service share, so that a page never offers what is refused. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

#: However often somebody corrects a hand-in that still waits, the versions are not endless.
MOST_VERSIONS = 20


class HandingIn(StrEnum):
    """What a learner can do with an assignment."""

    FIRST = "first"
    REPLACE = "replace"
    AGAIN = "again"
    ACCEPTED = "accepted"
    NO_MORE = "no more"

    @property
    def is_open(self) -> bool:
        """Tell whether something may be handed in."""
        return self in {HandingIn.FIRST, HandingIn.REPLACE, HandingIn.AGAIN}


def handing_in(states: Sequence[str], resubmissions: int) -> HandingIn:
    """Return what may be handed in, from the states of all versions so far, the oldest first."""
    returned = states.count("returned")
    if "accepted" in states:
        return HandingIn.ACCEPTED
    if len(states) >= MOST_VERSIONS or returned > resubmissions:
        return HandingIn.NO_MORE
    if "submitted" in states:
        return HandingIn.REPLACE
    return HandingIn.AGAIN if returned else HandingIn.FIRST


def rubric_maximum(rubric: dict[str, Any]) -> Decimal:
    """Return the most marks that a kept rubric gives."""
    return sum((top_level(criterion) for criterion in rubric["criteria"]), Decimal(0))


def top_level(criterion: dict[str, Any]) -> Decimal:
    """Return the marks of a criterion's highest level."""
    return max(Decimal(level["marks"]) for level in criterion["levels"])


def attempts_left(used: int, allowed: int | None) -> int | None:
    """Return how many attempts are left, or nothing where there is no limit."""
    return None if allowed is None else max(0, allowed - used)
