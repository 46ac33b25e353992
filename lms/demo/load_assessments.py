"""The demo's quizzes and its closing brief: read from the content, recorded by the services.

Identities are made of the slugs (uuid5), so that loading again changes nothing but what was
rewritten. Translated quizzes stand beside the English ones in the same folders and are merged
question by question, choice by choice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from markdown_it import MarkdownIt

from assessments import services, sheets
from assessments.models import Assignment, Attempt, Grade, Quiz, Submission
from assessments.paper import Item, Paper
from courses.models import Activity
from courses.roles import administrators_of
from foundation import clock
from learning.models import Enrolment
from lms.demo.paths import CONTENT

NAMESPACE = UUID("6e1f6a5c-4c0b-5a55-9d0c-7d2f6a1c9b10")
SOURCE = "en"
PRAISE = (
    "The question is clear within a paragraph, and you say plainly what is not known. The "
    "conflict between the two ministries is the heart of the brief: give it a heading of its own "
    "next time. The first recommendation could be carried out on Monday, and that is the best "
    "thing one can say of a recommendation."
)
ADVICE = (
    "You have found a good question. Three figures stand without a year, and the recommendations "
    "do not say who should act first. Add both, and show one group that gains and one that loses."
)


def quiz_uid(slug: str) -> UUID:
    """Return the identity of a quiz by its slug."""
    return uuid5(NAMESPACE, f"quiz:{slug}")


def assignment_uid(slug: str) -> UUID:
    """Return the identity of an assignment by its slug."""
    return uuid5(NAMESPACE, f"assignment:{slug}")


# --- Reading ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edition:
    """One content file in all the languages it was written in, the English first."""

    texts: Mapping[str, Any]

    @property
    def source(self) -> Any:
        """The English one, which says what there is."""
        return self.texts[SOURCE]

    def said(self, *path: str | int) -> dict[str, str]:
        """Return a text by language; languages that do not have it are left out."""
        found = {language: _at(kept, path) for language, kept in self.texts.items()}
        return {language: text.strip() for language, text in found.items() if text}


def _at(kept: Any, path: tuple[str | int, ...]) -> str:
    for step in path:
        if isinstance(kept, list):
            kept = kept[step] if isinstance(step, int) and step < len(kept) else {}
        else:
            kept = (kept or {}).get(step) or {}
    return kept if isinstance(kept, str) else ""


def _read(name: Path) -> Edition:
    """Read a file of the English content and what stands at the same place in other languages."""
    languages = [SOURCE, *sorted(_other_languages())]
    files = {language: CONTENT / language / name for language in languages}
    texts = {
        code: yaml.safe_load(path.read_text()) for code, path in files.items() if path.exists()
    }
    return Edition(texts)


def _other_languages() -> Iterator[str]:
    for folder in CONTENT.iterdir():
        if folder.is_dir() and len(folder.name) == 2 and folder.name != SOURCE:
            yield folder.name


# --- Quizzes ----------------------------------------------------------------------------------


def load_quizzes() -> dict[str, Quiz]:
    """Record every quiz of the content; returns them by slug."""
    now = clock.now()
    names = sorted(
        path.relative_to(CONTENT / SOURCE) for path in (CONTENT / SOURCE).glob("*/quiz.yaml")
    )
    quizzes = [services.record_quiz(sheet=_quiz_sheet(_read(name)), now=now) for name in names]
    return {quiz.slug: quiz for quiz in quizzes}


def _quiz_sheet(edition: Edition) -> sheets.QuizSheet:
    source = edition.source
    by_slug = Edition({code: _questions_by_slug(kept) for code, kept in edition.texts.items()})
    return sheets.QuizSheet(
        uid=quiz_uid(source["slug"]),
        slug=source["slug"],
        titles=edition.said("title"),
        questions=tuple(
            _question_sheet(by_slug, source["slug"], question) for question in source["questions"]
        ),
        pass_share=Decimal(str(source["pass_share"])),
        attempts_allowed=source.get("attempts"),
        time_limit=source.get("minutes"),
    )


def _questions_by_slug(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {question["slug"]: question for question in kept.get("questions", ())}


def _question_sheet(
    edition: Edition, quiz: str, question: Mapping[str, Any]
) -> sheets.QuestionSheet:
    slug = question["slug"]
    uid = uuid5(NAMESPACE, f"question:{quiz}:{slug}")
    return sheets.QuestionSheet(
        uid=uid,
        kind=question["kind"],
        prompts=edition.said(slug, "prompt"),
        explanations=edition.said(slug, "explanation"),
        choices=tuple(
            sheets.ChoiceSheet(
                uid=uuid5(uid, str(number)),
                texts=edition.said(slug, "choices", number, "text"),
                is_correct=choice["correct"],
                feedbacks=edition.said(slug, "choices", number, "feedback"),
            )
            for number, choice in enumerate(question["choices"])
        ),
    )


# --- The closing brief ------------------------------------------------------------------------


def load_assignment() -> Assignment:
    """Record the closing policy brief with its rubric."""
    edition = _read(Path("assignment.yaml"))
    source = edition.source
    words = source.get("words") or {}
    return services.record_assignment(
        sheet=sheets.AssignmentSheet(
            uid=assignment_uid(source["slug"]),
            slug=source["slug"],
            titles=edition.said("title"),
            instructions=_html(edition.said("instructions")),
            rubric=_rubric_sheet(edition, source["slug"]),
            accepted=tuple(source["accepted"]),
            resubmissions=source["resubmissions"],
            max_bytes=source["max_megabytes"] * 1024 * 1024,
            least_words=words.get("minimum"),
            most_words=words.get("maximum"),
        )
    )


def _html(texts: Mapping[str, str]) -> dict[str, str]:
    """Render the Markdown of each language; HTML in it stays text."""
    markdown = MarkdownIt("commonmark", {"html": False})
    return {language: markdown.render(text) for language, text in texts.items()}


def _rubric_sheet(edition: Edition, slug: str) -> sheets.RubricSheet:
    rubric = edition.source["rubric"]
    uid = uuid5(NAMESPACE, f"rubric:{slug}")
    return sheets.RubricSheet(
        uid=uid,
        titles=edition.said("rubric", "title"),
        pass_marks=Decimal(rubric["pass_marks"]),
        criteria=tuple(
            sheets.CriterionSheet(
                uid=uuid5(uid, criterion["slug"]),
                titles=edition.said("rubric", "criteria", number, "title"),
                levels=_levels(edition, number, criterion["levels"]),
            )
            for number, criterion in enumerate(rubric["criteria"])
        ),
    )


def _levels(
    edition: Edition, criterion: int, levels: list[Mapping[str, Any]]
) -> tuple[sheets.LevelSheet, ...]:
    return tuple(
        sheets.LevelSheet(
            marks=Decimal(level["marks"]),
            descriptions=edition.said(
                "rubric", "criteria", criterion, "levels", number, "description"
            ),
        )
        for number, level in enumerate(levels)
    )


# --- Histories --------------------------------------------------------------------------------


def complete_quiz(
    enrolment: Enrolment, activity: Activity, share: Decimal, at: datetime
) -> Attempt:
    """Let a learner sit a quiz at that time and answer that share of its questions rightly."""
    attempt = services.start_attempt(enrolment=enrolment, activity=activity, now=at)
    paper = Paper.from_json(attempt.paper)
    right = math.ceil(share * len(paper.items))
    answers = {
        item.uid: sorted(item.key) if number < right else _slip(item)
        for number, item in enumerate(paper.items)
    }
    minutes = 6 + attempt.activity.uid.int % 9
    return services.submit_attempt(
        attempt=attempt, answers=answers, now=at + timedelta(minutes=minutes)
    )


def _slip(item: Item) -> list[str]:
    """Return a wrong answer."""
    return sorted(item.choices - item.key)[:1]


def hand_in_brief(
    enrolment: Enrolment, activity: Activity, *, at: datetime, accepted: bool | None = True
) -> Submission:
    """Let a learner hand in the example brief; it is marked two days later, or waits (None)."""
    submission = services.submit_assignment(
        enrolment=enrolment,
        activity=activity,
        text=(CONTENT / SOURCE / "policy-brief-example.md").read_text(),
        upload=None,
        key=uuid5(NAMESPACE, f"hand-in:{enrolment.uid}:{at.isoformat()}"),
        now=at,
    )
    if accepted is not None and submission.waits:
        mark_brief(submission, accepted=accepted, at=at + timedelta(days=2))
    return submission


def mark_brief(submission: Submission, *, accepted: bool, at: datetime) -> Grade:
    """Mark a brief as an administrator of its programme would: mostly high, or mostly low."""
    programme = submission.activity.lesson.course.programme
    marks = {}
    for number, criterion in enumerate(submission.rubric["criteria"]):
        levels = sorted(Decimal(level["marks"]) for level in criterion["levels"])
        wanted = levels[-1] if accepted and number % 2 == 0 else levels[len(levels) // 2]
        marks[criterion["uid"]] = wanted if accepted else levels[1]
    return services.grade_submission(
        submission=submission,
        marking=services.Marking(marks, PRAISE if accepted else ADVICE),
        based_on=submission.grades.count(),
        by=administrators_of(programme).user_set.order_by("pk").first(),
        now=at,
    )
