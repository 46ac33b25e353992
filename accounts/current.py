"""The signed-in person of a request, typed."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from accounts.models import User


def person(request: HttpRequest) -> User:
    """Return the signed-in person; only views behind ``signed_in`` or ``staff`` may ask."""
    return cast("User", request.user)
