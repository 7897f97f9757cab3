"""What can be asked of facilities: which there are, when they are open, when walk-in hours are held."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Sum

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.facilities.models import (
    Closure,
    Facility,
    Function,
    FunctionKind,
    OfficeHour,
    OfficeHourHeld,
    OpeningHours,
    Rhythm,
    Room,
)
from wijkwerk.foundation.access.policy import Reach
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope

FAR = 60  # days: a place that does not open within them has no opening hours that help anybody


class Span(NamedTuple):
    """Open from a time until a time, in Dutch local time."""

    from_time: time
    until_time: time


# ── Facilities ─────────────────────────────────────────────────────────────────────────────────────────────────────
def facilities() -> Any:
    """Those that are on the list."""
    return Facility.objects.active().select_related("work_area")


def narrowed(rows: Any, *, kind: str, function: str, work_area: WorkArea | None, on: date) -> Any:
    """Those of a kind, for something, in an area."""
    if kind:
        rows = rows.filter(kind=kind)
    if function:
        rows = rows.filter(pk__in=Function.objects.on(on).filter(kind=function).values("facility"))
    return rows if work_area is None else rows.filter(work_area=work_area)


def facility(pk: int) -> Facility:
    return Facility.objects.select_related("work_area").get(pk=pk)  # type: ignore[no-any-return]


def workshop(pk: int) -> Facility:
    """A place that lends, helps and repairs, by its number."""
    return Facility.objects.workshops().select_related("work_area").get(pk=pk)  # type: ignore[no-any-return]


def workshops_in(reach: Reach) -> Any:
    """The workshops in the areas where somebody works."""
    rows = facilities().workshops()
    return rows if reach.everywhere else rows.filter(work_area__in=reach.area_ids)


def functions_of(facility: Facility, *, on: date) -> list[Function]:
    """What people can come for on a day, in the order of the kinds."""
    rows = Function.objects.on(on).filter(facility=facility).select_related("organisation", "person", "facility")
    order = {kind.value: number for number, kind in enumerate(FunctionKind)}
    return sorted(rows, key=lambda one: (order[one.kind], one.pk))


def function(pk: int) -> Function:
    return Function.objects.select_related("facility", "organisation", "person").get(pk=pk)  # type: ignore[no-any-return]


def rooms_of(facility: Facility) -> Any:
    return Room.objects.filter(facility=facility)


def room(pk: int) -> Room:
    return Room.objects.select_related("facility").get(pk=pk)  # type: ignore[no-any-return]


def hours_of(facility: Facility) -> Any:
    return OpeningHours.objects.filter(facility=facility).order_by("weekday", "from_time")


def closures_of(facility: Facility, *, on: date) -> Any:
    """Those of now and those that are still to come."""
    return Closure.objects.filter(facility=facility, until_on__gt=on).order_by("from_on", "id")


def closure(pk: int) -> Closure:
    return Closure.objects.select_related("facility").get(pk=pk)  # type: ignore[no-any-return]


# ── When it is open ────────────────────────────────────────────────────────────────────────────────────────────────
class Calendar:
    """When one facility is open; reads its hours and closures once."""

    def __init__(self, facility: Facility) -> None:
        self.facility = facility

    @cached_property
    def _hours(self) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for row in hours_of(self.facility):
            found.setdefault(row.weekday, []).append(Span(row.from_time, row.until_time))
        return found

    @cached_property
    def _closures(self) -> list[tuple[date, date]]:
        return list(Closure.objects.filter(facility=self.facility).values_list("from_on", "until_on"))

    @cached_property
    def _closed_days(self) -> Collection[date]:
        return scope.current().closing_days

    def is_closed_on(self, on: date) -> bool:
        """Whether the calendar closes it: a holiday, a closing day of the municipality, a closure of its own."""
        if on in clock.public_holidays(on.year) or on in self._closed_days:
            return True
        return any(from_on <= on < until_on for from_on, until_on in self._closures)

    def spans(self, on: date) -> list[Span]:
        """When it is open on a day; nothing on a holiday, a closing day, or while it is closed."""
        return [] if self.is_closed_on(on) else self._hours.get(on.weekday(), [])

    def is_open(self, at: datetime) -> bool:
        local = clock.dutch(at)
        return any(span.from_time <= local.time() < span.until_time for span in self.spans(local.date()))

    def open_day_from(self, on: date) -> date:
        """The first day on or after this one that it is open; the day itself when it opens on none that is near."""
        return next((day for n in range(FAR) if self.spans(day := on + timedelta(days=n))), on)

    def closes_at(self, on: date) -> datetime:
        """The moment that it closes on a day; the end of the day when it is not open then."""
        spans = self.spans(on)
        last = spans[-1].until_time if spans else time(23, 59)
        return datetime.combine(on, last, tzinfo=clock.AMSTERDAM)


# ── Walk-in hours ──────────────────────────────────────────────────────────────────────────────────────────────────
def office_hours(*, on: date) -> Any:
    """All that are held now or will be, at places that are there."""
    rows = OfficeHour.objects.not_over(on).filter(facility__is_active=True)
    return rows.select_related("facility__work_area", "room", "person", "organisation")


def office_hour(pk: int) -> OfficeHour:
    found: OfficeHour = OfficeHour.objects.select_related("facility__work_area", "room", "person", "organisation").get(
        pk=pk
    )
    return found


def dates_of(office_hour: OfficeHour, from_on: date, until_on: date) -> Iterator[date]:
    """The days from a day until (without) a day that it is to be held, by its rhythm alone."""
    end = until_on if office_hour.until_on is None else min(until_on, office_hour.until_on)
    return Rhythm(office_hour.rhythm).dates(office_hour.from_on, from_on, end)


def next_dates(office_hour: OfficeHour, calendar: Calendar, *, from_on: date, most: int = 4) -> list[date]:
    """The next days that it is held: those on which the place is not closed."""
    found = []
    for day in dates_of(office_hour, from_on, from_on + timedelta(days=200)):
        if not calendar.is_closed_on(day):
            found.append(day)
            if len(found) == most:
                break
    return found


def held(pk: int) -> OfficeHourHeld:
    found: OfficeHourHeld = OfficeHourHeld.objects.select_related("office_hour__facility").get(pk=pk)
    return found


def held_of(office_hour: OfficeHour) -> Any:
    return OfficeHourHeld.objects.filter(office_hour=office_hour).order_by("-on", "-id")


def not_written_down(office_hour: OfficeHour, calendar: Calendar, *, on: date, weeks: int = 8) -> list[date]:
    """The days of the last weeks that it was to be held, of which nothing was written."""
    since = on - timedelta(weeks=weeks)
    written = set(held_of(office_hour).filter(on__gte=since).values_list("on", flat=True))
    days = dates_of(office_hour, since, on + timedelta(days=1))
    return [day for day in days if day not in written and not calendar.is_closed_on(day)]


class Presence(NamedTuple):
    """Promised against held, over a period."""

    promised: int
    held: int
    visitors: int


def presence(office_hour: OfficeHour, calendar: Calendar, *, from_on: date, until_on: date) -> Presence:
    promised = sum(not calendar.is_closed_on(day) for day in dates_of(office_hour, from_on, until_on))
    held = OfficeHourHeld.objects.filter(
        office_hour=office_hour, on__gte=from_on, on__lt=until_on, visitors__isnull=False
    )
    visitors = held.aggregate(all=Sum("visitors"))["all"] or 0
    return Presence(promised, held.count(), visitors)
