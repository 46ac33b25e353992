"""The frozen statement in the reader's language, for pages and for documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from certificates.codes import clean_code, grouped
from certificates.models import Award
from certificates.verification import Answer, Verdict
from foundation.wording import Words, pick


@dataclass(frozen=True, slots=True)
class ShownFacts:
    """What a page shows of a statement; nothing else of a person is ever shown (R13)."""

    kind: str
    name: str
    latin_name: str
    programme: Words
    cohort: Words
    hours: int
    awarded_on: str
    expires_on: str
    blocks: tuple[tuple[Words, int], ...]
    organisations: tuple[Words, ...]


#: The heading of the public page of each answer, and the word for it in a table.
HEADINGS = {
    Verdict.GENUINE: _("This certificate is genuine"),
    Verdict.REPLACED: _("This certificate was replaced by a newer one"),
    Verdict.REVOKED: _("This certificate was revoked"),
    Verdict.EXPIRED: _("This certificate has expired"),
    Verdict.UNKNOWN: _("No certificate has this code"),
}
WORDS = {
    Verdict.GENUINE: pgettext_lazy("certificate", "Genuine and valid"),
    Verdict.REPLACED: pgettext_lazy("certificate", "Replaced"),
    Verdict.REVOKED: pgettext_lazy("certificate", "Revoked"),
    Verdict.EXPIRED: pgettext_lazy("certificate", "Expired"),
    Verdict.UNKNOWN: pgettext_lazy("certificate", "Unknown"),
}


def last_day_in_words(facts: dict[str, Any]) -> str:
    """Return the last day of validity in the active language; empty where it is for good."""
    day = facts.get("expires_on")
    return date_format(date.fromisoformat(day)) if day else ""


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """One row of the table of a list: the code, the answer, and what the holder's paper says."""

    code: str
    address: str
    verdict: Verdict
    word: str
    facts: ShownFacts | None


def listed(answers: list[Answer], language: str) -> list[ListedAnswer]:
    """Return the rows of the table of a list of codes, in the language."""
    return [
        ListedAnswer(
            code=grouped(answer.code) if clean_code(answer.code) else answer.code,
            address=answer.code if answer.award else "",
            verdict=answer.verdict,
            word=str(WORDS[answer.verdict]),
            facts=shown_facts(answer.facts, language) if answer.facts else None,
        )
        for answer in answers
    ]


def shown_facts(facts: dict[str, Any], language: str) -> ShownFacts:
    """Return the statement in the language, each text with the language it really is in."""
    with override(language):
        kind = str(Award.Kind(facts["kind"]).label)
        awarded_on = date_format(date.fromisoformat(facts["awarded_on"]))
        expires_on = last_day_in_words(facts)
    return ShownFacts(
        kind=kind,
        name=facts["name"],
        latin_name=facts["latin_name"],
        programme=pick(facts["programme"]["titles"], language),
        cohort=pick(facts["cohort"]["titles"], language),
        hours=facts["hours"],
        awarded_on=awarded_on,
        expires_on=expires_on,
        blocks=tuple((pick(row["titles"], language), row["hours"]) for row in facts["blocks"]),
        organisations=tuple(pick(row["names"], language) for row in facts["organisations"]),
    )
