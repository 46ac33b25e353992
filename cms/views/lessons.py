"""Lessons and courses as learners see them below /learn/."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.current import person
from cms import selectors
from cms.selectors.lessons import Asked
from cms.selectors.rights import course_row, enrol_page, lesson_row
from cms.sheets import interface_language
from courses.models import Course
from foundation import clock
from foundation.access import signed_in
from foundation.errors import DomainError
from learning.errors import NoLongerInOutline
from learning.services import check_open


@signed_in
@require_safe
def lesson(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one lesson to those who may read it."""
    row = lesson_row(uid)
    if row is None:
        raise Http404
    reading = selectors.reading_of(person(request), row.course)
    if reading is None:
        return _not_enrolled(request, row.course, listed=row.retired_at is None)
    if refusal := _refusal(reading, retired=row.retired_at is not None):
        return _closed(request, refusal, row.course)
    sheet = selectors.lesson_sheet(reading, row, asked_in(request))
    if sheet is None:
        return _closed(request, NoLongerInOutline(), row.course)
    return render(request, "cms/lesson.html", {"sheet": sheet})


@signed_in
@require_safe
def course(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one course to those who may read it: the route, how far, where to go on."""
    row = course_row(uid)
    if row is None:
        raise Http404
    reading = selectors.reading_of(person(request), row)
    if reading is None:
        return _not_enrolled(request, row, listed=row.retired_at is None)
    if refusal := _refusal(reading, retired=row.retired_at is not None):
        return _closed(request, refusal, row)
    return render(request, "cms/course_overview.html", {"course": selectors.course_sheet(reading)})


def asked_in(request: HttpRequest) -> Asked:
    """Read the address: content language and answer to look up; nonsense is as nothing."""
    choice = request.GET.get("choice", "")
    language = request.GET.get("in", "")
    return Asked(
        language=language if language.isalpha() and len(language) <= 3 else "",
        check=request.GET.get("check", "")[:36],
        choice=int(choice) if choice.isdecimal() and len(choice) < 3 else None,
    )


def _refusal(reading: selectors.Reading, *, retired: bool) -> DomainError | None:
    """Return why the place does not open this now, or nothing."""
    if retired:
        return NoLongerInOutline()
    if reading.place is None:
        return None
    try:
        check_open(reading.place, clock.now())
    except DomainError as refusal:
        return refusal
    return None


def _closed(request: HttpRequest, refusal: DomainError, row: Course) -> HttpResponse:
    context = {"refusal": refusal, "course": row}
    return render(request, "cms/closed.html", context, status=403)


def _not_enrolled(request: HttpRequest, row: Course, *, listed: bool) -> HttpResponse:
    """Answer 404 as for an absent lesson; where all this is public anyway, say how to enrol."""
    page = enrol_page(row, interface_language()) if listed else None
    if page is None:
        raise Http404
    return render(request, "cms/not_enrolled.html", {"page": page}, status=404)
