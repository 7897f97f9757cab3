"""Facilities for tests."""

from __future__ import annotations

from datetime import date, time

from wijkwerk.domain.facilities.models import Facility, FacilityKind, OpeningHours


def make_facility(work_area, name="Wijkwerkplaats Parkwijk", kind=FacilityKind.WORKSHOP, **fields) -> Facility:
    return Facility.objects.create(work_area=work_area, name=name, kind=kind, **fields)


def open_on(facility, *weekdays, from_time=time(9), until_time=time(16, 30)) -> None:
    for weekday in weekdays:
        OpeningHours.objects.create(facility=facility, weekday=weekday, from_time=from_time, until_time=until_time)


SOME_DAY = date(2026, 3, 2)  # a Monday
