"""The plans at their largest: the thread of an item with five thousand causes, and an area as a document."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection

from bench import year_plans
from bench.fill import Columns, PostgreSQL, SQLite, plain
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import Agenda, AgendaItem
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.queries import documents
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Source
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.kit.things import ref

SOURCES, ITEMS, TINY = 5_000, 120, 100
YEAR = 2041  # of the measurement's own agenda
TITLE = "Project van de meting"


def fill(size: str, person: Person) -> AgendaItem:
    """An agenda of many items in the first area; its first item has thousands of signals as sources."""
    less = TINY if size == "tiny" else 1
    area, at = WorkArea.objects.order_by("id")[0], clock.now()
    agenda: Agenda = agendas.make_agenda(area, YEAR, by=person, at=at)
    if not agenda.items.exists():
        for number in range(max(3, ITEMS // less)):
            agendas.add_item(agenda, title=f"{TITLE} {number}", description="Zo gaat het.", by=person, at=at)
        item = agenda.items.order_by("number")[0]
        kind, pk = ref(item)
        numbers = Signal.objects.filter(work_area=area).order_by("pk").values_list("pk", flat=True)
        _write(kind, pk, list(numbers[: SOURCES // less]), item.municipality_id)
    found: AgendaItem = agenda.items.select_related("agenda").order_by("number")[0]
    return found


def _write(kind: str, pk: int, signals: list[int], municipality_id: int) -> None:
    first = (Source.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    at = clock.now() - timedelta(days=1)
    columns = ["id", "municipality_id", "thing_kind", "thing_id", "cause_kind", "cause_id", "added_at"]
    rows = [[first + n, municipality_id, kind, pk, "signals.signal", number, at] for n, number in enumerate(signals)]
    writer: PostgreSQL | SQLite = PostgreSQL() if connection.vendor == "postgresql" else SQLite()
    writer.write(Columns(Source, columns), [[plain(value) for value in row] for row in rows])
    writer.commit()
    writer.finish([Source._meta.db_table])


def measure(meter: Any, person: Person, size: str) -> dict[str, Any]:
    """Each beside the least: the rows that fit by the driver; a PDF of what is data already."""
    item = fill(size, person)
    area, today = item.agenda.work_area, clock.today()
    kept = documents.plan_of(area, on=today)
    return {
        "plans-thread": meter.of(lambda: thread.line_of(item, for_actor=person)),
        "plans-thread-floor": meter.of(lambda: _bare_thread(item)),
        "plans-document": meter.of(lambda: documents.plan_of(area, on=today)),
        "plans-document-floor": meter.of(lambda: _bare_items(area)),
        "plans-pdf": meter.of(lambda: written.pdf_of(documents.plan_of(area, on=today))),
        "plans-pdf-floor": meter.of(lambda: written.pdf_of(kept)),
        **year_plans.measure(meter, person),
    }


# ── The least ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _bare_thread(item: AgendaItem) -> object:
    kind, pk = ref(item)
    sources = _rows(
        f"SELECT id, cause_id FROM {Source._meta.db_table} WHERE thing_kind = %s AND thing_id = %s "
        "AND removed_at IS NULL ORDER BY added_at, id LIMIT 60",
        kind,
        pk,
    )
    marks = ", ".join(["%s"] * len(sources))
    return _rows(f"SELECT * FROM {Signal._meta.db_table} WHERE id IN ({marks})", *(row[1] for row in sources))


def _bare_items(area: WorkArea) -> object:
    return _rows(
        f"SELECT i.* FROM {AgendaItem._meta.db_table} i JOIN {Agenda._meta.db_table} a ON a.id = i.agenda_id "
        "WHERE a.work_area_id = %s ORDER BY a.year DESC, i.number",
        area.pk,
    )
