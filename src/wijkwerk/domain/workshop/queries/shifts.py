"""What can be asked of the rota: which shifts come, who is on them, what somebody can still choose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind, Rhythm
from wijkwerk.domain.workshop.models import Participant, PlaceState, PlotUse, Resident, Shift, ShiftPlace, ShiftSeries
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.foundation.kit import clock

WEEKS_AHEAD = 8
AHEAD = timedelta(weeks=WEEKS_AHEAD)
ON_IT = (PlaceState.SIGNED_UP, PlaceState.PRESENT)


def series_of(facility: Facility, on: date) -> Any:
    return ShiftSeries.objects.not_over(on).filter(facility=facility)


def series(pk: int) -> ShiftSeries:
    return ShiftSeries.objects.select_related("facility").get(pk=pk)  # type: ignore[no-any-return]


def shift(pk: int) -> Shift:
    return Shift.objects.select_related("facility", "series").get(pk=pk)  # type: ignore[no-any-return]


def place(pk: int) -> ShiftPlace:
    around = ("shift__facility", "participant__facility", "resident__facility")
    return ShiftPlace.objects.select_related(*around).get(pk=pk)  # type: ignore[no-any-return]


def places_of(shift: Shift) -> Any:
    """Who is on it, in the order in which they signed up; who took the name off it again is not."""
    found = ShiftPlace.objects.filter(shift=shift).exclude(state=PlaceState.CANCELLED)
    return found.select_related("resident__facility", "participant")


def shifts_between(facility: Facility, from_on: date, until_on: date) -> Any:
    """Every shift of these days, cancelled ones too, each with who is on it: two queries."""
    found = Shift.objects.filter(facility=facility, from_at__gte=midnight(from_on), from_at__lt=midnight(until_on))
    who = ShiftPlace.objects.exclude(state=PlaceState.CANCELLED).select_related("resident", "participant")
    return found.select_related("series").prefetch_related(Prefetch("places", who))


def candidates(shift: Shift) -> Any:
    """Who can be put on it: who takes part in a place of this area, and for garden work who has a plot there."""
    taking_part = Participant.objects.on(shift.on).filter(facility__work_area=shift.facility.work_area_id)
    who = Q(pk__in=taking_part.values("resident"))
    if shift.function == FunctionKind.GARDEN:
        uses = PlotUse.objects.filter(facility=shift.facility_id, ended_on=None, season__until_on__gt=shift.on)
        who |= Q(pk__in=uses.values("resident"))
    on_it = ShiftPlace.objects.filter(shift=shift, resident__isnull=False).exclude(state=PlaceState.CANCELLED)
    return Resident.objects.known().filter(who).exclude(pk__in=on_it.values("resident")).order_by("name_key", "id")


def busy_then(shift: Shift) -> dict[int, str]:
    """Who is on another shift at that time, by number, and on which: one query."""
    other = ShiftPlace.objects.filter(state__in=ON_IT, resident__isnull=False, shift__cancelled_at=None)
    other = other.filter(shift__from_at__lt=shift.until_at, shift__until_at__gt=shift.from_at).exclude(shift=shift)
    return dict(other.values_list("resident", "shift__name"))


def next_with_room(shift: Shift, at: datetime) -> Shift | None:
    """Where somebody can go who does not fit on this one: a later shift for the same work."""
    later = Shift.objects.going_on().filter(facility=shift.facility_id, function=shift.function, from_at__gt=at)
    later = later.exclude(pk=shift.pk).filter(from_at__gte=shift.from_at)
    found: Shift | None = later.filter(taken__lt=F("capacity")).order_by("from_at", "id").first()
    return found


def overlap_of(resident_id: int | None, shift: Shift) -> Shift | None:
    """A shift that somebody is on already and that runs at the same time."""
    mine = ShiftPlace.objects.filter(resident=resident_id, state__in=ON_IT).values("shift")
    others = Shift.objects.going_on().overlapping(shift.from_at, shift.until_at).filter(pk__in=mine)
    found: Shift | None = others.exclude(pk=shift.pk).first()
    return found


def shifts_of(resident: Resident, at: datetime) -> Any:
    """The places that somebody has on shifts that are not over."""
    found = ShiftPlace.objects.filter(resident=resident, state__in=ON_IT, shift__until_at__gt=at)
    return found.select_related("shift__facility").order_by("shift__from_at", "id")


class Choice:
    """A shift that somebody may choose, or why not: it is full, or it runs at the same time as an own one."""

    def __init__(self, shift: Shift, mine: list[Shift]) -> None:
        self.shift = shift
        self.overlaps = next(
            (own for own in mine if own.from_at < shift.until_at and own.until_at > shift.from_at), None
        )

    @property
    def can_be_chosen(self) -> bool:
        return self.overlaps is None and not self.shift.is_full


def choices_for(participant: Participant, at: datetime, *, most: int = 40) -> list[Choice]:
    """Shifts to come in the own place and in gardens of the same area, with what stands in the way: three queries."""
    mine = [place.shift for place in shifts_of(participant.resident, at)]
    near = Facility.objects.active().filter(work_area=participant.facility.work_area_id)
    open_ = Shift.objects.going_on().filter(facility__in=near, from_at__gt=at).exclude(pk__in=[s.pk for s in mine])
    return [Choice(one, mine) for one in open_.select_related("facility").order_by("from_at", "id")[:most]]


def dates_of(series: ShiftSeries, from_on: date, until_on: date) -> Iterator[date]:
    """The days from one until another on which a series falls, whether the place is open then or not."""
    first = series.from_on + timedelta(days=(series.weekday - series.from_on.weekday()) % 7)
    end = until_on if series.until_on is None else min(until_on, series.until_on)
    return Rhythm(series.rhythm).dates(first, from_on, end)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.AMSTERDAM)


def words_of(shift: Shift) -> str:
    """When a shift is, as people say it: "dinsdag 3 maart, 19.00 tot 21.00 uur"."""
    from_at, until_at = clock.dutch(shift.from_at), clock.dutch(shift.until_at)
    day = date_format(from_at, "l j F")
    return _("%(day)s, %(from)s tot %(until)s uur") % {
        "day": day,
        "from": f"{from_at:%H.%M}",
        "until": f"{until_at:%H.%M}",
    }


def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """Shifts of today that somebody is on."""
    today = clock.dutch(at).date()
    until = midnight(today + timedelta(days=1))
    return [
        DeskLine(
            title=place.shift.name,
            text=words_of(place.shift),
            tone="ok" if place.state == PlaceState.PRESENT else "info",
            address=reverse("workshop:shift", args=[place.shift_id]),
            at=place.shift.from_at,
        )
        for place in shifts_of(resident, at)
        if place.shift.from_at < until and not place.shift.is_cancelled
    ]
