"""Templates: no inline style or script (R4), no third-party host (R15), honest components."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import source

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*(\bsrc=|application/(ld\+)?json))", re.IGNORECASE
    ),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "unescaped output": re.compile(r"\|\s*safe\b|autoescape off|\|\s*safeseq"),
    "another host": re.compile(r"\b(src|srcset|action)=[\"']https?://|<link[^>]*href=\"https?://"),
}


def pages() -> list[Path]:
    """Return the templates a browser gets (a mail is read elsewhere)."""
    return [path for path in source.templates() if "email" not in path.parts]


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_page_holds(fault: str) -> None:
    found = [
        source.place(path, path.read_text()[: match.start()].count("\n") + 1)
        for path in pages()
        for match in FORBIDDEN[fault].finditer(path.read_text())
    ]

    source.assert_none(found)


def test_python_never_marks_a_text_safe() -> None:
    found = [
        source.place(path, number)
        for path in source.python_files()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"\bmark_safe\(|\bSafeString\(", line) and "# safe:" not in line
    ]

    source.assert_none(found)


def test_every_component_opens_with_what_it_takes() -> None:
    silent = [
        source.place(path)
        for path in pages()
        if path.parent.name == "components"
        and not re.match(r"\s*({#|{% comment %}).*(Takes|takes)", path.read_text(), re.DOTALL)
    ]

    source.assert_none(silent)


def test_components_see_only_what_they_are_given() -> None:
    open_handed = [
        f"{source.place(path)} {match.group(0)}"
        for path in source.templates()
        if path.name != "base.html"  # The frame hands the whole page on to its own pieces.
        for match in re.finditer(r"{% include \"components/[^%]*%}", path.read_text())
        if not match.group(0).endswith("only %}")
    ]

    source.assert_none(open_handed)


def test_every_page_text_can_be_translated() -> None:
    """A template with words of its own loads i18n; the styleguide is for people who build."""
    mute = [
        source.place(path)
        for path in source.templates()
        if "styleguide" not in str(path)
        and re.search(r">\s*[A-Z][a-z]+ [a-z]+", re.sub(r"{[%#{].*?[%#}]}", "", path.read_text()))
        and "{% load" not in path.read_text()
    ]

    source.assert_none(mute)
