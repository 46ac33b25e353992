"""The desk's pages of cohorts, people and live sessions, for a programme's administrators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.current import person
from courses.roles import administers
from foundation import clock
from foundation.access import staff
from foundation.errors import DomainError
from foundation.exports import csv_response
from foundation.pagination import page_of, query_without_page
from foundation.panels import desk_sections
from foundation.redirects import see_other
from learning import enrolling, services
from learning.desk import cohorts_for, people_of
from learning.forms import AttendanceForm, CohortForm, PeopleFilter, SessionForm
from learning.models import Application, Cohort, Enrolment, LiveSession

ATTENDANCE_PAGE = 200


@staff
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Open the desk at the first section that is open to the person."""
    sections = desk_sections(person(request))
    if sections:
        return redirect(sections[0].url)
    return render(request, "learning/desk/nothing.html")


@staff
@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """List the cohorts of the programmes one administers, the newest first."""
    if not administers(person(request)):
        raise Http404
    context = {"cohorts": cohorts_for(person(request))}
    return render(request, "learning/desk/cohorts.html", context)


@staff
def cohort_edit(request: HttpRequest, uid: UUID | None = None) -> HttpResponse:
    """Set up a cohort, or change it; only who administers a programme may."""
    cohort = (
        get_object_or_404(Cohort.objects.visible_to(person(request)), uid=uid) if uid else None
    )
    if not administers(person(request)):
        raise Http404
    form = CohortForm(request.POST or None, instance=cohort, user=person(request))
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        services.pin_outlines(cohort=saved)
        enrolling.promote(cohort=saved, now=clock.now())
        messages.success(request, _("Saved."))
        return see_other("desk:cohort", saved.uid)
    return render(request, "learning/desk/cohort_form.html", {"form": form, "cohort": cohort})


@staff
@require_safe
def cohort_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """List the people of a cohort with their progress and what is missing."""
    cohort = _cohort(request, uid)
    chosen = PeopleFilter(request.GET)
    page = page_of(chosen.apply(_places(cohort)), request)
    context = {
        "cohort": cohort,
        "filter": chosen,
        "page": page,
        "people": people_of(list(page.object_list), clock.now()),
        "query": query_without_page(request),
        "sessions": cohort.sessions.all(),
        "waiting": Application.objects.waiting().filter(cohort=cohort).select_related("user"),
    }
    return render(request, "learning/desk/cohort.html", context)


@staff
@require_safe
def cohort_export(request: HttpRequest, uid: UUID) -> StreamingHttpResponse:
    """Give the people of a cohort as a table for a spreadsheet."""
    cohort = _cohort(request, uid)
    places = list(_places(cohort).order_by("user__name", "pk"))
    head = [_("Name"), _("E-mail"), _("State"), _("Done"), _("Required"), _("Requirements met")]
    rows = (
        (
            person.enrolment.user.name,
            person.enrolment.user.email,
            person.enrolment.get_state_display(),
            person.progress.done,
            person.progress.required,
            person.checklist.done,
        )
        for person in people_of(places, clock.now())
    )
    return csv_response(f"{cohort.code}.csv", head, rows)


@staff
@require_safe
def person_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one place: the same checklist that the learner sees, and what can be done."""
    place = _place(request, uid)
    [person] = people_of([place], clock.now())
    return render(request, "learning/desk/person.html", {"person": person, "place": place})


@staff
@require_POST
def person_change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Withdraw or reinstate a place."""
    place = _place(request, uid)
    change = {"withdraw": enrolling.withdraw, "reinstate": enrolling.reinstate}.get(
        request.POST.get("to", "")
    )
    if change is None:
        raise Http404
    try:
        change(enrolment=place, now=clock.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return see_other("desk:person", uid)


@staff
def session_edit(request: HttpRequest, cohort_uid: UUID, uid: UUID | None = None) -> HttpResponse:
    """Plan a live session or change it."""
    cohort = _cohort(request, cohort_uid)
    session = get_object_or_404(cohort.sessions, uid=uid) if uid else LiveSession(cohort=cohort)
    form = SessionForm(request.POST or None, instance=session, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return see_other("desk:cohort", cohort.uid)
    context = {"form": form, "cohort": cohort, "session": session}
    return render(request, "learning/desk/session_form.html", context)


@staff
def attendance_edit(request: HttpRequest, cohort_uid: UUID, uid: UUID) -> HttpResponse:
    """Record who was in a session, in minutes; an empty field leaves a person unrecorded."""
    cohort = _cohort(request, cohort_uid)
    session = get_object_or_404(cohort.sessions, uid=uid)
    places = _places(cohort).exclude(state="withdrawn").order_by("user__name", "pk")
    page = page_of(places, request, ATTENDANCE_PAGE)
    form = AttendanceForm(request.POST or None, session=session, places=list(page.object_list))
    if request.method == "POST" and form.is_valid():
        services.record_attendance(
            session=session, minutes=form.minutes(), by=person(request), now=clock.now()
        )
        messages.success(request, _("Attendance saved."))
        return see_other("desk:cohort", cohort.uid)
    context = {"cohort": cohort, "session": session, "form": form, "page": page}
    return render(request, "learning/desk/attendance.html", context)


def _cohort(request: HttpRequest, uid: UUID) -> Cohort:
    cohorts = Cohort.objects.visible_to(person(request)).select_related("programme")
    return get_object_or_404(cohorts, uid=uid)


def _place(request: HttpRequest, uid: UUID) -> Enrolment:
    places = Enrolment.objects.visible_to(person(request))
    return get_object_or_404(places.select_related("user", "cohort__programme"), uid=uid)


def _places(cohort: Cohort) -> QuerySet[Enrolment]:
    return cohort.enrolments.select_related("user", "cohort")
