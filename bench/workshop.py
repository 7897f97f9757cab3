"""A workshop as large as any will be, and what its desk costs.

Names are syllables; nobody is meant. Fifty thousand people, twenty thousand items, a million visits over five years.
"""

from __future__ import annotations

import itertools
import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from bench.fill import Columns, PostgreSQL, SQLite, plain
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.facilities.models import Facility, FacilityKind, FunctionKind, OpeningHours
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.people.models import Assignment, Person
from wijkwerk.domain.workshop.figures import reach
from wijkwerk.domain.workshop.models import Loan, Resident, ResidentWord, Tool, ToolKind, Visit
from wijkwerk.domain.workshop.models.residents import words_of
from wijkwerk.domain.workshop.operations import lending
from wijkwerk.domain.workshop.queries import catalogue, residents, tools
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

PEOPLE, ITEMS, KINDS, VISITS, LOANS = 50_000, 20_000, 400, 1_000_000, 100_000
TINY = 100  # the tiny example is so many times smaller
YEARS = 5
OUT = 0.25  # part of the items that somebody has
NAME = "Wijkwerkplaats van de meting"
SYLLABLES = ["ba", "de", "fi", "go", "hu", "ja", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa", "ze"]
FUNCTIONS = [FunctionKind.MEETING] * 5 + [FunctionKind.LENDING] * 3 + [FunctionKind.FORMS, FunctionKind.REPAIR]
BATCH = 20_000
ASKED = 200  # different people, codes and items that are asked for in turn


# ── What is in it ──────────────────────────────────────────────────────────────────────────────────────────────────
def fill(size: str, person: Person, *, at: datetime) -> None:
    """The workshop, in the first area; what is many goes past the models."""
    if Facility.objects.filter(name=NAME).exists():
        return
    chance, less = random.Random(5), TINY if size == "tiny" else 1
    area = WorkArea.objects.order_by("id")[0]
    Assignment.objects.get_or_create(person=person, role=Role.HOST, work_area=area, from_on=date(2020, 1, 1))
    workshop: Facility = Facility.objects.create(kind=FacilityKind.WORKSHOP, name=NAME, work_area=area)
    OpeningHours.objects.bulk_create(
        OpeningHours(facility=workshop, weekday=day, from_time=time(0, 0), until_time=time(23, 59)) for day in range(7)
    )
    kinds = ToolKind.objects.bulk_create(
        ToolKind(facility=workshop, name=f"Soort {n:03}", group=f"Groep {n % 12}", contribution_cents=100)
        for n in range(max(4, KINDS // less))
    )
    people, items = _numbers(Resident, PEOPLE // less), _numbers(Tool, ITEMS // less)
    own, since = (workshop.municipality_id, workshop.pk), at - timedelta(days=365 * YEARS)
    names = [_name(chance) for _ in people]
    writer: PostgreSQL | SQLite = PostgreSQL() if connection.vendor == "postgresql" else SQLite()
    for model, columns, rows in (
        (
            Resident,
            ["id", "name", "name_key", "card_code", "created_at", "seen_at"],
            ((n, name, name, f"B-{n:06}", since, since) for n, name in zip(people, names, strict=True)),
        ),
        (
            ResidentWord,
            ["resident_id", "word"],
            ((n, word) for n, name in zip(people, names, strict=True) for word in words_of(name)),
        ),
        (
            Tool,
            ["id", "kind_id", "code", "created_at"],
            ((n, kinds[n % len(kinds)].pk, f"M-{n:06}", since) for n in items),
        ),
        (
            Loan,
            ["tool_id", "resident_id", "out_at", "due_at", "returned_at", "client_key"],
            _loans(items, people, LOANS // less, chance, at),
        ),
        (
            Visit,
            ["visitor_number", "resident_id", "on", "at", "function", "people", "is_first", "client_key"],
            _visits(people, VISITS // less, chance, since),
        ),
    ):
        _write(writer, model, ["municipality_id", "facility_id", *columns], ((*own, *row) for row in rows))
    writer.finish([model._meta.db_table for model in (Resident, ResidentWord, Tool, Loan, Visit)])


def _numbers(model: Any, count: int) -> range:
    first = (model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    return range(first, first + count)


def _write(writer: PostgreSQL | SQLite, model: type[Model], columns: list[str], rows: Iterable[Sequence[Any]]) -> None:
    """In batches. A column `id` that the rows do not give is counted."""
    if "id" not in columns:
        numbers = itertools.count(_numbers(model, 1)[0])
        columns, rows = ["id", *columns], ((next(numbers), *row) for row in rows)
    table, waiting = Columns(model, columns), iter(rows)
    while batch := list(itertools.islice(waiting, BATCH)):
        writer.write(table, [[plain(value) for value in row] for row in batch])
        writer.commit()


def _name(chance: random.Random) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(2))


def _loans(
    items: range, people: range, count: int, chance: random.Random, at: datetime
) -> Iterator[tuple[int, int, datetime, datetime, datetime | None, uuid.UUID]]:
    """Many that came back, and one open loan for a part of the items."""
    for n in range(count):
        out = at - timedelta(days=chance.randrange(30, 365 * YEARS))
        back = out + timedelta(days=5)
        yield items[n % len(items)], chance.choice(people), out, out + timedelta(days=7), back, _key(chance)
    for tool in items[: int(len(items) * OUT)]:
        out = at - timedelta(days=chance.randrange(1, 12))
        yield tool, chance.choice(people), out, out + timedelta(days=7), None, _key(chance)


def _visits(
    people: range, count: int, chance: random.Random, since: datetime
) -> Iterator[tuple[int | None, int | None, date, datetime, str, int, bool, uuid.UUID]]:
    """Some come nearly every day, many once; one in ten is a tally."""
    days, seen = 365 * YEARS, set[int]()
    for day in range(days):
        at = since + timedelta(days=day)
        today: set[tuple[int, str]] = set()
        for _ in range(count // days):
            visitor = people[int(len(people) * chance.random() ** 3)]
            function = str(chance.choice(FUNCTIONS))
            if chance.random() < 0.1 or (visitor, function) in today:
                yield None, None, at.date(), at, function, chance.randrange(1, 9), False, _key(chance)
                continue
            today.add((visitor, function))
            yield visitor, visitor, at.date(), at, function, 1, visitor not in seen, _key(chance)
            seen.add(visitor)


def _key(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128))


# ── What it costs ──────────────────────────────────────────────────────────────────────────────────────────────────
def measure(meter: Any, person: Person, size: str) -> dict[str, Any]:
    """Each beside the least: the rows themselves by the driver, with the same condition."""
    fill(size, person, at=clock.now())
    workshop = Facility.objects.select_related("work_area").get(name=NAME)
    chance = random.Random(7)
    known = list(Resident.objects.filter(facility=workshop).order_by("pk")[:ASKED])
    codes = list(Tool.objects.filter(facility=workshop).order_by("-pk").values_list("code", flat=True)[:ASKED])
    asked = itertools.cycle(zip(chance.sample(known, len(known)), chance.choices(codes, k=len(known)), strict=True))
    found = {}
    for name, deed, least in (
        ("code", lambda: tools.by_code(workshop, next(asked)[1]), lambda: _bare_code(workshop, next(asked)[1])),
        (
            "name",
            lambda: residents.find_residents(workshop, next(asked)[0].name[:4]),
            lambda: _bare_name(workshop, next(asked)[0].name[:4]),
        ),
        ("catalogue", lambda: _catalogue(workshop), lambda: _bare_catalogue(workshop)),
        ("reach", lambda: _reach(workshop), lambda: _bare_reach(workshop)),
    ):
        found[f"workshop-{name}"], found[f"workshop-{name}-floor"] = meter.of(deed), meter.of(least)
    return found | _hand_out(meter, person, workshop, known)


def _hand_out(meter: Any, person: Person, workshop: Facility, known: list[Resident]) -> dict[str, Any]:
    """Items go out and come back one by one; what the driver alone needs for the same two rows stands beside it."""
    free = list(
        Tool.objects.in_use().filter(facility=workshop).exclude(loans__returned_at=None, loans__isnull=False)
        .select_related("kind", "facility__work_area").order_by("-pk")[:ASKED]
    )  # fmt: skip
    waiting, gone = iter(zip(free, itertools.cycle(known), strict=False)), iter(free)

    def lend() -> None:
        tool, resident = next(waiting)
        lending.lend([tool], resident=resident, by=person, at=clock.now())

    def give_back() -> None:
        lending.give_back(next(gone), by=person, at=clock.now())

    found = {
        "workshop-lend": meter.of(lend, times=len(free)),
        "workshop-return": meter.of(give_back, times=len(free)),
    }
    rows = [
        (tool, resident, _key(random.Random(n))) for n, (tool, resident) in enumerate(zip(free, known, strict=False))
    ]
    out, back = iter(rows), iter(rows)
    found["workshop-lend-floor"] = meter.of(lambda: _bare_lend(workshop, *next(out)), times=len(rows))
    found["workshop-return-floor"] = meter.of(lambda: _bare_return(next(back)[0]), times=len(rows))
    Loan.objects.filter(tool__in=free).delete()
    return found


def _catalogue(workshop: Facility) -> int:
    """A page of it, as everybody sees it."""
    kinds = list(catalogue.kinds(workshop).order_by("group", "name", "id")[:50])
    return len(catalogue.offers(kinds, Calendar(workshop), on=clock.today(), at=clock.now()))


def _reach(workshop: Facility) -> object:
    today = clock.today()
    return reach.reach(workshop, from_on=today - timedelta(days=365 * YEARS), until_on=today, smallest=5)


# ── The least ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _bare_code(workshop: Facility, code: str) -> object:
    return _rows(f"SELECT * FROM {Tool._meta.db_table} WHERE municipality_id = %s AND code = %s",
                 workshop.municipality_id, code)  # fmt: skip


def _bare_name(workshop: Facility, beginning: str) -> object:
    return _rows(
        f"SELECT r.* FROM {Resident._meta.db_table} r JOIN {ResidentWord._meta.db_table} w ON w.resident_id = r.id "
        "WHERE w.facility_id = %s AND w.word >= %s AND w.word <= %s ORDER BY r.seen_at DESC LIMIT 20",
        workshop.pk, beginning, f"{beginning}zzz",
    )  # fmt: skip


def _bare_catalogue(workshop: Facility) -> object:
    kinds = _rows(f"SELECT * FROM {ToolKind._meta.db_table} WHERE facility_id = %s ORDER BY name LIMIT 50", workshop.pk)
    marks = ", ".join(["%s"] * len(kinds))
    return _rows(
        f"SELECT t.kind_id, count(*) FROM {Tool._meta.db_table} t LEFT JOIN {Loan._meta.db_table} l "
        f"ON l.tool_id = t.id AND l.returned_at IS NULL WHERE t.kind_id IN ({marks}) AND l.id IS NULL "
        "GROUP BY t.kind_id",
        *(row[0] for row in kinds),
    )


def _bare_reach(workshop: Facility) -> object:
    return _rows(
        f"SELECT visitor_number, function, count(*) FROM {Visit._meta.db_table} "
        "WHERE facility_id = %s AND visitor_number IS NOT NULL GROUP BY visitor_number, function",
        workshop.pk,
    )


def _bare_lend(workshop: Facility, tool: Tool, resident: Resident, key: uuid.UUID) -> None:
    now = clock.now()
    table = Columns(
        Loan, ["municipality_id", "facility_id", "tool_id", "resident_id", "out_at", "due_at", "client_key"]
    )
    values = [workshop.municipality_id, workshop.pk, tool.pk, resident.pk, now, now + timedelta(days=7), key]
    (row,) = table.rows([[plain(value) for value in values]])
    columns = [column for column in table.columns if column != "id"]
    kept: list[Any] = [value for column, value in zip(table.columns, row, strict=True) if column != "id"]
    names = ", ".join(f'"{column}"' for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {Loan._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(kept))})", kept)


def _bare_return(tool: Tool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Loan._meta.db_table} SET returned_at = %s WHERE tool_id = %s AND returned_at IS NULL",
            [clock.now(), tool.pk],
        )
