"""What a certificate says: the whole input of the renderer, all of it text and bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What the certificate attests."""

    COMPLETION = "completion"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the programme in the transcript; ``hours`` and ``result`` are ready words."""

    title: str
    hours: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that awards the certificate; ``logo`` is an SVG or PNG file's bytes, or empty."""

    name: str
    logo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person who signs; ``signature`` is an SVG or PNG file's bytes, or empty."""

    name: str
    role: str
    organisation: str = ""
    signature: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Wording:
    """The certificate's own words in its language, translated and filled in by the caller.

    ``heading`` "Certificate of completion"; ``presented`` "This is to certify that"; ``achieved``
    "has completed the programme"; ``statement`` a free sentence below the programme's title. The
    rest are labels and ready values beside them. What is empty is left out.
    """

    heading: str
    presented: str
    achieved: str
    statement: str = ""
    awarded_label: str = ""
    awarded_text: str = ""
    hours_label: str = ""
    hours_text: str = ""
    cohort_label: str = ""
    cohort_text: str = ""
    code_label: str = ""
    verify_label: str = ""
    transcript_heading: str = ""
    block_label: str = ""
    hours_column: str = ""
    result_column: str = ""
    total_label: str = ""
    rosette_alternative: str = ""
    signature_alternative: str = ""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Everything that one certificate prints.

    ``award_hash`` is the award's own SHA-256 in hexadecimal: the rosette and the file's identity
    come from it. Without it the hash of the facts that do not depend on the language is taken.
    """

    code: str
    kind: Kind
    language: str
    name: str
    name_language: str
    programme_title: str
    awarded_on: date
    verify_url: str
    wording: Wording
    latin_name: str = ""
    hours: str = ""
    programme_language: str = ""
    organisations: tuple[Organisation, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    blocks: tuple[Block, ...] = ()
    award_hash: str = ""

    @property
    def digest(self) -> str:
        """The hash that the rosette is drawn from."""
        if self.award_hash:
            return self.award_hash.lower()
        core = [
            self.code,
            self.kind.value,
            self.name,
            self.name_language,
            self.latin_name,
            self.awarded_on.isoformat(),
            self.hours,
        ]
        text = json.dumps(core, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
