"""From the content's blocks to the raw data of a lesson's body, block ids always the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.models import GlossaryTerm, KeyFact
from lms.demo.load_assessments import assignment_uid, quiz_uid
from lms.demo.load_files import document, picture, recording
from lms.demo.reading import SOURCE, block_id, html

Raw = dict[str, Any]

_NAMES = {"check": "check_question"}


def body_of(lesson: Raw, course_code: str) -> list[Raw]:
    """Return the raw stream of a lesson; the same places get the same ids in every language."""
    blocks = []
    for number, entry in enumerate(lesson["blocks"]):
        [(kind, value)] = entry.items()
        place = (course_code, lesson["slug"], number)
        blocks.append(
            {
                "type": _NAMES.get(kind, kind),
                "id": block_id(*place),
                "value": _MAKERS[kind](value, place),
            }
        )
    return blocks


def items(values: list[Any], place: tuple[Any, ...]) -> list[Raw]:
    """Return the raw form of a list, each item with an id of its own."""
    return [
        {"type": "item", "id": block_id(*place, number), "value": value}
        for number, value in enumerate(values)
    ]


def _text(value: str, place: Any) -> str:
    return html(value)


def _figure(value: Raw, place: Any) -> Raw:
    return {
        "image": picture("figures", value["file"]).pk,
        "alt": value["alt"].strip(),
        "caption": value.get("caption", "").strip(),
        "source": value.get("source", "").strip(),
    }


def _table(value: Raw, place: Any) -> Raw:
    rows = [
        items([str(cell) for cell in row], (*place, "row", number))
        for number, row in enumerate(value["rows"])
    ]
    return {
        "caption": value["caption"],
        "head": items([str(cell) for cell in value["head"]], (*place, "head")),
        "rows": items(rows, (*place, "rows")),
        "source": value.get("source", ""),
    }


def _quote(value: Raw, place: Any) -> Raw:
    return {name: value.get(name, "").strip() for name in ("text", "attribution", "source")}


def _callout(value: Raw, place: Any) -> Raw:
    return {"tone": value["tone"], "title": value["title"], "text": html(value["text"])}


def _key_facts(value: list[str], place: Any) -> list[Raw]:
    rows = dict(
        KeyFact.objects.filter(locale__language_code=SOURCE, slug__in=value).values_list(
            "slug", "pk"
        )
    )
    return items([rows[slug] for slug in value], place)


def _term(value: str, place: Any) -> int:
    return GlossaryTerm.objects.get(locale__language_code=SOURCE, slug=value).pk


def _reflection(value: Raw, place: Any) -> Raw:
    return {"prompt": value["prompt"].strip(), "help": value.get("help", "").strip()}


def _check(value: Raw, place: Any) -> Raw:
    choices = [
        {
            "text": choice["text"].strip(),
            "correct": choice["correct"],
            "feedback": choice["feedback"].strip(),
        }
        for choice in value["choices"]
    ]
    return {"prompt": value["prompt"].strip(), "choices": items(choices, (*place, "choices"))}


def _video(value: Raw, place: Any) -> Raw:
    return {
        "media": recording(value["file"]).pk,
        "title": value["title"],
        "captions": document(value["captions"]).pk,
        "transcript": value["transcript"].strip(),
        "poster": None,
    }


def _audio(value: Raw, place: Any) -> Raw:
    return {
        "media": recording(value["file"]).pk,
        "title": value["title"],
        "transcript": value["transcript"].strip(),
    }


def _file(value: Raw, place: Any) -> Raw:
    return {
        "document": document(value["file"]).pk,
        "title": value["title"],
        "description": value.get("description", ""),
    }


def _quiz(value: str, place: Any) -> Raw:
    return {"required": True, "target": str(quiz_uid(value))}


def _assignment(value: str, place: Any) -> Raw:
    return {"required": True, "target": str(assignment_uid(value))}


_MAKERS: dict[str, Callable[[Any, Any], Any]] = {
    "text": _text,
    "figure": _figure,
    "table": _table,
    "quote": _quote,
    "callout": _callout,
    "key_facts": _key_facts,
    "term": _term,
    "reflection": _reflection,
    "check": _check,
    "video": _video,
    "audio": _audio,
    "file": _file,
    "quiz": _quiz,
    "assignment": _assignment,
}
