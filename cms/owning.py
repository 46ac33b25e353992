"""What an author puts into a body must be the author's to use, also in a form sent by hand (A09).

Choosers show only one's own, but a browser can send any number. What stood in the page before
may stay, whoever put it there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError, StreamValue
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtailmedia.permissions import permission_policy as media_policy

from accounts.models import User
from assessments.models import Assignment, Quiz
from cms.roles import writes_everything

Used = tuple[str, int]

_KINDS = {
    "figure": {"image": "image"},
    "video": {"media": "media", "captions": "document", "poster": "image"},
    "audio": {"media": "media"},
    "file": {"document": "document"},
    "quiz": {"target": "quiz"},
    "assignment": {"target": "assignment"},
}
_PAGE = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*?\bid="(\d+)"')


def refuse_foreign(user: User, body: StreamValue, before: StreamValue) -> None:
    """Raise StreamBlockValidationError, naming each block that uses what is not the person's."""
    if writes_everything(user):
        return
    used = [set(_used_by(child)) for child in body]
    new = set().union(*used) - {item for child in before for item in _used_by(child)}
    foreign = new - set(_own(user, new))
    words = _("Block %(number)d uses something that is not yours to use.")
    numbers = [number for number, items in enumerate(used, start=1) if items & foreign]
    if numbers:
        listed = [words % {"number": number} for number in numbers]
        raise StreamBlockValidationError(non_block_errors=listed)


def _used_by(child: Any) -> Iterator[Used]:
    """Yield kind and row number of what a block points at."""
    for name, kind in _KINDS.get(child.block_type, {}).items():
        if child.value[name]:
            yield kind, child.value[name].pk
    for source in _prose(child):
        yield from (("page", int(pk)) for pk in _PAGE.findall(source))


def _prose(child: Any) -> Iterator[str]:
    if child.block_type == "text":
        yield child.value.source
    elif child.block_type == "callout":
        yield child.value["text"].source


def _own(user: User, items: Iterable[Used]) -> Iterator[Used]:
    """Yield those the person may use (a query for each kind)."""
    listed = list(items)
    for kind in dict(listed):
        wanted = [pk for of_kind, pk in listed if of_kind == kind]
        for pk in _ALLOWED[kind](user).filter(pk__in=wanted).values_list("pk", flat=True):
            yield kind, pk


def _pages(user: User) -> QuerySet:
    """Return pages one finds in the explorer, and those that everybody can read."""
    public = Page.objects.live().public().values("pk")
    seen = page_permission_policy.explorable_instances(user).values("pk")
    return Page.objects.filter(pk__in=seen) | Page.objects.filter(pk__in=public)


_ALLOWED: dict[str, Callable[[User], QuerySet]] = {
    "image": lambda user: image_policy.instances_user_has_any_permission_for(user, ["choose"]),
    "document": lambda user: document_policy.instances_user_has_any_permission_for(
        user, ["choose"]
    ),
    "media": lambda user: media_policy.instances_user_has_any_permission_for(
        user, ["add", "change"]
    ),
    "quiz": Quiz.objects.visible_to,
    "assignment": Assignment.objects.visible_to,
    "page": _pages,
}
