"""The desk: one field takes a name, a card or the code of a thing in any order."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.forms.desk import ResidentForm
from wijkwerk.domain.workshop.models import Kit, Loan, Resident, Tool, Visit, Waiver
from wijkwerk.domain.workshop.operations import desk as operations
from wijkwerk.domain.workshop.operations import lending, visits
from wijkwerk.domain.workshop.operations.residents import register
from wijkwerk.domain.workshop.queries import days, places
from wijkwerk.domain.workshop.queries import desk as queries
from wijkwerk.domain.workshop.queries.residents import find_residents
from wijkwerk.domain.workshop.views import frame
from wijkwerk.domain.workshop.views.desk_state import DeskState, number_in, state_in
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

USUAL = (FunctionKind.MEETING, FunctionKind.LENDING, FunctionKind.CHORES, FunctionKind.FORMS)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def desk(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The screen; a scan or a word is sent to it, so that no name ever stands in an address."""
    if request.method != "POST":
        return _page(request, state_in(workshop, request.GET))
    state = state_in(workshop, request.POST)
    words = text.one_line(request.POST.get("zoek", ""))[:200]
    if not words:
        return _hand_out(request, state) if state.resident_id and state.codes else redirect(state.address)
    if request.POST.get("rol") == "voor":
        return _choose_neighbour(request, state, words)
    meaning = queries.meaning_of(workshop, words)
    if meaning.resident is not None:
        return redirect(state.for_person(meaning.resident).address)
    if meaning.thing is not None:
        return _scanned(request, state, meaning.thing)
    return _page(request, state, typed=words, found=meaning.found)


def _scanned(request: HttpRequest, state: DeskState, thing: Tool | Kit) -> HttpResponse:
    """A thing that is out comes back; one that is here goes on the pile."""
    if _is_out(thing):
        return _take_in(request, state, thing)
    if thing.code in state.codes:
        messages.info(request, _("%(thing)s ligt al op de stapel.") % {"thing": thing})
    return redirect(state.with_code(thing.code).address)


def _is_out(thing: Tool | Kit) -> bool:
    out = Loan.objects.open()
    out = out.filter(tool=thing) if isinstance(thing, Tool) else out.filter(tool__kits=thing)
    return bool(out.exists())


def _take_in(request: HttpRequest, state: DeskState, thing: Tool | Kit) -> HttpResponse:
    try:
        loans = operations.take_in(
            state.workshop, thing, return_key=uuid.uuid4(), by=policy.actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect(state.address)
    back = (*state.back, *(loan.pk for loan in loans))
    return redirect(state.without_code(thing.code)._replace(back=back).address)


def _choose_neighbour(request: HttpRequest, state: DeskState, words: str) -> HttpResponse:
    meaning = queries.meaning_of(state.workshop, words)
    if meaning.resident is not None and meaning.resident.pk != state.resident_id:
        return redirect(state._replace(for_id=meaning.resident.pk).address)
    found = [each for each in find_residents(state.workshop, words) if each.pk != state.resident_id]
    return _page(request, state, typed=words, neighbours=found)


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def lend_pile(request: HttpRequest, workshop: Facility) -> HttpResponse:
    return _hand_out(request, state_in(workshop, request.POST))


def _hand_out(request: HttpRequest, state: DeskState) -> HttpResponse:
    """The whole pile at once. What cannot go stays on it with the reason; nothing else is lost."""
    at, resident = clock.now(), state.resident
    if resident is None:
        messages.error(request, _("Kies eerst wie het leent: scan de kaart of typ de naam."))
        return redirect(state.address)
    pile = queries.pile(state.workshop, state.codes, resident, at=at)
    result = operations.hand_out(
        state.workshop,
        pile,
        resident=resident,
        for_resident=state.for_resident,
        due_on=_day_in(request.POST.get("terug_op", "")),
        keys={each.code: key for each in pile if (key := _key_in(request.POST.get(f"sleutel-{each.code}")))},
        instructed=[each.code for each in pile if request.POST.get(f"uitleg-{each.code}")],
        because={each.code: request.POST.get(f"toch-{each.code}", "") for each in pile},
        by=policy.actor_of(request),
        at=at,
    )
    for words in result.refused.values():
        messages.error(request, words)
    out = (*state.out, *(loan.pk for loan in result.loans))
    return redirect(state._replace(codes=tuple(result.refused), out=tuple(dict.fromkeys(out))).address)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def take_back(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A button beside a thing that somebody has."""
    state = state_in(workshop, request.POST)
    tool = Tool.objects.filter(facility=workshop, pk=number_in(request.POST.get("gereedschap"))).first()
    if tool is None:
        messages.error(request, _("Dit staat hier niet meer."))
        return redirect(state.address)
    return _take_in(request, state, tool)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def keep_longer(request: HttpRequest, workshop: Facility) -> HttpResponse:
    state = state_in(workshop, request.POST)
    loan = Loan.objects.filter(facility=workshop, pk=number_in(request.POST.get("uitleen"))).first()
    try:
        if loan is None:
            raise lending.NotOut
        lending.extend(loan, by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("Verlengd. De nieuwe dag staat erbij."))
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return _back(request, state)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def visit(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """One tap: somebody came, with a name when one was chosen."""
    state, function = state_in(workshop, request.POST), request.POST.get("waarvoor", "")
    resident = state.resident
    try:
        if function not in FunctionKind.values:
            raise Refusal(_("Kies waarvoor iemand komt."))
        visits.note_visit(
            workshop,
            function=FunctionKind(function),
            resident=resident,
            people=1 if resident else number_in(request.POST.get("mensen", "1")) or 0,
            client_key=_key_in(request.POST.get("sleutel")),
            by=policy.actor_of(request),
            at=clock.now(),
        )
        words = _("Bezoek genoteerd: %(what)s.") if resident else _("Geteld: %(what)s.")
        messages.success(request, words % {"what": FunctionKind(function).label})
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return _back(request, state)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def take_back_visit(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The last tally of today was a slip of the finger."""
    state = state_in(workshop, request.POST)
    last = Visit.objects.filter(
        facility=workshop, pk=number_in(request.POST.get("bezoek")), on=clock.today(), resident=None
    ).first()
    try:
        if last is None:
            raise visits.VisitTakenBack
        visits.take_back_visit(last, by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("De laatste telling is weggehaald."))
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect(state.address)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def new_resident(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Somebody new, in place: what was scanned before stays on the pile."""
    state = state_in(workshop, request.POST if request.method == "POST" else request.GET)
    form = ResidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            resident = register(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            is_neighbour = request.POST.get("rol") == "voor" and state.resident_id
            state = state._replace(for_id=resident.pk) if is_neighbour else state.for_person(resident)
            return redirect(state.address)
    return frame.page(
        request,
        "workshop/resident_new.html",
        workshop,
        {"form": form, "state": state, "role": request.POST.get("rol", "")},
        tab="desk",
    )


# ── The screen ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _page(
    request: HttpRequest,
    state: DeskState,
    *,
    typed: str = "",
    found: Any = (),
    neighbours: Any = None,
) -> HttpResponse:
    at, workshop, resident = clock.now(), state.workshop, state.resident
    on = clock.dutch(at).date()
    if resident is None:
        state = state._replace(resident_id=None, for_id=None)
    pile = queries.pile(workshop, state.codes, resident, at=at)
    is_looking = bool(typed) and neighbours is None  # for somebody else: what was done before is out of the way
    person = queries.person_today(resident, at=at) if resident and not is_looking else None
    actor = policy.actor_of(request)
    context: dict[str, Any] = {
        "state": state,
        "typed": typed,
        "found": [(each, state.for_person(each).address) for each in found],
        "neighbours": None
        if neighbours is None
        else [(each, state._replace(for_id=each.pk).address) for each in neighbours],
        "is_unknown": bool(typed) and not found and neighbours is None,
        "new_form": ResidentForm(initial={"name": typed}) if typed else None,
        "person": person,
        "for_resident": state.for_resident,
        "without_neighbour": state._replace(for_id=None).address,
        "without_person": DeskState(workshop, codes=state.codes).address,
        "pile": [(each, uuid.uuid4(), state.without_code(each.code).address) for each in pile],
        "pile_cents": sum(each.contribution_cents for each in pile),
        "lent": [loan for loan in queries.loans_by_number(workshop, state.out) if loan.is_open] if person else [],
        "came_back": [] if is_looking else queries.loans_by_number(workshop, state.back),
        "day": days.day(workshop, on),
        "forgotten": days.forgotten_day(workshop, on),
        "came": queries.visits_of_day(workshop, on),
        "last_tally": queries.last_tally(workshop, on),
        "who_came": [(each, state.for_person(each).address) for each in queries.who_came(workshop, on)]
        if person is None and not typed
        else [],
        "sort_out": queries.to_sort_out(workshop).count(),
        "key": uuid.uuid4(),
        "waivers": Waiver.choices,
        "other_functions": [(kind.value, kind.label) for kind in FunctionKind if kind not in USUAL],
        "may_manage": bool(policy.may(actor, Permission.WORKSHOP_MANAGE, on=workshop)),
        "now": at,
        "today": on,
        **ways_for(workshop, resident),
    }
    return frame.page(request, "workshop/desk.html", workshop, context, tab="desk")


def ways_for(workshop: Facility, resident: Resident | None) -> dict[str, str]:
    """Where the other parts of the workshop begin something, for somebody when one is chosen."""
    about = "?" + urlencode({"inwoner": resident.pk}) if resident else ""
    names = ("new_chore", "new_repair", "new_reservation")
    return {f"{name}_address": reverse(f"workshop:{name}", args=[workshop.pk]) + about for name in names}


def _back(request: HttpRequest, state: DeskState) -> HttpResponse:
    """To the page where the button stood: the desk, or the page of the resident."""
    if request.POST.get("pagina") == "inwoner" and state.resident_id:
        return redirect("workshop:resident", state.workshop.pk, state.resident_id)
    return redirect(state.address)


def _key_in(words: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(words) if words else None
    except ValueError:
        return None


def _day_in(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None
