"""Makers of cohorts, places and sessions."""

from __future__ import annotations

from datetime import date, timedelta

from courses.models import Course, Programme, Requirement
from learning.models import Cohort, Enrolment, LiveSession
from learning.services import pin_outlines
from tests.factories.outlines import MONDAY
from tests.factories.people import UserFactory


def make_cohort(programme: Programme, code: str = "A1", **more) -> Cohort:
    """Make a cohort that began on Monday and takes people, pinned unless told otherwise."""
    values = {
        "titles": {"en": f"Cohort {code}"},
        "starts_on": date(2026, 3, 2),
        "time_zone": "Europe/Brussels",
        "enrolment_opens_at": MONDAY - timedelta(days=30),
        **more,
    }
    cohort = Cohort.objects.create(programme=programme, code=code, **values)
    pin_outlines(cohort=cohort)
    return cohort


def make_place(cohort: Cohort, user=None, **more) -> Enrolment:
    """Give a person a place in a cohort, with everything loaded that services expect."""
    user = user or UserFactory()
    values = {"enrolled_at": MONDAY, "state_changed_at": MONDAY, **more}
    place = Enrolment.objects.create(user=user, cohort=cohort, **values)
    return Enrolment.objects.select_related("user", "cohort__programme").get(pk=place.pk)


def fresh(place: Enrolment) -> Enrolment:
    """Read a place anew, as every request does: its programme's stamp tells what has changed."""
    return Enrolment.objects.select_related("user", "cohort__programme").get(pk=place.pk)


def make_session(cohort: Cohort, *, day: int, **more) -> LiveSession:
    """Plan a lecture so many days after Monday."""
    starts = MONDAY + timedelta(days=day)
    values = {"title": f"Lecture {day}", "minutes": 90, "minimum_minutes": 60, **more}
    return LiveSession.objects.create(cohort=cohort, starts_at=starts, **values)


def require_courses(programme: Programme) -> None:
    """Demand every course of the programme."""
    for number, course in enumerate(Course.objects.filter(programme=programme), start=1):
        Requirement.objects.create(
            programme=programme, kind="course", course=course, position=number
        )


def require_attendance(programme: Programme, share: str = "0.8") -> Requirement:
    """Demand a share of the live sessions."""
    return Requirement.objects.create(
        programme=programme,
        kind="attendance",
        threshold=share,
        position=90,
        for_participation=True,
    )
