"""Gardens: numbers for everybody, plots and the waiting list for who sees to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities import queries as facilities
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import people as forms
from wijkwerk.domain.workshop.models import Method, Plot, PlotUse, PlotWaiting, Resident, Season, WaitingState
from wijkwerk.domain.workshop.operations import gardens as operations
from wijkwerk.domain.workshop.operations import money as till
from wijkwerk.domain.workshop.queries import gardens as queries
from wijkwerk.domain.workshop.queries import money, places, residents, shifts
from wijkwerk.domain.workshop.queries.gardens import Bed
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.desk_state import number_in
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table, badge, link
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref


# ── The garden ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def gardens(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The gardens of the area that this workshop sees to."""
    today = clock.today()
    near = [(one, queries.public_part(one, today)) for one in queries.gardens_near(workshop, today)]
    return frame.page(request, "workshop/gardens.html", workshop, {"gardens": near}, tab="gardens")


@needs(Permission.FACILITY_VIEW, find=queries.garden)
def garden(request: HttpRequest, garden: Facility) -> HttpResponse:
    """For everybody: free plots and the waiting list as numbers, how to join. For who sees to it: who has what."""
    at, today = clock.now(), clock.today()
    helps = frame.may(request, Permission.WORKSHOP_DESK, garden)
    public = queries.public_part(garden, today)
    work_days = shifts.shifts_between(garden, today, today + shifts.AHEAD)
    context: dict[str, Any] = {
        "garden": garden,
        "public": public,
        "functions": facilities.functions_of(garden, on=today),
        "work_days": [(one, shifts.words_of(one)) for one in work_days if not one.is_cancelled][:6],
        "contribution": written(public.season.contribution_cents or None) if public.season is not None else "",
        "helps": helps,
        "manages": frame.may(request, Permission.WORKSHOP_MANAGE, garden),
    }
    if helps:
        context |= _inside(request, garden, today, at)
    return frame.page(request, "workshop/garden.html", garden, context)


def _inside(request: HttpRequest, garden: Facility, today: Any, at: Any) -> dict[str, Any]:
    seasons = queries.seasons_of(garden)
    asked = number_in(request.GET.get("seizoen"))
    season = next((one for one in seasons if one.year == asked), None) or queries.current_season(garden, today)
    beds = queries.beds(garden, season)
    open_cents = money.open_of_each([bed.use for bed in beds if bed.use is not None])
    manages = frame.may(request, Permission.WORKSHOP_MANAGE, garden)
    is_on = season is not None and not season.is_over(today)
    waiting = list(queries.waiting_list(garden)[:200])
    somebody_waits = any(row.state == WaitingState.WAITING for row in waiting)
    rows = [(bed, open_cents.get(ref(bed.use), 0) if bed.use is not None else 0) for bed in beds]
    return {
        "season": season,
        "seasons": seasons,
        "rows": rows,
        "can_offer": manages and is_on and somebody_waits,
        "is_on": is_on,
        "table": _plots(request, rows, manages=manages),
        "waiting": waiting,
        "to_ask": queries.not_yet_asked_again(garden, season) if season is not None and is_on else [],
    }


def _plots(request: HttpRequest, rows: list[tuple[Bed, int]], *, manages: bool) -> Table[Any]:
    columns: list[Column[tuple[Bed, int]]] = [
        Column(_("Perceel"), lambda row: row[0].plot.number, main=True),
        Column(_("Grootte"), lambda row: _("%s m²") % row[0].plot.square_metres, numeric=True),
        Column(_("Van wie"), _whose),
        Column(_("Bijdrage"), lambda row: _owed(*row)),
        Column(_("Bijzonderheden"), lambda row: row[0].plot.out_because or row[0].plot.words),
    ]
    if manages:
        columns.append(Column(_("Doen"), _deeds))
    return Table(columns, rows, caption=_("Percelen"), request=request, empty=_("Er zijn nog geen percelen."))


def _whose(row: tuple[Bed, int]) -> Any:
    bed = row[0]
    if bed.use is not None:
        return link(bed.use.resident.get_absolute_url(), bed.use.resident.name)
    if bed.offer is not None:
        who = link(bed.offer.resident.get_absolute_url(), bed.offer.resident.name)
        return format_html("{} {}", badge(_("Aangeboden"), tone="warning"), who)
    if bed.plot.out_because:
        return badge(_("Niet uitgegeven"), tone="neutral")
    return badge(_("Vrij"), tone="ok")


def _owed(bed: Bed, open_cents: int) -> Any:
    if bed.use is None:
        return ""
    if not open_cents:
        return badge(_("Betaald"), tone="ok") if bed.use.due_cents else ""
    words = _("%s open") % written(open_cents)
    return link(reverse("workshop:pay_plot", args=[bed.use.pk]), words)


def _deeds(row: tuple[Bed, int]) -> Any:
    bed = row[0]
    change = link(reverse("workshop:change_plot", args=[bed.plot.pk]), _("Wijzig"))
    if bed.use is None:
        return change
    return format_html("{} · {}", change, link(reverse("workshop:end_plot_use", args=[bed.use.pk]), _("Stopt")))


def _address(garden_id: int) -> str:
    return reverse("workshop:garden", args=[garden_id])


@needs(Permission.WORKSHOP_MANAGE, find=queries.garden)
def add_plots(request: HttpRequest, garden: Facility) -> HttpResponse:
    return _form(
        request,
        forms.PlotsForm(request.POST or None),
        garden,
        _("Nieuwe percelen"),
        do=lambda values: operations.add_plots(garden, **values, **deed(request)),
        done=_("De percelen staan erin."),
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.plot)
def change_plot(request: HttpRequest, plot: Plot) -> HttpResponse:
    start = {name: getattr(plot, name) for name in ("square_metres", "words", "out_because")}
    return _form(
        request,
        forms.PlotForm(request.POST or None, initial=start),
        plot.facility,
        _("Perceel %s") % plot.number,
        do=lambda values: operations.change_plot(plot, **values, **deed(request)),
        done=_("Bewaard."),
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.garden)
def new_season(request: HttpRequest, garden: Facility) -> HttpResponse:
    return _form(
        request,
        forms.SeasonForm(request.POST or None, initial=forms.SeasonForm.usual(clock.today())),
        garden,
        _("Nieuw seizoen"),
        do=lambda values: operations.open_season(garden, **values, **deed(request)),
        done=_("Het seizoen is open. Vraag eerst wie blijft."),
    )


# ── Who has a plot ─────────────────────────────────────────────────────────────────────────────────────────────────
@require_POST
@needs(Permission.WORKSHOP_MANAGE, find=queries.plot)
def offer_plot(request: HttpRequest, plot: Plot) -> HttpResponse:
    """To who waits longest."""

    def do() -> None:
        operations.offer_plot(plot, season=_season(request, plot.facility), **deed(request))

    words = _("Perceel %s is aangeboden aan wie het langst wacht.") % plot.number
    return press(request, do, words, to=_address(plot.facility_id))


@require_POST
@needs(Permission.WORKSHOP_MANAGE, find=queries.use)
def keep_plot(request: HttpRequest, use: PlotUse) -> HttpResponse:
    """Who had it last season stays."""

    def do() -> None:
        season = _season(request, use.facility)
        operations.give_plot(use.plot, season=season, resident=use.resident, **deed(request))

    words = _("%s houdt het perceel.") % use.resident.name
    asked = number_in(request.POST.get("seizoen")) or ""
    why = f"{reverse('workshop:keep_second_plot', args=[use.pk])}?seizoen={asked}"
    return press(request, do, words, to=_address(use.facility_id), asks={operations.HasAPlotHere: why})


@needs(Permission.WORKSHOP_MANAGE, find=queries.use)
def keep_second(request: HttpRequest, use: PlotUse) -> HttpResponse:
    """Who has another plot in the area, and stays all the same: the host says why."""
    season = _asked(use.facility, request.GET.get("seizoen"))
    if season is None:
        return redirect(_address(use.facility_id))
    return _form(
        request,
        forms.SecondPlotForm(request.POST or None),
        use.facility,
        _("Een tweede perceel voor %s") % use.resident.name,
        do=lambda values: operations.give_plot(
            use.plot, season=season, resident=use.resident, **values, **deed(request)
        ),
        done=_("%s houdt het perceel.") % use.resident.name,
    )


def _asked(garden: Facility, words: str | None) -> Season | None:
    pk = number_in(words)
    return next((one for one in queries.seasons_of(garden) if one.pk == pk), None)


def _season(request: HttpRequest, garden: Facility) -> Season:
    season = _asked(garden, request.POST.get("seizoen"))
    if season is None:
        raise Refusal(_("Kies eerst een seizoen."))
    return season


@needs(Permission.WORKSHOP_MANAGE, find=queries.use)
def end_use(request: HttpRequest, use: PlotUse) -> HttpResponse:
    return _form(
        request,
        forms.BecauseForm(request.POST or None),
        use.facility,
        _("Perceel %(number)s van %(name)s stopt") % {"number": use.plot.number, "name": use.resident.name},
        do=lambda values: operations.end_use(use, **values, **deed(request)),
        done=_("De afspraak is gestopt. Het perceel is vrij."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.use)
def pay(request: HttpRequest, use: PlotUse) -> HttpResponse:
    """The contribution comes into the till of the workshop that knows the gardener."""
    words = _("Perceel %(number)s, %(garden)s, %(year)s") % {
        "number": use.plot.number, "garden": use.facility.name, "year": use.season.year,
    }  # fmt: skip
    return _form(
        request,
        forms.PlotPaymentForm(
            request.POST or None, initial={"amount_cents": money.open_cents(use), "method": Method.CASH}
        ),
        use.facility,
        _("Bijdrage van %s") % use.resident.name,
        do=lambda values: till.receive(
            use.resident.facility, **values, words=words, about=use, resident=use.resident, **deed(request)
        ),
        done=_("Betaald. De bon staat in de kas."),
    )


# ── Who waits ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=residents.resident)
def want_plot(request: HttpRequest, resident: Resident) -> HttpResponse:
    """Which garden? One tap and somebody is on the list."""
    today = clock.today()
    near = [(one, queries.public_part(one, today)) for one in queries.gardens_near(resident.facility, today)]
    return frame.page(request, "workshop/want_plot.html", resident.facility, {"resident": resident, "gardens": near})


@require_POST
@needs(Permission.WORKSHOP_DESK, find=residents.resident)
def put_on_list(request: HttpRequest, resident: Resident) -> HttpResponse:
    pk = number_in(request.POST.get("tuin"))
    near = queries.gardens_near(resident.facility, clock.today())
    garden = next((one for one in near if one.pk == pk), None)

    def do() -> None:
        if garden is None:
            raise operations.NotOfThisGarden
        operations.put_on_list(garden, resident=resident, **deed(request))

    words = _("%s staat op de wachtlijst.") % resident.name
    return press(request, do, words, to=resident.get_absolute_url())


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.waiting)
def accept(request: HttpRequest, waiting: PlotWaiting) -> HttpResponse:
    words = _("Het perceel is van %s.") % waiting.resident.name
    manages = frame.may(request, Permission.WORKSHOP_MANAGE, waiting.facility)
    asks = {operations.HasAPlotHere: reverse("workshop:accept_second_plot", args=[waiting.pk])} if manages else {}
    return _tap(request, waiting, lambda: operations.accept_offer(waiting, **deed(request)), words, asks)


@needs(Permission.WORKSHOP_MANAGE, find=queries.waiting)
def accept_second(request: HttpRequest, waiting: PlotWaiting) -> HttpResponse:
    """Who has another plot in the area gets this one all the same: the host says why."""
    return _form(
        request,
        forms.SecondPlotForm(request.POST or None),
        waiting.facility,
        _("Een tweede perceel voor %s") % waiting.resident.name,
        do=lambda values: operations.accept_offer(waiting, **values, **deed(request)),
        done=_("Het perceel is van %s.") % waiting.resident.name,
    )


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.waiting)
def decline(request: HttpRequest, waiting: PlotWaiting) -> HttpResponse:
    words = _("Bewaard. De volgende op de lijst krijgt het aanbod.")
    return _tap(request, waiting, lambda: operations.decline_offer(waiting, **deed(request)), words)


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.waiting)
def withdraw(request: HttpRequest, waiting: PlotWaiting) -> HttpResponse:
    words = _("%s staat niet meer op de lijst.") % waiting.resident.name
    return _tap(request, waiting, lambda: operations.withdraw(waiting, **deed(request)), words)


def _tap(request: HttpRequest, waiting: PlotWaiting, do: Any, done: str, asks: Any = None) -> HttpResponse:
    return press(request, do, done, to=_address(waiting.facility_id), asks=asks or {})


def _form(request: HttpRequest, form: Any, garden: Facility, title: str, *, do: Any, done: str) -> HttpResponse:
    return one_deed.form_deed(
        request, form, garden, title, do=do, done=done, to=_address(garden.pk), back_to=garden.name
    )
