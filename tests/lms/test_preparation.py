"""Setting the demo up: each step once, again where something changed, never for nothing."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import polib
import pytest

from lms import catalogues, preparation


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project and its DATA_DIR; commands of manage.py are noted and done by hand."""
    root, data = tmp_path / "project", tmp_path / "project" / "var"
    (root / "people" / "migrations").mkdir(parents=True)
    (root / "people" / "migrations" / "0001_people.py").write_text("")
    (root / "static").mkdir()
    (root / "static" / "site.css").write_text("a {}")
    (root / "requirements.txt").write_text("one==1")
    (data / "run").mkdir(parents=True)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return root


@pytest.fixture
def commands(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []
    data = project / "var"

    def manage(root: Path, sentence: str, *command: str) -> None:
        done.append(command[0])
        with sqlite3.connect(data / "db.sqlite3") as database:
            if command[0] == "migrate":
                database.execute("CREATE TABLE IF NOT EXISTS django_migrations (app, name)")
                database.execute("CREATE TABLE IF NOT EXISTS accounts_user (email)")
                rows = [
                    (path.parent.parent.name, path.stem)
                    for path in root.glob("*/migrations/0*.py")
                ]
                database.executemany("INSERT INTO django_migrations VALUES (?, ?)", rows)
            elif command[0] == "seed_demo":
                database.execute("INSERT INTO accounts_user VALUES ('amina@example.org')")
            elif command[0] == "certificates_keys":
                (data / "keys").mkdir()
                (data / "keys" / "seal.p12").write_text("")
            else:
                (data / "static").mkdir(exist_ok=True)
                (data / "static" / f"site.{len(done)}.css").write_text("a{}")

    monkeypatch.setattr(preparation, "_manage", manage)
    return done


def prepare(project: Path, commands: list[str]) -> list[str]:
    commands.clear()
    preparation.prepare(project, project / "var")
    return commands


def test_the_first_start_does_everything_and_the_second_nothing(
    project: Path, commands: list[str]
) -> None:
    everything = ["migrate", "collectstatic", "certificates_keys", "seed_demo"]
    assert prepare(project, commands) == everything
    assert prepare(project, commands) == []


def test_a_lost_key_is_followed_by_a_new_one(project: Path, commands: list[str]) -> None:
    prepare(project, commands)
    (project / "var" / "keys" / "seal.p12").unlink()
    (project / "var" / "keys").rmdir()

    assert prepare(project, commands) == ["certificates_keys"]


def test_a_purchased_seal_is_opened_at_every_start(
    project: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(project, commands)
    (project / "var" / "keys" / "seal.p12").unlink()
    (project / "var" / "keys").rmdir()
    monkeypatch.setenv("SEAL_KEY_FILE", "/srv/seal.p12")

    assert prepare(project, commands) == ["certificates_keys"]


def test_a_new_migration_is_run_without_seeding_again(project: Path, commands: list[str]) -> None:
    prepare(project, commands)
    (project / "people" / "migrations" / "0002_names.py").write_text("")

    assert prepare(project, commands) == ["migrate"]


def test_new_packages_may_bring_migrations_and_static_files(
    project: Path, commands: list[str]
) -> None:
    prepare(project, commands)
    (project / "requirements.txt").write_text("one==1.1")

    assert prepare(project, commands) == ["migrate", "collectstatic"]


def test_a_changed_style_sheet_is_collected(project: Path, commands: list[str]) -> None:
    prepare(project, commands)
    (project / "static" / "site.css").write_text("a { color: teal }")

    assert prepare(project, commands) == ["collectstatic"]


def test_a_deleted_database_is_made_anew(project: Path, commands: list[str]) -> None:
    prepare(project, commands)
    (project / "var" / "db.sqlite3").unlink()

    assert prepare(project, commands) == ["migrate", "seed_demo"]


def test_a_seeding_that_was_cut_short_is_done_again(
    project: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    manage = preparation._manage

    def fail(root: Path, sentence: str, *command: str) -> None:
        manage(root, sentence, *command)
        if command[0] == "seed_demo":
            raise preparation.Refusal("it failed")

    monkeypatch.setattr(preparation, "_manage", fail)
    with pytest.raises(preparation.Refusal):
        prepare(project, commands)
    monkeypatch.setattr(preparation, "_manage", manage)

    assert prepare(project, commands) == ["seed_demo"]


def test_a_database_elsewhere_is_migrated_at_every_start(
    project: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://lms@localhost/lms")
    prepare(project, commands)

    assert prepare(project, commands) == ["migrate"]
    assert "postgres" not in (project / "var" / "run" / "prepared.json").read_text()


def test_a_command_that_fails_ends_the_start_with_a_sentence(project: Path) -> None:
    with pytest.raises(preparation.Refusal, match="Trying failed; the reason stands above"):
        preparation._manage(project, "Trying", "nothing")


def test_translations_are_compiled_where_they_changed(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    file.append(polib.POEntry(msgid="Continue", msgstr="Continuer"))
    file.save(str(folder / "django.po"))

    assert catalogues.compile_stale(tmp_path) == 1
    assert catalogues.compile_stale(tmp_path) == 0
    assert polib.mofile(str(folder / "django.mo"))[0].msgstr == "Continuer"

    later = (folder / "django.mo").stat().st_mtime + 10
    os.utime(folder / "django.po", (later, later))
    assert catalogues.compile_stale(tmp_path) == 1
