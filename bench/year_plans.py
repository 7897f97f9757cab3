"""The board of the year plan at its largest: sixty areas, twelve months, ten years, beside its rows as bare text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.html import escape

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans import board as drawing
from wijkwerk.domain.plans.models import ActivityCode, PlannedActivity, PlanRow, RowTask, YearPlan
from wijkwerk.domain.plans.operations import year_plans
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.foundation.kit import clock

AREAS, FIRST, YEARS = 60, 2051, 10  # years of the measurement's own
CODES = ("meet-V", "meet-P", "meet-PA", "meet-E")


def fill(person: Person) -> YearPlan:
    """Ten years; in every area something in every month: long ones, short ones, several in a cell."""
    at = clock.now()
    if not YearPlan.objects.filter(year=FIRST + YEARS - 1).exists():
        for code in CODES:
            year_plans.add_code(code=code, name=f"Soort {code}", weight=2, by=person, at=at)
        codes = list(ActivityCode.objects.filter(code__in=CODES))
        for year in range(FIRST, FIRST + YEARS):
            _fill_year(year, codes, person)
    last: YearPlan = YearPlan.objects.get(year=FIRST + YEARS - 1)
    return last


def _fill_year(year: int, codes: list[ActivityCode], person: Person) -> None:
    at = clock.now()
    plan = YearPlan.objects.create(year=year, created_at=at)
    own = plan.municipality
    rows = PlanRow.objects.bulk_create(
        PlanRow(municipality=own, plan=plan, name=f"Gebied {number}", coordinator=person, position=number)
        for number in range(AREAS)
    )
    RowTask.objects.bulk_create(
        RowTask(municipality=own, row=row, code=code, position=place)
        for row in rows
        for place, code in enumerate(codes)
    )
    PlannedActivity.objects.bulk_create(
        PlannedActivity(
            municipality=own, row=row, code=codes[number % 4], from_month=first, until_month=last, created_at=at
        )
        for row in rows
        for number, (first, last) in enumerate([(1, 4), (3, 3), (5, 9), (6, 6), (10, 12), (11, 11), (12, 12)])
    )


def measure(meter: Any, person: Person) -> dict[str, Any]:
    plan = fill(person)

    def whole() -> str:
        board = queries.board(plan, actor=person)
        return f"{drawing.draw(board)}{board.loads}"

    return {"plans-board": meter.of(whole), "plans-board-floor": meter.of(lambda: "".join(_bare(plan)))}


def _bare(plan: YearPlan) -> Iterator[str]:
    """The same rows by the driver, and each in each of its months as a cell of text."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id, r.name, p.name FROM {PlanRow._meta.db_table} r LEFT JOIN {Person._meta.db_table} p "
            "ON p.id = r.coordinator_id WHERE r.plan_id = %s ORDER BY r.position",
            [plan.pk],
        )
        rows = list(cursor.fetchall())
        cursor.execute(
            f"SELECT a.row_id, a.id, c.code, a.from_month, a.until_month FROM {PlannedActivity._meta.db_table} a "
            f"JOIN {PlanRow._meta.db_table} r ON r.id = a.row_id JOIN {ActivityCode._meta.db_table} c "
            "ON c.id = a.code_id WHERE r.plan_id = %s ORDER BY c.position, a.from_month",
            [plan.pk],
        )
        cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for row, number, code, first, last in cursor.fetchall():
            for month in range(first, last + 1):
                cells[row, month].append(f'<a href="/jaarplanning/activiteiten/{number}/">{escape(code)}</a>')
    for pk, name, who in rows:
        yield f"<tr><th>{escape(name)} {escape(who)}</th>"
        for month in range(1, 13):
            yield f"<td>{''.join(cells[pk, month])}</td>"
        yield "</tr>"
