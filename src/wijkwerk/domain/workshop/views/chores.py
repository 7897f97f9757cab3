"""Pages of chores: the list, one chore with all that was agreed about it, and each deed at its own address."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.chore_states import AT_WORK, MOVES, PRICED, ChoreState
from wijkwerk.domain.workshop.forms import chores as forms
from wijkwerk.domain.workshop.models import Chore, Method, Quote, Waiver
from wijkwerk.domain.workshop.operations import chores as operations
from wijkwerk.domain.workshop.queries import chores as queries
from wijkwerk.domain.workshop.queries import money as tills
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.views import frame, one_deed, story
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, components, money, paging
from wijkwerk.foundation.kit.components import Column, Step, Table, badge, day, link
from wijkwerk.foundation.kit.maps import Map, Point
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.kit.things import ref

TAB = "chores"
STORY: story.Told = {
    "chore.asked": (gettext_lazy("Gevraagd"), "idea"),
    "chore.changed": (gettext_lazy("Gewijzigd wat het werk is"), "edit"),
    "chore.talked": (gettext_lazy("Gesprek gevoerd"), "users"),
    "chore.second_look": (gettext_lazy("Gevraagd om een tweede blik"), "eye"),
    "chore.condition_met": (gettext_lazy("Voorwaarde vervuld"), "check"),
    "chore.quoted": (gettext_lazy("Kosten opgegeven"), "money"),
    "chore.agreed": (gettext_lazy("De inwoner zei ja"), "check"),
    "chore.planned": (gettext_lazy("Ingepland"), "calendar"),
    "chore.unplanned": (gettext_lazy("Uit de planning gehaald"), "calendar"),
    "chore.begun": (gettext_lazy("Begonnen"), "flag"),
    "chore.cost_noted": (gettext_lazy("Kosten opgeschreven"), "money"),
    "chore.stopped": (gettext_lazy("Stilgelegd: duurder dan afgesproken"), "warning"),
    "chore.finished": (gettext_lazy("Klaar"), "check"),
    "chore.heard": (gettext_lazy("Gehoord wat de inwoner ervan vindt"), "heart"),
    "chore.ended": (gettext_lazy("Niet doorgegaan"), "cross"),
    "contribution.waived": (gettext_lazy("Bijdrage aangepast"), "heart"),
}
WAY = (
    (ChoreState.ASKED, gettext_lazy("Gevraagd")),
    (ChoreState.TALKED, gettext_lazy("Gesprek")),
    (ChoreState.QUOTED, gettext_lazy("Kosten")),
    (ChoreState.AGREED, gettext_lazy("Afgesproken")),
    (ChoreState.PLANNED, gettext_lazy("Ingepland")),
    (ChoreState.DOING, gettext_lazy("Bezig")),
    (ChoreState.DONE, gettext_lazy("Klaar")),
)


def list_address(workshop: Facility) -> str:
    return reverse("workshop:chores", args=[workshop.pk])


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def chores(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What is asked and how far it is; without a filter what is still open."""
    form = forms.ChoreFilter(request.GET or None)
    columns: list[Column[Any]] = [
        Column(_("Klus"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Soort"), lambda row: row.get_kind_display()),
        Column(_("Voor"), lambda row: row.helped.name or _("iemand van toen")),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Gevraagd"), lambda row: day(row.asked_at), sort="gevraagd", order=("asked_at", "id")),
    ]
    sorting = components.sorting(request, columns, default="-gevraagd")
    found = queries.chores(workshop, **form.wanted)
    rows: paging.Page[Chore] = paging.page(found, after=request.GET.get("na", ""), order=sorting.order)
    empty = _("Er zijn geen klussen in deze lijst.")
    table: Table[Any] = Table(columns, rows, caption=_("Klussen"), request=request, sorting=sorting, empty=empty)
    counted = queries.how_many(workshop)
    context = {
        "form": form,
        "table": table,
        "to_talk": counted.get(ChoreState.ASKED, 0),
        "stopped": counted.get(ChoreState.STOPPED, 0),
        "to_plan": counted.get(ChoreState.AGREED, 0),
        "plans": frame.may(request, Permission.WORKSHOP_PLAN, workshop),
    }
    return frame.page(request, "workshop/chores.html", workshop, context, tab=TAB)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def new_chore(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A resident asks, at the desk or by telephone; with `?inwoner=12` somebody whom we know already."""
    known = one_deed.resident_in(request, workshop)
    form = forms.NewChoreForm(request.POST or None, workshop=workshop, resident=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = operations.ask_chore(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Opgeschreven. Voer nu het gesprek, of spreek af wanneer."))
            return redirect(made)
    context = {
        "form": form,
        "map": _pick_map(workshop),
        "cards": queries.rule_cards(workshop),
        "title": _("Een klus aannemen"),
        "submit": _("Schrijf op"),
        "back": list_address(workshop),
    }
    return frame.page(request, "workshop/chore_form.html", workshop, context, tab=TAB)


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
def change_chore(request: HttpRequest, chore: Chore) -> HttpResponse:
    form = forms.ChangeChoreForm(request.POST or None, chore=chore)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_chore(chore, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(chore)
    context = {
        "form": form,
        "map": _pick_map(chore.facility),
        "title": _("Wat het werk is"),
        "submit": _("Bewaar"),
        "back": chore.get_absolute_url(),
    }
    return frame.page(request, "workshop/chore_form.html", chore.facility, context, tab=TAB)


def _pick_map(workshop: Facility) -> Map:
    return area_maps.place_map(workshop.work_area, clock.today(), points=[], title=workshop.work_area.name)


# ── One chore ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.chore)
def chore(request: HttpRequest, chore: Chore) -> HttpResponse:
    """All about a chore but the talk: of that everybody at the desk sees the word alone."""
    state = ChoreState(chore.state)
    quotes = queries.quotes_of(chore)
    holds_talks = frame.may(request, Permission.WORKSHOP_INTAKE, chore)
    manages = frame.may(request, Permission.WORKSHOP_MANAGE, chore)
    kind, number = ref(chore)
    context = {
        "chore": chore,
        "state_badge": badge(capfirst(chore.get_state_display()), chore.tone),
        "steps": _steps(state),
        "facts": _facts(chore),
        "outcome": queries.outcome_of(chore),
        "holds_talks": holds_talks,
        "manages": manages,
        "quotes": quotes,
        "open_quote": next((quote for quote in quotes if quote.is_open), None),
        "costs": queries.costs_of(chore),
        "work": queries.work_on(chore),
        "receipt": _receipt(chore, manages=manages),
        "open_cents": tills.open_cents(chore) if state == ChoreState.DONE else 0,
        "reference": f"{kind}:{number}",
        "key": uuid.uuid4(),
        "methods": [(method.value, method.label) for method in Method if method != Method.TRANSFER],
        "waivers": Waiver.choices,
        "can": _can(chore, state),
        "story": story.story_of(chore, STORY, words={}),
        "map": _place_map(chore),
    }
    return frame.page(request, "workshop/chore.html", chore.facility, context, tab=TAB)


def _can(chore: Chore, state: ChoreState) -> dict[str, bool]:
    """Which deeds make sense now."""
    return {
        "talk": state == ChoreState.ASKED,
        "second_look": ChoreState.ASKED in MOVES[state],
        "quote": ChoreState.QUOTED in MOVES[state] or state == ChoreState.STOPPED,
        "begin": state in (ChoreState.AGREED, ChoreState.PLANNED),
        "unplan": state == ChoreState.PLANNED,
        "cost": state in AT_WORK,
        "work": state in PRICED,
        "finish": state == ChoreState.DOING,
        "satisfied": state == ChoreState.DONE and chore.satisfied is None,
        "end": ChoreState.ENDED in MOVES[state],
        "change": not chore.is_finished,
    }


def _steps(state: ChoreState) -> list[Step]:
    """The way of a chore; one that left it stops where it was."""
    order = [step for step, _title in WAY]
    left = {ChoreState.DECLINED: 1, ChoreState.ENDED: None, ChoreState.STOPPED: 5}
    if state in left and left[state] is None:
        return []
    at = left[state] if state in left else order.index(state)
    assert at is not None
    found = []
    for number, (_step, title) in enumerate(WAY):
        if number < at or (state == ChoreState.DONE and number == at):
            found.append(Step(str(title), "done"))
        elif number == at:
            found.append(Step(str(title), "stopped" if state in left else "current"))
        else:
            found.append(Step(str(title), "todo"))
    return found


def _facts(chore: Chore) -> list[tuple[str, Any]]:
    resident = link(chore.resident.get_absolute_url(), chore.resident.name or _("iemand van toen"))
    helped = chore.for_resident
    planned = ""
    if chore.planned_on is not None:
        planned = format_html("{}, {}", day(chore.planned_on), chore.get_planned_half_display())
    return [
        (_("Gevraagd door"), resident),
        (_("Voor"), link(helped.get_absolute_url(), helped.name or _("iemand van toen")) if helped else ""),
        (_("Soort"), chore.get_kind_display()),
        (_("Waar"), chore.place),
        (_("Wat moet wie komt weten"), chore.about),
        (_("Doet de inwoner zelf"), chore.own_part),
        (_("Duurt ongeveer"), _("%(minutes)s minuten") % {"minutes": chore.minutes}),
        (_("Mensen"), _("één") if chore.people_needed == 1 else _("twee")),
        (_("Moet iemand kunnen"), ", ".join(skill.name for skill in chore.skills.all())),
        (_("Hoe snel"), chore.get_urgency_display()),
        (_("Ingepland"), planned),
        (_("Klaar op"), day(chore.done_on) if chore.done_on else ""),
        (_("Ging niet door"), chore.ended_because),
        (_("Tevreden"), {True: _("ja"), False: _("nee"), None: ""}[chore.satisfied]),
        (_("Zei de inwoner"), chore.satisfied_words),
    ]


def _receipt(chore: Chore, *, manages: bool) -> list[tuple[str, Any]]:
    if chore.state not in PRICED:
        return []
    rows = [
        (_("Kost in totaal"), money.written(chore.full_cost_cents)),
        (_("Tot nu toe uitgegeven"), money.written(chore.spent_cents) if chore.spent_cents else ""),
        (_("Eigen bijdrage"), money.written(chore.contribution_cents)),
    ]
    if manages and chore.waived_cents:
        rows.append((_("Hoeft niet betaald"), f"{money.written(chore.waived_cents)}, {chore.get_waiver_display()}"))
    paid = tills.paid_for(chore)
    rows.append((_("Betaald"), money.written(paid) if paid else ""))
    rows.append((_("Nog te betalen"), money.written(tills.open_cents(chore))))
    return rows


def _place_map(chore: Chore) -> Map | None:
    if chore.lat is None or chore.lon is None:
        return None
    spot = Point(lat=chore.lat, lon=chore.lon, name=chore.title, note=chore.place, tone="accent")
    return area_maps.place_map(chore.facility.work_area, clock.today(), points=[spot], title=_("Waar"))


# ── What it costs ──────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=queries.chore)
def give_quote(request: HttpRequest, chore: Chore) -> HttpResponse:
    """What it will cost, before anybody begins."""
    rules = queries.rules_of(chore.facility)
    hours = chore.minutes * chore.people_needed * rules.hour_cents // 60
    initial = {"amount_3": hours or None, "words_3": _("%(minutes)s minuten") % {"minutes": chore.minutes}}
    form = forms.QuoteForm(request.POST or None, initial=initial if hours else None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.give_quote(chore, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Opgegeven. Er begint niemand voordat de inwoner ja zegt."))
            return redirect(chore)
    context = {"form": form, "chore": chore, "rules": rules}
    return frame.page(request, "workshop/quote.html", chore.facility, context, tab=TAB)


@needs(Permission.WORKSHOP_DESK, find=queries.quote)
@require_POST
def agree_quote(request: HttpRequest, quote: Quote) -> HttpResponse:
    """The resident says yes, at the desk or by telephone."""
    return press(
        request,
        lambda: operations.agree_quote(quote, by=policy.actor_of(request), at=clock.now()),
        to=quote.chore,
        words=_("De inwoner zei ja. De klus kan worden ingepland."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.quote)
def refuse_quote(request: HttpRequest, quote: Quote) -> HttpResponse:
    form = forms.BecauseForm(request.POST or None, label=_("Waarom gaat het niet door?"))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.refuse_quote(quote, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(quote.chore)
    return _deed(
        request,
        quote.chore,
        form,
        title=_("De inwoner zegt nee tegen de kosten"),
        submit=_("Schrijf op"),
        lead=_("Is het bedrag een probleem? Dan kan een deel kwijtgescholden worden. Vraag de gastheer of gastvrouw."),
    )


# ── The work ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.chore)
@require_POST
def begin_chore(request: HttpRequest, chore: Chore) -> HttpResponse:
    return press(request, lambda: operations.begin_chore(chore, by=policy.actor_of(request), at=clock.now()), to=chore)


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
def note_cost(request: HttpRequest, chore: Chore) -> HttpResponse:
    form = forms.CostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            after = operations.note_cost(chore, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            _say_when_stopped(request, after)
            return redirect(chore)
    return _deed(request, chore, form, title=_("Kosten opschrijven"), submit=_("Schrijf op"))


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
def log_chore_work(request: HttpRequest, chore: Chore) -> HttpResponse:
    form = forms.WorkForm(request.POST or None, workshop=chore.facility)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            after = operations.log_chore_work(chore, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            _say_when_stopped(request, after)
            return redirect(chore)
    return _deed(request, chore, form, title=_("Uren opschrijven"), submit=_("Schrijf op"))


def _say_when_stopped(request: HttpRequest, chore: Chore) -> None:
    if chore.state == ChoreState.STOPPED:
        messages.warning(
            request,
            _("Dit is meer dan was afgesproken. Stop met het werk: geef nieuwe kosten op en vraag het de inwoner."),
        )


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
@require_POST
def finish_chore(request: HttpRequest, chore: Chore) -> HttpResponse:
    return press(
        request,
        lambda: operations.finish_chore(chore, by=policy.actor_of(request), at=clock.now()),
        to=chore,
        words=_("Klaar. De inwoner krijgt bericht."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
def say_satisfied(request: HttpRequest, chore: Chore) -> HttpResponse:
    form = forms.SatisfiedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.say_satisfied(chore, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(chore)
    return _deed(request, chore, form, title=_("Wat vindt de inwoner ervan?"), submit=_("Schrijf op"))


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
@require_POST
def unplan_chore(request: HttpRequest, chore: Chore) -> HttpResponse:
    return press(
        request,
        lambda: operations.unplan_chore(chore, by=policy.actor_of(request), at=clock.now()),
        to=chore,
        words=_("Uit de planning. De inwoner krijgt bericht dat er een andere dag komt."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
def end_chore(request: HttpRequest, chore: Chore) -> HttpResponse:
    form = forms.BecauseForm(
        request.POST or None, label=_("Waarom gaat het niet door?"), help_text=_("De inwoner leest dit.")
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.end_chore(chore, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(chore)
    return _deed(request, chore, form, title=_("De klus gaat niet door"), submit=_("Stop de klus"))


def _deed(
    request: HttpRequest, chore: Chore, form: Any, *, title: str, submit: str, lead: str | SafeString = ""
) -> HttpResponse:
    return one_deed.page(
        request,
        chore.facility,
        form,
        title=title,
        submit=submit,
        back=chore.get_absolute_url(),
        back_to=chore.title,
        lead=lead,
        tab=TAB,
    )
