"""The statement of an award: what is frozen at issue, and read by document and verification."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from certificates.models import Award, CertificateDesign, NameChange
from courses.models import Course


def verify_url(code: str) -> str:
    """Return the public address that the QR code leads to."""
    return settings.SITE_URL + reverse("certificates:result", args=[code])


#: What a design gives to the statement.
DESIGN_FIELDS = ("organisations", "signatories", "languages", "page")


def frozen_facts(award: Award, design: CertificateDesign) -> dict[str, Any]:
    """Return everything the document says, as JSON, by language where it is worded (2 queries)."""
    user = award.enrolment.user
    programme = award.programme
    return {
        "version": 1,
        "code": award.code,
        "kind": award.kind,
        "name": user.name,
        "name_language": user.language,
        "latin_name": user.latin_name,
        "programme": {"uid": str(programme.uid), "titles": programme.titles},
        "cohort": {"code": award.enrolment.cohort.code, "titles": award.enrolment.cohort.titles},
        "hours": programme.hours,
        "blocks": _blocks(award),
        "awarded_on": award.awarded_on.isoformat() if award.awarded_on else None,
        "expires_on": award.expires_on.isoformat() if award.expires_on else None,
        **{name: getattr(design, name) for name in DESIGN_FIELDS},
        "design": str(design.uid),
        "verify_url": verify_url(award.code),
    }


def facts_under_another_name(award: Award, old: Award, wanted: NameChange) -> dict[str, Any]:
    """Return the statement of the old award with the new name, and the new award's own code."""
    names = {"name": wanted.name, "latin_name": wanted.latin_name}
    return {**old.facts, **names, "code": award.code, "verify_url": verify_url(award.code)}


def last_day(first: date, months: int | None) -> date | None:
    """Return the last day of so many months from a day on; nothing where it is for good."""
    if not months:
        return None
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))


def _blocks(award: Award) -> list[dict[str, Any]]:
    """Return the courses that the award stands for, those finished by the holder."""
    courses = Course.objects.filter(
        completions__enrolment=award.enrolment, programme=award.programme
    )
    return [
        {"code": course.code, "titles": course.titles, "hours": course.hours}
        for course in courses.order_by("position", "pk")
    ]
