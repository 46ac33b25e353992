"""Who may call a view (rule R1): every view declares one policy, and the default denies.

A policy is about the door only. Which objects lie behind it is decided by ``visible_to(user)``
querysets; a foreign object answers exactly like an absent one.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_callable
from django.utils.cache import add_never_cache_headers, patch_cache_control

from foundation.typed import typed_words

View = Callable[..., HttpResponseBase]


class Policy(StrEnum):
    """The kinds of door a view can have."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    STAFF = "staff"


def public(view: View) -> View:
    """Declare a view open to everybody."""
    return _declare(view, Policy.PUBLIC)


def signed_in(view: View) -> View:
    """Declare a view for anybody with an account; others are asked to log in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_log_in(request)
        return _private(view(request, *args, **kwargs))

    return _declare(guarded, Policy.SIGNED_IN)


def staff(view: View) -> View:
    """Declare a desk view: people without any staff role get the same answer as for no page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_log_in(request)
        if not request.user.has_staff_role():
            raise Http404
        return _private(view(request, *args, **kwargs))

    return _declare(guarded, Policy.STAFF)


def policy_of(view: View) -> Policy | None:
    """Return the declared policy of a view callable, or nothing where none was declared."""
    return getattr(view, "policy", None)


def _declare(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view


def _ask_to_log_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the log-in and back; whoever sent a form with words in it gets them back."""
    if request.method == "POST" and typed_words(request):
        return get_callable(settings.LOGGED_OUT_VIEW)(request)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep a personal page out of every cache (R13)."""
    add_never_cache_headers(response)
    patch_cache_control(response, no_store=True, private=True)
    return response
