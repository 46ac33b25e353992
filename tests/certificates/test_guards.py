"""Facts about the guards of the database: SQL by hand changes nothing that was issued (U01)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from certificates import guards
from certificates.models import Award, AwardEvent
from certificates.register import broken_links
from certificates.services import revoke

pytestmark = pytest.mark.django_db

AN_AWARD = "UPDATE certificates_award SET {} = %s WHERE id = %s"


def by_hand(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def is_refused(sql, *values):
    with pytest.raises(IntegrityError):
        by_hand(sql, *values)


def put_over(table, column):
    """Return what each database knows for writing a row in the place of another."""
    # Without "WHERE true" SQLite takes ON for the condition of a join.
    yield (
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true "  # noqa: S608
        f"ON CONFLICT (id) DO UPDATE SET {column} = 'x'"
    )
    if connection.vendor == "sqlite":
        yield f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608


class TestEvents:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE certificates_awardevent SET what = 'revoked'",
            "UPDATE certificates_awardevent SET sha256 = sha256 WHERE number = 2",
            "UPDATE certificates_awardevent SET by_id = NULL WHERE number = 1",
            "DELETE FROM certificates_awardevent",
            "DELETE FROM certificates_awardevent WHERE number = 4",
        ],
    )
    def test_an_event_is_neither_changed_nor_deleted(self, issued, change):
        before = list(AwardEvent.objects.values())
        is_refused(change)
        assert list(AwardEvent.objects.values()) == before

    @pytest.mark.parametrize(
        ("table", "column"),
        [("certificates_awardevent", "sha256"), ("certificates_award", "code")],
    )
    def test_no_row_is_put_over_another(self, issued, table, column):
        for statement in put_over(table, column):
            is_refused(statement)

    def test_an_event_is_still_added(self, issued, viktor, now):
        revoke(award=issued, reason="error", note="x", by=viktor, now=now)
        assert AwardEvent.objects.last().number == 5
        assert list(broken_links()) == []


class TestStatements:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("facts", '{"name": "Somebody Else"}'),
            ("facts_sha256", "f" * 64),
            ("facts_sha256", ""),
            ("code", "7" * 26),
            ("awarded_on", "2020-01-01"),
            ("awarded_on", None),
            ("expires_on", "2099-01-01"),
        ],
    )
    def test_what_an_issued_award_says_stays(self, issued, column, value):
        is_refused(AN_AWARD.format(column), value, issued.pk)

    @pytest.mark.parametrize("state", ["revoked", "replaced"])
    def test_it_stays_after_the_end_of_the_award_too(self, issued, state):
        Award.objects.update(state=state)
        is_refused(AN_AWARD.format("awarded_on"), "2020-01-01", issued.pk)

    def test_what_is_not_said_yet_can_change(self, approved):
        by_hand(AN_AWARD.format("awarded_on"), "2020-01-01", approved.pk)

    def test_the_rest_of_an_issued_award_can_change(self, issued):
        issued.visibility = "link"
        issued.save()
        issued.refresh_from_db()
        assert issued.visibility == "link"


def guards_there():
    """Return the names of the triggers that stand in the database."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
class TestTheirStanding:
    def test_after_all_migrations_they_stand(self):
        wanted = {
            "sqlite": {
                "register_not_changed",
                "register_not_deleted",
                "register_not_put_over",
                "statement_not_changed",
                "statement_not_put_over",
            },
            "postgresql": {"register_only_added", "statement_not_changed"},
        }[connection.vendor]
        assert wanted <= guards_there()

    def test_they_are_taken_down_and_put_up_again(self):
        before = guards_there()
        guards.remove(connection)
        assert guards_there() < before
        guards.install(connection)
        guards.install(connection)
        assert guards_there() == before
