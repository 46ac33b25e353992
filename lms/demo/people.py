"""The demo's people, their roles and their histories (CONTRACT: password of all the same)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from allauth.account.models import EmailAddress

from accounts.models import User
from cms.roles import make_editor
from courses.models import Activity, Course, Lesson, Programme
from courses.roles import grant_administration, grant_teaching
from learning.enrolling import enrol
from learning.models import Cohort, Enrolment, LiveSession
from learning.services import complete_lesson, record_attendance
from lms.demo.cohorts import uid_for
from lms.demo.load_assessments import complete_quiz, hand_in_brief

PASSWORD = "demo-diaspora"  # noqa: S105 (known to everybody, and only in the demo)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the demo."""

    account: str
    name: str
    latin_name: str
    language: str
    time_zone: str
    does: str

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.account}@example.org"


PEOPLE = (
    Person(
        "amina", "أمينة الخطيب", "Amina El Khatib", "en", "Africa/Casablanca", "learner, half-way"
    ),
    Person(
        "nadia", "Nadia Benali-Okonkwo", "", "en", "Africa/Lagos", "learner, met every requirement"
    ),
    Person("tomas", "Tomás Novák Rivera", "", "en", "Europe/Prague", "instructor of block 2"),
    Person("edith", "Edith Lindqvist", "", "en", "Europe/Stockholm", "editor of all content"),
    Person("rosa", "Rosa Quintero", "", "en", "America/Mexico_City", "administrator"),
    Person(
        "viktor", "Віктор Шевчук", "Viktor Shevchuk", "en", "Europe/Kyiv", "second administrator"
    ),
    Person("omar", "عمر حسن", "Omar Hassan", "en", "Africa/Cairo", "enrolled nowhere"),
    Person("admin", "Ada Minister", "", "en", "UTC", "superuser"),
)


def load_people() -> dict[str, User]:
    """Make the eight accounts, addresses confirmed; those that are there stay as they are."""
    return {person.account: _account(person) for person in PEOPLE}


def _account(person: Person) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(
            person.email,
            PASSWORD,
            uid=uid_for("person", person.account),
            name=person.name,
            latin_name=person.latin_name,
            language=person.language,
            time_zone=person.time_zone,
            is_superuser=person.account == "admin",
            is_staff=person.account == "admin",
        )
    EmailAddress.objects.get_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    return user


def give_roles(people: dict[str, User], programme: Programme) -> None:
    """Give the administrators, the instructor and the editor what they may do."""
    grant_administration(user=people["rosa"], programme=programme)
    grant_administration(user=people["viktor"], programme=programme)
    course = Course.objects.get(programme=programme, code="B02")
    grant_teaching(user=people["tomas"], course=course)
    make_editor(user=people["edith"])


def load_histories(
    people: dict[str, User], cohort: Cohort, sessions: list[LiveSession], now: datetime
) -> None:
    """Let Amina be half-way and Nadia have met everything, on days in the past."""
    if Enrolment.objects.filter(cohort=cohort).exists():
        return
    began = now - timedelta(days=79)
    places = {name: _place(people[name], cohort, began) for name in ("amina", "nadia")}
    courses = list(Course.objects.active().filter(programme=cohort.programme))
    _study(places["nadia"], courses, began, everything=True)
    _study(places["amina"], courses[:6], began, everything=False)
    _attend(places, sessions, people["rosa"])


def _place(user: User, cohort: Cohort, at: datetime) -> Enrolment:
    """Enrol on a day when enrolment was open, and keep that day."""
    outcome = enrol(user=user, cohort=cohort, now=cohort.enrolment_opens_at + timedelta(days=5))
    place = cast("Enrolment", outcome.enrolment)  # The autumn cohort has no limit of seats.
    Enrolment.objects.filter(pk=place.pk).update(enrolled_at=at)
    return Enrolment.objects.select_related("cohort", "user").get(pk=place.pk)


def _study(place: Enrolment, courses: list[Course], began: datetime, *, everything: bool) -> None:
    """Read the lessons and pass the quizzes of the courses, some each day."""
    at = began + timedelta(hours=9)
    lessons = Lesson.objects.active().filter(course__in=courses).select_related("course")
    ordered = list(lessons.order_by("course__position", "position"))
    if not everything:
        ordered = ordered[:-3]
    for lesson in ordered:
        at += timedelta(hours=28)
        complete_lesson(enrolment=place, lesson=lesson, now=at)
        for activity in Activity.objects.active().filter(lesson=lesson):
            _pass(place, activity, at + timedelta(minutes=40), everything=everything)


def _pass(place: Enrolment, activity: Activity, at: datetime, *, everything: bool) -> None:
    if activity.kind == Activity.Kind.QUIZ:
        complete_quiz(place, activity, Decimal("0.9") if everything else Decimal("0.75"), at)
    else:
        hand_in_brief(place, activity, at=at, accepted=True)


def _attend(places: dict[str, Enrolment], sessions: list[LiveSession], by: User) -> None:
    """Nadia was in every lecture so far; Amina missed one and left another early."""
    for number, session in enumerate(sessions[:-1]):
        minutes = {places["nadia"].pk: 90}
        if number != 2:
            minutes[places["amina"].pk] = 25 if number == 5 else 85
        record_attendance(
            session=session, minutes=minutes, by=by, now=session.ends_at + timedelta(hours=1)
        )
