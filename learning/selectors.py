"""Composed reads for pages: the learner's home, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from courses.curriculum import curriculum_of
from courses.models import Lesson, Programme
from foundation import clock
from foundation.prepared import Prepared
from foundation.wording import Words
from learning.evaluation import Checklist, ItemState, Progress, evaluate, is_done, progress_in
from learning.facts import CourseFacts, Facts, facts_of_many
from learning.models import Application, Enrolment, LiveSession, Place


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next: the control's words and where it leads."""

    action: str
    title: Words
    url: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One course on the learner's route (shape of components/route.html)."""

    title: str
    url: str
    state: str
    note: str
    lang: str


@dataclass(frozen=True, slots=True)
class Journey:
    """One place of a learner as the home shows it."""

    enrolment: Enrolment
    programme: Programme
    has_started: bool
    next_step: NextStep | None
    stops: tuple[Stop, ...]
    checklist: Checklist
    items: tuple[dict[str, Any], ...]
    sessions: tuple[LiveSession, ...]
    progress: Progress


_open_places = Prepared(lambda user: Enrolment.objects.of(user).learning().as_learners_see_them())


def enrolment_in(user: User, programme: Programme) -> Enrolment | None:
    """Return the person's open place in a programme (1 query).

    Of several it is the newest whose cohort has begun, so that a place in next year's cohort
    never closes this year's lessons.
    """
    rows = Enrolment.objects.of(user).learning().filter(cohort__programme=programme)
    places = list(rows.select_related("cohort", "user"))
    now = clock.now()
    begun = (place for place in places if place.cohort.has_started(now))
    return next(begun, places[0] if places else None)


def reading_of(user: User, uid: UUID) -> tuple[Lesson, Enrolment] | None:
    """Return a lesson and the person's open place in its programme (1 query).

    Nothing where the person has no such place, as for a lesson that does not exist.
    """
    now = clock.now()
    places = sorted(_open_places(user.pk), key=lambda place: not place.cohort.has_started(now))
    for place in places:
        lesson = curriculum_of(place.cohort.programme).by_uid.get(uid)
        if lesson is not None:
            place.user = user
            return lesson, place
    return None


def journeys_of(user: User, now: datetime) -> list[Journey]:
    """Return every open place of a person with all its home shows (5 queries, or 1)."""
    places = _open_places(user.pk)
    for place in places:
        place.user = user
    facts = facts_of_many(places, now)
    return [_journey(place, facts[place.pk], now) for place in places]


_waits = Prepared(
    lambda user: Application.objects.waiting().filter(user=user).select_related("cohort")
)


def waits_of(user: User) -> list[Application]:
    """Return the requests of a person that wait for a seat, with their cohorts (1 query)."""
    return _waits(user.pk)


def _journey(place: Enrolment, facts: Facts, now: datetime) -> Journey:
    checklist = evaluate(facts)
    lessons = curriculum_of(place.cohort.programme).lessons
    started = place.cohort.has_started(now)
    counted = [progress_in(course) for course in facts.courses.values()]
    return Journey(
        enrolment=place,
        programme=place.cohort.programme,
        has_started=started,
        next_step=next_step(facts, lessons, _last_lesson(place)) if started else None,
        stops=tuple(_stops(facts)),
        checklist=checklist,
        items=tuple(_item(item) for item in checklist.items),
        sessions=facts.sessions.to_come[:3],
        progress=Progress(
            sum(progress.done for progress in counted),
            sum(progress.required for progress in counted),
        ),
    )


def _last_lesson(place: Enrolment) -> int | None:
    """Return the row number of the lesson that was open last. No query."""
    try:
        return place.place.lesson_id
    except Place.DoesNotExist:
        return None


def next_step(
    facts: Facts, lessons: Mapping[int, Sequence[Lesson]], last: int | None
) -> NextStep | None:
    """Return where to go on: the lesson last open if unfinished, else the first one missing.

    A place whose lessons are all read is sent to the first course with work still to pass. No
    query.
    """
    done = {uid for course in facts.courses.values() for uid in course.done_lessons}
    flat = [lesson for course in facts.courses for lesson in lessons.get(course, [])]
    if last is not None:
        here = next((item for item in flat if item.pk == last), None)
        if here is not None and str(here.uid) not in done:
            return _step(_("Continue"), here)
    open_courses = [course for course in facts.courses.values() if not is_done(course)]
    wanted = {uid for course in open_courses for uid in course.required_lessons}
    missing = [item for item in flat if str(item.uid) in wanted - done]
    if missing:
        return _step(_("Continue") if done else _("Start course"), missing[0])
    for course in open_courses:
        if course.required_activities - course.done_activities:
            return NextStep(_("Continue"), course.course.title, course_url(course.course.uid))
    return None


def _step(action: str, lesson: Lesson) -> NextStep:
    return NextStep(action, lesson.title, lesson_url(lesson.uid))


@lru_cache(maxsize=4096)
def lesson_url(uid: UUID) -> str:
    """Return the address of a lesson for its learners (no query)."""
    return reverse("lessons:lesson", args=[uid])


@lru_cache(maxsize=1024)
def course_url(uid: UUID) -> str:
    """Return the address of a course's page for its learners (no query)."""
    return reverse("lessons:course", args=[uid])


def _stops(facts: Facts) -> list[Stop]:
    here = next((pk for pk, course in facts.courses.items() if not is_done(course)), None)
    return [_stop(course, is_here=pk == here) for pk, course in facts.courses.items()]


def _stop(course: CourseFacts, *, is_here: bool) -> Stop:
    state = "done" if is_done(course) else "here" if is_here else "ahead"
    progress = progress_in(course)
    note = _("%(done)d of %(required)d") % {"done": progress.done, "required": progress.required}
    title = course.course.title
    lang = title.language if title.is_fallback else ""
    return Stop(title.text, course_url(course.course.uid), state, note, lang)


def _item(item: Any) -> dict[str, Any]:
    """Return one requirement in the shape of components/checklist.html."""
    requirement = item.requirement
    url = ""
    if requirement.activity is not None:
        url = lesson_url(requirement.activity.lesson.uid)
    elif requirement.course is not None:
        url = course_url(requirement.course.uid)
    missing = item.state is not ItemState.DONE
    return {
        "title": item.title.text,
        "lang": item.title.language if item.title.is_fallback else "",
        "state": item.state.value,
        "why": item.why,
        "url": url if missing else "",
    }
