"""What the pages of assessments have in common: reading answers, sending files, 303."""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from assessments.models import Submission
from assessments.services.attempts import check_may_work
from assessments.uploads import content_type_of
from courses.models import Activity
from foundation import clock
from foundation.errors import DomainError
from foundation.wording import Words
from learning.models import Enrolment

logger = logging.getLogger(__name__)

INERT = "sandbox; default-src 'none'"


def posted_answers(request: HttpRequest) -> dict[str, list[str]]:
    """Return the choices taken for each question that the form asked; others are not touched."""
    return {uid: request.POST.getlist(f"q-{uid}") for uid in request.POST.getlist("asked")}


def see_other(url: str) -> HttpResponseRedirect:
    """Answer 303: after a POST the browser asks for the page with GET."""
    response = HttpResponseRedirect(url)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def crumbs_of(activity: Activity, here: Words) -> list[dict[str, str]]:
    """Return where a page stands, from the course down (shape of components/breadcrumbs.html)."""
    course, lesson = activity.lesson.course, activity.lesson
    return [
        _crumb(course.title, reverse("lessons:course", args=[course.uid])),
        _crumb(lesson.title, reverse("lessons:lesson", args=[lesson.uid])),
        _crumb(here, ""),
    ]


def _crumb(title: Words, url: str) -> dict[str, str]:
    return {"title": title.text, "url": url, "lang": title.language if title.is_fallback else ""}


def why_closed(place: Enrolment, activity: Activity) -> str:
    """Return the sentence that says why no work is taken here now, or nothing."""
    try:
        check_may_work(enrolment=place, activity=activity, now=clock.now())
    except DomainError as refusal:
        return str(refusal)
    return ""


def file_of(submission: Submission) -> FileResponse:
    """Send what was handed in as an attachment that no browser runs (R5); 404 without a file."""
    if not submission.file:
        raise Http404
    try:
        content = submission.file.open("rb")
    except FileNotFoundError as error:
        logger.exception("bytes of a submission are missing", extra={"pk": submission.pk})
        raise Http404 from error
    name = submission.file_name
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=content_type_of(name)
    )
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    return response
