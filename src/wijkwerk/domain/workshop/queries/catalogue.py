"""What everybody may know: which kinds there are, how many are free on a day, and when else. No word about people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import CountedLoan, Reservation, Tool, ToolKind
from wijkwerk.domain.workshop.queries.availability import A_DAY, LATE, first_gap, is_clear, open_from, taken_of_kinds
from wijkwerk.foundation.kit import clock


class Offer(NamedTuple):
    """A kind on one day. `opens` is when one is free, where none is on that day; None when that is not known."""

    kind: ToolKind
    free: int
    total: int
    opens: datetime | None


def kinds(workshop: Facility, *, words: str = "", group: str = "") -> Any:
    rows = ToolKind.objects.filter(facility=workshop, is_active=True, is_public=True, is_bench=False)
    rows = rows.select_related("photo", "facility")
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(about__icontains=word))
    return rows.filter(group=group) if group else rows


def lendable(workshop: Facility) -> Any:
    """What can be reserved at the desk: also what is not in the catalogue."""
    return ToolKind.objects.filter(facility=workshop, is_active=True, is_bench=False).order_by("group", "name", "id")


def groups(workshop: Facility) -> list[str]:
    rows = ToolKind.objects.filter(facility=workshop, is_active=True, is_bench=False).exclude(group="")
    return list(rows.order_by("group").values_list("group", flat=True).distinct())


def public_kind(pk: int) -> ToolKind:
    rows = ToolKind.objects.filter(is_active=True, is_public=True).select_related("facility__work_area", "photo")
    return rows.get(pk=pk)  # type: ignore[no-any-return]


def offers(rows: Sequence[ToolKind], calendar: Calendar, *, on: date, at: datetime) -> dict[int, Offer]:
    """Of each kind how many are free on a day, from opening (or now) until closing: five queries, however many."""
    begins, ends = _day(calendar, on, at)
    items: dict[int, list[int]] = {kind.pk: [] for kind in rows}
    unchecked = {kind.pk for kind in rows if kind.inspection_months is None}
    tools = Tool.objects.in_use().filter(kind__in=list(items)).order_by()
    for number, kind_id, inspected_until in tools.values_list("pk", "kind_id", "inspected_until"):
        if kind_id in unchecked or (inspected_until is not None and inspected_until >= on):
            items[kind_id].append(number)
    spans, late = taken_of_kinds(items, after=begins, at=at)
    counted = _counted(rows, begins, ends, at)
    found = {}
    for kind in rows:
        if kind.stock is not None:
            found[kind.pk] = Offer(kind, max(0, kind.stock - counted.get(kind.pk, 0)), kind.stock, None)
            continue
        own = items[kind.pk]
        free = sum(number not in late and is_clear(spans.get(number, ()), begins, ends) for number in own)
        opens = None
        if not free:
            gaps = [first_gap(spans[number], long=A_DAY, from_at=begins) for number in own if number not in late]
            opens = open_from(min(gaps), calendar) if gaps else None
        found[kind.pk] = Offer(kind, free, len(own), opens)
    return found


def _day(calendar: Calendar, on: date, at: datetime) -> tuple[datetime, datetime]:
    spans = calendar.spans(on)
    begins = datetime.combine(on, spans[0].from_time if spans else time(0), tzinfo=clock.AMSTERDAM)
    ends = max(calendar.closes_at(on), begins + timedelta(minutes=1))
    return (max(begins, at), max(ends, at + timedelta(minutes=1))) if on == clock.dutch(at).date() else (begins, ends)


def _counted(rows: Sequence[ToolKind], begins: datetime, ends: datetime, at: datetime) -> dict[int, int]:
    """Of each counted kind, how many are taken at some moment of the day: out, or promised."""
    numbers = [kind.pk for kind in rows if kind.stock is not None]
    found: dict[int, int] = dict.fromkeys(numbers, 0)
    if not numbers:
        return found
    for loan in CountedLoan.objects.open().filter(kind__in=numbers):
        if begins < (loan.due_at if loan.due_at >= at else at + LATE):
            found[loan.kind_id] += loan.still_out
    promised = Reservation.objects.to_come(at).filter(kind__in=numbers, from_at__lt=ends, until_at__gt=begins)
    for row in promised:
        found[row.kind_id] += row.number
    return found
