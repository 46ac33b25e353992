"""Triggers by which the database itself keeps the register: events and statements stay as written.

A later migration that rebuilds one of the two tables (SQLite copies a table to change it) calls
``install`` again; a test says so where it is forgotten.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

#: What an award says once it is issued.
FROZEN = ("facts", "facts_sha256", "code", "awarded_on", "expires_on")
_IS_CHANGED = {
    "sqlite": " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FROZEN),
    "postgresql": " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN),
}

#: The triggers of SQLite; putting a row over another one would pass by the first two.
_SQLITE = {
    "register_not_changed": """BEFORE UPDATE ON certificates_awardevent
        BEGIN SELECT RAISE(ABORT, 'The register is only added to.'); END""",
    "register_not_deleted": """BEFORE DELETE ON certificates_awardevent
        BEGIN SELECT RAISE(ABORT, 'The register is only added to.'); END""",
    "register_not_put_over": """BEFORE INSERT ON certificates_awardevent
        WHEN EXISTS (
            SELECT 1 FROM certificates_awardevent WHERE id = NEW.id OR number = NEW.number
        )
        BEGIN SELECT RAISE(ABORT, 'The register is only added to.'); END""",
    "statement_not_changed": f"""BEFORE UPDATE ON certificates_award
        WHEN OLD.facts_sha256 <> '' AND ({_IS_CHANGED["sqlite"]})
        BEGIN SELECT RAISE(ABORT, 'What an issued award says stays as it is.'); END""",
    "statement_not_put_over": """BEFORE INSERT ON certificates_award
        WHEN EXISTS (
            SELECT 1 FROM certificates_award
            WHERE (id = NEW.id OR code = NEW.code OR uid = NEW.uid) AND facts_sha256 <> ''
        )
        BEGIN SELECT RAISE(ABORT, 'What an issued award says stays as it is.'); END""",
}

#: The same of PostgreSQL: the table, when, and the sentence.
_POSTGRESQL = {
    "register_only_added": (
        "certificates_awardevent",
        "BEFORE UPDATE OR DELETE ON certificates_awardevent FOR EACH ROW",
        "The register is only added to.",
    ),
    "statement_not_changed": (
        "certificates_award",
        (
            "BEFORE UPDATE ON certificates_award FOR EACH ROW "
            f"WHEN (OLD.facts_sha256 <> '' AND ({_IS_CHANGED['postgresql']}))"
        ),
        "What an issued award says stays as it is.",
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers up; those that stand already are put up anew."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, what in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {what}")
        else:
            for name, (_table, when, sentence) in _POSTGRESQL.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                    f"BEGIN RAISE EXCEPTION '{sentence}' "
                    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
                )
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers down, as only the owner of the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            for name, (table, *_) in _POSTGRESQL.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def install_by_migration(apps: Any, editor: Any) -> None:
    """Put the triggers up on the database that is being migrated."""
    install(editor.connection)


def remove_by_migration(apps: Any, editor: Any) -> None:
    """Take them down again."""
    remove(editor.connection)
