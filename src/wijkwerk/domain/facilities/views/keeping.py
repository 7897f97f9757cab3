"""Keeping a place: what is said of it, its hours, functions and rooms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps
from wijkwerk.domain.facilities import operations, queries
from wijkwerk.domain.facilities.forms import (
    ClosureForm,
    EndForm,
    FacilityForm,
    FunctionForm,
    HoursForm,
    RoomForm,
)
from wijkwerk.domain.facilities.models import Closure, Facility, Function, Room
from wijkwerk.domain.facilities.queries import Span
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.pages import done, form_page
from wijkwerk.foundation.kit.refusals import refusals_shown_in


# ── The place ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FACILITY_MANAGE)
def new_facility(request: HttpRequest) -> HttpResponse:
    reach = policy.actor_of(request).reach(Permission.FACILITY_MANAGE)
    form = FacilityForm(request.POST or None, on=clock.today(), reach=reach)
    if form.is_valid():
        with refusals_shown_in(form):
            made = operations.add_facility(**form.cleaned_data, **deed(request))
            return done(request, _("%s staat erin. Vul nu de openingstijden in.") % made.name, made.get_absolute_url())
    return _place_form(request, form, _("Nieuwe voorziening"), back=reverse("facilities:list"))


@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def change_facility(request: HttpRequest, facility: Facility) -> HttpResponse:
    reach = policy.actor_of(request).reach(Permission.FACILITY_MANAGE)
    start = {name: getattr(facility, name) for name in operations.ABOUT_FACILITY}
    form = FacilityForm(request.POST or None, initial=start, on=clock.today(), reach=reach)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_facility(facility, **form.cleaned_data, **deed(request))
            return done(request, _("De gegevens zijn gewijzigd."), facility.get_absolute_url())
    title = _("Wijzig %s") % facility.name
    return _place_form(request, form, title, back=facility.get_absolute_url(), back_to=facility.name)


def _place_form(request: HttpRequest, form: FacilityForm, title: str, *, back: str, back_to: str = "") -> HttpResponse:
    return form_page(
        request,
        form,
        title,
        back=back,
        back_to=back_to or _("Voorzieningen"),
        template="facilities/facility_form.html",
        map=maps.work_area_map(clock.today(), with_links=False),
    )


@require_POST
@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def take_off_the_list(request: HttpRequest, facility: Facility) -> HttpResponse:
    operations.take_off_the_list(facility, **deed(request))
    return done(request, _("%s staat niet meer op de lijst.") % facility.name, facility.get_absolute_url())


@require_POST
@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def put_back_on_the_list(request: HttpRequest, facility: Facility) -> HttpResponse:
    operations.put_back_on_the_list(facility, **deed(request))
    return done(request, _("%s staat weer op de lijst.") % facility.name, facility.get_absolute_url())


# ── When it is open ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def set_hours(request: HttpRequest, facility: Facility) -> HttpResponse:
    now: dict[int, list[Span]] = {}
    for row in queries.hours_of(facility):
        now.setdefault(row.weekday, []).append(Span(row.from_time, row.until_time))
    form = HoursForm(request.POST or None, initial=HoursForm.start(now))
    if form.is_valid():
        with refusals_shown_in(form):
            operations.set_hours(facility, hours=form.hours, **deed(request))
            return done(request, _("De openingstijden zijn opgeslagen."), facility.get_absolute_url())
    return form_page(
        request,
        form,
        _("Openingstijden van %s") % facility.name,
        back=facility.get_absolute_url(),
        back_to=facility.name,
        template="facilities/hours_form.html",
    )


@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def close_for_a_while(request: HttpRequest, facility: Facility) -> HttpResponse:
    form = ClosureForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.close_for_a_while(facility, **form.cleaned_data, **deed(request))
            return done(request, _("Het staat erbij. Bezoekers zien het meteen."), facility.get_absolute_url())
    return _about(request, facility, form, _("%s is een tijd dicht") % facility.name)


@require_POST
@needs(Permission.FACILITY_MANAGE, find=queries.closure)
def drop_closure(request: HttpRequest, closure: Closure) -> HttpResponse:
    operations.drop_closure(closure, **deed(request))
    return done(request, _("De sluiting is weggehaald."), closure.facility.get_absolute_url())


# ── What it is for ─────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def add_function(request: HttpRequest, facility: Facility) -> HttpResponse:
    form = FunctionForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.add_function(facility, from_on=clock.today(), **form.cleaned_data, **deed(request))
            return done(request, _("Het staat erbij."), facility.get_absolute_url())
    return _about(request, facility, form, _("Waarvoor kunnen mensen nog meer komen?"))


@needs(Permission.FACILITY_MANAGE, find=queries.function)
def change_function(request: HttpRequest, function: Function) -> HttpResponse:
    start = {name: getattr(function, name) for name in operations.ABOUT_FUNCTION}
    form = FunctionForm(request.POST or None, initial=start)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_function(function, **form.cleaned_data, **deed(request))
            return done(request, _("Het is gewijzigd."), function.facility.get_absolute_url())
    return _about(request, function.facility, form, _("Wijzig: %s") % function)


@needs(Permission.FACILITY_MANAGE, find=queries.function)
def end_function(request: HttpRequest, function: Function) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.end_function(function, **form.cleaned_data, **deed(request))
            return done(request, _("Het stopt op die dag."), function.facility.get_absolute_url())
    return _about(request, function.facility, form, _("%s stopt hier") % function)


@needs(Permission.FACILITY_MANAGE, find=queries.facility)
def add_room(request: HttpRequest, facility: Facility) -> HttpResponse:
    form = RoomForm(request.POST or None, initial={"is_step_free": True})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.add_room(facility, **form.cleaned_data, **deed(request))
            return done(request, _("De ruimte staat erbij."), facility.get_absolute_url())
    return _about(request, facility, form, _("Nieuwe ruimte"))


@require_POST
@needs(Permission.FACILITY_MANAGE, find=queries.room)
def drop_room(request: HttpRequest, room: Room) -> HttpResponse:
    operations.drop_room(room, **deed(request))
    return done(request, _("De ruimte is weg."), room.facility.get_absolute_url())


def _about(
    request: HttpRequest,
    facility: Facility,
    form: ClosureForm | FunctionForm | EndForm | RoomForm,
    title: str,
) -> HttpResponse:
    return form_page(request, form, title, back=facility.get_absolute_url(), back_to=facility.name)
