"""Getting, giving up and getting back a place in a cohort; the row lock judges the seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from learning import letters
from learning.errors import EnrolmentNotOpen, SeatsTaken, WrongState
from learning.models import Application, Cohort, Enrolment
from learning.signals import learner_enrolled


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking for a place: the place, or a number on the waiting list."""

    enrolment: Enrolment | None
    application: Application | None
    is_new: bool


@transaction.atomic
def enrol(*, user: User, cohort: Cohort, now: datetime) -> Outcome:
    """Give the person a place, or put the person on the waiting list where no seat is free.

    A second call changes nothing and returns what is there (the constraint judges). A person
    who had withdrawn gets the place back if a seat is free. Raises EnrolmentNotOpen.
    """
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    place = Enrolment.objects.filter(user=user, cohort=locked).first()
    if place is not None and place.state != Enrolment.State.WITHDRAWN:
        return Outcome(place, None, is_new=False)
    if not locked.enrolment_is_open(now):
        raise EnrolmentNotOpen
    if not _has_seat(locked):
        return _wait(user, locked, now)
    return Outcome(_seat(user, locked, now), None, is_new=True)


@transaction.atomic
def withdraw(*, enrolment: Enrolment, now: datetime) -> None:
    """Give up the place; facts stay. The first who waits moves up. Raises WrongState."""
    cohort = Cohort.objects.select_for_update().get(pk=enrolment.cohort_id)
    moved = Enrolment.objects.filter(pk=enrolment.pk, state__in=["invited", "active", "paused"])
    if not moved.update(state=Enrolment.State.WITHDRAWN, state_changed_at=now):
        raise WrongState
    promote(cohort=cohort, now=now)


@transaction.atomic
def reinstate(*, enrolment: Enrolment, now: datetime) -> None:
    """Give a withdrawn or paused place back, all in it. Raises SeatsTaken, WrongState."""
    cohort = Cohort.objects.select_for_update().get(pk=enrolment.cohort_id)
    enrolment.refresh_from_db()
    if enrolment.state not in {Enrolment.State.WITHDRAWN, Enrolment.State.PAUSED}:
        raise WrongState
    if enrolment.state == Enrolment.State.WITHDRAWN and not _has_seat(cohort):
        raise SeatsTaken
    enrolment.state = Enrolment.State.ACTIVE
    enrolment.state_changed_at = now
    enrolment.save(update_fields=["state", "state_changed_at"])


@transaction.atomic
def promote(*, cohort: Cohort, now: datetime) -> int:
    """Give free seats to those who wait, in order of arrival; returns how many moved up.

    Whoever's account is closed keeps waiting.
    """
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    waiting = Application.objects.waiting().filter(cohort=locked, user__is_active=True)
    moved = 0
    for application in waiting.select_related("user"):
        if not _has_seat(locked):
            break
        _seat(application.user, locked, now)
        moved += 1
    return moved


def _has_seat(cohort: Cohort) -> bool:
    """Count under the cohort's lock."""
    if cohort.seats is None:
        return True
    return cohort.enrolments.taking_seats().count() < cohort.seats


def _seat(user: User, cohort: Cohort, now: datetime) -> Enrolment:
    place, is_new = Enrolment.objects.get_or_create(
        user=user, cohort=cohort, defaults={"enrolled_at": now, "state_changed_at": now}
    )
    if not is_new:
        place.state = Enrolment.State.ACTIVE
        place.state_changed_at = now
        place.save(update_fields=["state", "state_changed_at"])
    Application.objects.filter(user=user, cohort=cohort, state="waiting").update(
        state=Application.State.ACCEPTED, decided_at=now
    )
    letters.welcome(place)
    transaction.on_commit(lambda: learner_enrolled.send(sender=Enrolment, enrolment_id=place.pk))
    return place


def _wait(user: User, cohort: Cohort, now: datetime) -> Outcome:
    application, is_new = Application.objects.get_or_create(
        user=user, cohort=cohort, defaults={"applied_at": now}
    )
    if not is_new and application.state != Application.State.WAITING:
        application.state = Application.State.WAITING
        application.applied_at = now
        application.save(update_fields=["state", "applied_at"])
    return Outcome(None, application, is_new)
