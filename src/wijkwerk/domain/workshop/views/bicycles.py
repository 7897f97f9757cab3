"""Pages of bicycles: the list, one bicycle with its life, and each step of that life at its own address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.bicycle_states import BicycleState
from wijkwerk.domain.workshop.forms import bicycles as forms
from wijkwerk.domain.workshop.forms.repairs import UsePartForm
from wijkwerk.domain.workshop.models import Bicycle, BicycleStep, PartUsed
from wijkwerk.domain.workshop.operations import bicycles as operations
from wijkwerk.domain.workshop.operations import repairs, schemes
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.domain.workshop.queries import money as tills
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.views import frame, one_deed, story
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, components, money, paging
from wijkwerk.foundation.kit.components import Column, Step, Table, badge, day, link
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import refusals_shown_in

TAB = "bicycles"
POLICE = "0900-8844"


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def bicycles(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What stands in the shed, and what went."""
    form = forms.BicycleFilter(request.GET or None)
    columns: list[Column[Any]] = [
        Column(
            _("Fiets"),
            lambda row: link(row.get_absolute_url(), row.title),
            main=True,
            sort="soort",
            order=("kind", "id"),
        ),
        Column(_("Nummer"), lambda row: row.pk, numeric=True),
        Column(_("Stand"), state_badge),
        Column(_("Binnen sinds"), lambda row: day(row.received_on), sort="binnen", order=("received_at", "id")),
        Column(_("Framenummer"), lambda row: row.frame_number),
    ]
    sorting = components.sorting(request, columns, default="-binnen")
    found = queries.bicycles(workshop, **form.wanted)
    rows: paging.Page[Bicycle] = paging.page(found, after=request.GET.get("na", ""), order=sorting.order)
    table: Table[Any] = Table(
        columns, rows, caption=_("Fietsen"), request=request, sorting=sorting, empty=_("Geen fietsen in deze lijst.")
    )
    numbers = queries.how_many(workshop)
    context = {
        "form": form,
        "table": table,
        "counts": [(capfirst(state.label), numbers[state]) for state in BicycleState if state in numbers],
        "to_ask": queries.entries_to_ask(workshop, clock.today())[:10],
        "manages": _manages(request, workshop),
    }
    return frame.page(request, "workshop/bicycles.html", workshop, context, tab=TAB)


def state_badge(bicycle: Bicycle) -> SafeString:
    if bicycle.is_stolen and bicycle.is_here:
        return badge(_("gestolen"), "danger", "warning")
    return badge(bicycle.get_state_display(), bicycle.tone)


def _manages(request: HttpRequest, thing: Any) -> bool:
    return bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=thing))


def list_address(workshop: Facility) -> str:
    return reverse("workshop:bicycles", args=[workshop.pk])


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def new_bicycle(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A bicycle comes in."""
    known = one_deed.resident_in(request, workshop)
    form = forms.ReceiveBicycleForm(request.POST or None, workshop=workshop, resident=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = operations.receive_bicycle(workshop, **form.values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De fiets staat erin. Controleer nu of de fiets als gestolen bekend staat."))
            return redirect(made)
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Fiets binnen"),
        submit=_("Schrijf de fiets in"),
        back=list_address(workshop),
        back_to=_("Fietsen"),
        tab=TAB,
    )


# ── One bicycle ────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.bicycle)
def bicycle(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """One bicycle: what it is, what is done, what can be done next, and what happened."""
    workshop, steps = bicycle.facility, queries.steps_of(bicycle)
    price, entry = queries.price_of(bicycle), queries.entry_of(bicycle)
    checks = list(bicycle.safety_checks.all()[:1])
    context = {
        "bicycle": bicycle,
        "bicycle_number": str(bicycle.pk),
        "state_badge": state_badge(bicycle),
        "facts": _facts(bicycle),
        "way": _way(bicycle),
        "steps": steps,
        "steps_done": sum(step.done_on is not None for step in steps),
        "parts": queries.parts_in(bicycle),
        "price": price,
        "last_check": checks[0] if checks else None,
        "entry": entry,
        "open_cents": tills.open_cents(bicycle),
        "story": story.story_of(bicycle, story.BICYCLE, words=_story_words(bicycle, steps)),
        "manages": _manages(request, bicycle),
        "police": POLICE,
        "is_received": bicycle.state == BicycleState.RECEIVED,
        "is_refurbishing": bicycle.state == BicycleState.REFURBISHING,
        "is_ready": bicycle.state == BicycleState.READY,
    }
    return frame.page(request, "workshop/bicycle.html", workshop, context, tab=TAB)


def _facts(bicycle: Bicycle) -> list[tuple[str, Any]]:
    came = bicycle.get_origin_display()
    if bicycle.from_resident is not None:
        came = f"{came}: {bicycle.from_resident.name}"
    checked = ""
    if bicycle.theft_outcome:
        words = {"name": bicycle.theft_checked_by, "day": day(bicycle.theft_checked_on)}
        checked = f"{bicycle.get_theft_outcome_display()}. " + _("Nagekeken door %(name)s.") % words
    signed = ""
    if bicycle.safety_signed_at is not None:
        signed = _("Getekend door %(name)s.") % {"name": bicycle.safety_signed_by}
    return [
        (_("Nummer"), bicycle.pk),
        (_("Framenummer"), bicycle.frame_number or _("niet opgeschreven")),
        (_("Hoe gekomen"), came),
        (_("Binnen sinds"), day(bicycle.received_on)),
        (_("Gestolen?"), checked or _("nog niet nagekeken")),
        (_("Toelichting"), bicycle.theft_note),
        (_("Veilig?"), signed),
        (_("Naar wie"), bicycle.to_resident.name if bicycle.to_resident else ""),
        (_("Weg op"), day(bicycle.ended_on)),
        (_("Waarom"), bicycle.ended_because),
    ]


def _way(bicycle: Bicycle) -> list[Step]:
    """How far it is on the way from coming in to going out."""
    state = BicycleState(bicycle.state)
    stages = [BicycleState.RECEIVED, BicycleState.REFURBISHING, BicycleState.READY]
    if state not in stages:
        went = state in (BicycleState.GIVEN, BicycleState.SOLD)
        done = [Step(capfirst(str(each.label)), "done") for each in stages] if went else []
        return [*done, Step(capfirst(str(state.label)), "done" if went else "stopped")]
    place = stages.index(state)
    found = [
        Step(capfirst(str(each.label)), "done" if number < place else "current" if number == place else "todo")
        for number, each in enumerate(stages)
    ]
    return [*found, Step(_("Gegeven of verkocht"))]


def _story_words(bicycle: Bicycle, steps: list[BicycleStep]) -> dict[str, str]:
    return {
        "bicycle.scrapped": bicycle.ended_because,
        "bicycle.handed_over": bicycle.ended_because,
        **{f"step {step.position}": step.name for step in steps},
    }


@needs(Permission.WORKSHOP_DESK, find=queries.bicycle)
def change_bicycle(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    form = forms.ChangeBicycleForm(request.POST or None, bicycle=bicycle)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_bicycle(bicycle, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(bicycle)
    return _deed(request, bicycle, form, title=_("Gegevens wijzigen"), submit=_("Bewaar"))


def _deed(request: HttpRequest, bicycle: Bicycle, form: Any, *, title: str, submit: str, **more: Any) -> HttpResponse:
    return one_deed.page(
        request,
        bicycle.facility,
        form,
        title=title,
        submit=submit,
        back=bicycle.get_absolute_url(),
        back_to=str(bicycle),
        tab=TAB,
        **{"lead": bicycle.title} | more,
    )


@needs(Permission.WORKSHOP_DESK, find=queries.bicycle)
def check_theft(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """What the register of stolen bicycles says."""
    form = forms.TheftForm(request.POST or None, bicycle=bicycle)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.check_theft(bicycle, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(bicycle)
    told = _("Zoek het framenummer op bij stopheling.nl of in de app Stop Heling van de politie.")
    title = _("Controleren op diefstal")
    return _deed(request, bicycle, form, title=title, submit=_("Bewaar de controle"), lead=f"{bicycle.title}. {told}")


@needs(Permission.WORKSHOP_DESK, find=queries.bicycle)
@require_POST
def start_refurbishing(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    return press(
        request,
        lambda: operations.start_refurbishing(bicycle, by=policy.actor_of(request), at=clock.now()),
        to=bicycle,
        words=_("De fiets staat op de standaard."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.step)
def tick_step(request: HttpRequest, step: BicycleStep) -> HttpResponse:
    """Who did it, and how long it took; both may be left out."""
    bicycle = step.bicycle
    initial = {"participant": step.done_by_id}
    form = forms.StepForm(request.POST or None, workshop=bicycle.facility, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.tick_step(step, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(bicycle)
    learns = _("Leert: %(what)s.") % {"what": step.learns} if step.learns else ""
    return _deed(request, bicycle, form, title=step.name, submit=_("Gedaan"), lead=f"{bicycle.title}. {learns}".strip())


@needs(Permission.WORKSHOP_DESK, find=queries.step)
@require_POST
def untick_step(request: HttpRequest, step: BicycleStep) -> HttpResponse:
    return press(
        request,
        lambda: operations.untick_step(step, by=policy.actor_of(request), at=clock.now()),
        to=step.bicycle,
        words=_("De stap staat weer open."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.bicycle)
def check_safety(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """Each point yes or no; with every point yes whoever sends it signs."""
    points = queries.rules_of(bicycle.facility).points
    form = forms.SafetyForm(request.POST or None, points=points)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            check = operations.check_safety(
                bicycle, points=form.points, good=form.good, by=policy.actor_of(request), at=clock.now()
            )
            if check.is_signed:
                messages.success(request, _("Getekend. De fiets is klaar."))
            else:
                messages.warning(request, _("Nog niet in orde: %(points)s.") % {"points": ", ".join(check.not_good)})
            return redirect(bicycle)
    lead = _("Kijk elk punt na. Is alles in orde, dan tekent u met uw naam en is de fiets klaar.")
    return _deed(request, bicycle, form, title=_("Veiligheidscontrole"), submit=_("Teken de controle"), lead=lead)


@needs(Permission.WORKSHOP_DESK, find=queries.bicycle)
def use_part(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """A part goes into a bicycle of ours."""
    form = UsePartForm(request.POST or None, workshop=bicycle.facility)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            repairs.use_part(bicycle, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(bicycle)
    return _deed(request, bicycle, form, title=_("Onderdeel gebruikt"), submit=_("Zet op de bon"))


@needs(Permission.WORKSHOP_DESK, find=queries.used_part)
@require_POST
def take_out_part(request: HttpRequest, used: PartUsed) -> HttpResponse:
    """It did not go in after all."""
    return press(
        request,
        lambda: repairs.take_out_part(used, by=policy.actor_of(request), at=clock.now()),
        to=used.repair or used.bicycle,
        words=_("Van de bon gehaald."),
    )


# ── Out ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=queries.bicycle)
def give_bicycle(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """To somebody, out of a scheme; who waits longest for such a bicycle stands beside the form."""
    workshop = bicycle.facility
    known = one_deed.resident_in(request, workshop)
    form = forms.GiveForm(request.POST or None, workshop=workshop, resident=known, on=clock.today())
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = dict(form.cleaned_data)
            schemes.give_bicycle(values.pop("scheme"), bicycle, **values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De fiets is gegeven. Over een tijd vragen wij of er nog op gefietst wordt."))
            return redirect(bicycle)
    context = {
        "bicycle": bicycle,
        "form": form,
        "wishes": queries.wishes(workshop, kind=bicycle.kind)[:10],
        "has_room": queries.schemes_with_room(workshop, clock.today()).exists(),
    }
    return frame.page(request, "workshop/give_bicycle.html", workshop, context, tab=TAB)


@needs(Permission.WORKSHOP_DESK, find=queries.bicycle)
def sell_bicycle(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """Sold at cost."""
    workshop = bicycle.facility
    known = one_deed.resident_in(request, workshop)
    form = forms.SellForm(request.POST or None, workshop=workshop, resident=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.sell_bicycle(bicycle, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De fiets is verkocht."))
            return redirect(bicycle)
    price = queries.price_of(bicycle)
    lead = _("%(bicycle)s kost %(price)s: %(parts)s aan onderdelen en %(share)s voor de werkplaats.") % {
        "bicycle": bicycle.title,
        "price": money.written(price.cents),
        "parts": money.written(price.parts_cents),
        "share": money.written(price.share_cents),
    }
    return _deed(request, bicycle, form, title=_("Fiets verkopen"), submit=_("Verkoop"), lead=lead)


@needs(Permission.WORKSHOP_MANAGE, find=queries.bicycle)
def scrap_bicycle(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """It is taken apart."""
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.scrap_bicycle(bicycle, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(bicycle)
    return _deed(request, bicycle, form, title=_("Slopen voor onderdelen"), submit=_("Sloop de fiets"))


@needs(Permission.WORKSHOP_MANAGE, find=queries.bicycle)
def hand_over_bicycle(request: HttpRequest, bicycle: Bicycle) -> HttpResponse:
    """To the police, or to whose it is."""
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.hand_over_bicycle(bicycle, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(bicycle)
    return _deed(request, bicycle, form, title=_("Naar de politie of de eigenaar"), submit=_("De fiets is weg"))


# ── What the host decides ──────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def bicycle_rules(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Steps, points, prices."""
    form = forms.RulesForm(request.POST or None, rules=queries.rules_of(workshop))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_rules(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Bewaard. Wat al begonnen is, houdt de oude stappen."))
            return redirect("workshop:bicycles", workshop.pk)
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Regels voor fietsen en reparaties"),
        submit=_("Bewaar"),
        back=list_address(workshop),
        back_to=_("Fietsen"),
        tab=TAB,
    )
