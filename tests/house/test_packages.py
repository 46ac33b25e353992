"""Few packages, all of them named with a reason and pinned by hash (R15)."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house import source

LOCKS = sorted(source.ROOT.glob("requirements*.txt"))
# Parts of a package we name that come under another name: Celery's transport, Wagtail's search.
PARTS = {
    "kombu": "celery",
    "modelsearch": "wagtail",
    "taggit": "wagtail",
    "modelcluster": "wagtail",
}


def declared(*names: str) -> set[str]:
    text = "\n".join((source.ROOT / name).read_text() for name in names)
    return {normal(match) for match in re.findall(r"^([A-Za-z][\w.-]*)", text, flags=re.MULTILINE)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_every_package_that_is_imported_is_named() -> None:
    own = {*source.APPS, "tools", "tests"}
    named = declared("requirements.in")
    owners = packages_distributions()
    unnamed = [
        f"{source.place(path)} {name}"
        for path in source.python_files()
        if "bench" not in path.parts
        for name in set(imported(path)) - own - set(sys.stdlib_module_names)
        if not {normal(owner) for owner in owners.get(PARTS.get(name, name), [name])} & named
    ]

    source.assert_none(unnamed)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_by_hash_and_no_host_is_named(path: Path) -> None:
    text = path.read_text()
    lines = re.findall(r"^[a-zA-Z0-9].*$", text, re.MULTILINE)

    assert lines
    assert "://" not in text
    assert all(re.match(r"[a-z0-9.-]+==[^ ]+ .*\\$", line) for line in lines)
    assert text.count("--hash=sha256:") >= len(lines)
