"""The demo's reusable content: organisations, lecturers, glossary terms, key facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from cms.models import GlossaryTerm, KeyFact, Organisation, Speaker
from lms.demo.load_files import picture
from lms.demo.localising import translate
from lms.demo.paths import CONTENT
from lms.demo.reading import OTHERS, SOURCE, read

Fields = dict[str, Any]


@transaction.atomic
def load_snippets() -> None:
    """Write every snippet in English, and in the languages it was written in."""
    for row in read(CONTENT / "organisations.yaml"):
        _load(Organisation, row["slug"], partial(_organisation, row))
    for row in read(CONTENT / "speakers.yaml"):
        _load(Speaker, row["slug"], partial(_speaker, row))
    for model, name, fields in ((GlossaryTerm, "glossary", _term), (KeyFact, "facts", _fact)):
        for slug, rows in _by_slug(name).items():
            _load(model, slug, partial(_worded, fields, rows))


def _worded(
    fields: Callable[[Fields], Fields], rows: dict[str, Fields], code: str
) -> Fields | None:
    return fields(rows[code]) if code in rows else None


def _load(model: Any, slug: str, fields: Callable[[str], Fields | None]) -> None:
    """Write one snippet and its translations; ``fields`` gives them by language."""
    source, _ = model.objects.update_or_create(
        slug=slug, locale=Locale.objects.get(language_code=SOURCE), defaults=fields(SOURCE)
    )
    for code in OTHERS:
        if words := fields(code):
            translate(source, model(slug=slug, **words), code)


def _by_slug(name: str) -> dict[str, dict[str, Fields]]:
    """Return the rows of all blocks' files of a kind: slug → language → row."""
    found: dict[str, dict[str, Fields]] = {}
    for code, row in _rows(name):
        found.setdefault(row["slug"], {})[code] = row
    return {slug: rows for slug, rows in found.items() if SOURCE in rows}


def _rows(name: str) -> Iterator[tuple[str, Fields]]:
    for code in (SOURCE, *OTHERS):
        for path in sorted((CONTENT / code).glob(f"{name}-*.yaml")):
            for row in read(path):
                yield code, row


def _organisation(row: Fields, code: str) -> Fields:
    words = {name: row[name][code] for name in ("name", "summary")}
    return {**words, "logo": picture("logos", row["logo"])}


def _speaker(row: Fields, code: str) -> Fields:
    organisation = Organisation.objects.get(slug=row["organisation"], locale__language_code=code)
    words = {name: row[name][code] for name in ("role", "bio")}
    return {"name": row["name"], **words, "organisation": organisation}


def _term(row: Fields) -> Fields:
    return {"term": row["term"], "definition": row["definition"].strip()}


def _fact(row: Fields) -> Fields:
    return {
        "value": str(row["value"]),
        "unit": row.get("unit") or "",
        "statement": row["statement"].strip(),
        "jurisdiction": row.get("jurisdiction") or "",
        "source": row["source"],
        "source_url": row.get("source_url") or "",
        "as_of": str(row["as_of"]),
        "read_on": _day(row.get("read_on")),
        "review_by": _day(row.get("review_by")),
    }


def _day(value: Any) -> date | None:
    """Return a day; a month alone means its first day."""
    if value is None or isinstance(value, date):
        return value
    text = str(value)
    return date.fromisoformat(f"{text}-01" if len(text) == len("2026-11") else text)
