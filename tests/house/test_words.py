"""The words of the house: one glossary in names and texts, nothing left unfinished."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import source

# What the glossary says not to say, in names and in texts; libraries keep their own words.
NOT_OURS = {
    "student": "learner",
    "students": "learners",
    "teacher": "instructor",
    "tutor": "instructor",
    "program": "programme",
    "programs": "programmes",
    "enrollment": "enrolment",
    "enroll": "enrol",
    "organization": "organisation",
    "organizations": "organisations",
    "registrar": "administrator",
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|TBD|lorem ipsum|coming soon)\b", re.IGNORECASE)
SPOKEN = re.compile(r"{%[^%]*%}|{{.*?}}|{#.*?#}|<[^>]*>", re.DOTALL)


def words_of(name: str) -> Iterator[str]:
    """Split an identifier such as enrolledLearner_count into its lower-case words."""
    for part in name.split("_"):
        yield from (word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", part))


def defined_names(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the names a file defines: classes, functions, arguments, variables, fields."""
    for node in ast.walk(source.tree(path)):
        if isinstance(node, (*source.FUNCTIONS, ast.ClassDef)):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def spoken_texts(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the texts for people in a Python file: the arguments of gettext."""
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_", "gettext", "ngettext"}:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value, node.lineno


def faults(text: str) -> Iterator[str]:
    for word in re.findall(r"[A-Za-z]+", text):
        if word.lower() in NOT_OURS and not word.startswith("Organization"):  # Names of bodies.
            yield f"{word} (say {NOT_OURS[word.lower()]})"


def test_names_keep_to_the_glossary() -> None:
    wrong = [
        f"{source.place(path, line)} {name}"
        for path in source.python_files()
        for name, line in defined_names(path)
        if NOT_OURS.keys() & set(words_of(name))
    ]

    source.assert_none(wrong)


def test_texts_keep_to_the_glossary() -> None:
    texts = [
        (source.place(path, line), text)
        for path in source.python_files()
        for text, line in spoken_texts(path)
    ]
    texts += [
        (source.place(path), SPOKEN.sub(" ", path.read_text())) for path in source.templates()
    ]
    wrong = [f"{where} {fault}" for where, text in texts for fault in faults(text)]

    assert len(texts) > 100
    source.assert_none(wrong)


def test_nothing_is_left_unfinished() -> None:
    here = Path(__file__)
    files = [path for path in source.python_files(tests=True) if path != here]
    files += [*source.templates(), *source.ROOT.glob("static/css/*.css")]
    files += [*source.ROOT.glob("static/js/*.js"), *source.ROOT.rglob("docs/**/*.md")]
    unfinished = [
        f"{source.place(path, number)} {line.strip()[:60]}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if UNFINISHED.search(line)
    ]

    source.assert_none(unfinished)
