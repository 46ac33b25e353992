"""Reports in the CMS: key facts to read again, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.current import person
from cms.selectors.facts import ORDERS, FactRow, facts_to_review
from cms.selectors.links import Fate, LinkRow, links_of
from foundation import clock
from foundation.access import staff
from foundation.exports import csv_response
from foundation.pagination import page_of, query_without_page

_FATES = (Fate.NOWHERE, Fate.UNPUBLISHED, Fate.NO_ANCHOR, Fate.OUTSIDE)


@staff
@require_safe
def facts(request: HttpRequest) -> HttpResponseBase:
    """List the facts whose source is to be read again, overdue ones first."""
    words, order = _words(request), request.GET.get("order", "")
    order = order if order in ORDERS else ORDERS[0]
    rows = facts_to_review(person(request), clock.now().date(), words, order)
    if _as_table(request):
        return csv_response("key-facts.csv", _fact_head(), _fact_cells(rows))
    context = {
        "orders": zip(ORDERS, _order_names(), strict=True),
        "may_edit": person(request).has_perm("cms.change_keyfact"),
    }
    return _page(request, "facts", rows, words=words, order=order, **context)


@staff
@require_safe
def links(request: HttpRequest) -> HttpResponseBase:
    """List the links that lead nowhere, and those that lead outside; nobody is asked."""
    words, fate = _words(request), request.GET.get("fate", "")
    fate = fate if fate in set(_FATES) else ""
    rows = links_of(person(request), words, fate)
    if _as_table(request):
        return csv_response("links.csv", _link_head(), _link_cells(rows))
    fates = zip(_FATES, _fate_names().values(), strict=True)
    return _page(request, "links", rows, words=words, fate=fate, fates=fates)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:100].strip()


def _as_table(request: HttpRequest) -> bool:
    return request.GET.get("as") == "csv"


def _page(request: HttpRequest, name: str, rows: list, **context: object) -> HttpResponse:
    page = page_of(rows, request)
    more = {"page": page, "query": query_without_page(request), "total": len(rows)}
    return render(request, f"cms/admin/{name}.html", {**context, **more})


def _order_names() -> list[str]:
    return [_("earliest first"), _("latest first"), _("by statement"), _("most used first")]


def _fate_names() -> dict[str, str]:
    return {
        Fate.NOWHERE: _("leads nowhere"),
        Fate.UNPUBLISHED: _("leads to a page that is not published"),
        Fate.NO_ANCHOR: _("names a place that the page does not have"),
        Fate.OUTSIDE: _("leads outside; not tried"),
    }


def _fact_head() -> list[str]:
    return [
        *(_("fact"), _("value"), _("where it holds"), _("source"), _("as of")),
        *(_("read again by"), _("state"), _("lessons")),
    ]


def _fact_cells(rows: list[FactRow]) -> Iterator[list[object]]:
    for row in rows:
        uses = "; ".join(f"{page.title} ({page.language})" for page in row.uses)
        state = _("overdue") if row.overdue else _("due soon")
        day = row.review_by.isoformat()
        yield [
            row.statement,
            row.value,
            row.jurisdiction,
            row.source,
            row.as_of,
            day,
            state,
            uses,
        ]


def _link_head() -> list[str]:
    return [_("page"), _("language"), _("block"), _("link"), _("state")]


def _link_cells(rows: list[LinkRow]) -> Iterator[list[object]]:
    names = _fate_names()
    for row in rows:
        yield [row.where, row.language, row.number or "", row.target, names[row.fate]]
