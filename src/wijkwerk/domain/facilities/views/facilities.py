"""Places, for everybody: which there are, what each is for, when it is open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps
from wijkwerk.domain.facilities import queries
from wijkwerk.domain.facilities.forms import FacilityFilter
from wijkwerk.domain.facilities.models import Facility, Weekday
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, link
from wijkwerk.foundation.kit.maps import Map, Point

DAYS_AHEAD = 7


class OpenDay(NamedTuple):
    """A day as visitors read it: its name, when it is open, and whether it is today."""

    name: str
    on: date
    hours: str
    is_today: bool


@needs(Permission.FACILITY_VIEW)
def facility_list(request: HttpRequest) -> HttpResponse:
    """All places, on the map and in a list."""
    today = clock.today()
    form = FacilityFilter(request.GET or None, on=today)
    rows = queries.facilities()
    if form.is_valid():
        rows = queries.narrowed(
            rows,
            kind=form.cleaned_data["soort"],
            function=form.cleaned_data["waarvoor"],
            work_area=form.cleaned_data["gebied"],
            on=today,
        )
    page = paging.page(rows, after=request.GET.get("na", ""), order=("name", "id"))
    columns: list[Column[Facility]] = [
        Column(_("Naam"), lambda one: link(one.get_absolute_url(), one.name), main=True),
        Column(_("Soort"), lambda one: one.get_kind_display()),
        Column(_("Gebied"), lambda one: one.work_area.name),
        Column(_("Adres"), lambda one: one.address),
    ]
    table: Table[Facility] = Table(
        columns,
        page,
        caption=_("Voorzieningen"),
        request=request,
        empty=_("Er zijn geen voorzieningen die hierbij passen."),
    )
    points = [point for one in page.rows for point in _points(one)]
    return render(
        request,
        "facilities/list.html",
        {
            "form": form,
            "table": table,
            "map": maps.work_area_map(today, points=points, title=_("Kaart van de voorzieningen")),
            "keeps": bool(policy.may_somewhere(policy.actor_of(request), Permission.FACILITY_MANAGE)),
        },
    )


def _points(one: Facility) -> list[Point]:
    """One, or none where nobody said where it is."""
    if one.lat is None or one.lon is None:
        return []
    return [Point(lat=one.lat, lon=one.lon, name=one.name, address=one.get_absolute_url(), note=one.get_kind_display())]


@needs(Permission.FACILITY_VIEW, find=queries.facility)
def facility(request: HttpRequest, facility: Facility) -> HttpResponse:
    """One place: what it is for, when it is open, how to get in, and which walk-in hours are held there."""
    return render(request, "facilities/facility.html", facility_context(request, facility))


def facility_context(request: HttpRequest, facility: Facility) -> dict[str, Any]:
    """What the page of a place shows; a room above adds what it knows, in a template that extends this one."""
    now, today, actor = clock.now(), clock.today(), policy.actor_of(request)
    calendar = Calendar(facility)
    hours = [
        (one, queries.next_dates(one, calendar, from_on=today, most=2))
        for one in queries.office_hours(on=today).filter(facility=facility).order_by("theme", "id")[:50]
    ]
    return {
        "facility": facility,
        "is_open": calendar.is_open(now),
        "opens_on": calendar.open_day_from(today),
        "days": week_of(calendar, today),
        "closures": list(queries.closures_of(facility, on=today)[:10]),
        "functions": queries.functions_of(facility, on=today),
        "rooms": list(queries.rooms_of(facility)),
        "office_hours": hours,
        "map": _map(facility) if facility.lat is not None else None,
        "keeps": bool(policy.may(actor, Permission.FACILITY_MANAGE, on=facility)),
        "today": today,
        "state": badge(_("Nu open"), tone="ok") if calendar.is_open(now) else badge(_("Nu dicht"), tone="neutral"),
    }


def week_of(calendar: Calendar, today: date) -> list[OpenDay]:
    """Today and the six days after it."""
    found = []
    for number in range(DAYS_AHEAD):
        on = today + timedelta(days=number)
        spans = calendar.spans(on)
        hours = _(" en ").join(f"{span.from_time:%H:%M} – {span.until_time:%H:%M}" for span in spans)
        found.append(OpenDay(str(Weekday(on.weekday()).label), on, hours, number == 0))
    return found


def _map(facility: Facility) -> Map:
    return maps.work_area_map(
        clock.today(), points=_points(facility), chosen=facility.work_area, title=_("Plek op de kaart")
    )
