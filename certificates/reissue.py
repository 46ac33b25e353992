"""A certificate under another name: asked for by its holder, decided at the desk, then reissued.

The new award needs two people like every award. It says what the old one said, under the new
name, and keeps its first dates; the old one is replaced in the moment the new one is issued.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from certificates import register
from certificates.errors import AccountClosed, AskedAlready, MovedOn
from certificates.facts import facts_under_another_name
from certificates.models import Award, NameChange
from certificates.rendering.names import check_name


@transaction.atomic
def ask(*, award: Award, name: str, latin_name: str, evidence: str, now: datetime) -> NameChange:
    """Ask for a certificate under another name; raises MovedOn, NameRefused or AskedAlready."""
    holder = award.enrolment.user
    if award.state != Award.State.ISSUED:
        raise MovedOn
    check_names(name, latin_name, holder)
    try:
        with transaction.atomic():
            wanted = NameChange.objects.create(
                award=award, name=name, latin_name=latin_name, evidence=evidence, asked_at=now
            )
    except IntegrityError:
        raise AskedAlready from None
    _note(wanted, "name asked", holder, now)
    return wanted


def check_names(name: str, latin_name: str, holder: User) -> None:
    """Return if both names can be printed; raises NameRefused."""
    check_name(name, holder.language)
    if latin_name:
        check_name(latin_name, "en")


@transaction.atomic
def accept(*, wanted: NameChange, by: User, now: datetime) -> Award:
    """Propose the award that is to replace the old one; another person approves. Or MovedOn."""
    old = Award.objects.select_for_update().get(pk=wanted.award_id)
    if old.state != Award.State.ISSUED:
        raise MovedOn
    _decide(wanted, NameChange.State.ACCEPTED, by, now)
    award = Award.objects.create(
        enrolment_id=old.enrolment_id,
        programme_id=old.programme_id,
        kind=old.kind,
        evidence=old.evidence,
        name_change=wanted,
        visibility=old.visibility,
        proposed_by=by,
        proposed_at=now,
    )
    details = {"kind": award.kind, "replaces": str(old.uid), "request": str(wanted.uid)}
    register.append(award=award, what="proposed", by=by, at=now, details=details)
    return award


@transaction.atomic
def refuse(*, wanted: NameChange, answer: str, by: User, now: datetime) -> None:
    """Refuse a request with an answer to the holder; raises MovedOn."""
    _decide(wanted, NameChange.State.REFUSED, by, now, answer)
    _note(wanted, "name refused", by, now)


def reopen(award: Award) -> None:
    """Let the request wait again whose award was taken back."""
    NameChange.objects.filter(replacements=award).update(
        state=NameChange.State.ASKED, decided_by=None, decided_at=None
    )


def take_over(award: Award, now: datetime) -> None:
    """Freeze the facts of the old award under the new name, and let the old one be replaced.

    Called inside the transaction of the issue; raises MovedOn where the old one no longer stands,
    and AccountClosed.
    """
    wanted = NameChange.objects.get(replacements=award)
    old = Award.objects.select_for_update().get(pk=wanted.award_id)
    if old.state != Award.State.ISSUED:
        raise MovedOn
    if not award.enrolment.user.is_active:
        raise AccountClosed
    award.design_id = old.design_id
    award.awarded_on, award.expires_on = old.awarded_on, old.expires_on
    award.facts = facts_under_another_name(award, old, wanted)
    old.state, old.successor = Award.State.REPLACED, award
    old.save(update_fields=["state", "successor"])
    details = {"successor": str(award.uid)}
    register.append(award=old, what="replaced", by=award.approved_by, at=now, details=details)


def _decide(
    wanted: NameChange, state: NameChange.State, by: User, now: datetime, answer: str = ""
) -> None:
    waiting = NameChange.objects.filter(pk=wanted.pk, state=NameChange.State.ASKED)
    if not waiting.update(state=state, decided_by=by, decided_at=now, answer=answer):
        raise MovedOn


def _note(wanted: NameChange, what: str, by: User, now: datetime) -> None:
    """Write in the register that something happened; the names stand in the request alone."""
    details: dict[str, Any] = {"request": str(wanted.uid)}
    register.append(award=wanted.award, what=what, by=by, at=now, details=details)
