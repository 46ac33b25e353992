"""Budgets that guard the tail (DESIGN, house style): most files and functions stay far below."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house import source

FILE, FUNCTION, VIEW, TASK, TEMPLATE, PAGE_MODEL, STYLE = 400, 40, 15, 10, 120, 150, 400


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_has_more_than_400_lines() -> None:
    long = [
        f"{source.place(path)} has {lines(path)}"
        for path in source.python_files(tests=True)
        if lines(path) > FILE
    ]

    source.assert_none(long)


def test_no_function_has_more_than_40_lines() -> None:
    long = [
        f"{source.place(path, node.lineno)} {node.name} has {source.length(node)}"
        for path in source.python_files(tests=True)
        for node in source.functions(path)
        if source.length(node) > FUNCTION
    ]

    source.assert_none(long)


def test_no_view_has_more_than_15_lines() -> None:
    long = [
        f"{source.place(path, node.lineno)} {node.name} has {source.length(node)}"
        for path in source.python_files()
        if source.is_room(path, "views")
        for node in source.functions(path)
        if source.length(node) > VIEW and not node.name.startswith("_")
    ]

    source.assert_none(long)


def test_no_task_has_more_than_10_lines() -> None:
    long = [
        f"{source.place(path, node.lineno)} {node.name} has {source.length(node)}"
        for path in source.python_files()
        for node in source.functions(path)
        if "shared_task" in source.decorators(node) and source.length(node) > TASK
    ]

    source.assert_none(long)


def test_no_page_model_has_more_than_150_lines() -> None:
    long = [
        f"{source.place(path, node.lineno)} {node.name}"
        for path in (source.ROOT / "cms" / "pages").rglob("*.py")
        for node in source.tree(path).body
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno + 1 > PAGE_MODEL
    ]

    source.assert_none(long)


def test_no_template_has_more_than_120_lines() -> None:
    long = [
        f"{source.place(path)} has {lines(path)}"
        for path in source.templates()
        if lines(path) > TEMPLATE
    ]

    source.assert_none(long)


def test_no_style_sheet_or_script_has_more_than_400_lines() -> None:
    files = [*source.ROOT.glob("static/css/*.css"), *source.ROOT.glob("static/js/*.js")]
    long = [f"{source.place(path)} has {lines(path)}" for path in files if lines(path) > STYLE]

    source.assert_none(long)
