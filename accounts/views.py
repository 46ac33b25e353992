"""Pages of accounts that are not allauth's: profile, language, and the answer to a stale form."""

from __future__ import annotations

from allauth.account.forms import LoginForm
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
from foundation.typed import form_of, typed_words


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
    context = {"kept": typed_words(request), "back": form_of(request)}
    return render(request, "403_csrf.html", context, status=403)


@public
def logged_out(request: HttpRequest) -> HttpResponse:
    """Answer a form that came after its session had ended: the words back, and the log-in.

    Chosen by the setting LOGGED_OUT_VIEW; browsers without script have the words nowhere else.
    """
    context = {"kept": typed_words(request), "back": form_of(request), "form": LoginForm()}
    return render(request, "accounts/logged_out.html", context, status=403)
