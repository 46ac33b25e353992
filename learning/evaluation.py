"""The one evaluator: it turns facts into progress and into the checklist, for everybody alike.

Learner's page, desk and award all call it, so that they can never disagree. Pure functions:
no database, no clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Activity, Course, Requirement
from foundation.wording import Words
from learning.facts import CourseFacts, Facts, SessionFacts


class ItemState(StrEnum):
    """Where one requirement stands."""

    DONE = "done"
    MISSING = "missing"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of what counts in a course is done; ``share`` runs from 0 to 1."""

    done: int
    required: int

    @property
    def share(self) -> Decimal:
        """Done over required; a course in which nothing counts is done."""
        return Decimal(self.done) / Decimal(self.required) if self.required else Decimal(1)

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down: 100 means all."""
        return math.floor(self.share * 100)

    @property
    def is_complete(self) -> bool:
        """Tell whether all that counts is done."""
        return self.done >= self.required


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One requirement of one place: its state, and why it is so in one sentence."""

    requirement: Requirement
    title: Words
    state: ItemState
    why: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Checklist:
    """The answer to "what counts, what is done, what is missing and why"."""

    items: tuple[ChecklistItem, ...]

    @property
    def done(self) -> int:
        """How many requirements are met."""
        return sum(item.state is ItemState.DONE for item in self.items)

    @property
    def is_complete(self) -> bool:
        """Tell whether the certificate of completion is earned."""
        return bool(self.items) and self.done == len(self.items)

    @property
    def earns_participation(self) -> bool:
        """Tell whether at least what participation asks for is met."""
        wanted = [item for item in self.items if item.requirement.for_participation]
        return bool(wanted) and all(item.state is ItemState.DONE for item in wanted)

    def evidence(self) -> dict[str, Any]:
        """Return the answer as JSON, to be kept with a completion or an award."""
        return {
            "items": [
                {
                    "requirement": str(item.requirement.uid),
                    "kind": item.requirement.kind,
                    "threshold": str(item.requirement.threshold),
                    "state": item.state.value,
                    "done": item.progress.done,
                    "required": item.progress.required,
                }
                for item in self.items
            ]
        }


def progress_in(facts: CourseFacts) -> Progress:
    """Return |completed ∩ required| / |required| of the edition that counts (ADR 0001)."""
    return Progress(
        done=len(facts.done_lessons) + len(facts.done_activities),
        required=len(facts.required_lessons) + len(facts.required_activities),
    )


def is_done(facts: CourseFacts) -> bool:
    """Tell whether the course is finished: it was once, or all that counts in it is done now."""
    if facts.completed_at is not None:
        return True
    return facts.edition_id is not None and progress_in(facts).is_complete


def evaluate(facts: Facts) -> Checklist:
    """Return the checklist of one place."""
    return Checklist(tuple(_item(requirement, facts) for requirement in facts.requirements))


def _item(requirement: Requirement, facts: Facts) -> ChecklistItem:
    if requirement.kind == Requirement.Kind.ATTENDANCE:
        return _attendance(requirement, facts.sessions)
    if requirement.kind == Requirement.Kind.MARK:
        return _mark(requirement, facts)
    return _course(requirement, facts)


def _course(requirement: Requirement, facts: Facts) -> ChecklistItem:
    demanded = cast("Course", requirement.course)  # A constraint of the database says so.
    title = demanded.title
    course = facts.courses.get(demanded.pk)
    if course is None:
        waived = _("This course was retired: nothing is asked of you here.")
        return ChecklistItem(requirement, title, ItemState.DONE, waived, Progress(0, 0))
    progress = progress_in(course)
    if is_done(course):
        why = _("Finished.") if course.completed_at is not None else _("All done.")
        return ChecklistItem(requirement, title, ItemState.DONE, why, progress)
    return ChecklistItem(requirement, title, ItemState.MISSING, _left(course), progress)


def _left(course: CourseFacts) -> str:
    """Say what is still to do in a course."""
    lessons = len(course.required_lessons) - len(course.done_lessons)
    activities = len(course.required_activities) - len(course.done_activities)
    if course.edition_id is None:
        return _("Not published yet.")
    in_lessons = ngettext("%(n)d lesson to read", "%(n)d lessons to read", lessons) % {
        "n": lessons
    }
    in_work = ngettext(
        "%(n)d quiz or assignment to pass", "%(n)d quizzes or assignments to pass", activities
    ) % {"n": activities}
    if lessons and activities:
        return _("%(lessons)s and %(work)s.") % {"lessons": in_lessons, "work": in_work}
    return f"{in_lessons if lessons else in_work}."


def _attendance(requirement: Requirement, sessions: SessionFacts) -> ChecklistItem:
    title = Words(_("Attendance at the live sessions"), "")
    if not sessions.planned:
        none = _("Your cohort has no live sessions, so nothing is asked of you here.")
        return ChecklistItem(requirement, title, ItemState.DONE, none, Progress(0, 0))
    needed = math.ceil(requirement.threshold * sessions.planned)
    progress = Progress(min(sessions.attended, needed), needed)
    counts = {"attended": sessions.attended, "planned": sessions.planned, "needed": needed}
    if sessions.attended >= needed:
        why = _("%(attended)d of %(planned)d sessions attended; %(needed)d are needed.") % counts
        return ChecklistItem(requirement, title, ItemState.DONE, why, progress)
    to_come = sessions.planned - sessions.settled
    if sessions.attended + to_come >= needed:
        why = _(
            "%(attended)d of %(planned)d sessions attended; %(needed)d are needed, "
            "and there is still time."
        )
        return ChecklistItem(requirement, title, ItemState.WAITING, why % counts, progress)
    why = _(
        "%(attended)d of %(planned)d sessions attended; %(needed)d are needed. "
        "Write to your coordinator if you think this is wrong."
    )
    return ChecklistItem(requirement, title, ItemState.MISSING, why % counts, progress)


def _mark(requirement: Requirement, facts: Facts) -> ChecklistItem:
    activity = cast("Activity", requirement.activity)  # A constraint of the database says so.
    title = activity.lesson.title
    needed = math.ceil(requirement.threshold * 100)
    mark = facts.marks.get(activity.pk)
    if activity.retired_at is not None and (mark is None or mark < requirement.threshold):
        waived = _("This work was retired: nothing is asked of you here.")
        return ChecklistItem(requirement, title, ItemState.DONE, waived, Progress(0, 0))
    if mark is None:
        why = _("Not accepted yet; at least %(needed)d %% are needed.") % {"needed": needed}
        return ChecklistItem(requirement, title, ItemState.MISSING, why, Progress(0, 1))
    reached = {"mark": math.floor(mark * 100), "needed": needed}
    if mark >= requirement.threshold:
        why = _("%(mark)d %% reached; %(needed)d %% are needed.") % reached
        return ChecklistItem(requirement, title, ItemState.DONE, why, Progress(1, 1))
    why = _("%(mark)d %% reached; at least %(needed)d %% are needed.") % reached
    return ChecklistItem(requirement, title, ItemState.MISSING, why, Progress(0, 1))
