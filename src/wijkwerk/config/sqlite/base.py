"""Django's SQLite backend, with the turnstile round every transaction and every single statement that writes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.operations import DatabaseOperations
from django.utils.dateparse import parse_date, parse_datetime

from wijkwerk.config.sqlite.turnstile import Turnstile

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


def _read_as(known: Callable[[str], object], otherwise: Callable[[str], object]) -> Callable[[bytes], object]:
    """A value as we write it ourselves, or in any way that Django takes."""

    def read(written: bytes) -> object:
        words = written.decode()
        try:
            return known(words)
        except ValueError:
            return otherwise(words)

    return read


# Django asks of every moment three times how it is written and whether it has a zone: a fifth of a long list.
sqlite3.register_converter("datetime", _read_as(datetime.fromisoformat, parse_datetime))
sqlite3.register_converter("date", _read_as(date.fromisoformat, parse_date))


class Operations(DatabaseOperations):
    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if type(value) is datetime and value.tzinfo is None:
            return value.replace(tzinfo=self.connection.timezone)
        return super().convert_datetimefield_value(value, expression, connection)


class Cursor(base.SQLiteCursorWrapper):
    """Lets a statement that writes by itself, outside a transaction, queue like a transaction."""

    turnstile: Turnstile | None = None

    def execute(self, query: str, params: Any = None) -> Any:
        if self._may_pass(query):
            return super().execute(query, params)
        return self._in_turn(super().execute, query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        if self._may_pass(query):
            return super().executemany(query, param_list)
        return self._in_turn(super().executemany, query, param_list)

    def _may_pass(self, query: str) -> bool:
        return self.turnstile is None or self.turnstile.is_inside or not WRITES.match(query)

    def _in_turn(self, run: Any, *args: Any) -> Any:
        assert self.turnstile is not None
        self.turnstile.enter()
        try:
            return run(*args)
        finally:
            self.turnstile.leave()


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits for its turn where a transaction begins, and lets the next one in where it ends, whichever way.

    The types of Django leave out the methods where it does so; they have been there under these names since Django 1.6.
    """

    ops_class = Operations
    turnstile: Turnstile | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.is_in_memory_db():
            self.turnstile = Turnstile(f"{conn_params['database']}-turn", timeout=conn_params.get("timeout", 5.0))
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=Cursor)
        cursor.turnstile = self.turnstile
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        if self.turnstile is not None:
            with self.wrap_database_errors:
                self.turnstile.enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._let_the_next_one_in()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # if this fails, a rollback follows
        self._let_the_next_one_in()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._let_the_next_one_in()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self.turnstile is not None:
                self.turnstile.close()

    def _let_the_next_one_in(self) -> None:
        if self.turnstile is not None:
            self.turnstile.leave()
