"""The rows that migrations write: Wagtail's root page, its collection, site, language, and rights.

A test that commits for real is cleaned up by emptying every table, and those rows would be gone
for every later test of the same process. They are put back after each such test.
"""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import connection, transaction
from django.test import TransactionTestCase
from wagtail.models import Collection, Locale, Page, Site

from certificates import guards

_empty = TransactionTestCase._fixture_teardown
_kept: list[str] = []
_rights: list[tuple[str, str, str]] = []


def remember() -> None:
    """Keep the rows of a database that was just migrated."""
    rows = [row for model in (Locale, Collection, Page, Site) for row in model.objects.all()]
    _rights.extend(
        right.natural_key() for right in Permission.objects.select_related("content_type")
    )
    _kept.append(serializers.serialize("json", rows, use_natural_foreign_keys=True))


def _empty_and_put_back(case: TransactionTestCase) -> None:
    guards.remove(connection)  # SQLite empties a table by DELETE, which the register refuses.
    _empty(case)
    guards.install(connection)
    with connection.constraint_checks_disabled(), transaction.atomic():
        for row in serializers.deserialize("json", _kept[-1]):
            row.save()
        there = {
            right.natural_key() for right in Permission.objects.select_related("content_type")
        }
        for codename, app, model in set(_rights) - there:
            kind = ContentType.objects.get_by_natural_key(app, model)
            Permission.objects.create(codename=codename, content_type=kind, name=codename)


def install() -> None:
    """Put the rows back from now on."""
    TransactionTestCase._fixture_teardown = _empty_and_put_back
