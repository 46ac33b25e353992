"""What a learner's home says about work under way."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Attempt, Submission
from assessments.rules import HandingIn, handing_in
from foundation.wording import Words


def work_under_way(user: User) -> list[dict[str, Any]]:
    """Return open attempts and work that waits or came back, as a checklist's items (2 queries).

    Work that was accepted, or that nothing more can be done about, is left out.
    """
    return [*_open_attempts(user), *_handed_in(user)]


def _open_attempts(user: User) -> list[dict[str, Any]]:
    rows = Attempt.objects.of(user).filter(state=Attempt.State.OPEN).select_related("quiz")
    return [
        {
            **_titled(row.quiz.title),
            "state": "missing",
            "why": _("You began this quiz and have not submitted it yet."),
            "url": reverse("assessments:attempt", args=[row.uid]),
            "action": _("Go on with the quiz"),
        }
        for row in rows.defer("paper")
    ]


def _handed_in(user: User) -> list[dict[str, Any]]:
    """Group the versions by place and assignment, and say where each stands."""
    rows = Submission.objects.of(user).select_related("assignment", "activity")
    versions: dict[tuple[int, int], list[Submission]] = {}
    for row in rows.defer("text", "rubric").order_by("number"):
        versions.setdefault((row.enrolment_id, row.activity_id), []).append(row)
    items = [_item(mine) for mine in versions.values()]
    return [item for item in items if item is not None]


def _item(versions: list[Submission]) -> dict[str, Any] | None:
    newest = versions[-1]
    standing = handing_in([row.state for row in versions], newest.assignment.resubmissions)
    item = {
        **_titled(newest.assignment.title),
        "url": reverse("assessments:assignment", args=[newest.activity.uid]),
    }
    if standing is HandingIn.REPLACE:
        why = _("Handed in; you get a mail as soon as it is marked.")
        return {**item, "state": "waiting", "why": why, "action": _("See your receipt")}
    if standing is HandingIn.AGAIN:
        why = _("Returned to you with feedback; you may hand it in once more.")
        return {**item, "state": "missing", "why": why, "action": _("Read what is missing")}
    return None


def _titled(title: Words) -> dict[str, str]:
    return {"title": title.text, "lang": title.language if title.is_fallback else ""}
