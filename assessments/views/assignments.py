"""A learner's assignments: what is set, handing in, receipts and feedback."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.current import person
from assessments import services
from assessments.errors import StorageIsFull
from assessments.forms import AssignmentForm
from assessments.models import Submission
from assessments.rules import HandingIn
from assessments.selectors.learner import AssignmentSheet, assignment_sheet, own_activity
from assessments.views.answers import crumbs_of, file_of, see_other, why_closed
from courses.models import Activity
from foundation import clock
from foundation.access import signed_in
from foundation.errors import DomainError
from learning.models import Enrolment


@signed_in
@require_http_methods(["GET", "POST"])
def assignment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the assignment (GET) and take what is handed in (POST)."""
    activity, place = own_activity(person(request), uid, Activity.Kind.ASSIGNMENT)
    sheet = assignment_sheet(place, activity)
    form, status = _fresh_form(sheet), HTTPStatus.OK
    if request.method == "POST":
        form = AssignmentForm(request.POST, request.FILES, assignment=sheet.assignment)
        status = _hand_in(request, form, place, activity)
    if status == HTTPStatus.SEE_OTHER:
        return see_other(reverse("assessments:assignment", args=[uid]))
    context = {"sheet": sheet, "form": form, "cohort": place.cohort}
    context["crumbs"] = crumbs_of(activity, here=sheet.assignment.title)
    context["refusal"] = why_closed(place, activity)
    return render(request, "assessments/assignment.html", context, status=status)


def _fresh_form(sheet: AssignmentSheet) -> AssignmentForm:
    """Return the form; to improve a text, or to correct it, one starts from what one wrote."""
    initial: dict[str, Any] = {}
    if sheet.newest and sheet.handing_in in {HandingIn.AGAIN, HandingIn.REPLACE}:
        initial["text"] = sheet.newest.submission.text
    return AssignmentForm(assignment=sheet.assignment, initial=initial)


def _hand_in(
    request: HttpRequest, form: AssignmentForm, place: Enrolment, activity: Activity
) -> HTTPStatus:
    """Take what a form brings; the status says what came of it, the form holds why not."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    values = form.cleaned_data
    try:
        services.submit_assignment(
            enrolment=place,
            activity=activity,
            text=values["text"],
            upload=values["file"],
            key=values["key"],
            now=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        is_full = isinstance(refusal, StorageIsFull)
        return HTTPStatus.INSUFFICIENT_STORAGE if is_full else HTTPStatus.CONFLICT
    messages.success(request, _("Handed in. Your receipt stands below."))
    return HTTPStatus.SEE_OTHER


@signed_in
@require_GET
def submission_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """Give a learner the own file back."""
    submission = Submission.objects.of(person(request)).filter(uid=uid).first()
    if submission is None:
        raise Http404
    return file_of(submission)
