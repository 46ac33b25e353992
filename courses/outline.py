"""The outline as it is read from pages: frozen values, no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.models.activity import activity_uid


@dataclass(frozen=True, slots=True)
class ActivityOutline:
    """One activity block of a lesson."""

    block_id: str
    kind: str
    target_uid: UUID
    required: bool


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """One lesson; ``titles`` by language."""

    uid: UUID
    slug: str
    titles: Mapping[str, str]
    required: bool
    minutes: int
    activities: tuple[ActivityOutline, ...]


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """One module with its lessons in order."""

    uid: UUID
    slug: str
    titles: Mapping[str, str]
    lessons: tuple[LessonOutline, ...]


@dataclass(frozen=True, slots=True)
class CourseOutline:
    """One course as published in its source language."""

    uid: UUID
    programme_uid: UUID
    slug: str
    code: str
    titles: Mapping[str, str]
    source_language: str
    position: int
    hours: int
    modules: tuple[ModuleOutline, ...]

    def lessons(self) -> Iterator[tuple[ModuleOutline, LessonOutline]]:
        """Yield every lesson with its module, in reading order."""
        for module in self.modules:
            for lesson in module.lessons:
                yield module, lesson

    def manifest(self) -> dict[str, Any]:
        """Return what counts, as kept in an OutlineEdition: no words, only identities."""
        return {"modules": [_module_entry(module) for module in self.modules]}


def _module_entry(module: ModuleOutline) -> dict[str, Any]:
    return {"uid": str(module.uid), "lessons": [_lesson_entry(item) for item in module.lessons]}


def _lesson_entry(lesson: LessonOutline) -> dict[str, Any]:
    return {
        "uid": str(lesson.uid),
        "required": lesson.required,
        "activities": [
            {
                "uid": str(activity_uid(lesson.uid, activity.block_id)),
                "kind": activity.kind,
                "required": activity.required,
            }
            for activity in lesson.activities
        ],
    }


def digest_of(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of the manifest's canonical JSON."""
    canonical = json.dumps(manifest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
