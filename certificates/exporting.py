"""The register of a programme as a table and as JSON, for its administrators."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from certificates.log import tree_head
from certificates.models import Award
from certificates.querysets import AwardQuerySet
from courses.models import Programme

AT_ONCE = 500


def table_head() -> list[str]:
    """Return the words above the columns."""
    return [
        *(_("Code"), _("Kind"), _("State"), _("Name"), _("Name in Latin letters"), _("Cohort")),
        *(_("Awarded on"), _("Valid until"), _("Revoked"), _("Reason"), _("Replaced by")),
        "SHA-256",
    ]


def table_rows(programme: Programme) -> Iterator[tuple[Any, ...]]:
    """Yield the register of a programme, a row an award (1 query for every 500)."""
    for award in _awards(programme).iterator(chunk_size=AT_ONCE):
        user = award.enrolment.user
        yield (
            award.code,
            award.get_kind_display(),
            award.get_state_display(),
            award.facts.get("name", user.name),
            award.facts.get("latin_name", user.latin_name),
            award.enrolment.cohort.code,
            award.awarded_on,
            award.expires_on,
            award.revoked_at,
            award.get_reason_display(),
            award.successor.code if award.successor else "",
            award.facts_sha256,
        )


def json_parts(programme: Programme, *, is_sound: bool, now: datetime) -> Iterator[str]:
    """Yield the register of a programme as JSON, with every event (2 queries for every 500)."""
    head = {
        "programme": {"uid": programme.uid, "code": programme.code, "titles": programme.titles},
        "exported_at": now,
        "chain": "sound" if is_sound else "broken",
        "log": tree_head(now),
    }
    yield _json(head)[:-1] + ', "awards": ['
    comma = ""
    awards = _awards(programme).prefetch_related("events__by")
    for award in awards.iterator(chunk_size=AT_ONCE):
        yield comma + "\n" + _json(_award(award))
        comma = ","
    yield "\n]}\n"


def _awards(programme: Programme) -> AwardQuerySet:
    awards = Award.objects.filter(programme=programme).order_by("pk")
    return awards.select_related("enrolment__user", "enrolment__cohort", "successor")


def _award(award: Award) -> dict[str, Any]:
    return {
        "uid": award.uid,
        "code": award.code,
        "kind": award.kind,
        "state": award.state,
        "awarded_on": award.awarded_on,
        "expires_on": award.expires_on,
        "revoked_at": award.revoked_at,
        "reason": award.reason,
        "successor": award.successor.code if award.successor else None,
        "facts": award.facts,
        "facts_sha256": award.facts_sha256,
        "events": [
            {
                "number": event.number,
                "what": event.what,
                "at": event.at,
                "by": event.by.name if event.by else None,
                "details": event.details,
                "previous_sha256": event.previous_sha256,
                "sha256": event.sha256,
            }
            for event in award.events.all()
        ],
    }


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
