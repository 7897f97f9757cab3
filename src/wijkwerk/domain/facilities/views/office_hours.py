"""Walk-in hours: for who looks for one, and for who keeps them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities import operations, queries
from wijkwerk.domain.facilities.forms import EndForm, HeldForm, OfficeHourForm
from wijkwerk.domain.facilities.models import Facility, OfficeHour, OfficeHourHeld, Rhythm
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Bar, Column, Table, day, link
from wijkwerk.foundation.kit.pages import done, form_page
from wijkwerk.foundation.kit.refusals import refusals_shown_in

QUARTER = timedelta(days=91)


@needs(Permission.FACILITY_VIEW)
def office_hour_list(request: HttpRequest) -> HttpResponse:
    """All walk-in hours of the municipality."""
    rows = paging.page(queries.office_hours(on=clock.today()), after=request.GET.get("na", ""), order=("theme", "id"))
    columns: list[Column[Any]] = [
        Column(_("Waarover"), lambda one: link(one.get_absolute_url(), one.theme), main=True),
        Column(_("Waar"), lambda one: link(one.facility.get_absolute_url(), one.facility.name)),
        Column(_("Wanneer"), when),
        Column(_("Door"), lambda one: by_whom(one)),
    ]
    table: Table[Any] = Table(
        columns, rows, caption=_("Spreekuren"), request=request, empty=_("Er zijn nu geen spreekuren.")
    )
    return render(request, "facilities/office_hours.html", {"table": table})


def when(one: OfficeHour) -> str:
    """Elke week op dinsdag, 10:00 – 12:00."""
    weekday = date_format(one.from_on, "l")
    rhythm = _("elke maand") if one.rhythm == Rhythm.MONTHLY else one.get_rhythm_display()
    return f"{rhythm}, {weekday} {one.from_time:%H:%M} – {one.until_time:%H:%M}"


def by_whom(one: OfficeHour) -> str:
    return ", ".join(str(party) for party in (one.person, one.organisation) if party)


@needs(Permission.FACILITY_VIEW, find=queries.office_hour)
def office_hour(request: HttpRequest, office_hour: OfficeHour) -> HttpResponse:
    """One walk-in hour; for who keeps it also how often it was held and how many came."""
    today, calendar = clock.today(), Calendar(office_hour.facility)
    keeps = bool(policy.may(policy.actor_of(request), Permission.FACILITY_MANAGE, on=office_hour))
    context: dict[str, Any] = {
        "one": office_hour,
        "when": when(office_hour),
        "dates": queries.next_dates(office_hour, calendar, from_on=today),
        "keeps": keeps,
    }
    if keeps:
        rows = paging.page(queries.held_of(office_hour), after=request.GET.get("na", ""), order=("-on", "-id"))
        columns: list[Column[OfficeHourHeld]] = [
            Column(_("Dag"), lambda row: day(row.on), main=True),
            Column(_("Bezoekers"), lambda row: "–" if row.visitors is None else row.visitors, numeric=True),
            Column(_("Ging niet door"), lambda row: row.not_held_because),
            Column(_("Opgeschreven door"), lambda row: row.written_by),
        ]
        table: Table[OfficeHourHeld] = Table(
            columns, rows, caption=_("Hoe het ging"), request=request, empty=_("Er is nog niets opgeschreven.")
        )
        context |= {
            "table": table,
            "missing": queries.not_written_down(office_hour, calendar, on=today),
            "presence": queries.presence(office_hour, calendar, from_on=today - QUARTER, until_on=today),
            "bars": [
                Bar(date_format(row.on, "j M"), row.visitors)
                for row in reversed(queries.held_of(office_hour).filter(visitors__isnull=False)[:12])
            ],
        }
    return render(request, "facilities/office_hour.html", context)


@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def add_office_hour(request: HttpRequest, facility: Facility) -> HttpResponse:
    form = OfficeHourForm(request.POST or None, facility=facility)
    if form.is_valid():
        with refusals_shown_in(form):
            made = operations.add_office_hour(facility, **form.cleaned_data, **deed(request))
            return done(request, _("Het spreekuur staat erin."), made.get_absolute_url())
    return form_page(request, form, _("Nieuw spreekuur"), back=facility.get_absolute_url(), back_to=facility.name)


@needs(Permission.FACILITY_MANAGE, find=queries.office_hour)
def change_office_hour(request: HttpRequest, office_hour: OfficeHour) -> HttpResponse:
    start = {name: getattr(office_hour, name) for name in operations.ABOUT_OFFICE_HOUR}
    form = OfficeHourForm(request.POST or None, initial=start, facility=office_hour.facility, is_new=False)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_office_hour(office_hour, **form.cleaned_data, **deed(request))
            return done(request, _("Het spreekuur is gewijzigd."), office_hour.get_absolute_url())
    return _about(request, office_hour, form, _("Wijzig spreekuur %s") % office_hour.theme)


@needs(Permission.FACILITY_MANAGE, find=queries.office_hour)
def end_office_hour(request: HttpRequest, office_hour: OfficeHour) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.end_office_hour(office_hour, **form.cleaned_data, **deed(request))
            return done(request, _("Het spreekuur stopt op die dag."), office_hour.get_absolute_url())
    return _about(request, office_hour, form, _("Spreekuur %s stopt") % office_hour.theme)


@needs(Permission.FACILITY_MANAGE, find=queries.office_hour)
def note_held(request: HttpRequest, office_hour: OfficeHour) -> HttpResponse:
    form = HeldForm(request.POST or None, initial={"on": request.GET.get("dag") or clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.note_held(office_hour, **form.cleaned_data, **deed(request))
            return done(request, _("Het is opgeschreven."), office_hour.get_absolute_url())
    return _about(request, office_hour, form, _("Hoe ging het spreekuur %s?") % office_hour.theme)


@require_POST
@needs(Permission.FACILITY_MANAGE, find=queries.held)
def drop_note(request: HttpRequest, held: OfficeHourHeld) -> HttpResponse:
    operations.drop_note(held, **deed(request))
    return done(request, _("Het is weggehaald."), held.office_hour.get_absolute_url())


def _about(
    request: HttpRequest, office_hour: OfficeHour, form: OfficeHourForm | EndForm | HeldForm, title: str
) -> HttpResponse:
    return form_page(request, form, title, back=office_hour.get_absolute_url(), back_to=office_hour.theme)
