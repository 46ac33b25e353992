"""Pages of accounts that are not allauth's: profile, language, and the answer to a stale form."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from accounts.forms import ProfileForm
from foundation.access import public, signed_in
from foundation.redirects import see_other

A_LINE = 40


@signed_in
@require_http_methods(["GET", "POST"])
def profile_edit(request: HttpRequest) -> HttpResponse:
    """Show and change name, language and time zone."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language):
            messages.success(request, _("Saved."))
        return see_other("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@public
@require_http_methods(["GET", "POST"])
def language_choose(request: HttpRequest) -> HttpResponse:
    """Offer the languages (GET) and keep the choice in account or cookie (POST)."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    if request.method == "GET":
        context = {"next": target, "to": request.GET.get("to", "")}
        return render(request, "accounts/language.html", context)
    code = request.POST.get("language", "")
    response = see_other(target)
    if code in settings.LANGUAGE_NAMES:
        _keep_language(request, response, code)
    return response


def _keep_language(request: HttpRequest, response: HttpResponse, code: str) -> None:
    if request.user.is_authenticated:
        request.user.language = code
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a stale form in words, and give the typed text back so that nothing is lost."""
    kept = [
        value
        for key, values in request.POST.lists()
        for value in values
        if "password" not in key and "csrf" not in key and _was_typed(value)
    ]
    return render(request, "403_csrf.html", {"kept": kept, "back": _form_of(request)}, status=403)


def _was_typed(value: str) -> bool:
    """Tell words of a person from the choices, codes and uids of a form."""
    text = value.strip()
    return len(text) > A_LINE or any(character.isspace() for character in text)


def _form_of(request: HttpRequest) -> str:
    """Return the page that the form stood on; the address it was sent to may take no GET."""
    page = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return page
    return request.get_full_path()
