"""Many learners with lifelike histories, made in bulk (``seed_load``); facts only, no mails."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from accounts.models import User
from courses.models import Activity, Course, Lesson, OutlineEdition, Programme
from learning.models import (
    ActivityCompletion,
    Cohort,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
)
from learning.services import pin_outlines
from lms.demo.people import PASSWORD

BATCH = 2000
GIVEN = (
    "Amal",
    "Ngozi",
    "李娜",
    "Олена",
    "Fatou",
    "José",
    "ፀሐይ",
    "प्रिया",
    "Leïla",
    "محمد",
    "Ana",
    "Yusuf",
)
FAMILY = (
    "Diallo",
    "Okafor",
    "González",
    "Hassan",
    "Шевченко",
    "Nguyễn",
    "Haile",
    "Sharma",
    "الخطيب",
)


@dataclass(frozen=True, slots=True)
class Outline:
    """What the histories are drawn over: lessons in order, activities by lesson, editions."""

    lessons: list[Lesson]
    activities: dict[int, list[Activity]]
    editions: dict[int, OutlineEdition]
    sizes: dict[int, int]


def make_load(
    *, programme: Programme, learners: int, cohorts: int, now: datetime
) -> dict[str, int]:
    """Make so many learners spread over so many new cohorts; returns the counts of rows made.

    The histories are drawn from a fixed seed and the number of people there are, so that two
    databases filled in the same way are alike.
    """
    before = User.objects.count()
    chance = random.Random(before)  # noqa: S311 (a lifelike history, not a secret)
    places = list(_places(programme, learners, cohorts, before, now, chance))
    outline = _outline(programme)
    counts = {"learners": len(places), "cohorts": cohorts, "lesson completions": 0}
    for start in range(0, len(places), 500):
        with transaction.atomic():
            counts["lesson completions"] += _histories(
                places[start : start + 500], outline, chance
            )
    return counts


def _outline(programme: Programme) -> Outline:
    lessons = list(
        Lesson.objects.active()
        .filter(course__programme=programme, required=True)
        .order_by("course__position", "position")
    )
    activities: dict[int, list[Activity]] = {}
    for activity in Activity.objects.active().filter(lesson__in=lessons, required=True):
        activities.setdefault(activity.lesson_id, []).append(activity)
    sizes: dict[int, int] = {}
    for lesson in lessons:
        sizes[lesson.course_id] = sizes.get(lesson.course_id, 0) + 1
    editions = {
        course.pk: course.editions.latest() for course in Course.objects.filter(pk__in=sizes)
    }
    return Outline(lessons, activities, editions, sizes)


def _places(
    programme: Programme,
    learners: int,
    cohorts: int,
    before: int,
    now: datetime,
    chance: random.Random,
) -> Iterator[Enrolment]:
    """Make cohorts, people and their places."""
    groups = [_cohort(programme, before, number, now) for number in range(cohorts)]
    password = make_password(PASSWORD)
    for start in range(0, learners, BATCH):
        numbers = range(before + start, before + min(start + BATCH, learners))
        people = User.objects.bulk_create([_person(n, password, chance) for n in numbers])
        yield from Enrolment.objects.bulk_create(
            [
                Enrolment(
                    user=user,
                    cohort=groups[n % len(groups)],
                    enrolled_at=now - timedelta(days=60),
                    state_changed_at=now - timedelta(days=60),
                )
                for n, user in enumerate(people)
            ]
        )


def _cohort(programme: Programme, before: int, number: int, now: datetime) -> Cohort:
    cohort = Cohort.objects.create(
        programme=programme,
        code=f"L{before}-{number}",
        titles={"en": f"Load cohort {before}-{number + 1}"},
        starts_on=(now - timedelta(days=60)).date(),
        enrolment_opens_at=now - timedelta(days=90),
        enrolment_closes_at=now - timedelta(days=50),
    )
    pin_outlines(cohort=cohort)
    return cohort


def _person(number: int, password: str, chance: random.Random) -> User:
    name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} {number}"
    return User(
        uid=uuid.UUID(int=chance.getrandbits(128), version=4),
        email=f"learner{number}@example.org",
        name=name,
        password=password,
        language=chance.choice(("en", "fr", "es", "ar")),
        time_zone=chance.choice(("Africa/Lagos", "Asia/Kolkata", "Europe/Paris", "UTC")),
    )


def _histories(places: list[Enrolment], outline: Outline, chance: random.Random) -> int:
    """Write how far each learner is: some have not begun, most are on the way, some are done."""
    facts: dict[type[models.Model], list[Any]] = {}
    for place in places:
        share = min(1.0, max(0.0, chance.gauss(0.55, 0.35)))
        for fact in _history(place, round(share * len(outline.lessons)), outline, chance):
            facts.setdefault(type(fact), []).append(fact)
    for model, rows in facts.items():
        manager: Any = model.objects  # type: ignore[attr-defined]
        manager.bulk_create(rows, batch_size=BATCH)
    return len(facts.get(LessonCompletion, []))


def _history(
    place: Enrolment, read: int, outline: Outline, chance: random.Random
) -> Iterator[models.Model]:
    at = place.enrolled_at
    done: dict[int, int] = {}
    for lesson in outline.lessons[:read]:
        at += timedelta(minutes=chance.randrange(20, 1200))
        yield LessonCompletion(enrolment=place, lesson=lesson, completed_at=at)
        for activity in outline.activities.get(lesson.pk, ()):
            mark = Decimal(chance.randrange(70, 101)) / 100
            yield ActivityCompletion(
                enrolment=place, activity=activity, completed_at=at, mark=mark
            )
        done[lesson.course_id] = done.get(lesson.course_id, 0) + 1
        if done[lesson.course_id] == outline.sizes[lesson.course_id]:
            yield CourseCompletion(
                enrolment=place,
                course_id=lesson.course_id,
                edition=outline.editions[lesson.course_id],
                completed_at=at,
            )
