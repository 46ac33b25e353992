"""Public verification, and the documents for their holders."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.current import person
from certificates.codes import clean_code, grouped
from certificates.credentials.did import did_document
from certificates.credentials.forms import FORMS, status_list_json
from certificates.credentials.keys import open_key
from certificates.credentials.statuses import KEPT, has_list
from certificates.forms import CodeForm, FileForm
from certificates.models import Award, Document
from certificates.presenting import HEADINGS, shown_facts
from certificates.rendering.rosette import rosette_svg
from certificates.sealing import SealUnavailable
from certificates.slowing import WITHIN_SECONDS, is_too_often, never_indexed, slow_down
from certificates.verification import Answer, answer_for, answer_for_file
from foundation import clock
from foundation.access import public, signed_in
from foundation.redirects import see_other

logger = logging.getLogger(__name__)

#: The certificate’s own accent: it can be seen on light and on dark pages.
ROSETTE_INK = "#B4472A"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; a code leads to its own address, where it is counted."""
    if request.method == "POST":
        return slow_down(request) if is_too_often(request) else _verify_file(request)
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:result", form.cleaned_data["code"])
    return _verify_page(request, form, FileForm())


def _verify_page(request: HttpRequest, code: CodeForm, file: FileForm) -> HttpResponse:
    """Show both forms, with what is wrong with the one that was sent."""
    status = 400 if code.errors or file.errors else 200
    context = {"code_form": code, "file_form": file}
    return never_indexed(render(request, "certificates/verify.html", context, status=status))


def _verify_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _verify_page(request, CodeForm(), form)
    found = answer_for_file(form.cleaned_data["file"])
    context = {"file": found, **(_context(found.answer) if found.answer else {})}
    return never_indexed(render(request, "certificates/file_result.html", context))


@public
@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Say what one code stands for; an unknown code answers 404, in the same shape and time."""
    if is_too_often(request):
        return slow_down(request)
    answer = answer_for(code)
    status = 404 if answer.award is None else 200
    page = render(request, "certificates/result.html", _context(answer), status=status)
    return never_indexed(page)


def _context(answer: Answer) -> dict[str, Any]:
    language = (get_language() or "en").split("-")[0]
    return {
        "answer": answer,
        "heading": HEADINGS[answer.verdict],
        "code": grouped(answer.code),
        "facts": shown_facts(answer.facts, language) if answer.facts else None,
        "revoked_on": answer.award.revoked_at if answer.award else None,
    }


@public
@require_safe
def rosette(request: HttpRequest, code: str) -> HttpResponse:
    """Give the rosette drawn from the award's own digest, as the certificate shows it."""
    answer = answer_for(code)
    if answer.award is None or not answer.facts:
        return _missed(request)
    drawing = rosette_svg(answer.award.facts_sha256, ink=ROSETTE_INK)
    return HttpResponse(drawing, content_type="image/svg+xml")


@public
@require_safe
def document(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the document to its holder, and to others if the holder allows it."""
    wanted = request.GET.get("language", "")
    awards = Award.objects.public().select_related("enrolment__user")
    award = awards.filter(code=clean_code(code) or "none").first()
    if award is None or not _may_fetch(request, award):
        return _missed(request)
    return never_indexed(_file_of(award, wanted))


@public
@require_safe
def credential(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Give the digital credential to whoever may fetch the document, without the name if asked."""
    written = FORMS.get(form)
    awards = Award.objects.public().select_related("enrolment__user")
    award = awards.filter(code=clean_code(code) or "none").first()
    if written is None or award is None or not _may_fetch(request, award):
        return _missed(request)
    named = request.GET.get("name") != "no"
    kind = written.media_type
    response = _signed(lambda: written.written(award, named, clock.now()), kind)
    name = f"credential-{award.code}.{written.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return never_indexed(response)


@public
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Give one list of awards that were withdrawn, for verifiers anywhere; it names nobody."""
    if not has_list(number):
        raise Http404
    response = _signed(lambda: status_list_json(number, clock.now()), "application/ld+json")
    return _for_verifiers(request, response)


@public
@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """Give the issuer's DID document: the public keys that sign credentials."""
    response = _signed(_did_json, "application/did+ld+json")
    return _for_verifiers(request, response)


def _did_json() -> str:
    open_key(clock.now())
    return json.dumps(did_document(), indent=1)


def _signed(write: Callable[[], str | bytes], media_type: str) -> HttpResponse:
    """Answer with what is written, or 503 where the issuer's key cannot be used."""
    try:
        return HttpResponse(write(), content_type=media_type)
    except SealUnavailable:
        logger.exception("the key that signs credentials cannot be used")
        return HttpResponse(status=503, headers={"Retry-After": str(WITHIN_SECONDS)})


def _for_verifiers(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let programs of any site read it, keep it for a while, and ask whether it changed."""
    if response.status_code != HTTPStatus.OK:
        return response
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={int(KEPT.total_seconds())}"
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _may_fetch(request: HttpRequest, award: Award) -> bool:
    """Tell whether the document is open to whoever asks: the holder, or others by her choice."""
    if request.user.is_authenticated and award.enrolment.user == request.user:
        return True
    return award.visibility == Award.Visibility.LINK and award.state == Award.State.ISSUED


def _missed(request: HttpRequest) -> HttpResponse:
    """Answer 404, and count: whoever guesses codes here is slowed down as at the form."""
    if is_too_often(request):
        return slow_down(request)
    raise Http404


def _file_of(award: Award, language: str) -> FileResponse:
    documents = Document.objects.filter(award=award)
    found = documents.filter(language=language).first() or _first_language(award, documents)
    if found is None:
        raise Http404
    name = f"certificate-{award.code}-{found.language}.pdf"
    response = FileResponse(found.file.open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _first_language(award: Award, documents: Any) -> Document | None:
    by_language = {row.language: row for row in documents}
    order = [award.facts.get("name_language"), *award.facts.get("languages", [])]
    return next((by_language[code] for code in order if code in by_language), None)


@signed_in
@require_POST
def visibility_change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let others who have the code fetch the document, or not."""
    award = get_object_or_404(Award.objects.held_by(person(request)), uid=uid)
    chosen = request.POST.get("visibility", "")
    if chosen in Award.Visibility.values:
        Award.objects.filter(pk=award.pk).update(visibility=chosen)
        messages.success(request, _("Saved."))
    return see_other("learning:home")
