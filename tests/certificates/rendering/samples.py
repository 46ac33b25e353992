"""Facts to render: invented organisations, invented signatories, the names of the world."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from certificates.rendering import (
    Block,
    CertificateFacts,
    Kind,
    Organisation,
    Signatory,
    Wording,
)

DATA = Path(__file__).parent / "data"
NAMES: list[dict[str, str]] = json.loads((DATA / "names.json").read_text())

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 96"><title>Mark</title>
<circle cx="48" cy="48" r="40" fill="none" stroke="#0F5D68" stroke-width="7"/>
<path d="M110 30h100v36H110zM20 48c9-8 19-8 28 0s19 8 28 0" fill="#B4472A"/></svg>"""
SIGNATURE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 180">
<path d="M20 150c40-120 80-120 90 0c40-90 60-60 90 0c60-40 120-40 240-60" fill="none"
stroke="#14212B" stroke-width="3.2"/></svg>"""

ENGLISH = Wording(
    heading="Certificate of completion",
    presented="This is to certify that",
    achieved="has completed the programme",
    statement="Eleven blocks of study, live sessions and an accepted policy brief.",
    awarded_label="Awarded on",
    awarded_text="25 November 2026",
    hours_label="Study time",
    hours_text="66 hours",
    code_label="Code",
    verify_label="Check this certificate",
    transcript_heading="Transcript",
    block_label="Block",
    hours_column="Hours",
    total_label="In all",
    rosette_alternative="Rosette of this award",
    signature_alternative="Signature",
)
ARABIC = Wording(
    heading="شهادة إتمام",
    presented="تشهد الجهات الموقعة أدناه بأن",
    achieved="أتمّ برنامج",
    statement="أحد عشر قسمًا دراسيًا وجلسات مباشرة وموجز سياسات.",
    awarded_label="تاريخ المنح",
    awarded_text="25 نوفمبر 2026",
    code_label="رقم الشهادة",
    transcript_heading="كشف الأقسام",
    block_label="القسم",
    hours_column="الساعات",
)
VERIFY_URL = "https://learn.example.org/verify/K7QX2M9D4T8VWJ3N/"


def sample(
    name: str = "Amina El Idrissi",
    name_language: str = "en",
    *,
    language: str = "en",
    people: int = 4,
    **changes: object,
) -> CertificateFacts:
    """Facts of a certificate with as many organisations and signatories as wanted."""
    given: dict[str, object] = {
        "code": "K7QX-2M9D-4T8V-WJ3N",
        "kind": Kind.COMPLETION,
        "language": language,
        "name": name,
        "name_language": name_language,
        "programme_title": "Migration Governance and Diaspora Engagement",
        "programme_language": "en",
        "awarded_on": date(2026, 11, 25),
        "hours": "66 hours",
        "verify_url": VERIFY_URL,
        "wording": ARABIC if language == "ar" else ENGLISH,
        "organisations": tuple(
            Organisation(f"Northlight Centre for Migration Studies {i}", LOGO)
            for i in range(people)
        ),
        "signatories": tuple(
            Signatory(f"Signe Halvorsen {i}", "Head of Teaching", "Northlight Centre", SIGNATURE)
            for i in range(people)
        ),
        "blocks": tuple(Block(f"Block of study number {i}", "6") for i in range(1, 12)),
    }
    return CertificateFacts(**(given | changes))  # type: ignore[arg-type]
