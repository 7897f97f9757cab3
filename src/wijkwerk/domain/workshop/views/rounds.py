"""Pages of the rounds for partners: the list, a route, what was done on a day, and the report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop import route
from wijkwerk.domain.workshop.forms import rounds as forms
from wijkwerk.domain.workshop.models import Round, RoundRun, StopResult
from wijkwerk.domain.workshop.operations import rounds as operations
from wijkwerk.domain.workshop.queries import chores as chore_queries
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import rounds as queries
from wijkwerk.domain.workshop.queries.planning import distance_in_words, first_name
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.maps import Map, Point
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.outbox.models import Channel

TAB = "rounds"


def _list_address(workshop: Facility) -> str:
    return reverse("workshop:rounds", args=[workshop.pk])


# ── Rounds ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def rounds(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What goes this week and next, and which rounds there are."""
    today = clock.today()
    columns: list[Column[Any]] = [
        Column(_("Ronde"), lambda row: link(row.get_absolute_url(), row.name), main=True),
        Column(_("Voor"), lambda row: row.organisation.name),
        Column(_("Soort"), lambda row: row.get_kind_display()),
        Column(_("Hoe vaak"), lambda row: row.get_calling_display()),
        Column(_("Plekken"), lambda row: row.stop_count, numeric=True),
    ]
    table: Table[Any] = Table(
        columns,
        queries.rounds(workshop),
        caption=_("Alle rondes"),
        request=request,
        empty=_("Er zijn nog geen rondes."),
    )
    context = {
        "runs": _runs_table(request, queries.near_runs(workshop, today), _("Deze weken")),
        "table": table,
        "manages": frame.may(request, Permission.WORKSHOP_MANAGE, workshop),
        "has_frost": queries.has_frost_rounds(workshop, today),
        "frost_form": forms.FrostForm(),
        "rules": chore_queries.rules_of(workshop),
    }
    return frame.page(request, "workshop/rounds.html", workshop, context, tab=TAB)


def _runs_table(request: HttpRequest, runs: list[RoundRun], caption: str) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Ronde"), lambda run: link(run.get_absolute_url(), run.round.name), main=True),
        Column(_("Dag"), lambda run: day(run.on)),
        Column(_("Dagdeel"), lambda run: run.round.get_half_display()),
        Column(_("Gedaan"), lambda run: f"{run.done_count} / {run.stop_count}", numeric=True),
        Column(_("Stand"), _run_badge),
    ]
    return Table(columns, runs, caption=caption, request=request, empty=_("Er loopt deze weken geen ronde."))


def _run_badge(run: RoundRun) -> Any:
    if run.reported_at is not None:
        return badge(_("gemeld"), "ok")
    if run.on > clock.today():
        return badge(_("komt nog"), "neutral")
    return badge(_("vandaag"), "info") if run.on == clock.today() else badge(_("nog te melden"), "warning")


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_round(request: HttpRequest, workshop: Facility) -> HttpResponse:
    form = forms.RoundForm(request.POST or None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = operations.make_round(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(made)
    return _form(request, workshop, form, title=_("Nieuwe ronde"), back=_list_address(workshop))


@needs(Permission.WORKSHOP_MANAGE, find=queries.round_by_number)
def change_round(request: HttpRequest, changed: Round) -> HttpResponse:
    form = forms.RoundForm(request.POST or None, workshop=changed.facility, changed=changed)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_round(changed, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(changed)
    return _form(request, changed.facility, form, title=_("Ronde wijzigen"), back=changed.get_absolute_url())


def _form(request: HttpRequest, workshop: Facility, form: forms.RoundForm, *, title: str, back: str) -> HttpResponse:
    return one_deed.page(
        request, workshop, form, title=title, submit=_("Bewaar"), back=back, back_to=_("Rondes"), tab=TAB
    )


@needs(Permission.WORKSHOP_DESK, find=queries.round_by_number)
def round_page(request: HttpRequest, shown: Round) -> HttpResponse:
    """The route on the map and as a list, and how it went."""
    stops = list(shown.stops.all())
    nearest = route.nearest_first(stops)
    now, shorter = route.length(stops), route.length(nearest)
    context = {
        "round": shown,
        "facts": [
            (_("Voor"), link(shown.organisation.get_absolute_url(), shown.organisation.name)),
            (_("Soort"), shown.get_kind_display()),
            (_("Hoe vaak"), shown.get_calling_display()),
            (_("Eerste keer"), day(shown.from_on)),
            (_("Tot"), day(shown.until_on) if shown.until_on else ""),
            (_("Dagdeel"), shown.get_half_display()),
            (_("Duurt ongeveer"), _("%(minutes)s minuten") % {"minutes": shown.minutes}),
            (_("Moet iemand kunnen"), ", ".join(skill.name for skill in shown.skills.all())),
            (_("Lengte van de route"), distance_in_words(now) if now else ""),
        ],
        "stops": stops,
        "map": _map(shown.facility, stops, shown.name),
        "saves": distance_in_words(now - shorter) if now - shorter >= 50 else "",
        "runs": queries.runs_of(shown),
        "manages": frame.may(request, Permission.WORKSHOP_MANAGE, shown),
    }
    return frame.page(request, "workshop/round.html", shown.facility, context, tab=TAB)


def _map(workshop: Facility, stops: list[Any], title: str) -> Map | None:
    points = [
        Point(lat=stop.lat, lon=stop.lon, name=f"{number}. {stop.words}", tone=_tone(stop))
        for number, stop in enumerate(stops, start=1)
        if stop.lat is not None and stop.lon is not None
    ]
    if not points:
        return None
    return area_maps.place_map(workshop.work_area, clock.today(), points=points, title=title)


def _tone(stop: Any) -> str:
    return {True: "ok", False: "warning", None: "accent"}[getattr(stop, "is_done", None)]


@needs(Permission.WORKSHOP_MANAGE, find=queries.round_by_number)
@require_POST
def order_stops(request: HttpRequest, ordered: Round) -> HttpResponse:
    return press(
        request,
        lambda: operations.order_stops(ordered, by=policy.actor_of(request), at=clock.now()),
        to=ordered,
        words=_("De plekken staan op volgorde: steeds de dichtstbijzijnde."),
    )


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
@require_POST
def call_on_frost(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """One tap of the host, who read the thermometer."""
    form = forms.FrostForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Dit is geen datum. Schrijf de datum als 31-12-2026."))
        runs = operations.call_on_frost(
            workshop, on=form.cleaned_data["on"], by=policy.actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect(_list_address(workshop))
    words = ngettext("%(count)s strooironde opgeroepen.", "%(count)s strooirondes opgeroepen.", len(runs))
    messages.success(request, words % {"count": len(runs)})
    return redirect(_list_address(workshop))


# ── Runs ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.run)
def round_run(request: HttpRequest, run: RoundRun) -> HttpResponse:
    """The stops of one day, in order: done, or not and why."""
    results = queries.results_of(run)
    address = operations.reply_address_of(run.round.organisation)
    context = {
        "run": run,
        "results": results,
        "state_badge": _run_badge(run),
        "map": _map(run.facility, results, run.round.name),
        "work": queries.work_on(run),
        "open_count": sum(result.is_done is None for result in results),
        "is_open": run.reported_at is None,
        "has_come": run.on <= clock.today(),
        "no_address": address.channel == Channel.NONE,
        "address_words": Channel(address.channel).label,
        "report_form": forms.ReportForm(initial={"walked_by": _walked_by(run)}),
    }
    return frame.page(request, "workshop/round_run.html", run.facility, context, tab=TAB)


def _walked_by(run: RoundRun) -> str:
    people = [log.participant for log in queries.work_on(run)]
    names = [first_name(person.resident.name) for person in people if person is not None]
    return run.walked_by or ", ".join(names)


@needs(Permission.WORKSHOP_DESK, find=queries.result)
def note_stop(request: HttpRequest, result: StopResult) -> HttpResponse:
    initial = {} if result.is_done is None else {"is_done": "ja" if result.is_done else "nee"}
    initial["not_done_because"] = result.not_done_because
    form = forms.StopForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.note_stop(result, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(result.run)
    return one_deed.page(
        request,
        result.run.facility,
        form,
        title=result.words,
        submit=_("Schrijf op"),
        back=result.run.get_absolute_url(),
        back_to=result.run.round.name,
        tab=TAB,
    )


@needs(Permission.WORKSHOP_DESK, find=queries.result)
@require_POST
def stop_done(request: HttpRequest, result: StopResult) -> HttpResponse:
    """One tap: done here."""
    return press(
        request,
        lambda: operations.note_stop(result, is_done=True, by=policy.actor_of(request), at=clock.now()),
        to=result.run,
    )


@needs(Permission.WORKSHOP_DESK, find=queries.run)
@require_POST
def all_done(request: HttpRequest, run: RoundRun) -> HttpResponse:
    return press(request, lambda: operations.note_all_done(run, by=policy.actor_of(request), at=clock.now()), to=run)


@needs(Permission.WORKSHOP_DESK, find=queries.run)
def round_work(request: HttpRequest, run: RoundRun) -> HttpResponse:
    form = forms.RoundWorkForm(request.POST or None, workshop=run.facility)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.log_round_work(run, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(run)
    return one_deed.page(
        request,
        run.facility,
        form,
        title=_("Wie liep mee?"),
        submit=_("Schrijf op"),
        back=run.get_absolute_url(),
        back_to=run.round.name,
        tab=TAB,
    )


@needs(Permission.WORKSHOP_DESK, find=queries.run)
@require_POST
def report_run(request: HttpRequest, run: RoundRun) -> HttpResponse:
    form = forms.ReportForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Dit zijn te veel namen. Schrijf alleen voornamen."))
        operations.report_run(run, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, _("Gemeld aan de partner. Wat hier staat, verandert niet meer."))
    return redirect(run)


@needs(Permission.WORKSHOP_DESK, find=queries.result)
def stop_photo(request: HttpRequest, result: StopResult) -> HttpResponse:
    """The photo of a stop, for who is at the desk."""
    if result.photo is None:
        raise Http404
    return serving.photo_response(result.photo, "large", request=request)
