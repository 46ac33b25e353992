"""Every app has the same rooms and says what it owns; the learners' facts are protected."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.house import source

OURS = tuple(app for app in source.APPS if app not in {"foundation", "lms"})
NO_ROOMS = {"utils", "util", "helpers", "common", "misc", "core", "lib"}
# Where a learner left off is a convenience that counts for nothing, so it may fall with a lesson.
NOT_A_FACT = {"learning.Place.lesson"}


def our_models(*labels: str) -> Iterator[type[models.Model]]:
    for label in labels or OURS:
        for model in apps.get_app_config(label).get_models():
            if model.__module__.startswith(label):
                yield model


def test_every_app_says_what_it_owns_and_may_import() -> None:
    silent = [
        f"{app}: {heading}"
        for app in source.APPS
        for heading in ("Owns:", "Does not own:", "May import:")
        if heading not in (ast.get_docstring(source.tree(source.ROOT / app / "__init__.py")) or "")
    ]

    source.assert_none(silent)


def test_no_room_is_named_after_nothing() -> None:
    vague = [
        source.place(path)
        for path in source.python_files()
        if path.stem in NO_ROOMS and "settings" not in path.parts
    ]

    source.assert_none(vague)


def hangs_from_a_person(model: type[models.Model]) -> bool:
    """Tell whether a row belongs to one person, at whatever distance."""
    if model._meta.label == "accounts.User":
        return True
    parents = (
        field.related_model
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and not field.null
    )
    return any(
        parent is not model and parent._meta.app_label in OURS and hangs_from_a_person(parent)
        for parent in parents
    )


def test_every_model_about_a_person_says_which_personal_data_it_holds() -> None:
    about = [model for model in our_models() if hangs_from_a_person(model)]
    silent = [model._meta.label for model in about if "PII:" not in (model.__doc__ or "")]

    assert len(about) > 10
    source.assert_none(silent)


def test_every_selector_names_its_query_cost() -> None:
    silent = [
        f"{source.place(path, node.lineno)} {node.name}"
        for path in source.python_files()
        if source.is_room(path, "selectors")
        for node in source.tree(path).body
        if isinstance(node, source.FUNCTIONS) and not node.name.startswith("_")
        if "quer" not in (ast.get_docstring(node) or "").lower()
    ]

    source.assert_none(silent)


def test_services_take_three_things_or_more_by_name() -> None:
    positional = [
        f"{source.place(path, node.lineno)} {node.name}"
        for path in source.python_files()
        if source.is_room(path, "services")
        for node in source.tree(path).body
        if isinstance(node, source.FUNCTIONS) and not node.name.startswith("_")
        if len(node.args.posonlyargs + node.args.args) > 2
    ]

    source.assert_none(positional)


def test_every_signal_is_described_where_it_is_made() -> None:
    silent = []
    for path in source.python_files():
        body = source.tree(path).body
        for node, after in zip(body, [*body[1:], None], strict=False):
            if isinstance(node, ast.Assign) and ast.unparse(node.value).endswith("Signal()"):
                described = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                before = path.read_text().splitlines()[node.lineno - 2]
                if not described and not before.startswith("#"):
                    silent.append(source.place(path, node.lineno))

    source.assert_none(silent)


def test_no_learner_fact_falls_with_the_outline_or_a_page() -> None:
    weak = [
        f"{model._meta.label}.{field.name}"
        for model in our_models("learning", "assessments", "certificates")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and f"{model._meta.label}.{field.name}" not in NOT_A_FACT
        and field.related_model._meta.app_label in {"courses", "wagtailcore"}
        and (
            field.related_model._meta.app_label == "wagtailcore"
            or field.remote_field.on_delete is not models.PROTECT
        )
    ]

    source.assert_none(weak)


def test_no_row_changes_its_dates_by_itself() -> None:
    moving = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if getattr(field, "auto_now", False)
    ]

    source.assert_none(moving)


def test_every_migration_is_named_by_intent() -> None:
    found = [path for app in source.APPS for path in (source.ROOT / app).glob("migrations/0*.py")]
    unnamed = [source.place(path) for path in found if re.search(r"_auto_|_initial$", path.stem)]

    assert found
    source.assert_none(unnamed)
