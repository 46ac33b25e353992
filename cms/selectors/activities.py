"""Filling the gaps that quizzes and assignments leave in a rendered lesson."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.selectors.states import AssignmentState, QuizState, activity_states
from cms.sheets import Card, Part
from courses.models import Activity
from learning.models import Enrolment


def fill(parts: Iterable[Part], place: Enrolment, lesson_id: int) -> tuple[Part, ...]:
    """Put a card where each activity stands (1 query, and 1 for each kind of activity)."""
    rows = Activity.objects.active().filter(lesson_id=lesson_id)
    states = activity_states(place, rows)
    cards = {state.activity.block_id: _card(state) for state in states.values()}
    return tuple(_filled(part, cards) for part in parts)


def _filled(part: Part, cards: Mapping[str, Card]) -> Part:
    card = cards.get(part.block_id) if part.block_id else None
    return part if card is None else replace(part, card=card)


def _card(state: QuizState | AssignmentState) -> Card:
    if isinstance(state, QuizState):
        return _quiz_card(state)
    return _assignment_card(state)


def _quiz_card(state: QuizState) -> Card:
    card = Card(
        kind=_("Quiz"),
        title=state.title.text,
        required=state.activity.required,
        done=state.passed,
        note=_quiz_note(state),
        url=state.url,
        action=_("See your results"),
    )
    if state.running is not None:
        return replace(card, url=state.running.url, action=_("Continue the quiz"))
    if not state.used:
        return replace(card, start_url=state.start_url, action=_("Start quiz"))
    return card


def _quiz_note(state: QuizState) -> str:
    """Say in a line what is asked."""
    facts = [
        ngettext("%(n)d question", "%(n)d questions", state.questions) % {"n": state.questions}
    ]
    facts.append(_("%(n)d %% to pass") % {"n": int(state.pass_share * 100)})
    if state.left is not None and not state.passed:
        facts.append(
            ngettext("%(n)d attempt left", "%(n)d attempts left", state.left) % {"n": state.left}
        )
    if state.minutes:
        facts.append(
            ngettext("%(n)d minute", "%(n)d minutes", state.minutes) % {"n": state.minutes}
        )
    return " · ".join(facts)


def _assignment_card(state: AssignmentState) -> Card:
    card = Card(
        kind=_("Assignment"),
        title=state.title.text,
        required=state.activity.required,
        done=state.accepted,
        url=state.url,
        action=_("Submit assignment"),
    )
    if state.accepted:
        return replace(card, action=_("See what was written back"))
    if state.waits:
        return replace(card, action=_("See what you handed in"), note=_("Waits to be marked."))
    if state.versions:
        return replace(card, note=_("It came back to you; read why and hand in once more."))
    return card
