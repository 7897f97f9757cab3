"""Plain makers of the rota and of gardens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from wijkwerk.domain.workshop.models import Shift
from wijkwerk.domain.workshop.operations import shifts as shift_operations
from wijkwerk.domain.workshop.tests.factories import MONDAY
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
