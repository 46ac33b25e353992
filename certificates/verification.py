"""What the public learns about a code or a file: its state and the frozen facts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from certificates.codes import clean_code, codes_in
from certificates.credentials.checking import Finding, credential_in
from certificates.insides import insides
from certificates.models import Award, Document
from certificates.sealing import SealState, pinned, state_of_seal
from foundation import clock

#: The largest file that is looked at; ours are a tenth of it.
LARGEST_FILE = 5 * 1024 * 1024
#: So many codes inside a file are looked up; ours holds one.
MOST_CODES = 3


class Verdict(StrEnum):
    """What a code stands for today."""

    GENUINE = "genuine"
    REPLACED = "replaced"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class FileVerdict(StrEnum):
    """What a file is."""

    GENUINE = "genuine"
    OVERTAKEN = "overtaken"
    UNREGISTERED = "unregistered"
    ALTERED = "altered"
    NOT_OURS = "not ours"


class Proof(StrEnum):
    """What shows that nobody changed a file."""

    REGISTER = "register"
    SEAL = "seal"
    SIGNATURE = "signature"


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
    """The answer to a file: what it is, what its code stands for, and how that is known.

    Overtaken is a file of ours, unchanged, whose certificate was replaced or revoked or expired;
    unregistered is one with our seal whose certificate the register does not hold.
    """

    verdict: FileVerdict
    answer: Answer | None = None
    proof: Proof | None = None


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
    """Return what a file is: ours as it was issued, ours no longer, an altered one, or not ours.

    The digest of the whole file is compared with those of the documents issued. A file whose
    digest is not known can still carry our seal; it counts only where one of our certificates
    made it and nothing stands before or after what it covers. A digital credential is proven by
    its signature instead. The code inside a changed file
    tells which certificate it pretends to be.
    """
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        return FileAnswer(FileVerdict.NOT_OURS)
    digest = hashlib.sha256(data).hexdigest()
    document = Document.objects.filter(sha256=digest).select_related("award").first()
    if document is not None:
        return _unchanged(Proof.REGISTER, answer_for(document.award.code))
    if credential := credential_in(data):
        return _of_credential(credential)
    seal = state_of_seal(data, pinned())
    answer = _answer_inside(data)
    if seal is SealState.UNBROKEN:
        return _unchanged(Proof.SEAL, answer)
    is_altered = answer is not None or seal is SealState.BROKEN
    return FileAnswer(FileVerdict.ALTERED if is_altered else FileVerdict.NOT_OURS, answer)


def _of_credential(found: Finding) -> FileAnswer:
    """Say of a digital credential whether it is ours as we signed it, and still holds."""
    answer = answer_for(found.code)
    if found.is_proven:
        return _unchanged(Proof.SIGNATURE, answer)
    if answer.verdict is Verdict.UNKNOWN:
        return FileAnswer(FileVerdict.NOT_OURS)
    return FileAnswer(FileVerdict.ALTERED, answer)


def _unchanged(proof: Proof, answer: Answer | None) -> FileAnswer:
    """Say of a file that nobody changed whether what it says still holds."""
    if answer is None or answer.verdict is Verdict.UNKNOWN:
        return FileAnswer(FileVerdict.UNREGISTERED, proof=proof)
    stands = answer.verdict is Verdict.GENUINE
    return FileAnswer(FileVerdict.GENUINE if stands else FileVerdict.OVERTAKEN, answer, proof)


def _answer_inside(data: bytes) -> Answer | None:
    """Return what the first known code inside a file stands for."""
    asked: set[str] = set()
    for part in insides(data):
        for code in sorted(codes_in(part) - asked)[:MOST_CODES]:
            asked.add(code)
            answer = answer_for(code)
            if answer.verdict is not Verdict.UNKNOWN:
                return answer
            if len(asked) >= MOST_CODES:
                return None
    return None
