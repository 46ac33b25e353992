"""What the public learns about a code or a file: one of five states and the frozen facts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from certificates.codes import clean_code, codes_in
from certificates.models import Award, Document
from foundation import clock

#: The largest file that is looked at; ours are a tenth of it.
LARGEST_FILE = 5 * 1024 * 1024


class Verdict(StrEnum):
    """What a code stands for today."""

    GENUINE = "genuine"
    REPLACED = "replaced"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class FileVerdict(StrEnum):
    """What a file is."""

    SAME = "same"
    ALTERED = "altered"
    NOT_OURS = "not ours"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one code: state, and the frozen statement where there is one."""

    verdict: Verdict
    code: str
    facts: dict[str, Any]
    award: Award | None = None
    successor_code: str = ""


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """The answer to a file: what it is, and what its code stands for."""

    verdict: FileVerdict
    answer: Answer | None = None


_VERDICTS = {
    Award.State.ISSUED: Verdict.GENUINE,
    Award.State.REPLACED: Verdict.REPLACED,
    Award.State.REVOKED: Verdict.REVOKED,
}


def answer_for(typed: str) -> Answer:
    """Return what a typed code stands for: 1 query whether it is known or not.

    An award that was never issued answers as unknown.
    """
    code = clean_code(typed)
    award = Award.objects.public().select_related("successor").filter(code=code or "none").first()
    return _answer_of(award) if award is not None else Answer(Verdict.UNKNOWN, code, {})


def answers_for(codes: Sequence[str]) -> list[Answer]:
    """Return what each of the codes stands for, in their order: 1 query for all of them."""
    rows = Award.objects.public().select_related("successor").filter(code__in=codes)
    found = {award.code: _answer_of(award) for award in rows}
    return [found.get(code) or Answer(Verdict.UNKNOWN, code, {}) for code in codes]


def _answer_of(award: Award) -> Answer:
    verdict = _VERDICTS[Award.State(award.state)]
    if verdict is Verdict.GENUINE and award.is_expired(clock.now()):
        verdict = Verdict.EXPIRED
    facts = award.facts if verdict is not Verdict.REVOKED else {}
    successor = award.successor
    leads_on = successor is not None and successor.state in {"issued", "replaced"}
    successor_code = successor.code if successor and leads_on else ""
    return Answer(verdict, award.code, facts, award, successor_code)


def answer_for_file(file: BinaryIO) -> FileAnswer:
    """Return what a file is: byte for byte one of ours, an altered one of ours, or not ours.

    The digest of the whole file is compared, so that any change of a single bit shows. The code
    inside a changed file tells which certificate it pretends to be.
    """
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        return FileAnswer(FileVerdict.NOT_OURS)
    digest = hashlib.sha256(data).hexdigest()
    document = Document.objects.filter(sha256=digest).select_related("award").first()
    if document is not None:
        return FileAnswer(FileVerdict.SAME, answer_for(document.award.code))
    for code in sorted(codes_in(data))[:3]:
        answer = answer_for(code)
        if answer.verdict is not Verdict.UNKNOWN:
            return FileAnswer(FileVerdict.ALTERED, answer)
    return FileAnswer(FileVerdict.NOT_OURS)
