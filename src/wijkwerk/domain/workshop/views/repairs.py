"""Pages of the repair desk: the board, the list, one ticket with its receipt, small jobs while somebody waits."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import repairs as forms
from wijkwerk.domain.workshop.forms.bicycles import MethodForm, ReasonForm
from wijkwerk.domain.workshop.models import Bicycle, Method, Repair, UsualJob, Waiver
from wijkwerk.domain.workshop.operations import repairs as operations
from wijkwerk.domain.workshop.queries import bicycles as bicycle_queries
from wijkwerk.domain.workshop.queries import money as tills
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import repairs as queries
from wijkwerk.domain.workshop.repair_states import Barrier, RepairState
from wijkwerk.domain.workshop.views import frame, one_deed, story
from wijkwerk.domain.workshop.views.desk_state import number_in
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, components, money, paging
from wijkwerk.foundation.kit.components import Column, Figure, Table, badge, day, link, moment
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.kit.things import ref

TAB = "repairs"


def _manages(request: HttpRequest, thing: Any) -> bool:
    return bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=thing))


def _board_address(workshop: Facility) -> str:
    return reverse("workshop:repairs", args=[workshop.pk])


# ── The board and the list ─────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def repairs(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What waits, what is on the stand, what is ready; and the small jobs that are done at once."""
    known = one_deed.resident_in(request, workshop)
    this_year = clock.today().year
    saved = queries.saved(workshop, from_on=date(this_year, 1, 1), until_on=date(this_year + 1, 1, 1))
    barriers = dict(Barrier.choices)
    context = {
        "board": queries.board(workshop),
        "jobs": queries.usual_jobs(workshop).filter(is_active=True),
        "known": known,
        "asks": f"?inwoner={known.pk}" if known else "",
        "manages": _manages(request, workshop),
        "figures": _figures(saved),
        "year": this_year,
        "barriers": [(barriers[barrier], count) for barrier, count in saved.barriers],
    }
    return frame.page(request, "workshop/repairs.html", workshop, context, tab=TAB)


def _figures(saved: queries.Saved) -> list[Figure]:
    return [
        Figure(_("Nagekeken"), saved.repairs),
        Figure(_("Gerepareerd"), saved.repaired, note=_("geheel of voor een deel")),
        Figure(_("Niet weggegooid"), kilos(saved.grams)),
        Figure(_("CO2 bespaard"), kilos(saved.co2_grams), note=_("een schatting")),
    ]


def kilos(grams: int) -> str:
    """12,5 kg; below a kilo in grams."""
    if grams < 1_000:
        return f"{grams} g"
    return f"{grams / 1_000:.1f} kg".replace(".", ",")


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def repair_list(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Every ticket there was."""
    form = forms.RepairFilter(request.GET or None, workshop=workshop)
    columns: list[Column[Any]] = [
        Column(_("Reparatie"), lambda row: link(row.get_absolute_url(), str(row)), main=True),
        Column(_("Wat is er"), lambda row: row.fault),
        Column(_("Van wie"), whose),
        Column(_("Gebracht"), lambda row: day(row.received_at), sort="gebracht", order=("received_at", "id")),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Uitkomst"), lambda row: row.get_outcome_display() if row.outcome else ""),
    ]
    sorting = components.sorting(request, columns, default="-gebracht")
    found = queries.repairs(workshop, **form.wanted)
    rows: paging.Page[Repair] = paging.page(found, after=request.GET.get("na", ""), order=sorting.order)
    empty = _("Geen reparaties in deze lijst.")
    table: Table[Any] = Table(columns, rows, caption=_("Reparaties"), request=request, sorting=sorting, empty=empty)
    return frame.page(request, "workshop/repair_list.html", workshop, {"form": form, "table": table}, tab=TAB)


def whose(repair: Repair) -> Any:
    if repair.resident is not None:
        return repair.resident.name
    if repair.bicycle is not None:
        return link(repair.bicycle.get_absolute_url(), _("onze fiets %(number)s") % {"number": repair.bicycle.pk})
    return _("iemand zonder naam")


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def new_repair(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A thing comes in: of a resident, or a bicycle of ours with `?fiets=12`."""
    bicycle = _bicycle_in(request, workshop)
    known = one_deed.resident_in(request, workshop)
    form = forms.RepairForm(request.POST or None, workshop=workshop, resident=known, bicycle=bicycle)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"bicycle": bicycle}
            made = operations.receive_repair(workshop, **values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Ingeschreven. Schrijf nummer %(number)s op het label.") % {"number": made.pk})
            return redirect(made)
    lead = _("Onze fiets: %(bicycle)s") % {"bicycle": bicycle.title} if bicycle else ""
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Reparatie aannemen"),
        submit=_("Neem aan"),
        back=bicycle.get_absolute_url() if bicycle else _board_address(workshop),
        back_to=str(bicycle) if bicycle else _("Reparaties"),
        lead=lead,
        tab=TAB,
    )


def _bicycle_in(request: HttpRequest, workshop: Facility) -> Bicycle | None:
    number = number_in(request.GET.get("fiets"))
    if number is None:
        return None
    found: Bicycle | None = bicycle_queries.bicycles(workshop, state="here").filter(pk=number).first()
    return found


@needs(Permission.WORKSHOP_DESK, find=queries.usual_job)
def usual_job(request: HttpRequest, job: UsualJob) -> HttpResponse:
    """The second tap: paid in cash, by card, or later; and it is done."""
    workshop = job.facility
    known = one_deed.resident_in(request, workshop)
    form = forms.JobForm(request.POST or None, workshop=workshop, resident=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            done = operations.do_usual_job(job, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Gedaan: %(job)s.") % {"job": job.name})
            return redirect(done)
    context = {"job": job, "form": form, "price": money.written(job.price_cents)}
    return frame.page(request, "workshop/usual_job.html", workshop, context, tab=TAB)


# ── One ticket ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.repair)
def repair(request: HttpRequest, repair: Repair) -> HttpResponse:
    """One ticket: what it is, who does it, its receipt, what can be done next."""
    manages = _manages(request, repair)
    context = {
        "repair": repair,
        "state_badge": badge(repair.get_state_display(), repair.tone),
        "facts": _facts(repair),
        "parts": queries.parts_of(repair),
        "work": queries.work_on(repair),
        "receipt": _receipt(repair, manages=manages),
        "open_cents": tills.open_cents(repair),
        "reference": "{}:{}".format(*ref(repair)),
        "story": story.story_of(repair, story.REPAIR, words=_story_words(repair)),
        "manages": manages,
        "waivers": Waiver.choices if manages else [],
        "methods": [(Method.CASH.value, _("Contant betaald")), (Method.CARD.value, _("Met pin betaald"))],
        "is_waiting": repair.state == RepairState.WAITING,
        "is_on_stand": repair.state == RepairState.ON_STAND,
        "is_ready": repair.state == RepairState.READY,
        "is_left_here": repair.state == RepairState.LEFT_HERE,
    }
    return frame.page(request, "workshop/repair.html", repair.facility, context, tab=TAB)


def _facts(repair: Repair) -> list[tuple[str, Any]]:
    resident = repair.resident
    owner: Any = link(resident.get_absolute_url(), resident.name) if resident else whose(repair)
    return [
        (_("Nummer"), repair.pk),
        (_("Van wie"), owner),
        (_("Wat is er aan de hand"), repair.fault),
        (_("Gebracht"), moment(repair.received_at)),
        (_("Wie doet het"), ", ".join(str(worker) for worker in repair.workers.all())),
        (_("Klaar"), moment(repair.ready_at)),
        (_("Uitkomst"), repair.get_outcome_display() if repair.outcome else ""),
        (_("Waarom niet"), repair.get_barrier_display() if repair.barrier else ""),
        (_("Voor de eigenaar"), repair.outcome_words),
        (_("Opgehaald"), moment(repair.collected_at)),
        (_("Herinnerd"), moment(repair.reminded_at)),
        (_("Niet opgehaald"), repair.left_because),
        (_("Gewicht"), kilos(repair.grams)),
        (_("CO2 bespaard"), _co2(repair)),
    ]


def _co2(repair: Repair) -> SafeString | str:
    if not repair.co2_grams:
        return ""
    words = _("een schatting. Bron: %(source)s") % {"source": repair.kind.co2_source}
    return format_html('{} <span class="ww-muted">({})</span>', kilos(repair.co2_grams), words)


def _receipt(repair: Repair, *, manages: bool) -> list[tuple[str, str]]:
    """What it costs and what is asked. That something is not asked after all, and why not, is for the host alone."""
    asked, waived = repair.due_cents, ""
    if manages and repair.waived_cents:
        asked = repair.contribution_cents
        waived = f"{money.written(repair.waived_cents)} ({repair.get_waiver_display()})"
    rows = [
        (_("Volle kosten"), money.written(repair.full_cost_cents)),
        (_("Eigen bijdrage"), money.written(asked)),
        (_("Kwijtgescholden"), waived),
        (_("Betaald"), money.written(tills.paid_for(repair)) if asked else ""),
        (_("Nog te betalen"), money.written(tills.open_cents(repair)) if asked else ""),
    ]
    return [(term, value) for term, value in rows if value]


def _story_words(repair: Repair) -> dict[str, str]:
    return {"repair.received": repair.fault, "repair.left_here": repair.left_because}


def _deed(request: HttpRequest, repair: Repair, form: Any, *, title: str, submit: str, lead: str = "") -> HttpResponse:
    return one_deed.page(
        request,
        repair.facility,
        form,
        title=title,
        submit=submit,
        back=repair.get_absolute_url(),
        back_to=str(repair),
        lead=lead or f"{repair}: {capfirst(repair.fault)}",
        tab=TAB,
    )


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
def change_repair(request: HttpRequest, repair: Repair) -> HttpResponse:
    form = forms.ChangeRepairForm(request.POST or None, repair=repair)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_repair(repair, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(repair)
    return _deed(request, repair, form, title=_("Gegevens wijzigen"), submit=_("Bewaar"))


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
def start_repair(request: HttpRequest, repair: Repair) -> HttpResponse:
    """On the stand, by whom."""
    initial = {"workers": [worker.pk for worker in repair.workers.all()]}
    form = forms.WorkersForm(request.POST or None, workshop=repair.facility, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.start_repair(repair, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(repair)
    return _deed(request, repair, form, title=_("Op de standaard"), submit=_("Begin"))


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
def set_workers(request: HttpRequest, repair: Repair) -> HttpResponse:
    """Who works on it."""
    initial = {"workers": [worker.pk for worker in repair.workers.all()]}
    form = forms.WorkersForm(request.POST or None, workshop=repair.facility, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.set_workers(repair, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(repair)
    return _deed(request, repair, form, title=_("Wie doet het?"), submit=_("Bewaar"))


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
@require_POST
def put_back(request: HttpRequest, repair: Repair) -> HttpResponse:
    return press(
        request,
        lambda: operations.put_back(repair, by=policy.actor_of(request), at=clock.now()),
        to=repair,
        words=_("De reparatie wacht weer."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
def repair_hours(request: HttpRequest, repair: Repair) -> HttpResponse:
    """How long somebody worked on it."""
    form = forms.HoursForm(request.POST or None, workshop=repair.facility)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.log_hours(repair, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(repair)
    return _deed(request, repair, form, title=_("Uren opschrijven"), submit=_("Bewaar"))


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
def use_part(request: HttpRequest, repair: Repair) -> HttpResponse:
    """A line on the receipt."""
    form = forms.UsePartForm(request.POST or None, workshop=repair.facility)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.use_part(repair, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(repair)
    return _deed(request, repair, form, title=_("Onderdeel gebruikt"), submit=_("Zet op de bon"))


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
def finish_repair(request: HttpRequest, repair: Repair) -> HttpResponse:
    """What came of it; who brought it hears."""
    form = forms.FinishForm(request.POST or None, repair=repair)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.finish_repair(repair, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            told = repair.resident is not None and repair.resident.reply_to.channel != "none"
            messages.success(request, _("Klaar. De eigenaar krijgt bericht.") if told else _("Klaar."))
            return redirect(repair)
    return _deed(request, repair, form, title=_("Klaar: wat is ervan gekomen?"), submit=_("Maak klaar"))


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
@require_POST
def collect_repair(request: HttpRequest, repair: Repair) -> HttpResponse:
    """Taken home; with a method, what is open is paid."""
    return press(
        request,
        lambda: operations.collect_repair(
            repair, method=_method_in(request), by=policy.actor_of(request), at=clock.now()
        ),
        to=repair,
        words=_("Opgehaald."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.repair)
@require_POST
def pay_repair(request: HttpRequest, repair: Repair) -> HttpResponse:
    """What is open is paid."""
    method = _method_in(request)
    if method is None:
        messages.error(request, _("Kies contant of pin."))
        return redirect(repair)
    return press(
        request,
        lambda: operations.pay_repair(repair, method=method, by=policy.actor_of(request), at=clock.now()),
        to=repair,
        words=_("Betaald."),
    )


def _method_in(request: HttpRequest) -> Method | None:
    form = MethodForm(request.POST)
    return form.cleaned_data["method"] if form.is_valid() else None


@needs(Permission.WORKSHOP_MANAGE, find=queries.repair)
def leave_here(request: HttpRequest, repair: Repair) -> HttpResponse:
    """Nobody comes for it."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.leave_here(repair, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(repair)
    return _deed(request, repair, form, title=_("Niet opgehaald"), submit=_("Haal van het bord"))
