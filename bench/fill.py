"""Fills an example: `python -m bench.within fill SIZE`, on the database that DATABASE_URL names. Done once, and kept.

What is few (areas, people, subjects) is made by the program itself. What is many goes past it: COPY on PostgreSQL,
`executemany` on SQLite, with the columns of the models, without indexes, which are made afterwards. A sample is then
read back through the models, which must find nothing wrong with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import sys
import time
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import shapely
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Max, Model
from tools import machine

from bench import spread
from bench.places import connection_words
from wijkwerk.config import tasks
from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas import operations as areas
from wijkwerk.domain.areas.models import Area, WorkArea, WorkAreaPart
from wijkwerk.domain.areas.operations import national_areas
from wijkwerk.domain.areas.reading.areas import AreaRow
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.people.models import Account, Assignment, Organisation, Person, TeamMember
from wijkwerk.domain.signals import example
from wijkwerk.domain.signals.models import Category, Message, Reporter, Signal
from wijkwerk.domain.signals.search import documents_of
from wijkwerk.domain.thread.models import Answer, Condition
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal.models import Entry as JournalEntry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

YEAR = 2024
OWN = "GM0106"  # Assen: where we measure
EMAIL = "regisseur@example.nl"
MODELS: dict[str, type[Model]] = {
    "signals": Signal,
    "reporters": Reporter,
    "messages": Message,
    "journal": JournalEntry,
    "answers": Answer,
    "conditions": Condition,
    "letters": Letter,
    "entries": Entry,
}
SAMPLE = 60


def main(size: str) -> None:
    """Unless it is there already, for these tables and this spread."""
    known = settings.DATA / "made.json"
    now = fingerprint(size)
    if known.exists() and json.loads(known.read_text())["fingerprint"] == now:
        return
    began = time.monotonic()
    count = spread.COUNTS[connection.vendor, size]
    tell(f"Filling {connection.vendor}, {size}: {count:,} signals. This is done once.")
    known.unlink(missing_ok=True)
    _empty()
    call_command("migrate", verbosity=0)
    at = clock.now()
    _make_areas(size, at)
    homes = _make_homes(size, at)
    tell(f"{len(homes)} municipalities stand", began)
    _write(homes, count=count, years=spread.YEARS[size], at=at, began=began)
    with scope.everywhere(because="the bench looks at its own example"):
        last = Signal.objects.aggregate(last=Max("pk"))["last"]
    tasks.renew_statistics()  # as the clock does
    _check(homes[0].id)
    made = {"fingerprint": now, "count": count, "last_signal": last, "municipality": homes[0].id, "at": at.isoformat()}
    known.write_text(json.dumps(made))
    tell("Filled and checked", began)


def tell(words: str, began: float | None = None) -> None:
    print(words + (f" after {time.monotonic() - began:.0f} s" if began else ""), file=sys.stderr, flush=True)


def fingerprint(size: str) -> str:
    """Changes when the tables or the example do: an example that no longer fits is made again."""
    told: list[object] = [spread.EDITION, spread.COUNTS[connection.vendor, size]]
    for model in apps.get_models():
        told.append(model._meta.db_table)
        told += [(field.column, field.db_type(connection)) for field in model._meta.concrete_fields]
        told += [repr(each) for each in (*model._meta.indexes, *model._meta.constraints)]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _empty() -> None:
    if connection.vendor == "sqlite":
        connection.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{end}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


# ── What is few ────────────────────────────────────────────────────────────────────────────────────────────────────
def _make_areas(size: str, at: datetime) -> None:
    """The real country where it is at hand, else one of squares."""
    folder = machine.country()
    if folder is not None and size != "tiny":
        names = [f"{kind}_{YEAR}.geojson.gz" for kind in ("gemeenten", "wijken", "buurten")]
        national_areas.import_areas([SourceFile(name, (folder / name).read_bytes()) for name in names], at=at)
        return
    rows = {row.code: row for row in _squares(2 if size == "tiny" else 60)}
    national_areas.keep_areas({YEAR: rows}, at=at, source="squares")


def _squares(municipalities: int) -> Iterable[AreaRow]:
    """Municipalities of four wijken of nine buurten, side by side."""
    side = 0.01
    for n in range(municipalities):
        number = int(OWN[2:]) + n
        south, west = 52.0 + (n // 10) * side * 7, 5.0 + (n % 10) * side * 7
        yield _area(f"GM{number:04}", codes.AreaKind.MUNICIPALITY, south, west, side * 6)
        for wijk in range(4):
            s, w = south + (wijk // 2) * side * 3, west + (wijk % 2) * side * 3
            yield _area(f"WK{number:04}{wijk:02}", codes.AreaKind.WIJK, s, w, side * 3)
            for buurt in range(9):
                code = f"BU{number:04}{wijk:02}{buurt:02}"
                yield _area(code, codes.AreaKind.BUURT, s + (buurt // 3) * side, w + (buurt % 3) * side, side)


def _area(code: str, kind: codes.AreaKind, south: float, west: float, side: float) -> AreaRow:
    shape = shapely.box(west, south, west + side, south + side)
    return AreaRow(
        code, kind, f"Gebied {code[2:]}", False, shapely.to_wkb(shape), south, west, south + side, west + side,
        south + side / 2, west + side / 2,
    )  # fmt: skip


def _make_homes(size: str, at: datetime) -> list[spread.Home]:
    """Municipalities with their people: ours alone, or the whole country with ours as the largest."""
    known = Area.objects.filter(year=YEAR, kind=codes.AreaKind.MUNICIPALITY).exclude(code=OWN)
    others = sorted(known.values_list("code", flat=True)) if size != "small" else []
    homes = []
    for code in [OWN, *others]:
        municipality = areas.add_municipality(code, by=CLOCK, at=at, year=YEAR)
        municipality.reports_per_hour = 0  # one machine reports for all
        municipality.save()
        with scope.in_municipality(municipality):
            homes.append(_home(municipality, is_own=code == OWN))
    buurten = sum(len(home.buurten) for home in homes[1:])
    own = spread.OWN_SHARE if buurten else 1.0
    shares = [own, *((1 - own) * len(home.buurten) / buurten for home in homes[1:])]
    return [
        spread.Home(**{**vars(home), "share": share})
        for home, share in zip(homes, shares, strict=True)
        if home.buurten or share
    ]


def _home(municipality: Municipality, *, is_own: bool) -> spread.Home:
    first_day = date(YEAR, 1, 1)
    categories = Category.objects.bulk_create(
        Category(code=code, name=name, group=group, trade=trade, answer_within=days, guidance=guidance, order=order)
        for order, (code, name, group, trade, days, guidance) in enumerate(example.CATEGORIES)
    )
    work_areas = list(WorkArea.objects.order_by("name", "id"))
    groups = [work_areas[n : n + 2] for n in range(0, len(work_areas), 2)] if is_own else [work_areas]
    account = Account.objects.create_user(EMAIL, None, created_at=clock.now()) if is_own else None
    if account is not None:
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": ""})
    organisations = Organisation.objects.bulk_create(
        Organisation(name=name, kind="welfare") for name in ["Welzijn", "Wonen", "Groenbedrijf"]
    )
    coordinators = Person.objects.bulk_create(
        Person(name=f"Regisseur {n}", email=f"regisseur{n}@example.nl", account=account if n == 0 else None)
        for n, _ in enumerate(groups)
    )
    handlers = Person.objects.bulk_create(
        Person(
            name=f"Vakmens {n}", email=f"vakmens{n}@example.nl", organisation=organisations[n % 3] if n % 2 else None
        )
        for n in range(20 if is_own else 3)
    )
    Assignment.objects.bulk_create(
        Assignment(person=person, role=Role.COORDINATOR, work_area=area, from_on=first_day)
        for person, group in zip(coordinators, groups, strict=True)
        for area in group
    )
    takers = {area.pk: [handlers[(n + m) % len(handlers)] for m in range(3)] for n, area in enumerate(work_areas)}
    TeamMember.objects.bulk_create(
        TeamMember(work_area=area, ring="trades", person=person, trade=trade, takes_signals=True, from_on=first_day)
        for area in work_areas
        for person, trade in zip(takers[area.pk], ("groen", "wegen", "afval"), strict=True)
    )
    of_buurt = dict(WorkAreaPart.objects.values_list("code", "work_area_id"))
    buurten = Area.objects.filter(
        year=YEAR, kind=codes.AreaKind.BUURT, municipality_code=municipality.code, lat__isnull=False, is_water=False
    )
    return spread.Home(
        id=municipality.pk,
        share=0.0,
        buurten=[(b.code, b.lat or 0.0, b.lon or 0.0, of_buurt.get(b.code)) for b in buurten.order_by("code")],
        categories={category.code: category.pk for category in categories},
        persons={None: [p.pk for p in handlers], **{pk: [p.pk for p in some] for pk, some in takers.items()}},
        coordinators={None: coordinators[0].pk}
        | {area.pk: person.pk for person, group in zip(coordinators, groups, strict=True) for area in group},
        organisations=[organisation.pk for organisation in organisations],
    )


# ── What is many ───────────────────────────────────────────────────────────────────────────────────────────────────
class Columns:
    """The columns of a model, and what stands in those that the spread says nothing about: the model's defaults."""

    def __init__(self, model: type[Model], names: Sequence[str]) -> None:
        fields = list(model._meta.concrete_fields)
        self.name = model._meta.db_table
        self.columns = [field.column for field in fields]
        self._start = [plain(field.get_db_prep_save(field.get_default(), connection)) for field in fields]
        self._places = [[field.attname for field in fields].index(name) for name in names]

    def rows(self, given: Iterable[Sequence[object]]) -> Iterable[list[object]]:
        for values in given:
            row = self._start.copy()
            for place, value in zip(self._places, values, strict=True):
                row[place] = value
            yield row


def plain(value: Any) -> object:
    """A value as both drivers take it, whatever the field made of it."""
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime | date):
        return str(value)
    if hasattr(value, "obj"):  # JSON, wrapped for the driver
        return json.dumps(value.obj)
    return value


def _write(homes: Sequence[spread.Home], *, count: int, years: int, at: datetime, began: float) -> None:
    tables = {name: Columns(model, spread.NAMES[name]) for name, model in MODELS.items()}
    with scope.everywhere(because="numbers begin behind those that are there, of all municipalities"):
        first = {name: (m.objects.aggregate(n=Max("pk"))["n"] or 0) + 1 for name, m in MODELS.items()}  # type: ignore[attr-defined]
    is_postgresql = connection.vendor == "postgresql"
    whole = spread.Spread(
        homes, count=count, years=years, now=at, first=first, zone="+00" if is_postgresql else "",
        with_stretches=is_postgresql,
    )  # fmt: skip
    writer: PostgreSQL | SQLite = PostgreSQL() if is_postgresql else SQLite()
    indexes = writer.drop_indexes([table.name for table in tables.values()])
    for n, batch in enumerate(whole.batches(), 1):
        for name, table in tables.items():
            writer.write(table, getattr(batch, name))
        writer.commit()
        if n % 25 == 0:
            tell(f"{min(count, n * spread.BATCH):,} signals written", began)
    tell("Rows are in, now the indexes", began)
    for index_made in indexes:
        writer.run(index_made)
    writer.finish([table.name for table in tables.values()])


class PostgreSQL:
    def __init__(self) -> None:
        import psycopg  # only where it is the database

        self._connection = psycopg.connect(connection_words(_url()))
        self.run("SET session_replication_role = replica")  # foreign keys are looked at in the sample
        self.run("SET synchronous_commit = off")
        self.run("SET maintenance_work_mem = '1GB'")

    def run(self, sql: str) -> None:
        self._connection.execute(sql.encode())
        self._connection.commit()

    def commit(self) -> None:
        self._connection.commit()

    def drop_indexes(self, tables: list[str]) -> list[str]:
        found = self._connection.execute(
            """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
               LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
               WHERE i.indrelid::regclass::text = ANY(%s) AND c.oid IS NULL""",
            [tables],
        ).fetchall()
        for name, _made in found:
            self.run(f"DROP INDEX {name}")
        return [made for _name, made in found]

    def write(self, table: Columns, rows: Sequence[Sequence[object]]) -> None:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        sql = f"COPY {table.name} ({columns}) FROM STDIN".encode()
        with self._connection.cursor().copy(sql) as copy:
            for row in table.rows(rows):
                copy.write_row(row)

    def finish(self, tables: list[str]) -> None:
        for table in tables:
            self.run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        self._connection.autocommit = True
        self._connection.execute(b"VACUUM (ANALYZE)")
        self._connection.execute(b"CHECKPOINT")
        self._connection.close()


class SQLite:
    def __init__(self) -> None:
        connection.close()
        self._connection = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), isolation_level=None)
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-800000", "foreign_keys=OFF"):
            self.run(f"PRAGMA {setting}")
        self._connection.execute("BEGIN")

    def run(self, sql: str) -> None:
        self._connection.execute(sql)

    def commit(self) -> None:
        self.run("COMMIT")
        self.run("BEGIN")

    def drop_indexes(self, tables: list[str]) -> list[str]:
        marks = ", ".join("?" * len(tables))
        found = self._connection.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
            tables,
        ).fetchall()
        for name, _made in found:
            self.run(f'DROP INDEX "{name}"')
        return [made for _name, made in found]

    def write(self, table: Columns, rows: Sequence[Sequence[object]]) -> None:
        columns = ", ".join(f'"{column}"' for column in table.columns)
        marks = ", ".join("?" * len(table.columns))
        self._connection.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", table.rows(rows))

    def finish(self, tables: list[str]) -> None:
        self.run("COMMIT")
        self.run("PRAGMA journal_mode=WAL")
        self._connection.close()


def _url() -> str:
    return os.environ["DATABASE_URL"]


# ── Whether it is right ────────────────────────────────────────────────────────────────────────────────────────────
def _check(municipality_id: int) -> None:
    """A sample through the models: every field, every constraint, every row that it points to, and its search terms."""
    municipality = Municipality.objects.get(pk=municipality_id)
    with scope.in_municipality(municipality):
        chance = random.Random(11)
        for model in MODELS.values():
            manager = model.objects  # type: ignore[attr-defined]
            edge = manager.aggregate(last=Max("pk"))["last"] or 0
            wanted = [chance.randint(1, edge) for _ in range(SAMPLE)] if edge else []
            for one in (manager.filter(pk__gte=pk).order_by("pk").first() for pk in wanted):
                one.full_clean(validate_unique=False)
        numbers = list(
            Entry.objects.filter(kind="signal").order_by("-at", "-id").values_list("thing_id", flat=True)[:SAMPLE]
        )
        for signal in Signal.objects.filter(pk__in=numbers).select_related("category"):
            for document in documents_of(signal):
                kept = Entry.objects.get(thing_kind=document.ref.kind, thing_id=document.ref.id)
                made = index._entry(document)
                assert set(kept.terms.split(" ")) == set(made.terms.split(" ")), (kept.terms, made.terms)
                assert (kept.title, kept.address, kept.kind) == (made.title, made.address, made.kind)
