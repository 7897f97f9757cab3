"""Pages of reservations and the waiting list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.forms import lending as forms
from wijkwerk.domain.workshop.models import Instruction, Reservation, ToolKind, Waiting
from wijkwerk.domain.workshop.operations import lending, reserving, visits, waiting
from wijkwerk.domain.workshop.queries import availability, catalogue, places
from wijkwerk.domain.workshop.queries import reservations as queries
from wijkwerk.domain.workshop.queries import tools as tool_queries
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, link, moment
from wijkwerk.foundation.kit.pages import done, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def reservations(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What is to be fetched today, what comes, what is in danger."""
    at = clock.now()
    form = forms.ReservationFilter(request.GET or None)
    which = form.cleaned_data["welke"] if form.is_valid() else ""
    risky: dict[int, str] = {}
    columns: list[Column[Any]] = [
        Column(_("Wat"), lambda row: link(row.get_absolute_url(), queries.what(row)), main=True),
        Column(_("Welke"), lambda row: ", ".join(promise.tool.code for promise in row.promises.all())),
        Column(_("Voor"), _whose),
        Column(_("Van"), lambda row: moment(row.from_at)),
        Column(_("Tot"), lambda row: moment(row.until_at)),
        Column(_("Stand"), lambda row: _state(row, risky.get(row.pk, ""), at=at)),
    ]
    rows = paging.page(
        queries.reservations(workshop, at=at, which=which),
        after=request.GET.get("na", ""),
        order=("-from_at", "-id") if which == "past" else ("from_at", "id"),
    )
    risky.update(queries.dangers(rows.rows, at=at))
    table: Table[Any] = Table(
        columns, rows, caption=_("Reserveringen"), request=request, empty=_("Er zijn geen reserveringen in deze lijst.")
    )
    in_danger = queries.reservations(workshop, at=at, which="danger").count()
    context = {"form": form, "table": table, "in_danger": in_danger if which != "danger" else 0}
    return frame.page(request, "workshop/reservations.html", workshop, context, tab="reservations")


def _whose(row: Reservation) -> object:
    who = row.resident
    return link(who.get_absolute_url(), who.name) if not who.is_erased else _("onbekend")


def _state(row: Reservation, danger: str, *, at: Any) -> object:
    if row.cancelled_at is not None:
        return badge(_("Geannuleerd"), "neutral")
    if row.fetched_at is not None:
        return badge(_("Opgehaald"), "ok")
    if row.until_at <= at:
        return badge(_("Niet opgehaald"), "neutral")
    if danger:
        return format_html("{} {}", badge(_("In gevaar"), "danger"), danger)
    is_today = clock.dutch(row.from_at).date() <= clock.dutch(at).date()
    return badge(_("Ligt klaar"), "ok") if is_today else badge(_("Gereserveerd"), "info")


# ── A new one ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def new_reservation(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What, from when until when; it says what is free then, and when it is free otherwise."""
    title, back = _("Nieuwe reservering"), reverse("workshop:reservations", args=[workshop.pk])
    resident = one_deed.resident_in(request, workshop)
    if resident is None:
        return one_deed.choose_resident(request, workshop, title=title, back=back, tab="reservations")
    calendar, at = Calendar(workshop), clock.now()
    tomorrow = calendar.open_day_from(clock.dutch(at).date() + availability.A_DAY)
    first = {
        "thing": request.GET.get("wat", ""),
        "from_on": tomorrow,
        "until_on": calendar.open_day_from(tomorrow + availability.A_DAY),
        "number": 1,
    }
    form = forms.ReservationForm(posted(request), workshop=workshop, initial=first)
    if request.method == "POST" and form.is_valid() and "kijk" not in request.POST:
        with refusals_shown_in(form):
            made = reserving.reserve(workshop, resident=resident, **form.chosen, **deed(request))
            words = _("Gereserveerd: %(what)s, vanaf %(moment)s.")
            told = {"what": queries.what(made), "moment": availability.in_words(made.from_at)}
            return done(request, words % told, made.get_absolute_url())
    on = (form.cleaned_data.get("from_on") if form.is_bound and hasattr(form, "cleaned_data") else None) or tomorrow
    kinds = list(catalogue.lendable(workshop))
    context = {
        "form": form,
        "resident": resident,
        "title": title,
        "back": back,
        "on": on,
        "offers": list(catalogue.offers(kinds, calendar, on=on, at=at).values()),
    }
    return frame.page(request, "workshop/new_reservation.html", workshop, context, tab="reservations")


# ── One ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.reservation)
def reservation(request: HttpRequest, row: Reservation) -> HttpResponse:
    """For whom, which items, and what can be done."""
    at = clock.now()
    danger = queries.dangers([row], at=at).get(row.pk, "") if row.is_waiting else ""
    context = {
        "row": row,
        "what": queries.what(row),
        "state": _state(row, "", at=at),
        "danger": danger,
        "facts": [
            (_("Voor"), _whose(row)),
            (_("Ophalen vanaf"), moment(row.from_at)),
            (_("Terug op"), moment(row.until_at)),
            (_("Gemaakt op"), moment(row.made_at)),
            (_("Opgehaald op"), moment(row.fetched_at) if row.fetched_at else ""),
            (_("Geannuleerd op"), moment(row.cancelled_at) if row.cancelled_at else ""),
            (_("Gewaarschuwd op"), moment(row.danger_told_at) if row.danger_told_at else ""),
        ],
        "is_open": row.is_waiting and row.until_at > at,
        "can_go": row.is_waiting and row.until_at > at and clock.dutch(row.from_at).date() <= clock.dutch(at).date(),
    }
    return frame.page(request, "workshop/reservation.html", row.facility, context, tab="reservations")


@needs(Permission.WORKSHOP_DESK, find=queries.reservation)
def hand_out(request: HttpRequest, row: Reservation) -> HttpResponse:
    """Somebody comes for it: look whether it is whole, and give it."""
    at, kinds = clock.now(), _kinds_of(row)
    known = set(Instruction.objects.filter(resident=row.resident, kind__in=kinds).values_list("kind_id", flat=True))
    unknown = [kind for kind in kinds if kind.needs_instruction and kind.pk not in known]
    expired = [each.tool for each in row.promises.all() if not each.tool.inspection_holds(clock.dutch(at).date())]
    manages = bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=row))
    form = forms.HandOutForm(posted(request), asks_instruction=bool(unknown), asks_reason=bool(expired) and manages)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            if form.cleaned_data.get("instructed"):
                for kind in unknown:
                    lending.instruct(kind, resident=row.resident, **deed(request))
            reserving.hand_out_reserved(
                row,
                out_note=form.cleaned_data["out_note"],
                override_because=form.cleaned_data.get("override_because", ""),
                **deed(request),
            )
            visits.note_visit(row.facility, function=FunctionKind.LENDING, resident=row.resident, **deed(request))
            return done(request, _("Meegegeven."), row.get_absolute_url())
    parts = [(str(each.tool), each.tool.kind.part_names) for each in row.promises.all()]
    context = {
        "row": row,
        "what": queries.what(row),
        "form": form,
        "parts": [(name, names) for name, names in parts if names],
        "expired": expired,
        "unknown": unknown,
        "back": row.get_absolute_url(),
    }
    return frame.page(request, "workshop/hand_out.html", row.facility, context, tab="reservations")


def _kinds_of(row: Reservation) -> list[ToolKind]:
    kinds = {each.tool.kind_id: each.tool.kind for each in row.promises.all()}
    if row.kind is not None:
        kinds.setdefault(row.kind.pk, row.kind)
    return list(kinds.values())


@needs(Permission.WORKSHOP_DESK, find=queries.reservation)
@require_POST
def cancel(request: HttpRequest, row: Reservation) -> HttpResponse:
    return press(
        request,
        lambda: reserving.cancel_reservation(row, **deed(request)),
        _("De reservering is geannuleerd."),
        to=row.get_absolute_url(),
    )


# ── Waiting list ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=tool_queries.tool_kind)
def join_waiting(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    """Somebody wants to hear when there is one."""
    title = _("Wachtlijst: %(kind)s") % {"kind": kind}
    resident = one_deed.resident_in(request, kind.facility)
    if resident is None:
        return one_deed.choose_resident(request, kind.facility, title=title, back=kind.get_absolute_url(), tab="tools")
    form: Any = forms.HowManyForm(posted(request)) if kind.is_counted else forms.Nothing(posted(request))
    return one_deed.form_deed(
        request,
        form,
        kind.facility,
        title,
        do=lambda values: waiting.join_waiting(kind, resident=resident, **values, **deed(request)),
        done=_("%(name)s staat op de wachtlijst en hoort het als er een is.") % {"name": resident},
        to=kind.get_absolute_url(),
        back_to=kind.name,
        submit=_("Zet %(name)s op de wachtlijst") % {"name": resident},
        lead=_("Als er een vrij is, houden wij die twee dagen apart en sturen wij een bericht.")
        if not kind.is_counted
        else _("Als er genoeg vrij zijn, houden wij die twee dagen apart en sturen wij een bericht."),
        tab="tools",
    )


@needs(Permission.WORKSHOP_DESK, find=queries.place)
@require_POST
def leave_waiting(request: HttpRequest, place: Waiting) -> HttpResponse:
    return press(
        request,
        lambda: waiting.leave_waiting(place, **deed(request)),
        _("Van de wachtlijst gehaald."),
        to=place.kind.get_absolute_url(),
    )
