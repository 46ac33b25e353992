"""The public page of a programme: the route by name, who teaches, who takes people when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import pictures
from cms.pages.course import CoursePage
from cms.prose import show
from courses.models import Course
from foundation import clock
from learning.models import Cohort

if TYPE_CHECKING:
    from cms.pages.programme import ProgrammePage

_TAKES_A_SEAT = Q(enrolments__state__in=["invited", "active", "paused", "finished"])


@dataclass(frozen=True, slots=True)
class OpenCohort:
    """A cohort that takes people now or will."""

    cohort: Cohort
    starts_at: datetime
    has_begun: bool
    is_open: bool
    seats_left: int | None


def programme_context(page: ProgrammePage) -> dict[str, Any]:
    """Return courses, lecturers and cohorts of a programme's page (3 queries)."""
    courses = courses_of(page)
    now = clock.now()
    cohorts = cohorts_of(page, now)
    return {
        "courses": courses,
        "stops": [_stop(course, page.locale.language_code) for course in courses],
        "facts": _facts(page, courses),
        "how_it_works": show(page.how_it_works),
        "certificate_rules": show(page.certificate_rules),
        "certificate": pictures.shown(page.certificate_picture),
        "lecturers": _lecturers(courses),
        "cohorts": cohorts,
        "next_start": next((offer for offer in cohorts if not offer.has_begun), None),
    }


def _facts(page: ProgrammePage, courses: list[CoursePage]) -> list[dict[str, Any]]:
    """Return what is short, in the shape of components/facts.html."""
    hours = page.hours or sum(course.hours for course in courses)
    count = len(courses)
    facts = [
        (_("Length"), _hours(hours)),
        (_("Made of"), count and ngettext("%(n)d block", "%(n)d blocks", count) % {"n": count}),
        (_("Leads to"), page.leads_to),
        (_("Languages"), page.languages_note),
    ]
    return [{"term": term, "value": value} for term, value in facts if value]


def _hours(hours: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else ""


def courses_of(page: ProgrammePage) -> list[CoursePage]:
    """Return the courses in order, each in the page's language where it is translated."""
    rows = Course.objects.active().filter(programme__uid=page.translation_key)
    sources = dict(rows.values_list("uid", "source_language"))
    pages = CoursePage.objects.live().filter(translation_key__in=sources)
    found: dict[Any, dict[str, CoursePage]] = {uid: {} for uid in sources}
    for course in pages.select_related("locale", "lecturer", "organisation"):
        found[course.translation_key][course.locale.language_code] = course
    language = page.locale.language_code
    chosen = (found[uid].get(language) or found[uid].get(sources[uid]) for uid in sources)
    return [course for course in chosen if course is not None]


def _stop(course: CoursePage, language: str) -> dict[str, Any]:
    """Return one course in the shape of components/route.html."""
    own = course.locale.language_code
    return {
        "title": course.title,
        "url": course.url,
        "state": "ahead",
        "note": _hours(course.hours),
        "lang": own if own != language else "",
    }


def _lecturers(courses: Iterable[CoursePage]) -> list[Any]:
    """Return each lecturer once, in the order of the courses."""
    people = {course.lecturer.slug: course.lecturer for course in courses if course.lecturer}
    return list(people.values())


def cohorts_of(page: ProgrammePage, now: datetime) -> list[OpenCohort]:
    """Return the cohorts that take people now or will, with what is left of the seats."""
    cohorts = Cohort.objects.to_come(now).filter(programme__uid=page.translation_key)
    taken = Count("enrolments", filter=_TAKES_A_SEAT)
    return [_open(cohort, now) for cohort in cohorts.annotate(taken=taken)]


def _open(cohort: Any, now: datetime) -> OpenCohort:
    left = None if cohort.seats is None else max(cohort.seats - cohort.taken, 0)
    starts = datetime.combine(cohort.starts_on, time(), cohort.zone)
    return OpenCohort(cohort, starts, starts <= now, cohort.enrolment_is_open(now), left)
