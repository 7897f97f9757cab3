"""The least that a server can do, for the same server to run: nothing, or the same rows through the bare driver.

/bare/             nothing at all
/empty/            nothing, behind all that stands before every page of the program
/rows/<page>/<n>   the rows of this page, put together as strings (or as JSON)
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson
from django.core.wsgi import get_wsgi_application

from bench import by_hand
from bench.places import connection_words

Start = Any  # of PEP 3333

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
house = get_wsgi_application()
DATA = Path(os.environ["WIJKWERK_DATA"])
URL = os.environ.get("DATABASE_URL", "")
PLAN: dict[str, Any] = json.loads((DATA / "plan.json").read_text())
HTML, JSON = "text/html; charset=utf-8", "application/json"
_mine = threading.local()


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path.startswith("/rows/"):
        _, _, name, number = path.split("/")
        return _answer(start, *_rows(PLAN[name], int(number)))
    if path == "/bare/":
        return _answer(start, b"", HTML)
    answer: Iterable[bytes] = house(environ, start)
    return answer


def _answer(start: Start, body: bytes, kind: str) -> list[bytes]:
    start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


def _rows(page: dict[str, Any], number: int) -> tuple[bytes, str]:
    variants = page["floor"]
    statements = variants[number % len(variants)]
    if statements[0][0].startswith("INSERT"):
        return _write(statements), HTML
    found = [_read(sql, values) for sql, values in statements]
    if names := page.get("as_json"):
        return orjson.dumps({"rows": [dict(zip(names, row, strict=True)) for row in found[0]]}), JSON
    return "".join(by_hand.cells(rows) for rows in found).encode(), HTML


def _connection() -> Any:
    if not hasattr(_mine, "connection"):
        if URL:
            import psycopg  # only where it is the database

            _mine.connection = psycopg.connect(connection_words(URL), autocommit=True)
        else:
            _mine.connection = sqlite3.connect(DATA / "wijkwerk.sqlite3", isolation_level=None, timeout=20)
            _mine.connection.execute("PRAGMA synchronous=NORMAL")
    return _mine.connection


def _read(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = _connection().execute(sql, values).fetchall()
    return found


def _write(statements: Sequence[tuple[str, Sequence[Any]]]) -> bytes:
    """A row of each, in one transaction; the first one's number stands in the others."""
    connection = _connection()
    connection.execute("BEGIN" if URL else "BEGIN IMMEDIATE")
    first = None
    for sql, values in statements:
        made = [_fresh(value["fresh"], first) if isinstance(value, dict) else value for value in values]
        number = connection.execute(sql, made).fetchone()[0]
        first = first or number
    connection.execute("COMMIT")
    return str(first).encode()


def _fresh(what: str, first: int | None) -> str | int | None:
    return first if what == "id" else uuid.uuid4().hex
