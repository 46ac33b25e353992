"""What is right in the demo's quiz of the first block, as its authors wrote it."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml
from playwright.sync_api import Locator

BLOCK = "01-understanding-international-migration-and-diaspora"
CONTENT = Path(__file__).parents[2] / "lms" / "demo" / "content"


@functools.cache
def right_choices(language: str) -> dict[str, set[str]]:
    """Return the right choices of each question, by the words of its prompt."""
    quiz = yaml.safe_load((CONTENT / language / BLOCK / "quiz.yaml").read_text(encoding="utf-8"))
    keys = yaml.safe_load((CONTENT / "en" / BLOCK / "quiz.yaml").read_text(encoding="utf-8"))
    return {
        plain(question["prompt"]): {
            plain(choice["text"])
            for choice, known in zip(question["choices"], key["choices"], strict=True)
            if known["correct"]
        }
        for question, key in zip(quiz["questions"], keys["questions"], strict=True)
    }


def answer(question: Locator, language: str, *, rightly: bool) -> None:
    """Answer a question: with every right choice, or with one that is wrong."""
    right = right_choices(language)[plain(question.locator("legend [dir=auto]").inner_text())]
    for choice in question.locator(".choice label").all():
        is_right = plain(choice.inner_text()) in right
        if is_right == rightly:
            choice.click()
            if not rightly:
                return


def plain(words: str) -> str:
    """Return words without emphasis and without the accidents of wrapping."""
    return " ".join(words.replace("*", "").replace("_", "").split())
