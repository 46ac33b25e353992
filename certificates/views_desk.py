"""Awards at the desk: proposed by one administrator, approved by another, then issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.current import person
from certificates import services
from certificates.desk import candidates_of, cohorts_with_awards
from certificates.forms import ReinstateForm, RevokeForm
from certificates.models import Award, NameChange
from certificates.querysets import AwardQuerySet
from courses.models import Programme
from courses.roles import administers
from foundation import clock
from foundation.access import staff
from foundation.errors import DomainError
from foundation.pagination import page_of, query_without_page
from foundation.redirects import see_other
from learning.models import Cohort, Enrolment

AWARDS_SHOWN = 200


@staff
@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """List the cohorts with what is proposed, approved and issued in each."""
    if not administers(person(request)):
        raise Http404
    context = {
        "cohorts": cohorts_with_awards(person(request)),
        "programmes": Programme.objects.visible_to(person(request)),
        "waiting": NameChange.objects.visible_to(person(request)).filter(state="asked").count(),
    }
    return render(request, "certificates/desk/cohorts.html", context)


@staff
@require_safe
def cohort(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show who of a cohort earns what, and why; a page at a time."""
    chosen = _cohort(request, uid)
    places = chosen.enrolments.taking_seats().select_related("user", "cohort__programme")
    finished_first = F("programme_completion__completed_at").asc(nulls_last=True)
    page = page_of(places.order_by(finished_first, "user__name", "pk"), request)
    awards = _awards(chosen)
    context = {
        "cohort": chosen,
        "page": page,
        "query": query_without_page(request),
        "candidates": candidates_of(list(page.object_list), clock.now()),
        "awards": awards[:AWARDS_SHOWN],
        "more": max(awards.count() - AWARDS_SHOWN, 0),
        "me": request.user,
    }
    return render(request, "certificates/desk/cohort.html", context)


@staff
@require_POST
def propose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Propose awards for the people ticked; who does not qualify is named, the rest goes on."""
    chosen = _cohort(request, uid)
    places = chosen.enrolments.taking_seats().filter(uid__in=_uids(request, "enrolment"))
    kind = request.POST.get("kind", Award.Kind.COMPLETION)
    if kind not in Award.Kind.values:
        raise Http404
    propose = partial(services.propose, kind=kind, by=person(request), now=clock.now())
    rows = {place: place for place in places.select_related("user", "cohort__programme")}
    count = _each(request, rows, lambda place: propose(enrolment=place) is not None)
    _say(request, count, ngettext("%(n)d award proposed.", "%(n)d awards proposed.", count))
    return see_other("awards:cohort", uid)


@staff
@require_POST
def approve(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Approve the awards ticked; one's own proposals are refused by name."""
    approve = partial(services.approve, by=person(request), now=clock.now())
    count = _each(request, _ticked(request, uid), lambda award: approve(award=award) is None)
    _say(request, count, ngettext("%(n)d award approved.", "%(n)d awards approved.", count))
    return see_other("awards:cohort", uid)


@staff
@require_POST
def issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand the approved awards of a cohort to a worker; the page then shows how far it is."""
    awards = Award.objects.filter(enrolment__cohort=_cohort(request, uid)).to_be_asked_for()
    count = services.ask_to_issue(awards=awards, by=person(request), now=clock.now())
    words = ngettext(
        "%(n)d certificate is being made.", "%(n)d certificates are being made.", count
    )
    _say(request, count, words)
    return see_other("awards:cohort", uid)


@staff
@require_POST
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back the awards ticked that are not issued yet."""
    drop = partial(services.drop, by=person(request), now=clock.now())
    count = _each(request, _ticked(request, uid), lambda award: drop(award=award) is None)
    _say(request, count, ngettext("%(n)d award taken back.", "%(n)d awards taken back.", count))
    return see_other("awards:cohort", uid)


@staff
def award(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one award with its history; revoke it with a reason."""
    row = get_object_or_404(
        _with_what_it_shows(Award.objects.visible_to(person(request))), uid=uid
    )
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke(award=row, by=person(request), now=clock.now(), **form.cleaned_data)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The award is revoked."))
        return see_other("awards:award", uid)
    events = row.events.select_related("by")
    context = {"award": row, "events": events, "form": form, "reinstating": ReinstateForm()}
    return render(request, "certificates/desk/award.html", context)


@staff
@require_POST
def reinstate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a revocation back, with a note; the history keeps both."""
    row = get_object_or_404(Award.objects.visible_to(person(request)), uid=uid)
    form = ReinstateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write why the revocation is taken back."))
        return see_other("awards:award", uid)
    try:
        services.reinstate(award=row, by=person(request), now=clock.now(), **form.cleaned_data)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The award stands again."))
    return see_other("awards:award", uid)


def _with_what_it_shows(awards: AwardQuerySet) -> AwardQuerySet:
    return awards.select_related("enrolment__user", "programme", "successor", "name_change__award")


def _each(request: HttpRequest, rows: Mapping[Any, Enrolment], act: Callable[[Any], bool]) -> int:
    """Do the same to each row; a refusal names the person it is about, and the rest goes on."""
    count = 0
    for row, place in rows.items():
        try:
            count += act(row)
        except DomainError as refusal:
            messages.error(request, f"{place.user.name}: {refusal}")
    return count


def _say(request: HttpRequest, count: int, words: str) -> None:
    if count:
        messages.success(request, words % {"n": count})
    else:
        messages.info(request, _("Nothing has changed."))


def _uids(request: HttpRequest, name: str) -> list[UUID]:
    """Read the ticked uids; nonsense is left out."""
    found = []
    for text in request.POST.getlist(name)[:2000]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _ticked(request: HttpRequest, uid: UUID) -> dict[Award, Enrolment]:
    awards = _awards(_cohort(request, uid)).filter(uid__in=_uids(request, "award"))
    return {award: award.enrolment for award in awards}


def _cohort(request: HttpRequest, uid: UUID) -> Cohort:
    cohorts = Cohort.objects.visible_to(person(request)).select_related("programme")
    return get_object_or_404(cohorts, uid=uid)


def _awards(chosen: Cohort) -> AwardQuerySet:
    """Return the awards of a cohort, those first that wait for somebody."""
    awards = Award.objects.filter(enrolment__cohort=chosen).in_order_of_work()
    return awards.select_related("enrolment__user", "proposed_by", "approved_by", "name_change")
