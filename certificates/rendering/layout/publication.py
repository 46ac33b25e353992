"""Puts the pages of a certificate together."""

from __future__ import annotations

from dataclasses import replace

from certificates.rendering.design import Design
from certificates.rendering.facts import CertificateFacts
from certificates.rendering.layout.front import draw_front
from certificates.rendering.layout.geometry import geometry_of
from certificates.rendering.layout.marks import Element, Publication, Sheet
from certificates.rendering.layout.pen import Pen
from certificates.rendering.layout.transcript import draw_transcript, measure_rows
from certificates.rendering.text.refusals import printable


def lay_out(facts: CertificateFacts, design: Design) -> Publication:
    """The sheets of a certificate; raises NameRefused, LayoutOverflow or PictureRefused."""
    facts = replace(facts, name=printable(facts.name))
    place = geometry_of(design)
    mirrored = design.is_mirrored(facts.language)
    document = Element("Document")
    sheets = [Sheet(*design.size)]
    draw_front(Pen(sheets[0], design, mirrored), facts, place, document)
    if design.transcript and facts.blocks and facts.wording.transcript_heading:
        pages = measure_rows(facts, place)
        for index, rows in enumerate(pages):
            sheet = Sheet(*design.size)
            pen = Pen(sheet, design, mirrored)
            is_last = index == len(pages) - 1
            draw_transcript(pen, facts, place, rows, document, is_last)
            sheets.append(sheet)
    return Publication(
        sheets=tuple(sheets),
        structure=document,
        title=f"{facts.wording.heading} – {facts.name}",
        author=", ".join(one.name for one in facts.organisations),
        subject=facts.programme_title,
        language=facts.language,
        created=facts.awarded_on.isoformat(),
        fingerprint=facts.digest,
    )
