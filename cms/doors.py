"""The doors of the CMS admin, where Wagtail's own stand wider than ours.

Wagtail sends a signed-in person without access to the log-in page, which sends them back: here
such a person gets the answer of an absent page. A few addresses name pages of other people's
courses; they are looked at before Wagtail is asked. The admin needs inline scripts and styles, so
its content policy is looser than that of learners' pages, and stays with our own host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.permissions import get_permission_name
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail_localize.models import TranslationSource

from cms.gaps import PageHasGaps
from cms.roles import writes_everything
from foundation.access import Policy
from foundation.middleware import is_foreign

View = Callable[..., HttpResponse]

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)


def guarded(urlpatterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return Wagtail's admin addresses, each behind our door."""
    return list(decorate_urlpatterns(list(urlpatterns), behind_door))


def behind_door(view: View) -> View:
    """Put one view of the admin behind our door."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        name = request.resolver_match.view_name if request.resolver_match else ""
        if user.is_authenticated and not _stands_open(name, request, kwargs):
            raise Http404
        if name in _OTHER_LOGINS:
            return redirect_to_login("/cms/", settings.LOGIN_URL)
        response = _answer(view, request, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    if not is_foreign(view):
        door.policy = Policy.STAFF  # type: ignore[attr-defined]
    return door


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Ask Wagtail; a page with gaps, which the editor's form did not see, is not published.

    It comes from a review, a list or a translation. Nothing of that request is kept.
    """
    try:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)
    except PageHasGaps as refusal:
        return _back_to_the_editor(request, refusal)


def _back_to_the_editor(request: HttpRequest, refusal: PageHasGaps) -> HttpResponse:
    """Say what the page lacks, where it can be added."""
    said = _("“%(title)s” was not published.") % {"title": refusal.page.title}
    messages.error(request, " ".join([said, *refusal.sentences]))
    address = reverse("wagtailadmin_pages:edit", args=[refusal.page.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": address})
    return HttpResponseRedirect(address)


def _stands_open(name: str, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether Wagtail may be asked; most of its addresses guard themselves."""
    if name.startswith(_TRANSLATING) and kwargs:
        return _edits_source(request, kwargs)
    return name not in _LOOKED_AT or _LOOKED_AT[name](request, kwargs)


def _edits_source(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether the person may edit what an address of the translators names."""
    found = _source(kwargs)
    if isinstance(found, Page):
        return bool(found.permissions_for_user(request.user).can_edit())
    if found is None:
        return False
    return bool(request.user.has_perm(get_permission_name("change", type(found))))


def _source(kwargs: dict[str, Any]) -> Any:
    """Return the page or snippet that is translated, or nothing."""
    if "page_id" in kwargs:
        return Page.objects.filter(pk=kwargs["page_id"]).first()
    if "translation_source_id" in kwargs:
        rows = TranslationSource.objects.filter(pk=kwargs["translation_source_id"])
    elif "translation_id" in kwargs:
        rows = TranslationSource.objects.filter(translations__pk=kwargs["translation_id"])
    else:
        return _snippet(kwargs)
    source = rows.first()
    return source and source.get_source_instance()


def _snippet(kwargs: dict[str, Any]) -> Any:
    try:
        model: Any = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except (KeyError, LookupError):
        return None
    return model.objects.filter(pk=kwargs["pk"]).first() if "pk" in kwargs else model()


def _finds_parent(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether the person can find the page whose children a chooser is to list."""
    return _finds(request, [kwargs["parent_page_id"]])


def _finds_chosen(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether the person can find every page that a chooser is to name."""
    ids = request.GET.getlist("id")
    return all(pk.isdecimal() for pk in ids) and _finds(request, [int(pk) for pk in ids])


def _finds(request: HttpRequest, ids: list[int]) -> bool:
    seen = page_permission_policy.explorable_instances(request.user)
    return bool(seen.filter(pk__in=ids).count() == len(set(ids)))


def _reads_all(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether a report across all courses is for this person."""
    return writes_everything(request.user)


def _never(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Shut an address that fails on purpose."""
    return False


_LOOKED_AT: dict[str, Callable[[HttpRequest, dict[str, Any]], bool]] = {
    "wagtailadmin_choose_page_child": _finds_parent,
    "wagtailadmin_choose_page_chosen_multiple": _finds_chosen,
    "wagtail_localize:translations_report": _reads_all,
    "wagtail_localize:translations_report_results": _reads_all,
    "wagtailadmin_error_test": _never,
    "wagtailadmin_reports:page_types_usage": _reads_all,
    "wagtailadmin_reports:page_types_usage_results": _reads_all,
}

_TRANSLATING = ("wagtail_localize:", "simple_translation:")

#: One way in: the log-in with its limits and second factor (S02, S09).
_OTHER_LOGINS = {
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_done",
}
