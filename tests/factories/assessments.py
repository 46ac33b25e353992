"""Makers of quizzes, assignments, courses that hold them, answers and files."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments import services, sheets
from assessments.models import Assignment, Attempt, Quiz
from assessments.paper import Paper
from courses.models import Course, Programme
from courses.outline import ActivityOutline, LessonOutline
from courses.services import record_outline
from tests.factories.outlines import MONDAY, make_module, make_outline

#: Words that must not reach a learner before the attempt is over.
SECRETS = ("canary-feedback", "canary-explanation")
ODT = b"application/vnd.oasis.opendocument.text"


def make_choices(kind: str, number: int, right: int) -> tuple[sheets.ChoiceSheet, ...]:
    """Make four choices (two for true or false); the first ``right`` ones are right."""
    return tuple(
        sheets.ChoiceSheet(
            uid=uuid.uuid4(),
            texts={"en": f"Choice {number}-{n}", "fr": f"Choix {number}-{n}"},
            is_correct=n < right,
            feedbacks={"en": f"canary-feedback {number}-{n}"},
        )
        for n in range(2 if kind == "truefalse" else 4)
    )


def make_question(number: int = 1, kind: str = "single", marks: str = "1") -> sheets.QuestionSheet:
    """Make a question; one of several answers has two right ones."""
    return sheets.QuestionSheet(
        uid=uuid.uuid4(),
        kind=kind,
        prompts={"en": f"Prompt {number}?", "fr": f"Question {number} ?"},
        explanations={"en": f"canary-explanation {number}"},
        choices=make_choices(kind, number, 2 if kind == "multiple" else 1),
        marks=Decimal(marks),
    )


def quiz_sheet(uid: uuid.UUID | None = None, **more) -> sheets.QuizSheet:
    """Make the sheet of a quiz of three kinds of question."""
    kinds = ("single", "multiple", "truefalse")
    values = {
        "slug": "quiz",
        "titles": {"en": "Quiz of the block", "fr": "Quiz du bloc"},
        "questions": tuple(make_question(n, kind) for n, kind in enumerate(kinds, start=1)),
        "attempts_allowed": 3,
        **more,
    }
    return sheets.QuizSheet(uid=uid or uuid.uuid4(), **values)


def make_quiz(uid: uuid.UUID | None = None, **more) -> Quiz:
    """Record a quiz."""
    return services.record_quiz(sheet=quiz_sheet(uid, **more), now=MONDAY)


def make_assignment(uid: uuid.UUID | None = None, **more) -> Assignment:
    """Record an assignment of two criteria with levels 0 to 3; 3 of 6 marks are needed."""
    criteria = tuple(
        sheets.CriterionSheet(
            uuid.uuid4(),
            {"en": f"Criterion {n}"},
            tuple(
                sheets.LevelSheet(Decimal(marks), {"en": f"Level {n}-{marks}"})
                for marks in range(4)
            ),
        )
        for n in range(2)
    )
    values = {
        "slug": "brief",
        "titles": {"en": "Policy brief", "fr": "Note politique"},
        "instructions": {"en": "<p>Write <strong>a brief</strong>.</p>"},
        "rubric": sheets.RubricSheet(uuid.uuid4(), {"en": "Rubric"}, Decimal(3), criteria),
        "accepted": ("pdf", "docx", "odt"),
        "max_bytes": 20_000,
        **more,
    }
    sheet = sheets.AssignmentSheet(uid=uid or uuid.uuid4(), **values)
    return services.record_assignment(sheet=sheet)


def make_work_course(programme: Programme, code: str = "W01", position: int = 1) -> Course:
    """Record a course of two lessons: one ends in a quiz, the other in an assignment."""
    quiz, brief = uuid.uuid4(), uuid.uuid4()
    make_quiz(quiz)
    make_assignment(brief)
    outline = make_outline(
        programme,
        make_module(_lesson("Quiz", "quiz", quiz), _lesson("Brief", "assignment", brief)),
        code=code,
        position=position,
    )
    record_outline(outline, MONDAY)
    course = Course.objects.get(uid=outline.uid)
    services.give_to_course(course_id=course.pk)
    return course


def _lesson(title: str, kind: str, target: uuid.UUID) -> LessonOutline:
    activity = ActivityOutline(str(uuid.uuid4()), kind, target, required=True)
    return LessonOutline(uuid.uuid4(), title.lower(), {"en": title}, True, 10, (activity,))


def answers_to(attempt: Attempt, *, right: int = 99) -> dict[str, list[str]]:
    """Answer the first questions rightly and the others wrongly."""
    items = Paper.from_json(attempt.paper).items
    return {
        item.uid: sorted(item.key) if number < right else sorted(item.choices - item.key)[:1]
        for number, item in enumerate(items)
    }


def form_of(answers: dict[str, list[str]], **more) -> dict[str, object]:
    """Return answers as the page's form sends them."""
    fields = {f"q-{uid}": taken for uid, taken in answers.items()}
    return {"asked": list(answers), **fields, **more}


def pdf(size: int = 200) -> bytes:
    """Return the bytes of a small PDF."""
    return b"%PDF-1.7\n" + b"%" * size + b"\n%%EOF\n"


def archive(entries: dict[str, bytes]) -> bytes:
    """Return the bytes of a ZIP archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return kept.getvalue()


def docx() -> bytes:
    """Return the bytes of the least Word document."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


def odt() -> bytes:
    """Return the bytes of the least OpenDocument text."""
    return archive({"mimetype": ODT, "content.xml": b"<office/>"})


def upload(content: bytes, name: str = "brief.pdf") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def shape_of(response) -> bytes:
    """Return a page without what differs by address alone: its own uid, the token of its forms."""
    page = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    return re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", b"uid", page)
