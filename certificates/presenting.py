"""The frozen statement in the reader's language, for pages and for documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from certificates.models import Award
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
    blocks: tuple[tuple[Words, int], ...]
    organisations: tuple[Words, ...]


def shown_facts(facts: dict[str, Any], language: str) -> ShownFacts:
    """Return the statement in the language, each text with the language it really is in."""
    with override(language):
        kind = str(Award.Kind(facts["kind"]).label)
        awarded_on = date_format(date.fromisoformat(facts["awarded_on"]))
    return ShownFacts(
        kind=kind,
        name=facts["name"],
        latin_name=facts["latin_name"],
        programme=pick(facts["programme"]["titles"], language),
        cohort=pick(facts["cohort"]["titles"], language),
        hours=facts["hours"],
        awarded_on=awarded_on,
        blocks=tuple((pick(row["titles"], language), row["hours"]) for row in facts["blocks"]),
        organisations=tuple(pick(row["names"], language) for row in facts["organisations"]),
    )
