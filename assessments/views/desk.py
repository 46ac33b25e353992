"""Marking at the desk: the list, one submission, and how quizzes fare."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.current import person
from assessments import services
from assessments.errors import HandedInAgain, MarkedMeanwhile
from assessments.forms import CourseFilter, MarkForm, MarkingFilter
from assessments.models import Submission
from assessments.selectors.desk import quiz_figures, submission_desk, submissions_to_mark
from assessments.views.answers import file_of, see_other
from foundation import clock
from foundation.access import staff
from foundation.errors import DomainError
from foundation.pagination import page_of, query_without_page


@staff
@require_GET
def marking_list(request: HttpRequest) -> HttpResponse:
    """List the work of one's courses, what waits longest first."""
    chosen = MarkingFilter(request.GET, user=person(request))
    rows = submissions_to_mark(person(request), **chosen.chosen())
    context = {
        "filter": chosen,
        "page": page_of(rows, request),
        "query": query_without_page(request),
    }
    return render(request, "assessments/desk/list.html", context)


@staff
@require_http_methods(["GET", "POST"])
def marking_submission(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one piece of work with its rubric (GET) and save a mark (POST)."""
    submission = get_object_or_404(_visible(request), uid=uid)
    desk = submission_desk(submission)
    form = MarkForm(request.POST or None, criteria=desk.criteria, latest=desk.latest)
    if request.method == "POST" and form.is_valid():
        return _save(request, submission, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(
        request, "assessments/desk/submission.html", {"desk": desk, "form": form}, status=status
    )


def _save(request: HttpRequest, submission: Submission, form: MarkForm) -> HttpResponse:
    """Save a mark and go on to the next piece of work, or say why not."""
    try:
        services.grade_submission(
            submission=submission,
            marking=form.marking(),
            based_on=form.cleaned_data["based_on"],
            by=person(request),
            now=clock.now(),
        )
    except DomainError as refusal:
        return _refused(request, submission, refusal)
    messages.success(request, _("The mark is saved and the learner is told by mail."))
    return see_other(reverse("marking:list"))


def _refused(request: HttpRequest, submission: Submission, refusal: DomainError) -> HttpResponse:
    """Say why no mark was saved, with what the marker wrote and what others saved meanwhile."""
    desk = submission_desk(get_object_or_404(_visible(request), pk=submission.pk))
    data = request.POST.copy()
    is_conflict = isinstance(refusal, MarkedMeanwhile | HandedInAgain)
    if is_conflict and desk.latest:
        data["based_on"] = str(desk.latest.number)
    form = MarkForm(data, criteria=desk.criteria, latest=desk.latest)
    context = {"desk": desk, "form": form, "refusal": str(refusal), "is_conflict": is_conflict}
    status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "assessments/desk/submission.html", context, status=status)


@staff
@require_GET
def marking_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """Give a marker the file that was handed in."""
    return file_of(get_object_or_404(_visible(request), uid=uid))


def _visible(request: HttpRequest) -> QuerySet[Submission]:
    return Submission.objects.visible_to(person(request)).select_related(
        "enrolment__user", "enrolment__cohort", "activity__lesson__course", "assignment"
    )


@staff
@require_GET
def quiz_results(request: HttpRequest) -> HttpResponse:
    """Show how the questions of a course's quizzes fare."""
    chosen = CourseFilter(request.GET, user=person(request))
    course = chosen.chosen()
    context = {
        "filter": chosen,
        "course": course,
        "quizzes": quiz_figures(course) if course else [],
    }
    return render(request, "assessments/desk/quiz_results.html", context)
