"""Writing a row that may be there already: the database's constraint is the only judge (R8)."""

from __future__ import annotations

from django.db import connections, models, router


def insert_once(row: models.Model) -> bool:
    """Insert the row unless a unique constraint says that its twin is there; true if inserted.

    One statement, safe under any concurrency, and a twin costs no error that would end the
    transaction. The row's own number is not read back.
    """
    using = router.db_for_write(type(row))
    connection = connections[using]
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(row._meta.db_table)
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING",  # noqa: S608 (names of our own columns, values apart)
            values,
        )
        return bool(cursor.rowcount == 1)
