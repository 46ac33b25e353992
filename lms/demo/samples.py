"""Sample certificates of the demo design, without a database (``certificate_sample``)."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import yaml

from certificates.codes import ALPHABET, LENGTH
from certificates.facts import verify_url
from certificates.register import sha256_of
from certificates.rendering import render
from certificates.wording import design_from, printed_facts
from lms.demo.cohorts import TITLES
from lms.demo.designs import design_parts
from lms.demo.paths import CONTENT

AWARDED_ON = date(2027, 2, 26)


def sample(name: str, name_language: str, language: str) -> bytes:
    """Return the demo's certificate for a name; raises NameRefused where it cannot be printed."""
    fields, pictures = design_parts()
    facts = _facts(name, name_language, fields)
    printed = printed_facts(facts, sha256_of(facts), language, pictures)
    return render(printed, design_from(facts))


def _facts(name: str, name_language: str, fields: dict[str, Any]) -> dict[str, Any]:
    site = yaml.safe_load((CONTENT / "site.yaml").read_text(encoding="utf-8"))["programme"]
    code = _code(name)
    return {
        "version": 1,
        "code": code,
        "kind": "completion",
        "name": name,
        "name_language": name_language,
        "latin_name": "",
        "programme": {"titles": site["title"]},
        "cohort": {"titles": TITLES["autumn"]},
        "hours": site["hours_total"],
        "blocks": _blocks(),
        "awarded_on": AWARDED_ON.isoformat(),
        "verify_url": verify_url(code),
        **fields,
    }


def _code(name: str) -> str:
    """Return a code that stands in no register, the same for the same name."""
    number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest())
    digits = (ALPHABET[(number >> (5 * place)) % 32] for place in range(LENGTH))
    return "".join(digits)


def _blocks() -> list[dict[str, Any]]:
    words = {
        folder.name: folder / "courses.yaml" for folder in CONTENT.iterdir() if folder.is_dir()
    }
    translated = {
        language: yaml.safe_load(path.read_text(encoding="utf-8"))
        for language, path in words.items()
        if path.exists()
    }
    blocks = []
    for path in sorted((CONTENT / "en").glob("*/course.yaml")):
        course = yaml.safe_load(path.read_text(encoding="utf-8"))
        titles = {"en": course["title"]}
        for language, courses in translated.items():
            if course["code"] in courses:
                titles[language] = courses[course["code"]]["title"]
        blocks.append({"code": course["code"], "titles": titles, "hours": course["hours"]})
    return blocks
