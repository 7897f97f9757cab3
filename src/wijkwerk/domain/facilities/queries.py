"""What can be asked of facilities: which there are, and when they are open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from wijkwerk.domain.facilities.models import Closure, Facility, OpeningHours
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope

FAR = 60  # days: a place that does not open within them has no opening hours that help anybody


class Span(NamedTuple):
    """Open from a time until a time, in Dutch local time."""

    from_time: time
    until_time: time


def facilities() -> Any:
    return Facility.objects.active().select_related("work_area")


def facility(pk: int) -> Facility:
    return Facility.objects.select_related("work_area").get(pk=pk)  # type: ignore[no-any-return]


def workshop(pk: int) -> Facility:
    """A place that lends, helps and repairs, by its number."""
    return Facility.objects.workshops().select_related("work_area").get(pk=pk)  # type: ignore[no-any-return]


class Calendar:
    """When one facility is open; reads its hours and closures once."""

    def __init__(self, facility: Facility) -> None:
        self.facility = facility

    @cached_property
    def _hours(self) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for row in OpeningHours.objects.filter(facility=self.facility).order_by("weekday", "from_time"):
            found.setdefault(row.weekday, []).append(Span(row.from_time, row.until_time))
        return found

    @cached_property
    def _closures(self) -> list[tuple[date, date]]:
        return list(Closure.objects.filter(facility=self.facility).values_list("from_on", "until_on"))

    @cached_property
    def _closed_days(self) -> Collection[date]:
        return scope.current().closing_days

    def spans(self, on: date) -> list[Span]:
        """When it is open on a day; nothing on a holiday, a closing day, or while it is closed."""
        if on in clock.public_holidays(on.year) or on in self._closed_days:
            return []
        if any(from_on <= on < until_on for from_on, until_on in self._closures):
            return []
        return self._hours.get(on.weekday(), [])

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
