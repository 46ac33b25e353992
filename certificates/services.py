"""Changes of awards: proposed by one person, approved by another, issued by a worker, revoked."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from accounts.services import queue_message
from certificates import register, reissue
from certificates.credentials.statuses import free_place
from certificates.errors import (
    AccountClosed,
    AnotherStands,
    MovedOn,
    NoDesign,
    NotEligible,
    OwnRevocation,
    SamePerson,
    TooManyTries,
)
from certificates.facts import frozen_facts, last_day
from certificates.models import Award, CertificateDesign
from certificates.rendering.names import check_name
from foundation.doorbell import ring
from foundation.errors import DomainError
from learning.evaluation import Checklist, evaluate
from learning.facts import facts_of
from learning.models import Enrolment

logger = logging.getLogger(__name__)

TRIES_BEFORE_PARKING = 5


def earns(checklist: Checklist, kind: str) -> bool:
    """Tell whether the evaluator's answer carries an award of the kind."""
    if kind == Award.Kind.COMPLETION:
        return checklist.is_complete
    return checklist.earns_participation


def check_may_hold(*, enrolment: Enrolment, kind: str, now: datetime) -> Checklist:
    """Return the evaluator's answer for who may be given an award of the kind now.

    Raises NotEligible, AccountClosed, or NameRefused where a name could not be printed: better
    said here than on certificate day.
    """
    checklist = checklist_of(enrolment, now)
    if not earns(checklist, kind):
        raise NotEligible
    user = enrolment.user
    if not user.is_active:
        raise AccountClosed
    check_name(user.name, user.language)
    if user.latin_name:
        check_name(user.latin_name, "en")
    return checklist


def checklist_of(enrolment: Enrolment, now: datetime) -> Checklist:
    """Return the one evaluator's answer for a place."""
    return evaluate(facts_of(enrolment, now))


@transaction.atomic
def propose(*, enrolment: Enrolment, kind: str, by: User, now: datetime) -> Award | None:
    """Propose an award with the evaluator's answer as evidence; nothing where one stands already.

    Raises NotEligible, AccountClosed or NameRefused. The constraint of the database judges
    between two who propose at once.
    """
    checklist = check_may_hold(enrolment=enrolment, kind=kind, now=now)
    try:
        with transaction.atomic():
            award = Award.objects.create(
                enrolment=enrolment,
                programme=enrolment.cohort.programme,
                kind=kind,
                evidence=checklist.evidence(),
                proposed_by=by,
                proposed_at=now,
            )
    except IntegrityError:
        return None
    register.append(award=award, what="proposed", by=by, at=now, details={"kind": kind})
    return award


@transaction.atomic
def approve(*, award: Award, by: User, now: datetime) -> None:
    """Approve a proposed award; raises SamePerson or MovedOn."""
    if award.proposed_by_id == by.pk:
        raise SamePerson
    moved = Award.objects.filter(pk=award.pk, state=Award.State.PROPOSED)
    if not moved.update(state=Award.State.APPROVED, approved_by=by, approved_at=now):
        raise MovedOn
    register.append(award=award, what="approved", by=by, at=now, details={})


@transaction.atomic
def drop(*, award: Award, by: User, now: datetime) -> None:
    """Take back an award that is not issued yet; raises MovedOn."""
    moved = Award.objects.filter(
        pk=award.pk, state__in=[Award.State.PROPOSED, Award.State.APPROVED]
    )
    if not moved.update(state=Award.State.DROPPED):
        raise MovedOn
    if award.name_change_id is not None:
        reissue.reopen(award)
    register.append(award=award, what="dropped", by=by, at=now, details={})


@transaction.atomic
def ask_to_issue(*, awards: Iterable[Award], by: User, now: datetime) -> int:
    """Mark approved awards as due and ring for a worker; returns how many that is news for.

    Issued awards whose document could not be made are taken up again. The rows are the memory:
    a lost bell is answered by the periodic task.
    """
    wanted = Award.objects.select_for_update(of=("self",)).to_be_asked_for()
    found = list(wanted.filter(pk__in=[award.pk for award in awards]))
    for award in found:
        award.issue_asked_at, award.parked_reason, award.tries = now, "", 0
        award.save(update_fields=["issue_asked_at", "parked_reason", "tries"])
        register.append(award=award, what="asked", by=by, at=now, details={})
    transaction.on_commit(partial(_ring_for, [award.pk for award in found]))
    return len(found)


def _ring_for(wanted: list[int]) -> None:
    for pk in wanted:
        ring("certificates.tasks.issue_award", pk)


@transaction.atomic
def issue(*, pk: int, now: datetime) -> Award | None:
    """Freeze the facts of a due award and make it count; nothing where it is not due.

    Everything is checked again in this very transaction; whoever no longer meets the rules is
    parked with the reason. Documents are made afterwards (``certificates.documents``).
    """
    award = (
        Award.objects.select_for_update(of=("self",))
        .to_be_issued()
        .select_related("enrolment__user", "enrolment__cohort__programme")
        .filter(pk=pk)
        .first()
    )
    if award is None:
        return None
    try:
        _state(award, now)
    except DomainError as refusal:
        park(award=award, reason=str(refusal))
        return None
    award.facts_sha256 = register.sha256_of(award.facts)
    award.status_list, award.status_index = free_place()
    award.issued_at = now
    award.state = Award.State.ISSUED
    award.save()
    details = {"facts": award.facts_sha256}
    register.append(award=award, what="issued", by=award.approved_by, at=now, details=details)
    return award


def _state(award: Award, now: datetime) -> None:
    """Let the award say what it is going to say for good; raises a DomainError."""
    if award.name_change_id is not None:
        reissue.take_over(award, now)
        return
    check_may_hold(enrolment=award.enrolment, kind=award.kind, now=now)
    design = CertificateDesign.objects.current(award.programme).first()
    if design is None:
        raise NoDesign
    award.design = design
    award.awarded_on = award.enrolment.cohort.today(now)
    award.expires_on = last_day(award.awarded_on, design.valid_months)
    award.facts = frozen_facts(award, design)


def begin_try(*, award: Award) -> bool:
    """Count one try at the documents; after too many the award is parked and the answer is no.

    The count is kept before the work begins, so that a try that kills its worker counts too.
    """
    if award.tries >= TRIES_BEFORE_PARKING:
        park(award=award, reason=str(TooManyTries()))
        return False
    Award.objects.filter(pk=award.pk).update(tries=F("tries") + 1)
    return True


def park(*, award: Award, reason: str) -> None:
    """Leave an award aside with its reason, so that it never stops the others."""
    award.parked_reason = reason[:250]
    award.issue_asked_at = None
    award.save(update_fields=["parked_reason", "issue_asked_at"])
    logger.error("award parked", extra={"award": award.pk, "reason": award.parked_reason})


def announce(*, award: Award) -> None:
    """Tell the holder that the certificate is ready; once, however often it is called."""
    queue_message(
        template="award_issued",
        context={"award": award, "programme": award.programme},
        key=f"award-issued:{award.uid}",
        user=award.enrolment.user,
    )


@transaction.atomic
def revoke(*, award: Award, reason: str, note: str, by: User, now: datetime) -> None:
    """Revoke an issued award; the public page says so at once. Raises MovedOn."""
    moved = Award.objects.filter(pk=award.pk, state=Award.State.ISSUED)
    if not moved.update(state=Award.State.REVOKED, revoked_at=now, reason=reason):
        raise MovedOn
    details = {"reason": reason, "note": note}
    register.append(award=award, what="revoked", by=by, at=now, details=details)


@transaction.atomic
def reinstate(*, award: Award, note: str, by: User, now: datetime) -> None:
    """Take a revocation back; its event stays. Raises OwnRevocation, AnotherStands or MovedOn."""
    revocation = award.events.filter(what="revoked").last()
    if revocation is None or revocation.by_id == by.pk:
        raise OwnRevocation if revocation else MovedOn
    moved = Award.objects.filter(pk=award.pk, state=Award.State.REVOKED)
    try:
        with transaction.atomic():
            count = moved.update(state=Award.State.ISSUED, revoked_at=None, reason="")
    except IntegrityError:
        raise AnotherStands from None
    if not count:
        raise MovedOn
    register.append(award=award, what="reinstated", by=by, at=now, details={"note": note})
