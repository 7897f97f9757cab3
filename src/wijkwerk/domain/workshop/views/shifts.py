"""The rota of a place: weeks, series, one shift, and the door."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import people as forms
from wijkwerk.domain.workshop.models import PlaceState, Shift, ShiftPlace, ShiftSeries
from wijkwerk.domain.workshop.operations import shifts as operations
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import shifts as queries
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.participants import state_badge
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.pages import press

TAB = "shifts"
FIRST_YEAR, LAST_YEAR = 2000, 2100


class RotaDay(NamedTuple):
    on: date
    shifts: list[tuple[Shift, str, str]]  # the shift, its times, who is on it


# ── The rota ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.place)
def rota(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A week of shifts, with who comes."""
    today = clock.today()
    monday = _monday(request.GET.get("week", ""), today)
    days: dict[date, list[tuple[Shift, str, str]]] = {monday + timedelta(days=n): [] for n in range(7)}
    for shift in queries.shifts_between(workshop, monday, monday + timedelta(days=7)):
        names = ", ".join(place.resident.name for place in shift.places.all() if place.resident is not None)
        days[shift.on].append((shift, _times(shift), names))
    address = reverse("workshop:shifts", args=[workshop.pk])
    plans = frame.may(request, Permission.WORKSHOP_PLAN, workshop)
    context = {
        "days": [RotaDay(on, rows) for on, rows in days.items()],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "today": today,
        "before": f"{address}?week={monday - timedelta(days=7)}",
        "after": f"{address}?week={monday + timedelta(days=7)}",
        "this_week": address,
        "plans": plans,
        "series": list(queries.series_of(workshop, today)) if plans else [],
        "now": clock.now(),
    }
    return frame.page(request, "workshop/rota.html", workshop, context, tab=TAB)


def _monday(asked: str, today: date) -> date:
    """The Monday of the week that is asked for, or of this one."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        day = today
    return day - timedelta(days=day.weekday())


def _times(shift: Shift) -> str:
    return f"{clock.dutch(shift.from_at):%H.%M} – {clock.dutch(shift.until_at):%H.%M}"


@needs(Permission.WORKSHOP_PLAN, find=places.place)
def new_series(request: HttpRequest, workshop: Facility) -> HttpResponse:
    return one_deed.form_deed(
        request,
        forms.SeriesForm(request.POST or None, initial={"from_on": clock.today()}),
        workshop,
        _("Nieuwe reeks diensten"),
        do=lambda values: operations.make_series(workshop, **values, **deed(request)),
        done=_("De reeks staat op het rooster, acht weken vooruit."),
        lead=_("De tijd blijft gelijk in zomer en winter. Op feestdagen is er vanzelf geen dienst."),
        **_back(workshop),
    )


@needs(Permission.WORKSHOP_PLAN, find=queries.series)
def change_series(request: HttpRequest, series: ShiftSeries) -> HttpResponse:
    names = ("name", "function", "from_time", "until_time", "capacity", "words")
    form = forms.ChangeSeriesForm(request.POST or None, initial={name: getattr(series, name) for name in names})
    return one_deed.form_deed(
        request,
        form,
        series.facility,
        _("Wijzig de reeks %s") % series.name,
        do=lambda values: operations.change_series(series, **values, **deed(request)),
        done=_("Bewaard. Wie op een dienst staat die op een ander moment is, krijgt bericht."),
        lead=_("Diensten die met de hand zijn gewijzigd, blijven zoals ze zijn."),
        **_back(series.facility),
    )


@needs(Permission.WORKSHOP_PLAN, find=queries.series)
def end_series(request: HttpRequest, series: ShiftSeries) -> HttpResponse:
    return one_deed.form_deed(
        request,
        forms.EndSeriesForm(request.POST or None, initial={"until_on": clock.today()}),
        series.facility,
        _("De reeks %s stopt") % series.name,
        do=lambda values: operations.end_series(series, **values, **deed(request)),
        done=_("De reeks stopt. Wie zich had opgegeven, krijgt bericht."),
        **_back(series.facility),
    )


@needs(Permission.WORKSHOP_PLAN, find=places.place)
def new_shift(request: HttpRequest, workshop: Facility) -> HttpResponse:
    return one_deed.form_deed(
        request,
        forms.ShiftForm(request.POST or None, initial={"on": clock.today() + timedelta(days=1)}),
        workshop,
        _("Nieuwe dienst"),
        do=lambda values: operations.add_shift(workshop, **values, **deed(request)),
        done=_("De dienst staat op het rooster."),
        **_back(workshop),
    )


def _back(workshop: Facility) -> dict[str, str]:
    return {"to": reverse("workshop:shifts", args=[workshop.pk]), "back_to": _("Rooster"), "tab": TAB}


# ── One shift ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.shift)
def shift(request: HttpRequest, shift: Shift) -> HttpResponse:
    """Who comes, and at the door who is there: one tap each."""
    at = clock.now()
    plans = frame.may(request, Permission.WORKSHOP_PLAN, shift)
    busy = {} if shift.is_over(at) else queries.busy_then(shift)
    open_for_all = not shift.is_cancelled and not shift.is_over(at)
    context = {
        "shift": shift,
        "when": queries.words_of(shift),
        "rows": [(one, state_badge(one), busy.get(one.resident_id, "")) for one in queries.places_of(shift)],
        "begins_soon": at >= shift.from_at - operations.EARLY,
        "has_begun": at >= shift.from_at,
        "is_over": shift.is_over(at),
        "states": PlaceState,
        "plans": plans,
        "form": forms.SignUpForm(shift=shift) if open_for_all and not shift.is_full else None,
        "following": queries.next_with_room(shift, at) if open_for_all and shift.is_full else None,
    }
    return frame.page(request, "workshop/shift.html", shift.facility, context, tab=TAB)


@needs(Permission.WORKSHOP_PLAN, find=queries.shift)
def change_shift(request: HttpRequest, shift: Shift) -> HttpResponse:
    form = forms.ChangeShiftForm(request.POST or None, initial=forms.values_of_shift(shift))
    return _about(
        request,
        shift,
        form,
        _("Wijzig deze dienst"),
        do=lambda values: operations.change_shift(shift, **values, **deed(request)),
        done=_("Bewaard. Verandert de tijd, dan krijgt wie erop staat bericht."),
        lead=_("Alleen deze ene dienst. De reeks laat hem verder met rust."),
    )


@needs(Permission.WORKSHOP_PLAN, find=queries.shift)
def cancel_shift(request: HttpRequest, shift: Shift) -> HttpResponse:
    return _about(
        request,
        shift,
        forms.BecauseForm(request.POST or None),
        _("Deze dienst gaat niet door"),
        do=lambda values: operations.cancel_shift(shift, **values, **deed(request)),
        done=_("De dienst gaat niet door. Wie erop staat, krijgt bericht."),
    )


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.shift)
def sign_up(request: HttpRequest, shift: Shift) -> HttpResponse:
    """Somebody comes; while the shift is on, they are at the door."""
    form = forms.SignUpForm(request.POST, shift=shift)
    return _about(
        request,
        shift,
        form,
        _("Wie komt er?"),
        do=lambda values: operations.sign_up(shift, **values, **deed(request)),
        done=_("De naam staat op de dienst."),
    )


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.place)
def sign_off(request: HttpRequest, place: ShiftPlace) -> HttpResponse:
    return _tap(request, place, lambda: operations.sign_off(place, **deed(request)), _("De plaats is weer vrij."))


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.place)
def present(request: HttpRequest, place: ShiftPlace) -> HttpResponse:
    return _tap(request, place, lambda: operations.note_present(place, **deed(request)), _("%s is er.") % _name(place))


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.place)
def left(request: HttpRequest, place: ShiftPlace) -> HttpResponse:
    return _tap(request, place, lambda: operations.note_left(place, **deed(request)), _("%s is weg.") % _name(place))


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.place)
def absent(request: HttpRequest, place: ShiftPlace) -> HttpResponse:
    words = _("%s kwam niet.") % _name(place)
    return _tap(request, place, lambda: operations.note_absent(place, **deed(request)), words)


@needs(Permission.WORKSHOP_DESK, find=queries.place)
def times(request: HttpRequest, place: ShiftPlace) -> HttpResponse:
    """When somebody came and went, where nobody tapped."""
    return _about(
        request,
        place.shift,
        forms.TimesForm(request.POST or None, initial=forms.values_of_times(place)),
        _("Wanneer was %s er?") % _name(place),
        do=lambda values: operations.set_times(place, **values, **deed(request)),
        done=_("Bewaard."),
        lead=_("%s. Weet u het niet zeker? Vraag het na, en vul niets in wat u niet weet.")
        % queries.words_of(place.shift),
    )


def _name(place: ShiftPlace) -> str:
    return place.resident.name if place.resident is not None else _("Deze persoon")


def _tap(request: HttpRequest, place: ShiftPlace, do: Any, done: str) -> HttpResponse:
    return press(request, do, done, to=place.shift.get_absolute_url())


def _about(
    request: HttpRequest, shift: Shift, form: Any, title: str, *, do: Any, done: str, lead: str = ""
) -> HttpResponse:
    to = shift.get_absolute_url()
    return one_deed.form_deed(
        request, form, shift.facility, title, do=do, done=done, to=to, back_to=shift.name, lead=lead, tab=TAB
    )
