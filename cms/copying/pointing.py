"""Pointing what stands in a copy at the copy: quizzes, lessons and pages by their new names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_PAGE_LINK = re.compile(r'(<a\b[^>]*\blinktype="page"[^>]*\bid="|<a\b[^>]*\bid=")(\d+)(")')


@dataclass
class Pointer:
    """Old names and new ones: ``uids`` of pages, quizzes, assignments; ``pages`` by number.

    Block ids are uids too, but they stay: an activity is named by its lesson and its block.
    """

    uids: Mapping[str, str]
    pages: dict[int, int] = field(default_factory=dict)
    turned: int = 0

    def value(self, value: Any) -> Any:
        """Return a raw value with every old name replaced."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {name: self.value(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        return value

    def text(self, text: str) -> str:
        """Return a text with every old name replaced."""
        text = _UID.sub(self._uid, text)
        return _PAGE_LINK.sub(self._page, text) if "linktype" in text else text

    def attributes(self, links: Mapping[str, Any]) -> dict[str, Any]:
        """Return the attributes of links, as wagtail-localize keeps them apart from the words."""
        found = self.value(dict(links))
        for link in found.values():
            if isinstance(link, dict) and link.get("linktype") == "page":
                pk = str(link.get("id", ""))
                link["id"] = str(self.pages.get(int(pk), pk)) if pk.isdecimal() else pk
        return dict(found)

    def _uid(self, found: re.Match[str]) -> str:
        return self.uids.get(found[0], found[0])

    def _page(self, found: re.Match[str]) -> str:
        new = self.pages.get(int(found[2]))
        if new is None:
            return found[0]
        self.turned += 1
        return f"{found[1]}{new}{found[3]}"
