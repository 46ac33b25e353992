"""Setting a platform up, only what changed since the last start (a second one takes seconds).

Each step is a command of ``manage.py`` in a process of its own. What was done is noted in
``DATA_DIR/run/prepared.json``; for SQLite the database itself is asked too, so that a deleted
database is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from lms import catalogues
from lms.supervisor import Refusal, say

PASSWORD = "demo-diaspora"  # noqa: S105 (the demo's, printed on purpose)
FIRST_PERSON = "amina@example.org"


def prepare(root: Path, data_dir: Path) -> None:
    """Compile translations, migrate, collect static files, make a key, seed: where needed."""
    notes = Notes(data_dir / "run" / "prepared.json")
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'db.sqlite3'}"
    packages = digest([root / "requirements.txt"])
    static = digest(_static_files(root, data_dir)) + packages
    if catalogues.compile_stale(root):
        say("Compiled the translations.")
    if notes.get("packages") != packages or not is_migrated(url, root):
        _manage(root, "Setting up the database", "migrate", "--no-input")
        notes.set("packages", packages)
    if notes.get("static") != static or not (data_dir / "static").exists():
        _manage(root, "Collecting the static files", "collectstatic", "--no-input")
        notes.set("static", static)
    make_seal(root, data_dir)
    database = hashlib.sha256(url.encode()).hexdigest()
    if notes.get("seeded") != database or not is_seeded(url):
        _manage(root, "Filling in the demo programme and its people", "seed_demo")
        notes.set("seeded", database)


def make_seal(root: Path, data_dir: Path) -> None:
    """Make the key that seals certificates where there is none; a purchased one is looked at."""
    if os.environ.get("SEAL_KEY_FILE", "").strip() or not (data_dir / "keys/seal.p12").exists():
        _manage(root, "Opening the key that seals certificates", "certificates_keys", "ensure")


class Notes:
    """What was done in a DATA_DIR, kept as a small JSON file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.entries: dict[str, str] = json.loads(path.read_text())
        except (OSError, ValueError):
            self.entries = {}

    def get(self, name: str) -> str | None:
        """Return the note, or None."""
        return self.entries.get(name)

    def set(self, name: str, value: str) -> None:
        """Write the note, whole or not at all."""
        self.entries[name] = value
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(self.entries, indent=1))
        draft.replace(self.path)


def digest(paths: Iterable[Path]) -> str:
    """Return a digest of the names, sizes and times of files."""
    total = hashlib.sha256()
    for path in paths:
        facts = path.stat()
        total.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns};".encode())
    return total.hexdigest()


def is_migrated(url: str, root: Path) -> bool:
    """Tell whether an SQLite database has every migration of ours; of others nothing is known."""
    ours = {(path.parent.parent.name, path.stem) for path in root.glob("*/migrations/[0-9]*.py")}
    return ours <= set(_rows(url, "SELECT app, name FROM django_migrations"))


def is_seeded(url: str) -> bool:
    """Tell whether the demo's people are there; of a database that is not SQLite, say yes."""
    if not url.startswith("sqlite"):
        return True
    query = "SELECT email FROM accounts_user WHERE email = ?"
    return bool(_rows(url, query, FIRST_PERSON))


def _rows(url: str, query: str, *values: str) -> list[tuple[str, ...]]:
    """Ask an SQLite database; one that is absent, empty or of another kind has no rows."""
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite":
        return []
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchall()
    except sqlite3.Error:
        return []


def _static_files(root: Path, data_dir: Path) -> list[Path]:
    """Return the project's own static files; what was collected from them lies in DATA_DIR."""
    found = [*root.glob("static/**/*"), *root.glob("*/static/**/*")]
    return sorted(p for p in found if p.is_file() and not p.is_relative_to(data_dir))


def _manage(root: Path, sentence: str, *command: str) -> None:
    """Run one command of manage.py under a line that says what it does."""
    say(f"{sentence} ...")
    # Bells rung now would find no broker; the sweepers find their rows once the worker runs.
    surroundings = os.environ | {"CELERY_BROKER_URL": "memory://localhost"}
    line = [sys.executable, "manage.py", *command, "--verbosity", "0"]
    if subprocess.run(line, cwd=root, env=surroundings, check=False).returncode:
        raise Refusal(f"{sentence} failed; the reason stands above.")
