"""A query that the ORM writes once and the database answers often (ADR 0017).

Writing the SQL of a small query costs Django several times what asking the database costs. The
few queries that run on every page of a learner are therefore kept as they were written, with
other numbers put in.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections

# Row numbers that no table will ever reach stand in for the real ones while the SQL is written.
_STAND_IN = 8_070_450_532_247_928_832
_WRITINGS_KEPT = 32


@dataclass(frozen=True, slots=True)
class _Writing:
    """The SQL of one query with its parameters; ``slots`` says which argument goes where."""

    iterable: Any
    using: str
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]

    def filled(self, numbers: tuple[int, ...]) -> tuple[Any, ...]:
        params = list(self.params)
        for position, argument in self.slots:
            params[position] = numbers[argument]
        return tuple(params)


class Prepared:
    """Asks what ``build`` asks, for row numbers that are given at each call.

    ``build`` takes the numbers and returns a query set (of rows, ``select_related`` and ``only``
    included, or of values); it is called once for each count of numbers and must use each of them
    as a number and nothing else that changes: no time, no language, no prefetching.

    >>> finished = Prepared(lambda user: Enrolment.objects.filter(user=user, state="finished"))
    >>> finished(amina.pk)  # a list, in 1 query
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._written = lru_cache(maxsize=_WRITINGS_KEPT)(self._write)

    def __call__(self, *numbers: int) -> list[Any]:
        """Return the rows for these numbers, as the query set would (1 query)."""
        writing = self._written(len(numbers))
        answer = (writing.sql, writing.filled(numbers))
        source = SimpleNamespace(
            db=writing.using,
            query=SimpleNamespace(get_compiler=lambda using: _answering(writing, using, answer)),
            _known_related_objects={},
        )
        return list(writing.iterable(source))

    def _write(self, count: int) -> _Writing:
        stand_ins = {_STAND_IN + at: at for at in range(count)}
        queryset: Any = self._build(*stand_ins)
        if queryset._prefetch_related_lookups:  # noqa: SLF001 (ADR 0017)
            raise ValueError("A prepared query cannot prefetch.")
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = _as_sql(compiler)
        slots = [
            (at, stand_ins[value])
            for at, value in enumerate(params)
            if isinstance(value, int) and value in stand_ins
        ]
        if {argument for _, argument in slots} != set(range(count)):
            raise ValueError("A prepared query must use every number it is given.")
        iterable = queryset._iterable_class  # noqa: SLF001 (ADR 0017)
        return _Writing(iterable, queryset.db, compiler, sql, tuple(params), tuple(slots))


def _as_sql(compiler: Any) -> tuple[str, tuple[Any, ...]]:
    """Write the SQL; nothing where the query cannot have a row, which costs no query later."""
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, params


def _answering(writing: _Writing, using: str, answer: tuple[str, tuple[Any, ...]]) -> Any:
    """Return a compiler of this thread that has written its SQL already."""
    compiler = copy(writing.compiler)
    compiler.connection = connections[using]
    compiler.as_sql = lambda *_, **__: answer
    return compiler
