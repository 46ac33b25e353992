"""The words of a certificate in a language: from the frozen statement to what is printed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from certificates.models import Award, Picture
from certificates.rendering.design import Design, Orientation, Paper
from certificates.rendering.facts import (
    Block,
    CertificateFacts,
    Kind,
    Organisation,
    Signatory,
    Wording,
)
from foundation.wording import pick


def design_from(facts: dict[str, Any]) -> Design:
    """Return the sheet that the statement was issued on."""
    paper, orientation = facts["page"].split("-")
    return Design(
        paper=Paper.LETTER if paper == "letter" else Paper.A4,
        orientation=Orientation(orientation),
    )


def printed_facts(
    facts: dict[str, Any], digest: str, language: str, pictures: dict[str, bytes]
) -> CertificateFacts:
    """Return everything the document prints, in the language; ``pictures`` by their digest."""
    title = pick(facts["programme"]["titles"], language)
    with override(language):
        return CertificateFacts(
            code=facts["code"],
            kind=Kind(facts["kind"]),
            language=language,
            name=facts["name"],
            name_language=facts["name_language"],
            latin_name=facts["latin_name"],
            programme_title=title.text,
            programme_language=title.language,
            awarded_on=date.fromisoformat(facts["awarded_on"]),
            verify_url=facts["verify_url"],
            hours=_hours(facts["hours"]),
            wording=_wording(facts, language),
            organisations=tuple(
                _organisation(row, language, pictures) for row in facts["organisations"]
            ),
            signatories=tuple(_signatory(row, language, pictures) for row in facts["signatories"]),
            blocks=tuple(_block(row, language) for row in facts["blocks"]),
            award_hash=digest,
        )


def _wording(facts: dict[str, Any], language: str) -> Wording:
    """Return the labels; the language is active already."""
    completed = facts["kind"] == Award.Kind.COMPLETION
    achieved = (
        _("has completed the programme") if completed else _("has taken part in the programme")
    )
    return Wording(
        heading=str(Award.Kind(facts["kind"]).label),
        presented=_("This is to certify that"),
        achieved=achieved,
        statement=_statement(completed, facts.get("expires_on")),
        awarded_label=_("Awarded on"),
        awarded_text=date_format(date.fromisoformat(facts["awarded_on"])),
        hours_label=_("Hours of learning"),
        hours_text=_hours(facts["hours"]),
        cohort_label=_("Cohort"),
        cohort_text=pick(facts["cohort"]["titles"], language).text,
        code_label=_("Code"),
        verify_label=_("Check this certificate"),
        transcript_heading=_("What was studied"),
        block_label=_("Block"),
        hours_column=_("Hours"),
        total_label=_("In all"),
        rosette_alternative=_("Rosette drawn from this certificate’s own digest"),
        signature_alternative=_("Signature"),
    )


def _statement(completed: bool, last_day: str | None) -> str:
    if completed:
        words = _(
            "having met all its requirements: lessons, quizzes, live sessions and policy brief"
        )
    else:
        words = _("having attended its live sessions")
    if last_day is None:
        return words
    valid = _("valid until %(day)s") % {"day": date_format(date.fromisoformat(last_day))}
    return f"{words} ({valid})"


def _hours(hours: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else ""


def _block(row: dict[str, Any], language: str) -> Block:
    return Block(title=pick(row["titles"], language).text, hours=str(row["hours"]))


def _organisation(row: dict[str, Any], language: str, pictures: dict[str, bytes]) -> Organisation:
    return Organisation(
        name=pick(row["names"], language).text, logo=pictures.get(row.get("picture", ""), b"")
    )


def _signatory(row: dict[str, Any], language: str, pictures: dict[str, bytes]) -> Signatory:
    return Signatory(
        name=row["name"],
        role=pick(row["roles"], language).text,
        organisation=pick(row["organisations"], language).text,
        signature=pictures.get(row.get("picture", ""), b""),
    )


def pictures_of(facts: dict[str, Any]) -> dict[str, bytes]:
    """Return the logos and signatures that a statement names, by their digest (1 query)."""
    rows = [*facts["organisations"], *facts["signatories"]]
    digests = {row["picture"] for row in rows if row.get("picture")}
    found = Picture.objects.filter(sha256__in=digests).values_list("sha256", "content")
    return {digest: bytes(content) for digest, content in found}
