"""Reading the demo's content files: YAML, Markdown, and identities that never change."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from markdown_it import MarkdownIt

from lms.demo.paths import CONTENT

NAMESPACE = UUID("2b1d3a54-90c7-5a0e-8f77-6b1f0b6d5d21")
SOURCE = "en"
OTHERS = ("fr", "es", "ar")

_markdown = MarkdownIt("commonmark", {"html": False})


def read(path: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def read_if_there(path: Path) -> Any:
    """Return what a YAML file holds, or nothing where there is no such file."""
    return read(path) if path.exists() else None


def html(markdown: str) -> str:
    """Return the Markdown as HTML; its third-level headings become the page's second level."""
    return _markdown.render(markdown).replace("<h3>", "<h2>").replace("</h3>", "</h2>").strip()


def block_id(*words: str | int) -> str:
    """Return the same block id for the same place at every load."""
    return str(uuid5(NAMESPACE, "/".join(str(word) for word in words)))


def course_folders(language: str = SOURCE) -> list[Path]:
    """Return the folders of the courses written in a language, in order."""
    return sorted(path.parent for path in (CONTENT / language).glob("*/course.yaml"))


def lessons_of(
    folder: Path, course: dict[str, Any]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return each lesson of a course with its module, in reading order."""
    return [
        (module, read(folder / f"{stem}.yaml"))
        for module in course["modules"]
        for stem in module["lessons"]
    ]
