"""Plain makers of facilities."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from wijkwerk.domain.facilities.models import Facility, FacilityKind, OfficeHour, OpeningHours

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # noon in the Netherlands


def make_facility(work_area, name="Wijkwerkplaats Parkwijk", kind=FacilityKind.WORKSHOP, **fields):
    return Facility.objects.create(work_area=work_area, name=name, kind=kind, **fields)


def open_on(facility, *weekdays, from_time=time(9), until_time=time(16, 30)):
    for weekday in weekdays:
        OpeningHours.objects.create(facility=facility, weekday=weekday, from_time=from_time, until_time=until_time)


def make_office_hour(facility, theme="Geld en regelingen", **fields):
    values = {"from_on": MONDAY, "from_time": time(10), "until_time": time(12)} | fields
    return OfficeHour.objects.create(facility=facility, theme=theme, **values)
