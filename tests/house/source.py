"""Reading the project's own source, for the tests of the house rules."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "foundation",
    "accounts",
    "courses",
    "learning",
    "assessments",
    "certificates",
    "cms",
    "lms",
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@functools.cache
def python_files(*, tests: bool = False) -> tuple[Path, ...]:
    """Return our Python files; migrations are named and checked by other rules."""
    folders = (*APPS, "tools", "tests") if tests else (*APPS, "tools")
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@functools.cache
def templates() -> tuple[Path, ...]:
    """Return every template of ours, also those of plain-text mails."""
    found = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    return tuple(sorted(found))


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, FUNCTIONS):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function's body, its docstring not counted."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Return the names a function is decorated with, without their arguments."""
    return {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}


def is_room(path: Path, name: str) -> bool:
    """Tell whether a file belongs to a room of its app, as views.py or views/marking.py do."""
    inside = path.relative_to(ROOT).parts[1:]
    return bool(inside) and re.fullmatch(rf"{name}(_\w+)?(\.py)?", inside[0]) is not None


def place(path: Path, line: int | None = None) -> str:
    """Return where something is, for a failure that can be clicked."""
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")


def assert_none(found: list[str]) -> None:
    """Fail with every offence on a line of its own."""
    assert not found, "\n".join(["", *found])
