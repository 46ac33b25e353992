"""Copying a whole course from the CMS: asking for it, and seeing how far it is."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.current import person
from cms.copying import begin_copy
from cms.forms import CopyForm
from cms.models import CourseCopy, CoursePage
from cms.roles import may_copy
from foundation import clock
from foundation.access import staff


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a copy of a course."""
    page = get_object_or_404(CoursePage, pk=pk)
    if not may_copy(person(request), page):
        raise Http404
    form = CopyForm(request.POST or None, initial={"suffix": str(clock.now().year + 1)})
    if request.method == "POST" and form.is_valid():
        suffix = form.cleaned_data["suffix"]
        copy = begin_copy(course=page, suffix=suffix, by=person(request), now=clock.now())
        return HttpResponseRedirect(reverse("own:copy", args=[copy.uid]), status=303)
    return render(request, "cms/admin/copy.html", {"course": page, "form": form})


@staff
@require_safe
def state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show how far a copying is, and in the end what was copied."""
    copy = get_object_or_404(CourseCopy.objects.asked_by(person(request)), uid=uid)
    page = CoursePage.objects.filter(pk=copy.report.get("page")).first()
    return render(request, "cms/admin/copied.html", {"copy": copy, "course": page})
