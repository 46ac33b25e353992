"""The statements our credentials consist of: each word, what it means, and where it may stand.

What stands here is what the two contexts say about these words, learnt by heart; the tests hold
it against the contexts themselves. A word that is not here is refused, never passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

_VC: Final = "https://www.w3.org/2018/credentials#"
_OB: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_STATUS: Final = "https://www.w3.org/ns/credentials/status#"
_SCHEMA: Final = "https://schema.org/"
_SECURITY: Final = "https://w3id.org/security#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
#: The context of Open Badges spells its datatypes so.
_OB_XSD: Final = "https://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Term:
    """One word: what it means, and what may stand for it."""

    predicate: str
    datatype: str = ""
    kind: type = str
    shape: Shape | None = None
    is_link: bool = False
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing: its types with their meanings, and the words that may be said of it."""

    types: dict[str, str]
    terms: dict[str, Term] = field(default_factory=dict)


def _text(meaning: str) -> Term:
    return Term(f"<{meaning}>")


def _typed(meaning: str, datatype: str, kind: type = str) -> Term:
    return Term(f"<{meaning}>", f"^^<{datatype}>", kind)


def _moment(word: str) -> Term:
    return _typed(_VC + word, XSD + "dateTime")


def _types(space: str, *names: str) -> dict[str, str]:
    return {name: f"<{space}{name}>" for name in names}


_NAME: Final = _text(_SCHEMA + "name")
_PROFILE: Final = Shape(
    _types(_OB, "Profile"),
    {"name": _NAME, "url": _typed(_SCHEMA + "url", _OB_XSD + "anyURI")},
)
_IDENTITY: Final = Shape(
    _types(_OB, "IdentityObject"),
    {
        "hashed": _typed(_OB + "hashed", _OB_XSD + "boolean", bool),
        "identityHash": _text(_OB + "identityHash"),
        "identityType": _text(_OB + "identityType"),
        "salt": _text(_OB + "salt"),
    },
)
_CRITERIA: Final = Shape(_types(_OB, "Criteria"), {"narrative": _text(_OB + "narrative")})
_ACHIEVEMENT: Final = Shape(
    _types(_OB, "Achievement"),
    {
        "name": _NAME,
        "description": _text(_SCHEMA + "description"),
        "achievementType": _text(_OB + "achievementType"),
        "inLanguage": _text(_SCHEMA + "inLanguage"),
        "criteria": Term(f"<{_OB}Criteria>", shape=_CRITERIA),
    },
)
_SUBJECT: Final = Shape(
    _types(_OB, "AchievementSubject"),
    {
        "identifier": Term(f"<{_OB}identifier>", shape=_IDENTITY, is_set=True),
        "achievement": Term(f"<{_OB}achievement>", shape=_ACHIEVEMENT),
    },
)
_ENTRY: Final = Shape(
    _types(_STATUS, "BitstringStatusListEntry"),
    {
        "statusPurpose": _text(_STATUS + "statusPurpose"),
        "statusListIndex": _text(_STATUS + "statusListIndex"),
        "statusListCredential": Term(f"<{_STATUS}statusListCredential>", is_link=True),
    },
)
_VERIFIABLE: Final = {
    "validFrom": _moment("validFrom"),
    "validUntil": _moment("validUntil"),
}
ACHIEVEMENT_CREDENTIAL: Final = Shape(
    _types(_VC, "VerifiableCredential") | _types(_OB, "OpenBadgeCredential"),
    {
        **_VERIFIABLE,
        "name": _NAME,
        "issuer": Term(f"<{_VC}issuer>", shape=_PROFILE),
        "credentialSubject": Term(f"<{_VC}credentialSubject>", shape=_SUBJECT),
        "credentialStatus": Term(f"<{_VC}credentialStatus>", shape=_ENTRY),
    },
)
_LIST: Final = Shape(
    _types(_STATUS, "BitstringStatusList"),
    {
        "statusPurpose": _text(_STATUS + "statusPurpose"),
        "encodedList": _typed(_STATUS + "encodedList", _SECURITY + "multibase"),
        "ttl": _typed(_STATUS + "ttl", XSD + "integer", int),
    },
)
STATUS_LIST_CREDENTIAL: Final = Shape(
    _types(_VC, "VerifiableCredential") | _types(_STATUS, "BitstringStatusListCredential"),
    {
        **_VERIFIABLE,
        "issuer": Term(f"<{_VC}issuer>", is_link=True),
        "credentialSubject": Term(f"<{_VC}credentialSubject>", shape=_LIST),
    },
)
CONTEXTS: Final = {
    (CREDENTIALS, OPEN_BADGES): ACHIEVEMENT_CREDENTIAL,
    (CREDENTIALS,): STATUS_LIST_CREDENTIAL,
}
