"""A learner's quizzes: what is asked, the attempt under way, and the result."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.current import person
from assessments import services
from assessments.models import Attempt
from assessments.selectors.learner import (
    attempt_sheet,
    own_activity,
    own_attempt,
    quiz_state,
    result_of,
)
from assessments.views.answers import crumbs_of, posted_answers, see_other, why_closed
from courses.models import Activity
from foundation import clock
from foundation.access import signed_in
from foundation.errors import DomainError

GET_OR_POST = ["GET", "POST"]


@signed_in
@require_GET
def quiz(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say what the quiz asks, what was tried and what is left."""
    activity, place = own_activity(person(request), uid, Activity.Kind.QUIZ)
    state = quiz_state(place, activity)
    context = {
        "quiz": state,
        "crumbs": crumbs_of(activity, here=state.title),
        "refusal": why_closed(place, activity),
    }
    return render(request, "assessments/quiz.html", context)


@signed_in
@require_http_methods(GET_OR_POST)
def quiz_start(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin an attempt or go on with the open one; a GET, as after logging in, asks first."""
    activity, place = own_activity(person(request), uid, Activity.Kind.QUIZ)
    if request.method == "GET":
        return see_other(reverse("assessments:quiz", args=[uid]))
    try:
        attempt = services.start_attempt(enrolment=place, activity=activity, now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return see_other(reverse("assessments:quiz", args=[uid]))
    return see_other(_page_of(attempt))


@signed_in
@require_GET
def attempt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the questions of an attempt under way, or the result of one that is over."""
    return _show(request, own_attempt(person(request), uid))


@signed_in
@require_http_methods(GET_OR_POST)
def attempt_save(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the answers without submitting, for a form or for the page's own script."""
    mine = own_attempt(person(request), uid)
    if request.method == "GET":
        return see_other(_page_of(mine))
    now = clock.now()
    try:
        services.save_responses(attempt=mine, answers=posted_answers(request), now=now)
    except DomainError as refusal:
        return _refused(request, mine, str(refusal))
    saved = _("Saved at %(time)s.") % {"time": localtime(now).strftime("%H:%M:%S")}
    if _asks_for_json(request):
        return JsonResponse({"saved": saved})
    messages.success(request, saved)
    return see_other(_page_of(mine))


@signed_in
@require_http_methods(GET_OR_POST)
def attempt_submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand in the answers; where some are missing, save them and ask once."""
    mine = own_attempt(person(request), uid)
    if request.method == "GET":
        return see_other(_page_of(mine))
    try:
        is_settled = _submit(request, mine)
    except DomainError as refusal:
        return _refused(request, mine, str(refusal))
    return see_other(_page_of(mine) + ("" if is_settled else "?unanswered=1"))


def _submit(request: HttpRequest, mine: Attempt) -> bool:
    """Settle the attempt; false where the learner is first asked about missing answers."""
    answers, now = posted_answers(request), clock.now()
    may_ask = mine.is_open and not mine.is_late(now) and "confirmed" not in request.POST
    if may_ask and attempt_sheet(mine).with_answers(answers).unanswered:
        services.save_responses(attempt=mine, answers=answers, now=now)
        return False
    services.submit_attempt(attempt=mine, answers=answers, now=now)
    return True


def _refused(request: HttpRequest, mine: Attempt, refusal: str) -> HttpResponse:
    """Say why nothing was kept, on the page as it stands now."""
    if _asks_for_json(request):
        return JsonResponse({"refused": refusal}, status=HTTPStatus.CONFLICT)
    fresh = own_attempt(person(request), mine.uid)
    return _show(request, fresh, refusal=refusal, status=HTTPStatus.CONFLICT)


def _show(
    request: HttpRequest, mine: Attempt, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context: dict[str, Any] = {"attempt": mine, "refusal": refusal}
    context["crumbs"] = crumbs_of(mine.activity, here=mine.quiz.title)
    if not mine.is_open:
        context["result"] = result_of(mine)
        return render(request, "assessments/result.html", context, status=status)
    context["sheet"] = attempt_sheet(mine)
    context["asks"] = "unanswered" in request.GET
    context["is_late"] = mine.is_late(clock.now())
    return render(request, "assessments/attempt.html", context, status=status)


def _page_of(attempt: Attempt) -> str:
    return reverse("assessments:attempt", args=[attempt.uid])


def _asks_for_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
