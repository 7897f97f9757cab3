"""What is measured without a server: `python -m bench.within inside`. Prints what it found as JSON, on the last line.

CPU is that of this process and of the database server together; nothing of it stays in the example.
"""

from __future__ import annotations

import csv
import io
import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy
from django.conf import settings
from django.db import connection, transaction
from django_tasks import task

from bench import budgets, by_hand, evaluations, plans, processes, spread, votes, workshop
from bench.fill import EMAIL, Columns, plain
from bench.plan import newest_running
from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.codes import AreaKind
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import queries as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.operations import importing
from wijkwerk.domain.signals.reading import read_signals
from wijkwerk.domain.signals.views import staff, work_list
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Table
from wijkwerk.foundation.later.models import Job
from wijkwerk.foundation.later.worker import Worker
from wijkwerk.foundation.search import queries as search
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality
from wijkwerk.web.views.search import reaches_of

LEAST_TIMES = 20
POINTS = 200_000
IMPORTED = {"tiny": 500, "small": 10_000, "large": 10_000}
JOBS = 1_000


@dataclass(frozen=True)
class Found:
    """How often, and seconds of CPU in all: ours and the database's. `rows` is what one time gave or took."""

    times: int
    web: float
    database: float
    rows: float = 0.0


class Meter:
    def __init__(self, postmaster: int | None, seconds: float) -> None:
        self._postmaster = postmaster
        self.seconds = seconds

    def of(self, deed: Callable[[], Any], *, times: int = 0) -> Found:
        """Do it so many times, or as often as fits in the time; once before, to warm up."""
        if not times:
            deed()
        count, rows = 0, 0.0
        before, web = self._database(), time.process_time()
        ends = time.perf_counter() + self.seconds
        while count < times or (not times and (count < LEAST_TIMES or time.perf_counter() < ends)):
            given = deed()
            rows += given if isinstance(given, int) else len(given) if hasattr(given, "__len__") else 0
            count += 1
        return Found(count, time.process_time() - web, self._database() - before, rows / count)

    def _database(self) -> float:
        return processes.cpu(processes.tree(self._postmaster)) if self._postmaster else 0.0


@task()
def nothing() -> None:
    """A job that does nothing."""


def main(size: str, seconds: str, postmaster: str, *only: str) -> None:
    made = json.loads((settings.DATA / "made.json").read_text())
    meter = Meter(int(postmaster) or None, float(seconds))
    with scope.in_municipality(Municipality.objects.get(pk=made["municipality"])):
        person = Person.objects.get(account__email=EMAIL)
        found: dict[str, Found] = {}
        for name, measure in MEASURES.items():
            if not only or name.split("-")[0] in only or name in only:
                found |= measure(meter, person, size)
    print(json.dumps({name: asdict(each) for name, each in found.items()}))


def search_words(meter: Meter, person: Person, size: str) -> dict[str, Found]:
    reaches = reaches_of(person)
    found = {}
    for name, words in {"common": spread.COMMON, "rare": spread.RARE, "two": f"{spread.COMMON} school"}.items():
        found[f"search-{name}"] = meter.of(lambda words=words: search.find(words, reaches=reaches, size=50).rows)  # type: ignore[misc]
    return found


def table_of_rows(meter: Meter, person: Person, size: str) -> dict[str, Found]:
    """The rows of the work list as HTML, by the table that renders every list; beside it the same by hand."""
    today = clock.today()
    rows = list(signals.work_lists(person, today=today).all.order_by("-reported_at", "-id")[:50])
    values: list[by_hand.WorkListRow] = [
        (
            row.pk, row.text, str(row.work_area or ""), str(row.category or ""), clock.dutch(row.reported_at),
            row.due_on, staff.handler_of(row), row.get_state_display(), row.tone,
        )
        for row in rows
    ]  # fmt: skip
    return {
        "table": meter.of(lambda: Table(work_list._columns(today, sorted_by_due=False), rows, caption="").render()),
        "table-floor": meter.of(lambda: by_hand.work_list(values)),
    }


def near(meter: Meter, person: Person, size: str) -> dict[str, Found]:
    """As the report form asks: what is like these words, round this point."""
    known = list(newest_running(200))
    chance = random.Random(3)

    def look() -> object:
        one = chance.choice(known)
        return signals.near_duplicates(lat=one.lat, lon=one.lon, text=one.text, at=clock.now(), category=one.category)

    return {"near": meter.of(look)}


def areas_of_points(meter: Meter, person: Person, size: str) -> dict[str, Found]:
    own = scope.current()
    index, local = areas.area_index(own.areas_year), areas.local_index()
    south, north, west, east = _box()
    chance = numpy.random.default_rng(5)
    lats, lons = chance.uniform(south, north, POINTS), chance.uniform(west, east, POINTS)
    pairs = list(zip(lats.tolist(), lons.tolist(), strict=True))[:5_000]

    def one_by_one() -> int:
        for lat, lon in pairs:
            local.area_of(lat, lon)
        return len(pairs)

    def together() -> int:
        return len(index.areas_of(lats, lons))

    return {"areas-single": meter.of(one_by_one), "areas-vectorised": meter.of(together)}


def _box() -> tuple[float, float, float, float]:
    """Round the municipality in which we measure."""
    own = scope.current()
    boxes = list(
        areas.areas(own.areas_year, AreaKind.BUURT, municipality_code=own.code).values_list(
            "south", "north", "west", "east"
        )
    )
    south, north, west, east = zip(*[box for box in boxes if box[0] is not None], strict=True)
    return min(south), max(north), min(west), max(east)


def bring_in(meter: Meter, person: Person, size: str) -> dict[str, Found]:
    """A file read, checked, put in its areas, kept and made findable; beside it the same rows through the driver."""
    count = IMPORTED[size]
    file = SourceFile("meting.csv", _csv(count))

    def whole() -> int:
        with transaction.atomic():
            brought = importing.import_signals(read_signals(file), source="meting", by=CLOCK, at=clock.now())
            transaction.set_rollback(True)
        return brought.signals.new

    with transaction.atomic():
        importing.import_signals(read_signals(file), source="meting", by=CLOCK, at=clock.now())
        rows = _rows_as_kept()
        transaction.set_rollback(True)
    return {"import": meter.of(whole, times=1), "import-floor": meter.of(lambda: _write(rows), times=1)}


def _csv(count: int) -> bytes:
    chance = random.Random(4)
    south, north, west, east = _box()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "aangemaakt", "lat", "lon", "subcategorie", "omschrijving", "adres", "afgehandeld"])
    for n in range(count):
        words = " ".join(chance.sample(spread.MORE, 2))
        writer.writerow([n, "2026-03-04T12:00:00+01:00", round(chance.uniform(south, north), 5),
                         round(chance.uniform(west, east), 5), chance.choice(list(spread.CATEGORIES)), words,
                         f"{chance.choice(spread.STREETS)} {n % 90 + 1}", "2026-04-05" if n % 3 else ""])  # fmt: skip
    return text.getvalue().encode()


def _rows_as_kept() -> list[list[Any]]:
    fields = list(Signal._meta.concrete_fields)
    kept = Signal.objects.filter(imported_as__startswith="meting:").order_by("pk")
    return [[plain(f.get_db_prep_save(getattr(one, f.attname), connection)) for f in fields] for one in kept]


def _write(rows: list[list[Any]]) -> int:
    """COPY, or `executemany`, into the table itself with its indexes; then it is undone."""
    table = Columns(Signal, [])
    columns = ", ".join(f'"{column}"' for column in table.columns)
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN".encode()) as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(table.columns))
                cursor.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", rows)
        transaction.set_rollback(True)
    return len(rows)


def jobs(meter: Meter, person: Person, size: str) -> dict[str, Found]:
    worker = Worker(with_clock=False)

    def enqueue() -> None:
        nothing.enqueue()

    Job.objects.all().delete()
    put = meter.of(enqueue, times=JOBS)
    run = meter.of(worker.run_waiting, times=1)
    Job.objects.all().delete()
    assert run.rows == JOBS, run
    return {"job": Found(JOBS, put.web + run.web, put.database + run.database, 1)}


MEASURES: dict[str, Callable[[Meter, Person, str], dict[str, Found]]] = {
    "search": search_words,
    "table": table_of_rows,
    "near": near,
    "areas": areas_of_points,
    "import": bring_in,
    "jobs": jobs,
    "workshop": workshop.measure,
    "plans": plans.measure,
    "plans-evaluation": evaluations.measure,
    "budgets": budgets.measure,
    "votes": votes.measure,
}
