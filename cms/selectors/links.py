"""Where the links of pages lead, as far as that can be told without asking anybody outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from cms.models import HomePage, KeyFact, LessonPage, Organisation
from cms.roles import writes_everything
from cms.selectors.bodies import PageRef, pieces_of, strings_in
from cms.sheets import anchor
from courses.models import Course

_LINK = re.compile(r"<a\s+([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ELSEWHERE = {"mailto", "tel"}
_LESSON = re.compile(r"^/learn/(lessons|courses)/([0-9a-f-]{36})/$")


class Fate(StrEnum):
    """What becomes of who follows a link."""

    NOWHERE = "nowhere"
    UNPUBLISHED = "unpublished"
    NO_ANCHOR = "no-anchor"
    OUTSIDE = "outside"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link that is broken or leads outside; ``number`` of its block counts from one."""

    where: str
    edit_url: str
    language: str
    number: int
    target: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class _Known:
    """All that internal links can lead to, read at once."""

    pages: Mapping[int, str]
    hidden: frozenset[str]
    addresses: Mapping[str, str]
    lessons: Mapping[str, str]
    courses: frozenset[str]
    anchors: Mapping[str, frozenset[str]]

    def is_hidden(self, path: str) -> bool:
        """Tell whether the page at this place of the tree, or one above it, is not published."""
        step = Page.steplen
        return any(path[:end] in self.hidden for end in range(step, len(path) + 1, step))


def links_of(user: User, words: str = "", fate: str = "") -> list[LinkRow]:
    """Return broken links first, then those that lead outside; each once for each place.

    7 queries and those of ``pieces_of``, whatever the number of pages.
    """
    rows = [*_of_pages(user), *(_of_snippets() if writes_everything(user) else ())]
    wanted = words.casefold()
    found = [
        row
        for row in dict.fromkeys(rows)
        if row.fate is not Fate.FINE
        and (not fate or row.fate == fate)
        and wanted in f"{row.where} {row.target}".casefold()
    ]
    return sorted(found, key=lambda row: row.fate is Fate.OUTSIDE)


def _of_pages(user: User) -> Iterator[LinkRow]:
    pieces = list(pieces_of(user))
    anchors: dict[str, set[str]] = {}
    for piece in pieces:
        if piece.block_id:
            anchors.setdefault(piece.page.path, set()).add(f"b-{anchor(piece.block_id)}")
    known = _known({path: frozenset(names) for path, names in anchors.items()})
    for piece in pieces:
        for attributes in _links_in(strings_in(piece.value)):
            target, fate = _judge(attributes, piece.page, known)
            if target:
                page = piece.page
                yield LinkRow(page.title, page.edit_url, page.language, piece.number, target, fate)


def _links_in(strings: Iterable[str]) -> Iterator[dict[str, str]]:
    for text in strings:
        for found in _LINK.finditer(text):
            yield {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}


def _judge(link: Mapping[str, str], page: PageRef, known: _Known) -> tuple[str, Fate]:
    """Return what a link names, and its fate."""
    if link.get("linktype") == "page":
        return _judge_page(link.get("id", ""), known)
    href = link.get("href", "").strip()
    parts = urlsplit(href)
    if not href or parts.scheme in _ELSEWHERE:
        return "", Fate.FINE
    if parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return href, Fate.OUTSIDE
    if not parts.path:
        return href, _anchor_of(page.path, parts.fragment, known)
    return href, _judge_path(parts.path, parts.fragment, known)


def _judge_page(pk: str, known: _Known) -> tuple[str, Fate]:
    path = known.pages.get(int(pk)) if pk.isdecimal() else None
    name = _("page %(number)s") % {"number": pk}
    if path is None:
        return name, Fate.NOWHERE
    return name, Fate.UNPUBLISHED if known.is_hidden(path) else Fate.FINE


def _judge_path(address: str, fragment: str, known: _Known) -> Fate:
    learning = _LESSON.match(address)
    if learning and learning[1] == "courses":
        return Fate.FINE if learning[2] in known.courses else Fate.NOWHERE
    path = known.lessons.get(learning[2]) if learning else known.addresses.get(address)
    if path is not None:
        return Fate.UNPUBLISHED if known.is_hidden(path) else _anchor_of(path, fragment, known)
    return Fate.NOWHERE if learning or not _is_served(address) else Fate.FINE


def _is_served(address: str) -> bool:
    """Tell whether the platform itself has such an address; pages are known by theirs."""
    try:
        with translation.override(address.split("/")[1]):
            return resolve(address).url_name != "wagtail_serve"
    except Resolver404:
        return False


def _anchor_of(path: str, fragment: str, known: _Known) -> Fate:
    """Judge the part after ``#``: only blocks have names; of pages not read nothing is said."""
    names = known.anchors.get(path)
    if not fragment or names is None:
        return Fate.FINE
    return Fate.FINE if fragment in names else Fate.NO_ANCHOR


def _known(anchors: Mapping[str, frozenset[str]]) -> _Known:
    rows = list(Page.objects.values_list("pk", "path", "live", "url_path"))
    homes = HomePage.objects.values_list("url_path", "locale__language_code")
    lessons = LessonPage.objects.order_by("-live", "path").values_list("translation_key", "path")
    return _Known(
        pages={pk: path for pk, path, *rest in rows},
        hidden=frozenset(path for pk, path, live, url in rows if not live),
        addresses=dict(_addresses(rows, dict(homes))),
        lessons={str(key): path for key, path in reversed(list(lessons))},
        courses=frozenset(str(uid) for uid in Course.objects.values_list("uid", flat=True)),
        anchors=anchors,
    )


def _addresses(
    rows: Iterable[tuple[int, str, bool, str]], homes: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the public address of each page with its place in the tree."""
    for _pk, path, _live, url_path in rows:
        home = "/".join(url_path.split("/")[:2]) + "/"
        if home in homes:
            yield f"/{homes[home]}/{url_path[len(home) :]}", path


def _of_snippets() -> Iterator[LinkRow]:
    """Yield the sources of facts and the websites of organisations."""
    for model, field in ((KeyFact, "source_url"), (Organisation, "website")):
        name = f"wagtailsnippets_cms_{model._meta.model_name}:edit"
        for row in model.objects.exclude(**{field: ""}).select_related("locale"):
            language, address = row.locale.language_code, reverse(name, args=[row.pk])
            yield LinkRow(str(row), address, language, 0, getattr(row, field), Fate.OUTSIDE)
