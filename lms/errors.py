"""Pages for what went wrong, in the visitor's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from foundation.access import public


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be understood."""
    return render(request, "400.html", status=400)


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A page that is there but not for this person."""
    return render(request, "403.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or one that is not to be known of: the same answer for both."""
    return render(request, "404.html", status=404)


@public
def failure(request: HttpRequest) -> HttpResponse:
    """Our own fault; drawn without the frame, which would ask the database who this is."""
    return HttpResponse(render_to_string("500.html"), status=500)
