"""Requests for another name, decided at the desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.current import person
from certificates import reissue
from certificates.forms import DecisionForm
from certificates.models import NameChange
from courses.roles import administers
from foundation import clock
from foundation.access import staff
from foundation.errors import DomainError
from foundation.pagination import page_of, query_without_page
from foundation.redirects import see_other


@staff
@require_safe
def name_changes(request: HttpRequest) -> HttpResponse:
    """List the requests of one's programmes, those first that wait."""
    if not administers(person(request)):
        raise Http404
    rows = NameChange.objects.visible_to(person(request)).waiting_first()
    page = page_of(rows.select_related("award__enrolment__user", "award__programme"), request)
    context = {"page": page, "query": query_without_page(request)}
    return render(request, "certificates/desk/name_changes.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def name_change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one request, and accept or refuse it."""
    rows = NameChange.objects.visible_to(person(request))
    wanted = get_object_or_404(
        rows.select_related("award__enrolment__user", "award__programme", "decided_by"), uid=uid
    )
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, wanted, form.cleaned_data)
        return see_other("awards:name-change", uid)
    replacement = wanted.replacements.exclude(state="dropped").first()
    context = {"wanted": wanted, "form": form, "replacement": replacement}
    return render(request, "certificates/desk/name_change.html", context)


def _decide(request: HttpRequest, wanted: NameChange, chosen: dict[str, str]) -> None:
    by, now = person(request), clock.now()
    try:
        if chosen["decision"] == "accept":
            reissue.accept(wanted=wanted, by=by, now=now)
            messages.success(request, _("The new certificate is proposed. Another approves it."))
        else:
            reissue.refuse(wanted=wanted, answer=chosen["answer"], by=by, now=now)
            messages.success(request, _("The request is refused, with your answer."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
