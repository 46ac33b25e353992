"""Changes of awards: proposed by one person, approved by another, issued by a worker, revoked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import queue_message
from certificates import register
from certificates.errors import MovedOn, NoDesign, NotEligible, SamePerson
from certificates.facts import frozen_facts
from certificates.models import Award, CertificateDesign
from foundation.doorbell import ring
from learning.evaluation import Checklist, evaluate
from learning.facts import facts_of
from learning.models import Enrolment


def earns(checklist: Checklist, kind: str) -> bool:
    """Tell whether the evaluator's answer carries an award of the kind."""
    if kind == Award.Kind.COMPLETION:
        return checklist.is_complete
    return checklist.earns_participation


def checklist_of(enrolment: Enrolment, now: datetime) -> Checklist:
    """Return the one evaluator's answer for a place."""
    return evaluate(facts_of(enrolment, now))


@transaction.atomic
def propose(*, enrolment: Enrolment, kind: str, by: User, now: datetime) -> Award | None:
    """Propose an award with the evaluator's answer as evidence; nothing where one stands already.

    Raises NotEligible. The constraint of the database judges between two who propose at once.
    """
    checklist = checklist_of(enrolment, now)
    if not earns(checklist, kind):
        raise NotEligible
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
    register.append(award=award, what="dropped", by=by, at=now, details={})


def ask_to_issue(*, awards: Iterable[Award], now: datetime) -> int:
    """Mark approved awards as due and ring for a worker; returns how many are due.

    The rows are the memory: a lost bell is answered by the periodic task.
    """
    wanted = [award.pk for award in awards]
    due = Award.objects.filter(pk__in=wanted, state=Award.State.APPROVED)
    with transaction.atomic():
        count = due.update(issue_asked_at=now, parked_reason="")
        transaction.on_commit(partial(_ring_for, wanted))
    return count


def _ring_for(wanted: list[int]) -> None:
    for pk in wanted:
        ring("certificates.tasks.issue_award", pk)


@transaction.atomic
def issue(*, pk: int, now: datetime) -> Award | None:
    """Freeze the facts of a due award and make it count; nothing where it is not due.

    Eligibility is checked again in this very transaction; who no longer meets the rules is
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
    if not earns(checklist_of(award.enrolment, now), award.kind):
        park(award=award, reason=str(NotEligible()))
        return None
    _freeze(award, now)
    details = {"facts": award.facts_sha256}
    register.append(award=award, what="issued", by=award.approved_by, at=now, details=details)
    return award


def _freeze(award: Award, now: datetime) -> None:
    design = CertificateDesign.objects.current(award.programme).first()
    if design is None:
        raise NoDesign
    award.design = design
    award.awarded_on = award.enrolment.cohort.today(now)
    award.facts = frozen_facts(award, design)
    award.facts_sha256 = register.sha256_of(award.facts)
    award.issued_at = now
    award.state = Award.State.ISSUED
    award.parked_reason = ""
    award.save()


def park(*, award: Award, reason: str) -> None:
    """Leave an award aside with its reason, so that it never stops the others."""
    award.parked_reason = reason[:250]
    award.issue_asked_at = None
    award.save(update_fields=["parked_reason", "issue_asked_at"])


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
