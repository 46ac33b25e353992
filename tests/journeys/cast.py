"""Adds learners of each journey's own to a demo (run inside ``manage.py shell``).

The journeys talk to real processes, never to the database of the test run; what they need beyond
the demo's eight people is made here, by the services, before the processes start.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from accounts.models import User
from courses.models import Course
from foundation import clock
from learning.enrolling import enrol
from learning.models import Cohort, LiveSession
from learning.services import record_attendance
from lms.demo import people as demo
from tests.journeys.people import LEARNERS, NEWCOMERS, PASSWORD, READY, VARIANTS, Person


def main() -> None:
    """Give every story a learner at the beginning, and the awards one who has met everything."""
    now = clock.now()
    autumn, open_cohort = (Cohort.objects.get(code=code) for code in ("AUTUMN", "OPEN"))
    for variant in VARIANTS:
        for story in LEARNERS:
            user = make_account(variant.person(story), variant.language)
            enrol(user=user, cohort=open_cohort, now=now - timedelta(days=3))
        for story in NEWCOMERS:
            make_account(variant.person(story), variant.language)
        finish(make_account(variant.person(READY), variant.language), autumn, now)


def make_account(person: Person, language: str) -> User:
    """Make an account whose address is confirmed."""
    user = User.objects.create_user(
        person.email, PASSWORD, name=person.name, language=language, time_zone="Africa/Nairobi"
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def finish(user: User, cohort: Cohort, now: datetime) -> None:
    """Let somebody have done all that the programme asks for, in the months before."""
    began = now - timedelta(days=79)
    place = demo._place(user, cohort, began)
    courses = list(Course.objects.active().filter(programme=cohort.programme))
    demo._study(place, courses, began, everything=True)
    for session in LiveSession.objects.filter(cohort=cohort, starts_at__lt=now):
        record_attendance(session=session, minutes={place.pk: 90}, by=user, now=session.ends_at)
