"""Pages of long lists, forgiving about the number asked for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(rows: Any, request: HttpRequest, size: int = PAGE_SIZE) -> Page:
    """Return the page that ``?page=`` asks for; nonsense gives the first, too far the last one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def query_without_page(request: HttpRequest) -> str:
    """Return the query string without ``page`` and with a final ``&``, to keep filters."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
