"""How each engine finds the newest entries that meet a query, without reading all that do.

**SQLite.** The FTS5 table has the moment of an entry as its row number, so it walks the lists of the terms together
from the newest back and stops when the page is full, however common the words are.

**PostgreSQL.** A GIN index knows no order: it gives all rows that meet, and those of a common word are many. So the
newest few entries are read first, whatever is in them; words that are common are common there too. What is still
wanting is looked for further and further back: stretches of 1, 8, 64 and 512 days are terms themselves, so the index
gives only the entries of two stretches that meet. How thick the hits lay so far says how long the next stretch must be.
A word that has hardly been seen in all that is rare, and the index gives all its entries at once. For the beginning of
a word GIN first collects all entries with any word that begins so, whatever else is asked: so the index is asked for
the other words alone, and the beginning is looked for in what it gives, as long as that is not much. Are the other
words rare and the beginning is not, then for all of them at once.

Measured with 1,000,000 entries of 25 words in *one* municipality (a large one has 200,000; others do not count, as
every term is a municipality's own), newest 50, milliseconds at the median with everything up to the hits in Python:

    word in … of the entries        SQLite    PostgreSQL    on PostgreSQL
    half                            0.4       1.0           the newest 256
    1 in 6, 1 in 14                 0.3       1.2           the newest 256, and some 500 more
    1 in 40, 1 in 120               0.4       1.3           the newest 256, and some days more
    1 in 350, 1,000, 3,000          0.8       1.4           one look further back, or two
    1 in 8,600                      0.8       0.9           all of them
    none                            0.1       0.5
    two common words                0.4       0.6
    two words of 1 in 120           11        6.8           what is common to two long lists has to be read
    a common and a beginning        0.9       2.6           the newest 256, and 2,000 with the common word
    a rare and a beginning          1.6       1.5           all with the rare word (both: in 200,000 entries)
    the beginning `str` / `rih`     0.4       1.0 / 5.5     the newest 256 / all words that begin so
    the 31st page                   0.6       2.4
    counting to 1,000               4 … 9     7 … 12

Putting one thing in: 0.65 ms of Python; in batches 0.25 ms (SQLite) and 0.6 ms (PostgreSQL) each, everything counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from wijkwerk.foundation.search import terms
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.search.terms import AnyOf, Query, Term

NEWEST = 256  # entries that are read whatever is in them
MOST_READ = 1_024  # as many when that is likely to fill the page
MOST_STRETCHES = 8  # that the index is asked for at once
LONGEST_LOOK = 1_024  # days; beyond that the index is asked for all
MOST_SIFTED = 4_000  # entries in which the beginning of a word is looked for
COLLECTED_MEANWHILE = 6  # entries that GIN collects for a beginning, in the time of one that is read
FEW = 5  # hits that do not tell yet how thick they lie
MARGIN = 1.25  # times as far back as the hits so far foretell: a look more costs more than a few entries too many
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

    expression = " AND ".join(map(group, [*query.wanted, tuple((term,) for term in query.seen)]))
    if query.unwanted:
        expression = f"({expression}) NOT ({' OR '.join(map(one, query.unwanted))})"
    return expression


@contextmanager
def words_at_the_end() -> Iterator[None]:
    """In a transaction, round the making of many new entries: on SQLite their words go in together, afterwards.

    With the trigger, SQLite lets FTS5 write down all that it has after each row: that costs nine tenths of it.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'search_entry_put'")
        (trigger,) = cursor.fetchone()
        cursor.execute("SELECT coalesce(max(id), 0) FROM search_entry")
        (last,) = cursor.fetchone()
        cursor.execute("DROP TRIGGER search_entry_put")
        yield
        key = f"(CAST(strftime('%%s', at) AS INTEGER) << {LOW}) | id"
        cursor.execute(
            f"INSERT INTO search_words (rowid, terms) SELECT {key}, terms FROM search_entry WHERE id > %s ORDER BY 1",
            [last],
        )
        cursor.execute(trigger)


# ── PostgreSQL ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class _Seen:
    """The hits among the newest entries; how many of those have the whole words, and the beginning; the moment of the
    first of them, and where they end (None: no more follow)."""

    hits: list[Hit]
    whole: int
    begun: int
    first_at: datetime
    end: Place | None

    def with_those_before(self, more: _Seen) -> _Seen:
        whole, begun = self.whole + more.whole, self.begun + more.begun
        return _Seen(self.hits + more.hits, whole, begun, self.first_at, more.end)


class _PostgreSQL:
    def __init__(self, query: Query, municipality_id: int) -> None:
        self._municipality_id = municipality_id
        self._begin = terms.prefix(municipality_id)
        self._words = list(map(self._any_of, query.wanted))
        self._beginnings = [self._any_of(any_of) for any_of in query.wanted if _has_beginning(any_of)]
        self._whole_words = [words for words in self._words if words not in self._beginnings]
        # Nearly everything is one of these: the index would only spend time on them, so they are looked at afterwards.
        seen = self._any_of(tuple((term,) for term in query.seen))
        self._may_see = [seen, *(f"!{self._term(term)}" for term in query.unwanted)]

    def newest(self, after: Place, size: int) -> list[Hit]:
        seen = self._among_the_newest(NEWEST, after)
        if seen.end is not None and len(seen.hits) < size <= len(seen.hits) * MOST_READ // NEWEST:
            more = self._among_the_newest(min(MOST_READ, NEWEST * size // len(seen.hits)), seen.end)
            seen = seen.with_those_before(more)
        found, end = seen.hits, seen.end
        if end is None or len(found) >= size:
            return found[:size]
        if len(found) < FEW and self._whole_words and (seen.whole + 0.5) * COLLECTED_MEANWHILE < seen.begun:
            return found + self._before(end, size - len(found), is_sifted=True)
        days = _days(seen.first_at, end)
        whole_a_day = max(seen.whole, 0.5) / days
        while len(found) < size:
            wanted_days = MARGIN * (size - len(found)) * days / max(len(found), 0.5)
            if self._beginnings and len(found) < FEW and whole_a_day * days < NEWEST:
                wanted_days = min(wanted_days, 2 * NEWEST / whole_a_day)
            if wanted_days > LONGEST_LOOK:
                return found + self._before(end, size - len(found), is_sifted=False)
            is_sifted = bool(self._beginnings) and wanted_days * whole_a_day <= MOST_SIFTED
            hits, start = self._within(wanted_days, end, size - len(found), is_sifted=is_sifted)
            found, end = found + hits, (start, 0)
            days = _days(seen.first_at, end)
        return found

    def _among_the_newest(self, many: int, after: Place) -> _Seen:
        sql = f"""
            WITH newest AS MATERIALIZED (
                SELECT {COLUMNS}, e.words @@ %s::tsquery AS meets, e.words @@ %s::tsquery AS has_whole,
                    e.words @@ %s::tsquery AS has_beginning, row_number() OVER (ORDER BY e.at DESC, e.id DESC) AS place
                FROM search_entry e
                WHERE e.municipality_id = %s AND (e.at, e.id) < (%s, %s)
                ORDER BY e.at DESC, e.id DESC LIMIT %s)
            SELECT newest.*, whole, begun FROM newest, (
                SELECT count(*) FILTER (WHERE has_whole) AS whole, count(*) FILTER (WHERE has_beginning) AS begun
                FROM newest) counted
            WHERE meets OR place IN (1, %s) ORDER BY place"""
        parts = [[*self._words, *self._may_see], self._whole_words or self._words, self._beginnings or self._words]
        asked = [" & ".join(part) for part in parts]
        rows = self._rows(sql, [*asked, self._municipality_id, *after, many, many])
        hits = [_hit(row[:-6]) for row in rows if row[-6]]
        if not rows or rows[-1][-3] < many:
            return _Seen(hits, 0, 0, after[0], None)
        (*_, whole, begun), first, last = rows[0], _hit(rows[0][:-6]), _hit(rows[-1][:-6])
        return _Seen(hits, whole if self._whole_words else many, begun, first.at, (last.at, last.id))

    def _within(self, days: float, end: Place, size: int, *, is_sifted: bool) -> tuple[list[Hit], datetime]:
        """The hits before `end`, this many days back or a little more, and the moment where that is.

        `is_sifted` when the index gives the entries with the whole words, and the beginning is looked for in those.
        """
        level = next(n for n, stretch in enumerate(terms.STRETCHES) if stretch * MOST_STRETCHES >= days)
        last = terms.number_of_stretch(level, end[0] if end[1] else end[0] - SECOND)
        first = last - math.ceil(days / terms.STRETCHES[level])
        stretches = " | ".join(self._lexeme(f"@{level}:{number}") for number in range(first, last + 1))
        start = datetime.fromtimestamp(first * terms.STRETCHES[level] * 86_400, UTC)
        return self._before(end, size, f"({stretches})", is_sifted=is_sifted), start

    def _before(self, end: Place, size: int, *when: str, is_sifted: bool) -> list[Hit]:
        """The hits before `end`: the index gives those with the words, and each is looked at for the rest."""
        # These words alone in a query of their own: else the planner, who cannot know how common they are, may choose
        # to walk through the entries in order of time until it has met enough. IS TRUE keeps the rest from the index.
        sql = f"""
            WITH meeting AS MATERIALIZED (
                SELECT {COLUMNS}, e.municipality_id FROM search_entry e
                WHERE e.words @@ %s::tsquery AND (e.at, e.id) < (%s, %s) AND (e.words @@ %s::tsquery) IS TRUE)
            SELECT {COLUMNS} FROM meeting e
            WHERE e.municipality_id = %s ORDER BY e.at DESC, e.id DESC LIMIT %s"""
        words, sifted = (self._whole_words, self._beginnings) if is_sifted else (self._words, [])
        asked, rest = " & ".join([*words, *when]), " & ".join([*sifted, *self._may_see])
        return [_hit(row) for row in self._rows(sql, [asked, *end, rest, self._municipality_id, size])]

    def _rows(self, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def _any_of(self, any_of: AnyOf) -> str:
        return "(" + " | ".join("(" + " & ".join(map(self._term, together)) + ")" for together in any_of) + ")"

    def _term(self, term: Term) -> str:
        return self._lexeme(term.text) + (":*" if term.is_beginning else "")

    def _lexeme(self, text: str) -> str:
        return f"'{self._begin}{text}'"


def _has_beginning(any_of: AnyOf) -> bool:
    return any(term.is_beginning for together in any_of for term in together)


def _days(first: datetime, end: Place) -> float:
    return max((first - end[0]) / DAY, 1 / 24)


def _hit(row: tuple[Any, ...]) -> Hit:
    *fields, at = row
    return Hit(*[*fields, at if at.tzinfo else at.replace(tzinfo=UTC)])


def hit_of(entry: Entry) -> Hit:
    """An entry that was found by other means than words."""
    return Hit(
        entry.pk, entry.thing_kind, entry.thing_id, entry.kind, entry.number, entry.title, entry.address,
        entry.work_area_id, entry.is_public, entry.at,
    )  # fmt: skip
