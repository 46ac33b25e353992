"""What a learner's home says about work under way."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Attempt, Submission
from assessments.rules import HandingIn, handing_in
from assessments.words import said
from foundation.prepared import Prepared
from foundation.wording import Words

_NEEDED = ("activity__uid", "state", "assignment__titles", "assignment__resubmissions")
_attempts = Prepared(
    lambda user: Attempt.objects.of(user).filter(state="open").values_list("uid", "quiz__titles")
)
_submissions = Prepared(
    lambda user: (
        Submission.objects.of(user)
        .order_by("number")
        .values_list("enrolment_id", "activity_id", *_NEEDED)
    )
)


def work_under_way(user: User) -> list[dict[str, Any]]:
    """Return open attempts and work that waits or came back, as a checklist's items (2 queries).

    Work that was accepted, or that nothing more can be done about, is left out.
    """
    return [*_open_attempts(user), *_handed_in(user)]


def _open_attempts(user: User) -> list[dict[str, Any]]:
    return [
        {
            **_titled(said(titles)),
            "state": "missing",
            "why": _("You began this quiz and have not submitted it yet."),
            "url": reverse("assessments:attempt", args=[uid]),
            "action": _("Go on with the quiz"),
        }
        for uid, titles in _attempts(user.pk)
    ]


def _handed_in(user: User) -> list[dict[str, Any]]:
    """Group the versions by place and assignment, and say where each stands."""
    versions: dict[tuple[int, int], list[_Version]] = {}
    for place, activity, *version in _submissions(user.pk):
        versions.setdefault((place, activity), []).append(_Version(*version))
    items = [_item(mine) for mine in versions.values()]
    return [item for item in items if item is not None]


class _Version(NamedTuple):
    """What was handed in, as far as its standing goes."""

    activity: UUID
    state: str
    titles: dict[str, str]
    resubmissions: int


def _item(versions: list[_Version]) -> dict[str, Any] | None:
    newest = versions[-1]
    standing = handing_in([row.state for row in versions], newest.resubmissions)
    item = {
        **_titled(said(newest.titles)),
        "url": reverse("assessments:assignment", args=[newest.activity]),
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
