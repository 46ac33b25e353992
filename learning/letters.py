"""The mails of learning, written as due rows in the transaction of what they tell about (R9)."""

from __future__ import annotations

from accounts.services import queue_message
from learning.models import Enrolment


def welcome(place: Enrolment) -> None:
    """Welcome a learner, once for each time a place was given."""
    queue_message(
        template="enrolled",
        context={"cohort": place.cohort, "programme": place.cohort.programme},
        key=f"enrolled:{place.uid}:{place.state_changed_at:%Y%m%d%H%M%S}",
        user=place.user,
    )


def congratulate(place: Enrolment) -> None:
    """Tell a learner that every requirement is met, and what happens next."""
    queue_message(
        template="programme_completed",
        context={"programme": place.cohort.programme},
        key=f"programme-completed:{place.uid}",
        user=place.user,
    )
