"""Many new rows at once, past the models: COPY on PostgreSQL, one prepared statement on SQLite.

Only for rows that the program made itself and has checked: no model hears of them. The database checks as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]


def numbers(model: type[models.Model], count: int) -> Sequence[int]:
    """So many numbers for new rows, in order. In a transaction, which on SQLite begins as one that writes."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sql, [f'"{table}"', column, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    return range(last + 1, last + 1 + count)


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], **same: Any) -> None:
    """Write rows with these columns; `same` is what all of them have, and a column that is not named its default."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for name, field in fields.items():
        if name not in columns and name not in same and not field.primary_key:
            same[name] = field.get_default()
    same = {name: value for name, value in same.items() if value is not None}
    always = tuple(fields[name].get_db_prep_save(value, connection) for name, value in same.items())
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(fields[name].column)) for name in [*columns, *same])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row + always)
        else:
            marks = ", ".join(["%s"] * (len(columns) + len(same)))
            plain = _plainly([fields[name] for name in columns], rows)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", [row + always for row in plain])


def _plainly(fields: Sequence[models.Field[Any, Any]], rows: Iterable[Row]) -> Iterable[Row]:
    """The rows with what SQLite has no type for as text."""
    as_text = {place: how for place, field in enumerate(fields) if (how := _how(field)) is not None}
    for row in rows:
        values = list(row)
        for place, how in as_text.items():
            if values[place] is not None:
                values[place] = how(values[place])
        yield tuple(values)


def _how(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.UUIDField):
        return lambda value: value.hex
    return str if isinstance(field, models.DateField) else None
