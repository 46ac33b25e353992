"""Lessons and courses as learners see them below /learn/."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.current import person
from cms import selectors
from cms.selectors.readings import course_key
from cms.sheets import interface_language
from courses.models import Course
from foundation import clock
from foundation.access import signed_in
from foundation.errors import DomainError
from foundation.wording import Words
from learning.errors import NoLongerInOutline
from learning.services import check_open


@signed_in
@require_safe
def lesson(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one lesson to those who may read it."""
    asked = asked_in(request)
    text = selectors.lesson_text(uid, asked.language)
    if text is None:
        raise Http404
    reading = selectors.reading_of(person(request), text.course)
    if reading is None:
        return _not_enrolled(request, text.course.uid, listed=not text.is_retired)
    if refusal := _refusal(reading, gone=text.is_retired or text.page_id is None):
        return _closed(request, refusal, text.course_title)
    sheet = selectors.lesson_sheet(text, reading, asked)
    return render(request, "cms/lesson.html", {"sheet": sheet})


@signed_in
@require_safe
def course(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one course to those who may read it: the route, how far, where to go on."""
    row = get_object_or_404(Course.objects.select_related("programme"), uid=uid)
    reading = selectors.reading_of(person(request), course_key(row))
    if reading is None:
        return _not_enrolled(request, uid, listed=row.retired_at is None)
    if refusal := _refusal(reading, gone=row.retired_at is not None):
        return _closed(request, refusal, row.title)
    sheet = selectors.course_sheet(row, reading)
    return render(request, "cms/course_overview.html", {"course": sheet})


def asked_in(request: HttpRequest) -> selectors.Asked:
    """Read the address: content language and answer to look up; nonsense is as nothing."""
    choice = request.GET.get("choice", "")
    language = request.GET.get("in", "")
    return selectors.Asked(
        language=language if language.isalpha() and len(language) <= 3 else "",
        check=request.GET.get("check", "")[:36],
        choice=int(choice) if choice.isdecimal() and len(choice) < 3 else None,
    )


def _refusal(reading: selectors.Reading, *, gone: bool) -> DomainError | None:
    """Return why the place does not open this now, or nothing."""
    if gone:
        return NoLongerInOutline()
    if reading.place is None:
        return None
    try:
        check_open(reading.place, clock.now())
    except DomainError as refusal:
        return refusal
    return None


def _closed(request: HttpRequest, refusal: DomainError, title: Words) -> HttpResponse:
    return render(request, "cms/closed.html", {"refusal": refusal, "title": title}, status=403)


def _not_enrolled(request: HttpRequest, course: UUID, *, listed: bool) -> HttpResponse:
    """Answer 404 as for an absent lesson; where all this is public anyway, say how to enrol."""
    page = selectors.enrol_page(course, interface_language()) if listed else None
    if page is None:
        raise Http404
    return render(request, "cms/not_enrolled.html", {"page": page}, status=404)
