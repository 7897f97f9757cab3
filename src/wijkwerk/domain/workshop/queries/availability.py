"""When an item is with somebody or promised, and so when it is free. What is late is taken until it is back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import Loan, Promise, Resident, Tool, ToolKind, ToolState, Waiting
from wijkwerk.foundation.kit import clock

A_DAY = timedelta(days=1)
LATE = timedelta(days=7)  # what is late today may well be late that much longer


class Taken(NamedTuple):
    """An item is not free from a moment until a moment (half-open)."""

    from_at: datetime
    until_at: datetime


def expected_back(due_at: datetime, at: datetime) -> datetime:
    """Until when a loan takes its item: until it is due, and when it is late for some days from now."""
    return due_at if due_at >= at else at + LATE


def taken(
    tools: Iterable[Tool], *, after: datetime, at: datetime, but_for: Resident | None = None
) -> dict[int, list[Taken]]:
    """Of each item, when it is taken after a moment, in order; leaving out what is promised to one resident."""
    found: dict[int, list[Taken]] = {tool.pk: [] for tool in tools}
    promises = Promise.objects.filter(tool__in=found, stands=True, until_at__gt=after)
    if but_for is not None:
        promises = promises.exclude(reservation__resident=but_for, loan=None)
    for tool_id, from_at, until_at in promises.values_list("tool_id", "from_at", "until_at"):
        found[tool_id].append(Taken(from_at, until_at))
    loans = Loan.objects.open().filter(tool__in=found)
    for tool_id, out_at, due_at in loans.values_list("tool_id", "out_at", "due_at"):
        found[tool_id].append(Taken(out_at, expected_back(due_at, at)))
    for spans in found.values():
        spans.sort()
    return found


def taken_of_kinds(
    kind_ids: Iterable[int], *, after: datetime, at: datetime
) -> tuple[dict[int, list[Taken]], set[int]]:
    """The same of all items of some kinds, without loading them; and which of them are late."""
    kinds = list(kind_ids)
    found: dict[int, list[Taken]] = defaultdict(list)
    promises = Promise.objects.filter(tool__kind__in=kinds, stands=True, until_at__gt=after)
    for tool_id, from_at, until_at in promises.values_list("tool_id", "from_at", "until_at"):
        found[tool_id].append(Taken(from_at, until_at))
    late = set()
    out = Loan.objects.open().filter(tool__kind__in=kinds).values_list("tool_id", "out_at", "due_at")
    for tool_id, out_at, due_at in out:
        if due_at < at:
            late.add(tool_id)
        found[tool_id].append(Taken(out_at, expected_back(due_at, at)))
    return found, late


def is_clear(spans: Sequence[Taken], from_at: datetime, until_at: datetime) -> bool:
    return all(span.until_at <= from_at or span.from_at >= until_at for span in spans)


def first_gap(spans: Iterable[Taken], *, long: timedelta, from_at: datetime) -> datetime:
    """The first moment from which nothing is taken for that long."""
    moment = from_at
    for span in sorted(spans):
        if span.from_at >= moment + long:
            break
        moment = max(moment, span.until_at)
    return moment


def free_from(
    tools: Sequence[Tool], *, together: bool = False, long: timedelta, from_at: datetime, at: datetime
) -> datetime | None:
    """When one of these, or all of them together, is free that long; None where there is none to wait for."""
    usable = [tool for tool in tools if tool.state == ToolState.IN_USE]
    if not usable or (together and len(usable) < len(tools)):
        return None
    spans = taken(usable, after=from_at, at=at)
    if together:
        return first_gap([span for each in spans.values() for span in each], long=long, from_at=from_at)
    return min(first_gap(each, long=long, from_at=from_at) for each in spans.values())


def free_when_open(
    tools: Sequence[Tool],
    calendar: Calendar,
    *,
    together: bool = False,
    long: timedelta,
    from_at: datetime,
    at: datetime,
) -> datetime | None:
    """The same, at a moment that the workshop is open."""
    moment: datetime | None = from_at
    for _turn in range(20):
        gap = free_from(tools, together=together, long=long, from_at=moment, at=at) if moment else None
        if gap is None:
            return None
        moment = open_from(gap, calendar)
        if moment == gap:
            break
    return moment


def is_free(tool: Tool, at: datetime) -> bool:
    """Whether anybody can take this item along now."""
    return (
        tool.state == ToolState.IN_USE
        and tool.inspection_holds(clock.dutch(at).date())
        and is_clear(taken([tool], after=at, at=at)[tool.pk], at, at + timedelta(minutes=1))
    )


# ── What is promised to who comes for it ──────────────────────────────────────────────────────────────────────────
def own_promises(resident: Resident, *, at: datetime) -> list[Promise]:
    """What somebody has reserved and may come for now: whoever reserved for this afternoon may come this morning."""
    rows = Promise.objects.filter(
        reservation__resident=resident, stands=True, loan=None, from_at__lt=end_of_day(at), until_at__gt=at
    )
    return list(rows.select_related("reservation", "tool").order_by("from_at"))


def end_of_day(at: datetime) -> datetime:
    return datetime.combine(clock.dutch(at).date() + A_DAY, time(0), tzinfo=clock.AMSTERDAM)


def fulfilled_by(tool: Tool, promises: Sequence[Promise]) -> Promise | None:
    """Which of these an item fulfils: the one of the item itself, or else one of its kind."""
    of_kind = (
        each
        for each in promises
        if each.tool.kind_id == tool.kind_id
        and each.reservation.kit_id is None
        and not each.reservation.is_for_one_item
    )
    return next((each for each in promises if each.tool_id == tool.pk), None) or next(of_kind, None)


# ── Due dates ──────────────────────────────────────────────────────────────────────────────────────────────────────
def due_by_rule(kind: ToolKind, calendar: Calendar, *, at: datetime) -> datetime:
    """When a loan of this kind is due: so many days on, when the workshop closes on a day that it is open."""
    return calendar.closes_at(calendar.open_day_from(clock.dutch(at).date() + timedelta(days=kind.loan_days)))


def due_of(tool: Tool, calendar: Calendar, spans: Sequence[Taken], *, own: Promise | None, at: datetime) -> datetime:
    """When it is due: by the rule of its kind, or what was reserved; sooner where another has reserved it then."""
    due_at = due_by_rule(tool.kind, calendar, at=at)
    if own is not None and not Waiting.objects.filter(reservation=own.reservation_id).exists():
        due_at = own.until_at
    if spans and spans[0].from_at < due_at:
        return due_before(spans[0].from_at, calendar, at=at)
    return due_at


def due_before(promised_at: datetime, calendar: Calendar, *, at: datetime) -> datetime:
    """The last moment to bring something back before it is promised: when the workshop closes, if that can be."""
    day, first = clock.dutch(promised_at).date(), clock.dutch(at).date()
    while day >= first:
        closes = calendar.closes_at(day)
        if calendar.spans(day) and at < closes <= promised_at:
            return closes
        day -= A_DAY
    return promised_at


def open_from(moment: datetime, calendar: Calendar) -> datetime:
    """The same moment when the workshop is open then, else when it next opens."""
    local = clock.dutch(moment)
    for span in calendar.spans(local.date()):
        opens, closes = (
            datetime.combine(local.date(), each, tzinfo=clock.AMSTERDAM) for each in (span.from_time, span.until_time)
        )
        if moment < closes:
            return max(moment, opens)
    later = calendar.open_day_from(local.date() + A_DAY)
    spans = calendar.spans(later)
    return datetime.combine(later, spans[0].from_time, tzinfo=clock.AMSTERDAM) if spans else moment


def in_words(moment: datetime) -> str:
    """maandag 9 maart om 16.30 uur, as somebody says it."""
    local = clock.dutch(moment)
    return _("%(day)s om %(time)s uur") % {"day": date_format(local, "l j F"), "time": f"{local:%H.%M}"}
