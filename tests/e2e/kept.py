"""The rows of a whole database, kept aside and put back: the example is made once for all tests of a process."""

import shutil
import sqlite3
from pathlib import Path

from django.db import connection, transaction


class Kept:
    """What stood in the tables and in the folder with files at the moment that it was kept."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._files = aside
        if folder.exists():
            shutil.copytree(folder, aside)
        self._rows = _rows_of_sqlite() if connection.vendor == "sqlite" else _rows_of_postgresql()

    def put_back(self, folder: Path) -> None:
        """Into tables that are empty but for what migrations put there."""
        if self._files.exists():
            shutil.copytree(self._files, folder, dirs_exist_ok=True)
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self._rows.backup(connection.connection)
        else:
            _into_postgresql(self._rows)


def _rows_of_sqlite() -> sqlite3.Connection:
    connection.ensure_connection()
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(kept)
    return kept


def _rows_of_postgresql() -> tuple[dict[str, bytes], dict[str, int]]:
    """Each table in the form that the server itself reads, and how far each series of numbers has come."""
    tables, series = {}, {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{name}" TO STDOUT (FORMAT binary)') as copy:
                tables[name] = b"".join(bytes(part) for part in copy)
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        series = dict(cursor.fetchall())
    return tables, series


def _into_postgresql(rows: tuple[dict[str, bytes], dict[str, int]]) -> None:
    """Without looking each row after: they held together when they were kept."""
    tables, series = rows
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name, content in tables.items():
            cursor.execute(f'DELETE FROM "{name}"')
            with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT binary)') as copy:
                copy.write(content)
        for name, last in series.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'"{name}"', last])
