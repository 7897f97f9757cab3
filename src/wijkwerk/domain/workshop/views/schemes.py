"""Pages of the scheme with its ledger, and of who waits for a bicycle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import bicycles as forms
from wijkwerk.domain.workshop.models import BicycleWish, Scheme, SchemeEntry
from wijkwerk.domain.workshop.operations import bicycles, schemes
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import Column, Figure, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in

TAB = "bicycles"


# ── Schemes ────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def schemes_of(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The schemes by year."""
    columns: list[Column[Any]] = [
        Column(_("Regeling"), lambda row: link(row.get_absolute_url(), str(row)), main=True),
        Column(_("Budget"), lambda row: money.written(row.budget_cents), numeric=True),
        Column(_("Toegekend"), lambda row: money.written(row.awarded_cents), numeric=True),
        Column(_("Over"), lambda row: money.written(row.left_cents), numeric=True),
    ]
    order = ("-year", "name", "id")
    rows = paging.page(queries.schemes(workshop), after=request.GET.get("na", ""), order=order)
    empty = _("Er is nog geen regeling. Maak er een: een budget voor een jaar.")
    table: Table[Any] = Table(columns, rows, caption=_("Fietsregelingen"), request=request, empty=empty)
    return frame.page(request, "workshop/schemes.html", workshop, {"table": table}, tab=TAB)


def _list_address(workshop: Facility) -> str:
    return reverse("workshop:schemes", args=[workshop.pk])


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_scheme(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A budget for a year."""
    form = forms.SchemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = schemes.make_scheme(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(made)
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Nieuwe fietsregeling"),
        submit=_("Maak de regeling"),
        back=_list_address(workshop),
        back_to=_("Fietsregelingen"),
        tab=TAB,
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.scheme)
def scheme(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """A scheme with its ledger: what came out of it, to whom, and what is left."""
    columns: list[Column[Any]] = [
        Column(_("Voor wie"), lambda row: row.resident.name, main=True),
        Column(_("Wat"), _what),
        Column(_("Bedrag"), _amount, numeric=True),
        Column(_("Op"), lambda row: day(row.on)),
        Column(_("Door"), lambda row: row.by),
        Column(_("Gebruikt?"), lambda row: row.get_ridden_display() if row.ridden else ""),
        Column(_("Stand"), _standing),
    ]
    rows = paging.page(queries.entries_of(scheme), after=request.GET.get("na", ""), order=("-at", "-id"))
    empty = _("Uit deze regeling is nog niets toegekend.")
    table: Table[Any] = Table(columns, rows, caption=_("Toekenningen"), request=request, empty=empty)
    balance = queries.balance_of(scheme)
    figures = [
        Figure(_("Budget"), money.written(scheme.budget_cents)),
        Figure(_("Toegekend"), money.written(balance.awarded_cents)),
        Figure(_("Over"), money.written(scheme.left_cents)),
        Figure(
            _("Fietsen"),
            balance.bicycles,
            note=_("elk telt voor %(money)s") % {"money": money.written(scheme.bicycle_cents)},
        ),
        Figure(
            _("Nog gebruikt"), balance.still_ridden, note=_("van %(asked)s die antwoordden") % {"asked": balance.asked}
        ),
    ]
    context = {"scheme": scheme, "table": table, "figures": figures}
    return frame.page(request, "workshop/scheme.html", scheme.facility, context, tab=TAB)


def _what(entry: SchemeEntry) -> Any:
    if entry.bicycle is None:
        return entry.get_award_display()
    return link(entry.bicycle.get_absolute_url(), str(entry.bicycle))


def _amount(entry: SchemeEntry) -> Any:
    amount = money.written(entry.amount_cents)
    return format_html("<s>{}</s>", amount) if entry.withdrawn_at else amount


def _standing(entry: SchemeEntry) -> SafeString:
    if entry.withdrawn_at is not None:
        return format_html("{} {}", badge(_("ingetrokken")), entry.withdrawn_because)
    deeds = [(reverse("workshop:withdraw_award", args=[entry.pk]), _("intrekken"))]
    if entry.bicycle_id is not None:
        deeds.insert(0, (reverse("workshop:note_ridden", args=[entry.pk]), _("nog gebruikt?")))
    words = _(" (toekenning aan %(name)s)") % {"name": entry.resident.name}
    parts = [
        format_html('<a class="nl-link" href="{}">{}<span class="ww-visually-hidden">{}</span></a>', to, text, words)
        for to, text in deeds
    ]
    return format_html(" · ".join(["{}"] * len(parts)), *parts)


@needs(Permission.WORKSHOP_MANAGE, find=queries.scheme)
def change_scheme(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """Another budget, never below what was awarded."""
    form = forms.SchemeForm(request.POST or None, scheme=scheme)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            schemes.change_scheme(scheme, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(scheme)
    return _of_scheme(request, scheme, form, title=_("Regeling wijzigen"), submit=_("Bewaar"))


@needs(Permission.WORKSHOP_MANAGE, find=queries.scheme)
def give_money(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """Money instead of a bicycle."""
    known = one_deed.resident_in(request, scheme.facility)
    form = forms.MoneyAwardForm(request.POST or None, workshop=scheme.facility, resident=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            schemes.give_money(scheme, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Toegekend. De gemeente betaalt dit uit; het gaat niet uit de kas."))
            return redirect(scheme)
    lead = _("Er is nog %(left)s over in deze regeling.") % {"left": money.written(scheme.left_cents)}
    return _of_scheme(request, scheme, form, title=_("Geld in plaats van een fiets"), submit=_("Ken toe"), lead=lead)


def _of_scheme(
    request: HttpRequest, scheme: Scheme, form: Any, *, title: str, submit: str, lead: str = ""
) -> HttpResponse:
    return one_deed.page(
        request,
        scheme.facility,
        form,
        title=title,
        submit=submit,
        back=scheme.get_absolute_url(),
        back_to=str(scheme),
        lead=lead,
        tab=TAB,
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.entry)
def withdraw_award(request: HttpRequest, entry: SchemeEntry) -> HttpResponse:
    """It was a mistake."""
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            schemes.withdraw_award(entry, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Ingetrokken. Het bedrag is weer vrij."))
            return redirect(entry.scheme)
    lead = _("%(what)s voor %(name)s. Wie het kreeg, leest waarom.") % {
        "what": entry.bicycle or entry.get_award_display(),
        "name": entry.resident.name,
    }
    return _of_scheme(request, entry.scheme, form, title=_("Toekenning intrekken"), submit=_("Trek in"), lead=lead)


@needs(Permission.WORKSHOP_DESK, find=queries.entry)
def note_ridden(request: HttpRequest, entry: SchemeEntry) -> HttpResponse:
    """What somebody said about the bicycle."""
    form = forms.RiddenForm(request.POST or None, initial={"ridden": entry.ridden})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            schemes.note_ridden(entry, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Bewaard."))
            return redirect("workshop:bicycles", entry.facility_id)
    return one_deed.page(
        request,
        entry.facility,
        form,
        title=_("Wordt de fiets nog gebruikt?"),
        submit=_("Bewaar"),
        back=reverse("workshop:bicycles", args=[entry.facility_id]),
        back_to=_("Fietsen"),
        lead=f"{entry.bicycle or entry.get_award_display()} – {entry.resident.name}",
        tab=TAB,
    )


# ── The waiting list ───────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def wishes(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Who waits for a bicycle, the longest first."""
    form = forms.WishFilter(request.GET or None)
    columns: list[Column[Any]] = [
        Column(_("Wie"), lambda row: link(row.resident.get_absolute_url(), row.resident.name), main=True),
        Column(_("Fiets"), lambda row: row.get_kind_display()),
        Column(_("Let op"), lambda row: row.looks),
        Column(_("Sinds"), lambda row: day(row.asked_at)),
        Column(_("Eraf"), _end_link),
    ]
    rows = paging.page(
        queries.wishes(workshop, kind=form.kind), after=request.GET.get("na", ""), order=("asked_at", "id")
    )
    table: Table[Any] = Table(columns, rows, caption=_("Wachtlijst"), request=request, empty=_("Niemand wacht."))
    return frame.page(request, "workshop/bicycle_wishes.html", workshop, {"form": form, "table": table}, tab=TAB)


def _end_link(wish: BicycleWish) -> SafeString:
    return format_html(
        '<a class="nl-link" href="{}">{}<span class="ww-visually-hidden">: {}</span></a>',
        reverse("workshop:end_wish", args=[wish.pk]),
        _("van de lijst"),
        wish.resident.name,
    )


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def new_wish(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Somebody waits for a bicycle."""
    known = one_deed.resident_in(request, workshop)
    form = forms.WishForm(request.POST or None, workshop=workshop, resident=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            bicycles.wish_for_bicycle(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Op de wachtlijst gezet."))
            return redirect("workshop:bicycle_wishes", workshop.pk)
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Op de wachtlijst voor een fiets"),
        submit=_("Zet op de lijst"),
        back=reverse("workshop:bicycle_wishes", args=[workshop.pk]),
        back_to=_("Wachtlijst"),
        tab=TAB,
    )


@needs(Permission.WORKSHOP_DESK, find=queries.wish)
def end_wish(request: HttpRequest, wish: BicycleWish) -> HttpResponse:
    """Off the list, and why."""
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            bicycles.end_wish(wish, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect("workshop:bicycle_wishes", wish.facility_id)
    return one_deed.page(
        request,
        wish.facility,
        form,
        title=_("Van de wachtlijst"),
        submit=_("Haal van de lijst"),
        back=reverse("workshop:bicycle_wishes", args=[wish.facility_id]),
        back_to=_("Wachtlijst"),
        lead=_("%(name)s wacht op: %(kind)s. Wie wacht, leest waarom.")
        % {"name": wish.resident.name, "kind": wish.get_kind_display().lower()},
        tab=TAB,
    )
