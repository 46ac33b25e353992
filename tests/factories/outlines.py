"""Makers of outlines: recorded as pages would record them, through the one service."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from courses.models import Course, Programme
from courses.outline import ActivityOutline, CourseOutline, LessonOutline, ModuleOutline
from courses.services import record_outline, record_programme

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_programme(code: str = "MGDE", **more) -> Programme:
    """Make a programme row."""
    return record_programme(
        uid=uuid.uuid4(),
        code=code,
        slug=code.lower(),
        titles=more.get("titles", {"en": f"Programme {code}"}),
        source_language="en",
        hours=40,
    )


def make_lesson(
    title: str = "Lesson", *, quizzes: int = 0, required: bool = True
) -> LessonOutline:
    """Make a lesson's outline with as many required quizzes."""
    return LessonOutline(
        uid=uuid.uuid4(),
        slug=title.lower(),
        titles={"en": title},
        required=required,
        minutes=10,
        activities=tuple(
            ActivityOutline(str(uuid.uuid4()), "quiz", uuid.uuid4(), required=True)
            for _ in range(quizzes)
        ),
    )


def make_module(*lessons: LessonOutline, title: str = "Module") -> ModuleOutline:
    """Make a module's outline."""
    return ModuleOutline(uuid.uuid4(), title.lower(), {"en": title}, tuple(lessons))


def make_outline(programme: Programme, *modules: ModuleOutline, code: str = "B01", **more):
    """Make a course's outline, not recorded yet."""
    return CourseOutline(
        uid=more.get("uid") or uuid.uuid4(),
        programme_uid=programme.uid,
        slug=code.lower(),
        code=code,
        titles={"en": f"Course {code}"},
        source_language="en",
        position=more.get("position", 1),
        hours=4,
        modules=tuple(modules),
    )


def make_course(
    programme: Programme,
    code: str = "B01",
    *,
    lessons: int = 3,
    quizzes: int = 0,
    position: int = 1,
) -> Course:
    """Record a course of one module with so many lessons; the last one carries the quizzes."""
    rows = [make_lesson(f"Lesson {n}") for n in range(lessons - 1)]
    rows.append(make_lesson("Last", quizzes=quizzes))
    outline = make_outline(programme, make_module(*rows), code=code, position=position)
    record_outline(outline, MONDAY)
    return Course.objects.get(uid=outline.uid)
