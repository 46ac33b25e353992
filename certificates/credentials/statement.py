"""What the credential of an award says: its frozen facts in the words of Open Badges 3.0."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates.credentials.did import issuer_id
from certificates.credentials.shapes import CREDENTIALS, OPEN_BADGES
from certificates.models import Award
from foundation.wording import pick

#: A day ends last twelve hours behind UTC.
_LAST_END_OF_DAY: Final = timedelta(days=1, hours=12)
_BETWEEN: Final = " · "


def credential_id(code: str) -> str:
    """Return the address of an award's credential, which is its name too."""
    return _address("certificates:credential", code, "json")


def moment(instant: datetime) -> str:
    """Return an instant as credentials spell it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def statement_of(award: Award, *, named: bool) -> dict[str, Any]:
    """Return the credential of an issued award, not signed yet, in the holder's language.

    The holder is known by the certificate's code alone, and by the name as printed if ``named``:
    no address, no number of an account, no hash that could be guessed.
    """
    facts, language = award.facts, _language(award.facts)
    title = pick(facts["programme"]["titles"], language).text
    with override(language):
        kind = str(Award.Kind(facts["kind"]).label)
        achievement = _achievement(facts, language, title, kind)
    subject: dict[str, Any] = {"id": facts["verify_url"] + "#holder"}
    subject["type"] = ["AchievementSubject"]
    if named:
        subject["identifier"] = _names(facts)
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": credential_id(facts["code"]),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{kind}{_BETWEEN}{title}",
        "issuer": _issuer(facts, language),
        **_validity(award),
        "credentialSubject": {**subject, "achievement": achievement},
        **_status(award),
    }


def list_id(number: int) -> str:
    """Return the address of a status list."""
    return _address("certificates:status-list", number)


def _address(route: str, *arguments: Any) -> str:
    return settings.SITE_URL + reverse(route, args=arguments)


def _language(facts: dict[str, Any]) -> str:
    languages = facts["languages"] or [settings.LANGUAGE_CODE]
    return facts["name_language"] if facts["name_language"] in languages else languages[0]


def _issuer(facts: dict[str, Any], language: str) -> dict[str, Any]:
    names = [pick(row["names"], language).text for row in facts["organisations"]]
    name = _BETWEEN.join(names) or settings.SITE_NAME
    return {"id": issuer_id(), "type": ["Profile"], "name": name, "url": settings.SITE_URL}


def _names(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the name in its own script and in Latin letters, as printed."""
    names = dict.fromkeys(name for name in (facts["name"], facts["latin_name"]) if name)
    rest = {"type": "IdentityObject", "hashed": False, "identityType": "name"}
    return [{**rest, "identityHash": name} for name in names]


def _validity(award: Award) -> dict[str, str]:
    if award.issued_at is None:
        raise ValueError("an award that was not issued has no credential")
    validity = {"validFrom": moment(award.issued_at)}
    if last := award.facts.get("expires_on"):
        midnight = datetime.combine(date.fromisoformat(last), time(), UTC)
        validity["validUntil"] = moment(midnight + _LAST_END_OF_DAY)
    return validity


def _achievement(facts: dict[str, Any], language: str, title: str, kind: str) -> dict[str, Any]:
    said = {"kind": kind, "programme": title, "hours": facts["hours"]}
    is_whole = facts["kind"] == Award.Kind.COMPLETION
    return {
        "id": uuid.uuid5(uuid.UUID(facts["programme"]["uid"]), facts["kind"]).urn,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion" if is_whole else "Certificate",
        "name": title,
        "description": _("%(kind)s: %(programme)s, a programme of %(hours)s hours.") % said,
        "inLanguage": language,
        "criteria": {"narrative": _criteria(facts, language)},
    }


def _criteria(facts: dict[str, Any], language: str) -> str:
    if facts["kind"] == Award.Kind.COMPLETION:
        criteria = _("Every requirement of the programme was met.")
    else:
        criteria = _("The live sessions of the programme were attended.")
    blocks = _BETWEEN.join(pick(row["titles"], language).text for row in facts["blocks"])
    return criteria + (" " + _("Finished: %(blocks)s.") % {"blocks": blocks} if blocks else "")


def _status(award: Award) -> dict[str, Any]:
    """Say where it can be asked whether the award still stands."""
    if award.status_list is None:
        return {}
    address = list_id(award.status_list)
    entry = {
        "id": f"{address}#{award.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(award.status_index),
        "statusListCredential": address,
    }
    return {"credentialStatus": entry}
