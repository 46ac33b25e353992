"""The holder asks for a certificate under another name."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.current import person
from certificates import reissue
from certificates.forms import NameChangeForm
from certificates.models import Award
from certificates.rendering.errors import NameRefused
from foundation import clock
from foundation.access import signed_in
from foundation.errors import DomainError
from foundation.redirects import see_other


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def name_change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for another name on one's certificate, and see what became of it."""
    awards = Award.objects.held_by(person(request)).select_related("enrolment__user", "programme")
    award = get_object_or_404(awards, uid=uid)
    form = NameChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ask(request, award, form):
        return see_other("certificates:name-change", uid)
    requests = list(award.name_changes.all())
    waits = any(row.state != row.State.REFUSED for row in requests)
    is_open = award.state == Award.State.ISSUED and not waits
    context = {"award": award, "requests": requests, "form": form, "is_open": is_open}
    return render(request, "certificates/name_change.html", context)


def _ask(request: HttpRequest, award: Award, form: NameChangeForm) -> bool:
    """Ask; a letter that cannot be printed is named beside the form, which keeps its words."""
    try:
        reissue.ask(award=award, now=clock.now(), **form.cleaned_data)
    except NameRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return True
    messages.success(request, _("Your request was sent to the programme."))
    return True
