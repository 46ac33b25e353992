"""The learner's own pages: home, enrolling, marking as complete, sessions."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.current import person
from accounts.models import User
from courses.models import Lesson
from foundation import clock
from foundation.access import signed_in
from foundation.errors import DomainError
from foundation.panels import home_panels
from foundation.redirects import see_other
from learning import enrolling, services
from learning.calendars import calendar_of
from learning.models import Cohort, Enrolment, LiveSession
from learning.selectors import journeys_of, reading_of, waits_of

BLOCK_ID = re.compile(r"[\w-]{1,64}")


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say where the learner is, what is next and what is still missing."""
    journeys = journeys_of(person(request), clock.now())
    panels = home_panels(person(request))
    context = {
        "journeys": journeys,
        "concluded": any(panel.concludes for panel in panels),
        "panels_first": bool(journeys) and not any(item.next_step for item in journeys),
        "waiting": waits_of(person(request)),
        "panels": panels,
        "programmes_url": f"/{get_language()}/programmes/",
    }
    return render(request, "learning/home.html", context)


@signed_in
def enrol(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a place in a cohort (POST); a GET, as after logging in, asks to confirm it."""
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), uid=uid)
    if request.method != "POST":
        return render(request, "learning/enrol.html", _standing(person(request), cohort))
    try:
        outcome = enrolling.enrol(user=person(request), cohort=cohort, now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return see_other("learning:enrol", uid)
    messages.success(request, _words_for(outcome))
    return see_other("learning:home")


def _standing(user: User, cohort: Cohort) -> dict[str, Any]:
    """Return what the page says of the person and the cohort before anybody presses a button."""
    place = Enrolment.objects.of(user).taking_seats().filter(cohort=cohort).first()
    now = clock.now()
    return {
        "cohort": cohort,
        "place": place,
        "is_open": cohort.enrolment_is_open(now),
        "opens_later": now < cohort.enrolment_opens_at,
    }


def _words_for(outcome: enrolling.Outcome) -> str:
    if outcome.enrolment is None:
        return _("All seats are taken. You are on the waiting list and get a mail if one is free.")
    return _("You are enrolled.") if outcome.is_new else _("You are enrolled already.")


@signed_in
@require_POST
def enrolment_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give up one's own place; what was done is kept."""
    place = get_object_or_404(Enrolment.objects.of(person(request)), uid=uid)
    try:
        enrolling.withdraw(enrolment=place, now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have withdrawn. What you have done is kept."))
    return see_other("learning:home")


@signed_in
@require_POST
def lesson_complete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mark a lesson as complete and come back to it, in the language it was read in."""
    lesson, place = _lesson_and_place(request, uid)
    try:
        services.complete_lesson(enrolment=place, lesson=lesson, now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    read_in = request.POST.get("in", "")
    chosen = f"?in={read_in}" if read_in in settings.LANGUAGE_NAMES else ""
    return see_other(f"{reverse('lessons:lesson', args=[uid])}{chosen}#end")


@signed_in
@require_POST
def lesson_place(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the block that was read last (sent by the page itself)."""
    lesson, place = _lesson_and_place(request, uid)
    block = request.POST.get("position", "")
    if not BLOCK_ID.fullmatch(block):
        return JsonResponse({"error": "position"}, status=400)
    services.save_place(enrolment=place, lesson=lesson, block=block, now=clock.now())
    return HttpResponse(status=204)


def _lesson_and_place(request: HttpRequest, uid: UUID) -> tuple[Lesson, Enrolment]:
    """Find lesson and own place in 1 query, or answer as for an absent lesson."""
    reading = reading_of(person(request), uid)
    if reading is None:
        raise Http404
    return reading


@signed_in
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """List the live sessions of one's cohorts in own and programme's zone."""
    mine = LiveSession.objects.for_learner(person(request)).select_related("cohort", "course")
    now = clock.now()
    upcoming = [session for session in mine if session.ends_at > now]
    past = [session for session in mine if session.ends_at <= now]
    context = {"upcoming": upcoming, "past": past[::-1], "now": now}
    return render(request, "learning/sessions.html", context)


@signed_in
@require_safe
def session_calendar(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give one session as a calendar file."""
    mine = LiveSession.objects.for_learner(person(request)).select_related("cohort")
    session = get_object_or_404(mine, uid=uid)
    response = HttpResponse(calendar_of([session]), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="session-{session.uid}.ics"'
    return response
