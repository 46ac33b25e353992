"""The answer after a write."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """303: after a POST the browser asks for the page with GET, whatever the method was."""

    status_code = HTTPStatus.SEE_OTHER


def see_other(to: str, *args: Any) -> SeeOther:
    """Return the redirect to an address, or to the view of that name with its arguments."""
    return SeeOther(resolve_url(to, *args))
