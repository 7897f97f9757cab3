"""What can be asked of the benches: a day with its times, what is free, what one resident booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import BenchBooking, Participant, Resident, Tool
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.domain.workshop.repair_states import BenchState
from wijkwerk.foundation.kit import clock

HOUR = timedelta(hours=1)
SOON = timedelta(days=60)


def benches(workshop: Facility) -> QuerySet[Tool]:
    """What can be used here by the hour."""
    found: QuerySet[Tool] = Tool.objects.in_use().filter(facility=workshop, kind__is_bench=True)
    return found.select_related("kind").order_by("code", "id")


def booking(pk: int) -> BenchBooking:
    around = ("facility__work_area", "bench__kind", "resident", "helper__resident")
    found: BenchBooking = BenchBooking.objects.select_related(*around).get(pk=pk)
    return found


def bookings_on(workshop: Facility, on: date) -> QuerySet[BenchBooking]:
    """The bookings of a day, those that were cancelled too."""
    begin = datetime(on.year, on.month, on.day, tzinfo=clock.AMSTERDAM)
    end = begin + timedelta(days=1)
    found: QuerySet[BenchBooking] = BenchBooking.objects.filter(facility=workshop, from_at__gte=begin, from_at__lt=end)
    return found.select_related("bench__kind", "resident", "helper__resident").order_by("from_at", "id")


def overlapping(from_at: datetime, until_at: datetime) -> QuerySet[BenchBooking]:
    """What stands in this time; half open, so who stops as another begins is not in the way."""
    found: QuerySet[BenchBooking] = BenchBooking.objects.standing().filter(from_at__lt=until_at, until_at__gt=from_at)
    return found


@dataclass(frozen=True)
class Hour:
    """An hour of one bench: somebody's, free to book, or over."""

    from_at: datetime
    until_at: datetime
    booking: BenchBooking | None
    is_past: bool


@dataclass(frozen=True)
class BenchDay:
    bench: Tool
    hours: list[Hour]


def day_of(workshop: Facility, on: date, *, at: datetime) -> list[BenchDay]:
    """Each bench with the hours of the day: three queries and what the calendar asks, however many there are."""
    spans = Calendar(workshop).spans(on)
    standing = [each for each in bookings_on(workshop, on) if each.is_standing]
    hours = [hour for span in spans for hour in _hours(_moment(on, span.from_time), _moment(on, span.until_time))]
    return [
        BenchDay(bench, [Hour(begin, end, _at(standing, bench, begin, end), end <= at) for begin, end in hours])
        for bench in benches(workshop)
    ]


def _at(standing: list[BenchBooking], bench: Tool, begin: datetime, end: datetime) -> BenchBooking | None:
    of_bench = (each for each in standing if each.bench_id == bench.pk)
    return next((each for each in of_bench if each.from_at < end and begin < each.until_at), None)


def _moment(on: date, clock_time: time) -> datetime:
    return datetime.combine(on, clock_time, tzinfo=clock.AMSTERDAM)


def _hours(begin: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Hour by hour; the last may be shorter."""
    found = []
    while begin < end:
        found.append((begin, min(begin + HOUR, end)))
        begin += HOUR
    return found


def free_helpers(workshop: Facility, from_at: datetime, until_at: datetime) -> QuerySet[Participant]:
    """Who takes part on that day and is at no bench in that time."""
    busy = overlapping(from_at, until_at).exclude(helper=None).values("helper_id")
    found = Participant.objects.on(clock.dutch(from_at).date()).filter(facility=workshop).exclude(pk__in=busy)
    helpers: QuerySet[Participant] = found.select_related("resident").order_by("resident__name_key", "id")
    return helpers


# ── At the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """The benches that somebody booked, from today; who is expected today stands first."""
    today = clock.dutch(at).date()
    begin = datetime(today.year, today.month, today.day, tzinfo=clock.AMSTERDAM)
    found = BenchBooking.objects.filter(resident=resident, state=BenchState.BOOKED, until_at__gte=begin)
    return [
        DeskLine(
            title=str(booking.bench.kind),
            text=_words(booking),
            tone=booking.tone,
            address=day_address(booking.facility_id, clock.dutch(booking.from_at).date()),
            at=booking.from_at,
            urgent=clock.dutch(booking.from_at).date() == today,
        )
        for booking in found.filter(from_at__lt=begin + SOON).select_related("bench__kind")
    ]


def day_address(workshop: int, on: date) -> str:
    return f"{reverse('workshop:bench', args=[workshop])}?dag={on.isoformat()}"


def _words(booking: BenchBooking) -> str:
    begin, end = clock.dutch(booking.from_at), clock.dutch(booking.until_at)
    return _("%(day)s van %(from)s tot %(until)s") % {
        "day": date_format(begin, "j F"),
        "from": f"{begin:%H:%M}",
        "until": f"{end:%H:%M}",
    }
