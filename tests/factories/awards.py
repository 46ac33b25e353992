"""Makers of designs and awards, and of places that have met everything."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from accounts.models import User
from certificates.models import Award, CertificateDesign
from certificates.services import approve, ask_to_issue, issue, propose
from courses.models import Activity, Lesson, Programme
from learning.models import Enrolment
from learning.services import complete_activity, complete_lesson
from tests.factories.outlines import MONDAY


def small_pdf(says: str = "") -> bytes:
    """Return an empty page in the form that our renderer writes, which says something aside."""
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Resources << >> >>",
        "<< /Title (Certificate) >>",
    ]
    data, places = f"%PDF-1.7\n% {says}\n".encode(), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 5\n0000000000 65535 f \n{rows}trailer\n<< /ID [<00><00>] /Info 4 0 R"
    return data + f"{end} /Root 1 0 R /Size 5 >>\nstartxref\n{len(data)}\n%%EOF\n".encode()


def finish(place: Enrolment, now: datetime = MONDAY) -> Enrolment:
    """Let a place meet every requirement that is a course."""
    programme = place.cohort.programme
    for lesson in Lesson.objects.filter(course__programme=programme).select_related("course"):
        complete_lesson(enrolment=place, lesson=lesson, now=now)
    activities = Activity.objects.filter(lesson__course__programme=programme)
    for activity in activities.select_related("lesson__course"):
        complete_activity(enrolment=place, activity=activity, mark=Decimal("0.9"), now=now)
    return place


def make_design(programme: Programme, *languages: str, number: int = 1) -> CertificateDesign:
    """Make a plain design: one organisation, one signatory, no pictures."""
    return CertificateDesign.objects.create(
        programme=programme,
        number=number,
        languages=list(languages or ["en"]),
        organisations=[{"names": {"en": "The Institute"}, "picture": ""}],
        signatories=[
            {
                "name": "Ilse Marie Holm",
                "roles": {"en": "Director"},
                "organisations": {"en": "The Institute"},
                "picture": "",
            }
        ],
    )


def make_award(place: Enrolment, by: User, approver: User, now: datetime = MONDAY) -> Award:
    """Make an approved award of a place that has met everything."""
    award = propose(enrolment=place, kind="completion", by=by, now=now)
    assert award is not None
    approve(award=award, by=approver, now=now)
    award.refresh_from_db()
    return award


def make_issued(place: Enrolment, by: User, approver: User, now: datetime = MONDAY) -> Award:
    """Make an issued award, without its documents."""
    award = make_award(place, by, approver, now)
    ask_to_issue(awards=[award], by=by, now=now)
    issue(pk=award.pk, now=now)
    return Award.objects.select_related("enrolment__user", "programme").get(pk=award.pk)
