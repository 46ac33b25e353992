"""Key facts whose source is to be read again, and the lessons that show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from cms.models import KeyFact
from cms.roles import writes_everything
from cms.selectors.bodies import PageRef, pieces_of

#: How many days ahead a review is announced.
AHEAD = timedelta(days=60)
ORDERS = ("review_by", "-review_by", "statement", "-uses")


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact in its source language; ``uses`` are pages of every language."""

    pk: int
    statement: str
    value: str
    jurisdiction: str
    source: str
    as_of: str
    review_by: date
    overdue: bool
    uses: tuple[PageRef, ...]

    @property
    def edit_url(self) -> str:
        """Where the fact is edited, for those who may."""
        return reverse("wagtailsnippets_cms_keyfact:edit", args=[self.pk])


def facts_to_review(
    user: User, today: date, words: str = "", order: str = "review_by"
) -> list[FactRow]:
    """Return what is overdue or due soon; a fact in several languages is one row.

    2 queries and those of ``pieces_of``, whatever the number of lessons. Who writes only some
    courses sees the facts that these show.
    """
    due: dict[UUID, list[KeyFact]] = defaultdict(list)
    for fact in KeyFact.objects.filter(review_by__lte=today + AHEAD).order_by("pk"):
        due[fact.translation_key].append(fact)
    uses = _uses(user)
    all_of_them = writes_everything(user)
    rows = [_row(facts, uses, today) for facts in due.values() if _has(facts, words)]
    return _sorted([row for row in rows if row.uses or all_of_them], order)


def count_overdue(user: User, today: date) -> int:
    """Return how many facts are overdue; the queries of ``facts_to_review``, or 2 without any."""
    if not KeyFact.objects.filter(review_by__lt=today).exists():
        return 0
    return sum(row.overdue for row in facts_to_review(user, today))


def _has(facts: Iterable[KeyFact], words: str) -> bool:
    """Tell whether a fact, in any language, holds the words."""
    wanted = words.casefold().split()
    told = " ".join(
        f"{fact.statement} {fact.value} {fact.unit} {fact.source} {fact.jurisdiction}"
        for fact in facts
    ).casefold()
    return all(word in told for word in wanted)


def _row(facts: list[KeyFact], uses: dict[int, dict[int, PageRef]], today: date) -> FactRow:
    first = facts[0]
    pages = {pk: page for fact in facts for pk, page in uses.get(fact.pk, {}).items()}
    assert first.review_by is not None  # noqa: S101 (the query asks for a date)
    return FactRow(
        pk=first.pk,
        statement=first.statement,
        value=f"{first.value} {first.unit}".strip(),
        jurisdiction=first.jurisdiction,
        source=first.source,
        as_of=first.as_of,
        review_by=first.review_by,
        overdue=first.is_stale(today),
        uses=tuple(sorted(pages.values(), key=lambda page: page.path)),
    )


def _uses(user: User) -> dict[int, dict[int, PageRef]]:
    """Return the editable pages that show each fact."""
    found: dict[int, dict[int, PageRef]] = defaultdict(dict)
    for piece in pieces_of(user):
        if piece.kind == "key_facts":
            for item in piece.value:
                pk = item["value"] if isinstance(item, dict) else item
                found[pk][piece.page.pk] = piece.page
    return found


def _sorted(rows: list[FactRow], order: str) -> list[FactRow]:
    if order == "statement":
        return sorted(rows, key=lambda row: row.statement.casefold())
    if order == "-uses":
        return sorted(rows, key=lambda row: (-len(row.uses), row.review_by))
    rows = sorted(rows, key=lambda row: (row.review_by, row.pk))
    return rows[::-1] if order == "-review_by" else rows
