"""What follows from enrolling and finishing: a mail to the person, as a due row."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.services import queue_message
from learning.models import Enrolment
from learning.signals import learner_enrolled, programme_completed


@receiver(learner_enrolled)
def welcome(sender: Any, enrolment_id: int, **_: Any) -> None:
    """Welcome a learner, once for each time a place was given."""
    place = _place(enrolment_id)
    queue_message(
        template="enrolled",
        context={"cohort": place.cohort, "programme": place.cohort.programme},
        key=f"enrolled:{place.uid}:{place.state_changed_at:%Y%m%d%H%M%S}",
        user=place.user,
    )


@receiver(programme_completed)
def congratulate(sender: Any, enrolment_id: int, **_: Any) -> None:
    """Tell a learner that every requirement is met, and what happens next."""
    place = _place(enrolment_id)
    queue_message(
        template="programme_completed",
        context={"programme": place.cohort.programme},
        key=f"programme-completed:{place.uid}",
        user=place.user,
    )


def _place(pk: int) -> Enrolment:
    return Enrolment.objects.select_related("user", "cohort__programme").get(pk=pk)
