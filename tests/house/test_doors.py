"""Every view of ours declares who may call it (rule R1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from foundation.access import policy_of
from foundation.middleware import is_foreign
from tests.house import source


def routes(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, entry.callback
        else:
            yield from routes(entry, path)


def test_every_route_of_ours_declares_its_policy() -> None:
    found = list(routes(get_resolver()))
    undeclared = [
        f"{path} {view.__module__}.{getattr(view, '__name__', view)}"
        for path, view in found
        if policy_of(view) is None and not is_foreign(view)
    ]

    assert len(found) > 50
    source.assert_none(undeclared)
