"""Verification of many codes at once, for employers and ministries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.forms import CodesForm
from certificates.presenting import ListedAnswer, listed
from certificates.slowing import LIST_COUNTS, is_too_often, never_indexed, slow_down
from certificates.verification import answers_for
from foundation.access import public
from foundation.exports import csv_response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Ask for a list of codes; answer with a table, or with the same as a file."""
    if request.method != "POST":
        return _page(request, CodesForm())
    if is_too_often(request, "verify-list", LIST_COUNTS):
        return slow_down(request)
    form = CodesForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    language = (get_language() or "en").split("-")[0]
    rows = listed(answers_for(form.cleaned_data["codes"]), language)
    return _table(rows) if "csv" in request.POST else _page(request, form, rows)


def _page(
    request: HttpRequest, form: CodesForm, rows: list[ListedAnswer] | None = None
) -> HttpResponse:
    context = {"form": form, "rows": rows}
    status = 400 if form.errors else 200
    return never_indexed(render(request, "certificates/list.html", context, status=status))


def _table(rows: list[ListedAnswer]) -> StreamingHttpResponse:
    """Return the same table as a file."""
    head = [
        *(_("Code"), _("Answer"), _("Name"), _("Name in Latin letters"), _("Certificate")),
        *(_("Programme"), _("Awarded on"), _("Valid until")),
    ]
    return never_indexed(csv_response("certificates.csv", head, map(_cells, rows)))


def _cells(row: ListedAnswer) -> list[object]:
    facts = row.facts
    if facts is None:
        return [row.code, row.word, "", "", "", "", "", ""]
    names = [facts.name, facts.latin_name, facts.kind, facts.programme]
    return [row.code, row.word, *names, facts.awarded_on, facts.expires_on]
