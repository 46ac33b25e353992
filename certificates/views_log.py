"""The register's Merkle log for everybody: its head, its leaves, and proofs. No personal data."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from certificates import log
from certificates.slowing import is_too_often, never_indexed, slow_down
from foundation import clock
from foundation.access import public

MOST_LEAVES = 1000


def _slowed(view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
    """Give what a view returns as JSON, and count who asks."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_too_often(request, "log"):
            return slow_down(request)
        return never_indexed(JsonResponse(view(request, *args, **kwargs)))

    return counted


@public
@require_safe
@_slowed
def head(request: HttpRequest) -> dict[str, Any]:
    """Give the head of the log: its size, its root, and the signature where there is a key."""
    return log.tree_head(clock.now())


@public
@require_safe
@_slowed
def leaves(request: HttpRequest) -> dict[str, Any]:
    """Give the leaves from a number on, for whoever keeps a copy."""
    start = _number(request, "start", 1)
    return {"start": start, "leaves": log.leaves(start, MOST_LEAVES)}


@public
@require_safe
@_slowed
def inclusion(request: HttpRequest, number: int) -> dict[str, Any]:
    """Give the proof that an event is in the log of a size (today's, if none is named)."""
    size = _size(request, "size")
    if not 1 <= number <= size:
        raise Http404
    return log.inclusion(number, size)


@public
@require_safe
@_slowed
def consistency(request: HttpRequest) -> dict[str, Any]:
    """Give the proof that the log of one size is the beginning of the log of another."""
    second = _size(request, "second")
    first = _number(request, "first", min(1, second))
    if first > second:
        raise Http404
    return log.consistency(first, second)


def _size(request: HttpRequest, name: str) -> int:
    """Return the size asked for; the log has it or had it once."""
    now = log.size_now()
    size = _number(request, name, now)
    if size > now:
        raise Http404
    return size


def _number(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Http404
    return int(text)
