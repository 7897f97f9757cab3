"""Questions that every request asks: put into SQL once for each connection, asked again with other values.

Putting a question into words costs Django five to ten times what the database needs to answer it. Only for questions
of a fixed shape; for those of one municipality there is `scope.prepared`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

MOST = 500  # questions that one connection knows; shapes of lists come and go
MOST_NUMBER = 2**63 - 1  # no database holds more, so no row is called so


class Place(Expression):
    """Where a value comes: stands in a filter instead of the value itself."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class Prepared:
    """`Prepared(lambda key: Thing.objects.filter(key=key), key=CharField())`, asked as `found = ask(key="a")`.

    Gives the rows as a list. The fields say how the values are written for the database.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], **fields: Field[Any, Any]) -> None:
        self._ask = ask
        self._fields = fields

    def __call__(self, **values: Any) -> list[Any]:
        known: dict[Prepared, _Question] = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_questions", {})
        question = known.get(self)
        if question is None:
            if len(known) >= MOST:
                known.clear()
            question = known[self] = _Question(self._ask(**{name: Place(name, f) for name, f in self._fields.items()}))
        return question.rows(values)


_ALIKE: dict[Hashable, Prepared] = {}


def asked_alike(like: Hashable, ask: Callable[[], QuerySet[Any, Any]]) -> list[Any]:
    """A question that is asked over and over: put into SQL once for each `like`.

    `like` names all that the question depends on, with its values, the municipality too.
    """
    return kept(like, lambda: Prepared(ask().all))()


def kept(like: Hashable, make: Callable[[], Prepared]) -> Prepared:
    """The question that this `like` stands for; what makes it is not remembered, as it may hold a whole request."""
    question = _ALIKE.get(like)
    if question is None:
        if len(_ALIKE) >= MOST:
            _ALIKE.clear()
        question = _ALIKE[like] = make()
    return question


class _Question:
    """One question on one connection, which one thread has."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._afterwards = rows._prefetch_related_lookups  # type: ignore[attr-defined]
        self._compiler = compiler = rows.query.get_compiler(using=rows.db)
        self._answer: Any = []
        self._values: Any = ()
        try:
            sql, self._values = compiler.as_sql()
        except EmptyResultSet:  # nothing can ever be found: a list of none to choose from
            return
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        # What a queryset asks of its compiler, with the answers that are known already.
        self._now: tuple[Any, ...] = ()
        vars(compiler).update(
            as_sql=lambda *args, **kwargs: (sql, self._now), get_converters=lambda expressions: converters
        )
        query = SimpleNamespace(get_compiler=lambda *args, **kwargs: compiler)
        known = {name: vars(rows)[name] for name in ("model", "_fields", "_known_related_objects")}
        asked: Any = SimpleNamespace(db=rows.db, query=query, **known)
        self._answer = rows._iterable_class(asked)

    def rows(self, values: dict[str, Any]) -> list[Any]:
        if any(isinstance(value, int) and abs(value) > MOST_NUMBER for value in values.values()):
            return []
        self._now = tuple(self._value(each, values) if isinstance(each, Place) else each for each in self._values)
        found = list(self._answer)
        if found and self._afterwards:
            prefetch_related_objects(found, *self._afterwards)
        return found

    def _value(self, place: Place, values: dict[str, Any]) -> Any:
        return place.output_field.get_db_prep_value(values[place.name], self._compiler.connection)
