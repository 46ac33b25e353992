"""What a person typed into a form that could not be taken: given back, so that nothing is lost."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

A_LINE = 40


def typed_words(request: HttpRequest) -> list[str]:
    """Return the texts of a sent form that a person wrote, passwords left out."""
    return [
        value
        for key, values in request.POST.lists()
        for value in values
        if "password" not in key and "csrf" not in key and _was_typed(value)
    ]


def form_of(request: HttpRequest) -> str:
    """Return the page that the form stood on; the address it was sent to may take no GET."""
    page = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return page
    return request.get_full_path()


def _was_typed(value: str) -> bool:
    """Tell words of a person from the choices, codes and uids of a form."""
    text = value.strip()
    return len(text) > A_LINE or any(character.isspace() for character in text)
