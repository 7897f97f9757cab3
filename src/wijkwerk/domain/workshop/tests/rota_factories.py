"""Plain makers of the rota and of gardens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from wijkwerk.domain.facilities.models import FacilityKind
from wijkwerk.domain.workshop.models import Plot, PlotWaiting, Season, Shift, ShiftPlace, WorkLog
from wijkwerk.domain.workshop.operations import shifts as shift_operations
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_facility
from wijkwerk.foundation.kit import clock


def make_series(facility, *, by, at=MONDAY, **fields):
    """Every Tuesday morning, from the first one on."""
    values = {
        "name": "Balie ochtend",
        "function": "meeting",
        "weekday": 1,
        "from_time": time(9),
        "until_time": time(12),
        "capacity": 5,
        "from_on": at.date(),
    }
    return shift_operations.make_series(facility, **(values | fields), by=by, at=at)


def make_shift(facility, *, days=0, from_time=time(9), until_time=time(12), **fields):
    """On Tuesday 3 March 2026, or so many days later."""
    on = date(2026, 3, 3) + timedelta(days=days)
    values = {"name": "Balie", "function": "meeting", "capacity": 3} | fields
    return Shift.objects.create(
        facility=facility,
        from_at=datetime.combine(on, from_time, tzinfo=clock.AMSTERDAM),
        until_at=datetime.combine(on, until_time, tzinfo=clock.AMSTERDAM),
        **values,
    )


def make_garden(work_area, name="Moestuin de Kweek", *, plots=2, year=2026, contribution_cents=2500):
    """A garden with plots and a season that is on in March 2026."""
    garden = make_facility(work_area, name, kind=FacilityKind.GARDEN)
    for number in range(1, plots + 1):
        Plot.objects.create(facility=garden, number=number, square_metres=20)
    make_season(garden, year, contribution_cents=contribution_cents)
    return garden


def make_season(garden, year, **fields):
    return Season.objects.create(
        facility=garden, year=year, from_on=date(year, 3, 1), until_on=date(year, 11, 1), **fields
    )


def make_waiting(garden, resident, *, asked_at=MONDAY):
    return PlotWaiting.objects.create(facility=garden, resident=resident, asked_at=asked_at)


def make_presence(participant, *, days=0, came=time(9), left=time(12), function="meeting"):
    """Somebody was on a shift on Tuesday 3 March 2026, or so many days later; without times when `came` is None."""
    shift = make_shift(participant.facility, days=days, function=function)
    moments = [
        None if each is None else datetime.combine(shift.on, each, tzinfo=clock.AMSTERDAM) for each in (came, left)
    ]
    return ShiftPlace.objects.create(
        shift=shift,
        resident=participant.resident,
        participant=participant,
        kind=participant.kind,
        state="present",
        signed_up_at=MONDAY,
        came_at=moments[0],
        left_at=moments[1],
    )


def make_work(participant, minutes, *, days=0, function="chores", about_id=None):
    return WorkLog.objects.create(
        facility=participant.facility,
        participant=participant,
        kind=participant.kind,
        on=date(2026, 3, 3) + timedelta(days=days),
        minutes=minutes,
        function=function,
        about_kind="workshop.chore" if about_id else "",
        about_id=about_id,
    )
