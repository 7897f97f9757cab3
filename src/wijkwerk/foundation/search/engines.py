"""How each engine finds the newest entries that meet a query, without reading all that do.

**SQLite.** The FTS5 table has the moment of an entry as its row number, so it walks the lists of the terms together
from the newest back and stops when the page is full, however common the words are.

**PostgreSQL.** A GIN index knows no order: it gives all rows that meet, and those of a common word are many. So the
newest few entries are read first, whatever is in them; words that are common are common there too. What is still
wanting is looked for further and further back: stretches of 1, 8, 64 and 512 days are terms themselves, so the index
gives only the entries of two stretches that meet. How thick the hits lay so far says how long the next stretch must be.
A word that has hardly been seen in all that is rare, and the index gives all its entries at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from wijkwerk.foundation.search import terms
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.search.terms import AnyOf, Query, Term

NEWEST = 256  # entries that are read whatever is in them
Place = tuple[datetime, int]  # moment and number of an entry: where a page ends
FIRST: Place = (datetime(2105, 1, 1, tzinfo=UTC), 0)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LOW = 31  # bits of the row number of FTS5 that hold the number of the entry; the moment is above them


@dataclass(frozen=True)
class Hit:
    """A thing that was found."""

    id: int
    thing_kind: str
    thing_id: int
    kind: str
    number: int | None
    title: str
    address: str
    work_area_id: int | None
    is_public: bool
    at: datetime


COLUMNS = "e.id, e.thing_kind, e.thing_id, e.kind, e.number, e.title, e.address, e.work_area_id, e.is_public, e.at"


def newest(query: Query, *, municipality_id: int, after: Place, size: int) -> list[Hit]:
    """The newest `size` entries of this municipality that meet the query, from those older than `after`."""
    if connection.vendor == "postgresql":
        return _PostgreSQL(query, municipality_id).newest(after, size)
    return _sqlite(query, municipality_id, after, size)


# ── SQLite ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _sqlite(query: Query, municipality_id: int, after: Place, size: int) -> list[Hit]:
    moment, number = after
    sql = f"""
        SELECT {COLUMNS}
        FROM search_words CROSS JOIN search_entry e ON e.id = (search_words.rowid & {(1 << LOW) - 1})
        WHERE search_words MATCH %s AND search_words.rowid < %s AND e.municipality_id = %s
        ORDER BY search_words.rowid DESC LIMIT %s"""
    below = (int(moment.timestamp()) << LOW) + number
    with connection.cursor() as cursor:
        cursor.execute(sql, [_fts5(query, terms.prefix(municipality_id)), below, municipality_id, size])
        return [_hit(row) for row in cursor.fetchall()]


def _fts5(query: Query, begin: str) -> str:
    def one(term: Term) -> str:
        return f'"{begin}{term.text}"' + (" *" if term.is_beginning else "")

    def group(any_of: AnyOf) -> str:
        return "(" + " OR ".join("(" + " AND ".join(map(one, together)) + ")" for together in any_of) + ")"

    expression = " AND ".join(map(group, query.wanted))
    if query.unwanted:
        expression = f"({expression}) NOT ({' OR '.join(map(one, query.unwanted))})"
    return expression


# ── PostgreSQL ─────────────────────────────────────────────────────────────────────────────────────────────────────
class _PostgreSQL:
    def __init__(self, query: Query, municipality_id: int) -> None:
        self._municipality_id = municipality_id
        self._begin = terms.prefix(municipality_id)
        self._query = self._tsquery(query)

    def newest(self, after: Place, size: int) -> list[Hit]:
        found, begin, end = self._among_the_newest(after)
        level = 0
        while end is not None and len(found) < size:
            days = max((begin - end[0]) / DAY, 1 / 24)
            wanted_days = (size - len(found)) * days / max(len(found), 0.5)
            level = next((n for n, stretch in enumerate(terms.STRETCHES) if n >= level and stretch >= wanted_days), -1)
            if level < 0:
                return found + self._before(end, size - len(found))
            more, start = self._in_stretches(level, end, size - len(found))
            found, end, level = found + more, (start, 0), level + 1
        return found[:size]

    def _among_the_newest(self, after: Place) -> tuple[list[Hit], datetime, Place | None]:
        """The hits among the newest few, the moment of the first of those, where they end (None: no more follow)."""
        sql = f"""
            WITH newest AS MATERIALIZED (
                SELECT {COLUMNS}, e.words @@ %s::tsquery AS meets,
                    row_number() OVER (ORDER BY e.at DESC, e.id DESC) AS place
                FROM search_entry e
                WHERE e.municipality_id = %s AND (e.at, e.id) < (%s, %s)
                ORDER BY e.at DESC, e.id DESC LIMIT {NEWEST})
            SELECT * FROM newest WHERE meets OR place IN (1, {NEWEST}) ORDER BY place"""
        rows = self._rows(sql, [self._query, self._municipality_id, *after])
        hits = [_hit(row[:-2]) for row in rows if row[-2]]
        if not rows or rows[-1][-1] < NEWEST:
            return hits, after[0], None
        first, last = _hit(rows[0][:-2]), _hit(rows[-1][:-2])
        return hits, first.at, (last.at, last.id)

    def _in_stretches(self, level: int, end: Place, size: int) -> tuple[list[Hit], datetime]:
        """The hits before `end` in its stretch and the one before that, and where those begin."""
        last = terms.number_of_stretch(level, end[0] if end[1] else end[0] - SECOND)
        both = " | ".join(self._lexeme(f"@{level}:{number}") for number in (last - 1, last))
        start = datetime.fromtimestamp((last - 1) * terms.STRETCHES[level] * 86_400, UTC)
        return self._before(end, size, query=f"({self._query}) & ({both})"), start

    def _before(self, end: Place, size: int, *, query: str = "") -> list[Hit]:
        # The words alone in a query of their own: else the planner, who cannot know how common they are, may choose to
        # walk through the entries in order of time until it has met enough.
        sql = f"""
            WITH meeting AS MATERIALIZED (
                SELECT {COLUMNS}, e.municipality_id FROM search_entry e
                WHERE e.words @@ %s::tsquery AND (e.at, e.id) < (%s, %s))
            SELECT {COLUMNS} FROM meeting e WHERE e.municipality_id = %s ORDER BY e.at DESC, e.id DESC LIMIT %s"""
        rows = self._rows(sql, [query or self._query, *end, self._municipality_id, size])
        return [_hit(row) for row in rows]

    def _rows(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def _tsquery(self, query: Query) -> str:
        def group(any_of: AnyOf) -> str:
            return "(" + " | ".join("(" + " & ".join(map(self._term, together)) + ")" for together in any_of) + ")"

        return " & ".join([*map(group, query.wanted), *(f"!{self._term(term)}" for term in query.unwanted)])

    def _term(self, term: Term) -> str:
        return self._lexeme(term.text) + (":*" if term.is_beginning else "")

    def _lexeme(self, text: str) -> str:
        return f"'{self._begin}{text}'"


def _hit(row: tuple[Any, ...]) -> Hit:
    *fields, at = row
    return Hit(*[*fields, at if at.tzinfo else at.replace(tzinfo=UTC)])


def hit_of(entry: Entry) -> Hit:
    """An entry that was found by other means than words."""
    return Hit(
        entry.pk, entry.thing_kind, entry.thing_id, entry.kind, entry.number, entry.title, entry.address,
        entry.work_area_id, entry.is_public, entry.at,
    )  # fmt: skip
