"""Gardens: plots are given for a season, first come first; an offer that nobody answers goes to the next.

Locks go in one order: a plot before who waits for it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Plot, PlotUse, PlotWaiting, Resident, Season, WaitingState
from wijkwerk.domain.workshop.models.gardens import ON_THE_LIST
from wijkwerk.domain.workshop.operations.residents import check_still_known, locked_resident, see
from wijkwerk.domain.workshop.queries import gardens
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

OFFER_LASTS = 14  # days
MOST_PLOTS = 200


class PlotsCannotBe(Refusal):
    message = gettext_lazy("Voeg 1 tot en met 200 percelen toe, elk van minstens één vierkante meter.")
    field = "count"


class SeasonExists(Refusal):
    message = gettext_lazy("Voor dit jaar is er al een seizoen.")
    field = "year"


class SeasonCannotBe(Refusal):
    message = gettext_lazy("De laatste dag ligt voor de eerste dag. Kies een latere dag.")
    field = "until_on"


class SeasonIsOver(Refusal):
    message = gettext_lazy("Dit seizoen is voorbij. Open eerst een nieuw seizoen.")


class NotOfThisGarden(Refusal):
    message = gettext_lazy("Dit perceel of deze inwoner hoort niet bij deze tuin.")


class PlotIsTaken(Refusal):
    message = gettext_lazy("Dit perceel is dit seizoen al van iemand.")
    field = "plot"


class PlotIsOut(Refusal):
    message = gettext_lazy("Dit perceel wordt nu niet uitgegeven.")
    field = "plot"


class PlotIsOffered(Refusal):
    message = gettext_lazy("Dit perceel is aan iemand anders aangeboden. Wacht op het antwoord.")
    field = "plot"


class OthersWaitLonger(Refusal):
    message = gettext_lazy("Er staan anderen langer op de wachtlijst. Bied het perceel eerst aan wie bovenaan staat.")
    field = "resident"


class NobodyWaits(Refusal):
    message = gettext_lazy("Er staat niemand op de wachtlijst die nog geen aanbod heeft.")


class WaitsAlready(Refusal):
    message = gettext_lazy("Deze persoon staat al op de wachtlijst van deze tuin.")


class HasAPlot(Refusal):
    message = gettext_lazy("Deze persoon heeft al een perceel in deze tuin.")


class HasAPlotHere(Refusal):
    message = gettext_lazy(
        "Deze persoon heeft dit seizoen al een perceel in deze buurt. Een tweede kan alleen met een reden."
    )
    field = "second_because"


class NoLongerWaiting(Refusal):
    message = gettext_lazy("Deze persoon staat niet meer op de wachtlijst.")


class NothingOffered(Refusal):
    message = gettext_lazy("Er is geen perceel aangeboden, of het aanbod is verlopen.")


class ReasonMissing(Refusal):
    message = gettext_lazy("Schrijf waarom.")
    field = "because"


class UseHasEnded(Refusal):
    message = gettext_lazy("Deze afspraak is al gestopt.")


# ── Plots and seasons ──────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_plots(
    garden: Facility, *, count: int, square_metres: int, words: str = "", by: Actor, at: datetime
) -> list[Plot]:
    """So many plots of one size, numbered on from the last."""
    if not 1 <= count <= MOST_PLOTS or not 1 <= square_metres <= 32_000:
        raise PlotsCannotBe
    Facility.objects.select_for_update().get(pk=garden.pk)
    last = Plot.objects.filter(facility=garden).aggregate(last=Max("number"))["last"] or 0
    if last + count > 32_000:
        raise PlotsCannotBe
    made = [
        Plot.objects.create(facility=garden, number=last + n, square_metres=square_metres, words=words)
        for n in range(1, count + 1)
    ]
    journal.record("garden.plots_added", about=garden, by=by, at=at, details={"count": count})
    return made


@transaction.atomic
def change_plot(
    plot: Plot, *, square_metres: int, words: str = "", out_because: str = "", by: Actor, at: datetime
) -> Plot:
    """Its size, what there is to know, and why it is not given to anybody for now."""
    if not 1 <= square_metres <= 32_000:
        raise PlotsCannotBe
    plot = _locked_plot(plot)
    plot.square_metres, plot.words, plot.out_because = square_metres, words, out_because
    plot.save()
    journal.record("plot.changed", about=plot, by=by, at=at, details={"is_out": bool(out_because)})
    return plot


@transaction.atomic
def open_season(
    garden: Facility,
    *,
    year: int,
    from_on: date,
    until_on: date,
    contribution_cents: int = 0,
    by: Actor,
    at: datetime,
) -> Season:
    if until_on <= from_on:
        raise SeasonCannotBe
    try:
        with transaction.atomic():
            season: Season = Season.objects.create(
                facility=garden,
                year=year,
                from_on=from_on,
                until_on=until_on,
                contribution_cents=contribution_cents,
            )
    except IntegrityError as there:
        raise SeasonExists from there
    journal.record("season.opened", about=season, by=by, at=at)
    return season


# ── Who has a plot ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def give_plot(
    plot: Plot,
    *,
    season: Season,
    resident: Resident,
    agreed_on: date | None = None,
    second_because: str = "",
    by: Actor,
    at: datetime,
) -> PlotUse:
    """Agree on a plot for a season. One user a plot, whoever asks at the same moment: the plot is locked.

    One plot in an area is enough for one person; a second needs a reason.
    """
    plot = _locked_plot(plot)
    _check_plot(plot, season, at)
    offered = PlotWaiting.objects.filter(plot=plot, season=season, state=WaitingState.OFFERED).first()
    if offered is not None and offered.resident_id != resident.pk:
        raise PlotIsOffered
    if offered is None and not PlotUse.objects.filter(plot=plot, resident=resident, ended_on=None).exists():
        _check_turn(plot.facility, resident)
    rows = PlotWaiting.objects.filter(facility=plot.facility, resident=resident, state__in=ON_THE_LIST)
    waited = list(rows.select_for_update(of=("self",)).order_by("pk"))
    check_still_known(resident)  # and locked: nobody gets two at once
    is_second = gardens.plots_in_area(resident, season).exclude(plot=plot).exists()
    if is_second and not second_because.strip():
        raise HasAPlotHere
    use: PlotUse = PlotUse.objects.create(
        facility=plot.facility,
        plot=plot,
        season=season,
        resident=resident,
        agreed_on=agreed_on or clock.dutch(at).date(),
        full_cost_cents=season.contribution_cents,
        contribution_cents=season.contribution_cents,
        second_because=second_because.strip() if is_second else "",
    )
    for row in waited:
        row.plot, row.season = row.plot or plot, row.season or season
        _end_waiting(row, WaitingState.GIVEN, at=at)
    see(resident, at)
    journal.record("plot.given", about=plot, by=by, at=at, details={"use": use.pk, "is_second": is_second})
    outbox.write(
        "workshop/plot_given",
        to=resident.reply_to,
        about=use,
        at=at,
        use=use,
        contribution=money.written(use.due_cents or None),
    )
    return use


@transaction.atomic
def end_use(use: PlotUse, *, because: str, by: Actor, at: datetime) -> PlotUse:
    """Somebody gives the plot up, or the agreement ends."""
    if not because.strip():
        raise ReasonMissing
    _locked_plot(use.plot)
    around = ("facility", "plot", "season", "resident__facility")
    fresh: PlotUse = PlotUse.objects.select_related(*around).get(pk=use.pk)
    if fresh.ended_on is not None:
        raise UseHasEnded
    fresh.ended_on, fresh.ended_because = clock.dutch(at).date(), because.strip()
    fresh.save(update_fields=["ended_on", "ended_because"])
    journal.record("plot.use_ended", about=fresh.plot, by=by, at=at, details={"use": fresh.pk})
    outbox.write("workshop/plot_ended", to=fresh.resident.reply_to, about=fresh, at=at, use=fresh)
    return fresh


# ── Who waits ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def put_on_list(garden: Facility, *, resident: Resident, by: Actor, at: datetime) -> PlotWaiting:
    """Somebody wants a plot: behind who came before."""
    resident = locked_resident(resident)
    season = gardens.current_season(garden, clock.dutch(at).date())
    if season is not None and PlotUse.objects.filter(season=season, resident=resident, ended_on=None).exists():
        raise HasAPlot
    if PlotWaiting.objects.filter(facility=garden, resident=resident, state__in=ON_THE_LIST).exists():
        raise WaitsAlready
    waiting: PlotWaiting = PlotWaiting.objects.create(facility=garden, resident=resident, asked_at=at)
    see(resident, at)
    journal.record("plot.waited_for", about=waiting, by=by, at=at, on_behalf=True)
    outbox.write(
        "workshop/plot_waiting",
        to=resident.reply_to,
        about=waiting,
        at=at,
        waiting=waiting,
        place=gardens.place_on_list(waiting),
    )
    return waiting


@transaction.atomic
def withdraw(waiting: PlotWaiting, *, by: Actor, at: datetime) -> PlotWaiting:
    """Somebody wants no plot any more; one that was offered goes to the next."""
    waiting, plot = _locked_waiting(waiting)
    if waiting.state not in ON_THE_LIST:
        raise NoLongerWaiting
    season = waiting.season if waiting.state == WaitingState.OFFERED else None
    _end_waiting(waiting, WaitingState.WITHDRAWN, at=at)
    journal.record("plot.waiting_withdrawn", about=waiting, by=by, at=at)
    if plot is not None and season is not None:
        _offer_next(plot, season, by=by, at=at)
    return waiting


@transaction.atomic
def offer_plot(plot: Plot, *, season: Season, by: Actor, at: datetime) -> PlotWaiting:
    """Offer a free plot to who waits longest, with a day before which to answer."""
    plot = _locked_plot(plot)
    _check_plot(plot, season, at)
    if PlotWaiting.objects.filter(plot=plot, season=season, state=WaitingState.OFFERED).exists():
        raise PlotIsOffered
    offered = _offer_next(plot, season, by=by, at=at)
    if offered is None:
        raise NobodyWaits
    return offered


@transaction.atomic
def accept_offer(waiting: PlotWaiting, *, second_because: str = "", by: Actor, at: datetime) -> PlotUse:
    """Somebody takes it, at the desk, on the telephone or by the link in the letter; in time."""
    waiting, plot = _locked_waiting(waiting)
    if waiting.state != WaitingState.OFFERED or plot is None or waiting.season is None:
        raise NothingOffered
    if waiting.answer_by is not None and waiting.answer_by < clock.dutch(at).date():
        raise NothingOffered
    season, resident = waiting.season, waiting.resident
    return give_plot(plot, season=season, resident=resident, second_because=second_because, by=by, at=at)


@transaction.atomic
def decline_offer(waiting: PlotWaiting, *, by: Actor, at: datetime) -> PlotWaiting:
    """Not this plot: off the list, and the next one gets the offer."""
    waiting, plot = _locked_waiting(waiting)
    if waiting.state != WaitingState.OFFERED or plot is None or waiting.season is None:
        raise NothingOffered
    _end_waiting(waiting, WaitingState.DECLINED, at=at)
    journal.record("plot.offer_declined", about=waiting, by=by, at=at)
    _offer_next(plot, waiting.season, by=by, at=at)
    return waiting


def lapse_offers(*, at: datetime) -> int:
    """Offers that were not answered in time end, and the next in line gets each; how many. Safe to run twice."""
    today = clock.dutch(at).date()
    over = PlotWaiting.objects.filter(state=WaitingState.OFFERED, answer_by__lt=today)
    return sum(_lapse(row, today, at=at) for row in over.order_by("plot_id"))


@transaction.atomic
def _lapse(waiting: PlotWaiting, today: date, *, at: datetime) -> bool:
    waiting, plot = _locked_waiting(waiting)
    stands = waiting.answer_by is None or waiting.answer_by >= today
    if waiting.state != WaitingState.OFFERED or stands or plot is None or waiting.season is None:
        return False
    _end_waiting(waiting, WaitingState.LAPSED, at=at)
    journal.record("plot.offer_lapsed", about=waiting, by=CLOCK, at=at)
    outbox.write("workshop/plot_offer_lapsed", to=waiting.resident.reply_to, about=waiting, at=at, waiting=waiting)
    if not waiting.season.is_over(today):
        _offer_next(plot, waiting.season, by=CLOCK, at=at)
    return True


def _offer_next(plot: Plot, season: Season, *, by: Actor, at: datetime) -> PlotWaiting | None:
    """To who waits longest, if anybody; the plot is locked by who calls."""
    line = PlotWaiting.objects.select_for_update(of=("self",)).filter(
        facility=plot.facility, state=WaitingState.WAITING
    )
    first: PlotWaiting | None = line.select_related("resident__facility").order_by("asked_at", "id").first()
    if first is None or plot.out_because:
        return None
    first.state, first.plot, first.season = WaitingState.OFFERED, plot, season
    first.answer_by = clock.dutch(at).date() + timedelta(days=OFFER_LASTS)
    first.save()
    first.facility = plot.facility
    journal.record("plot.offered", about=first, by=by, at=at, details={"plot": plot.pk})
    outbox.write(
        "workshop/plot_offered",
        to=first.resident.reply_to,
        about=first,
        at=at,
        sealed=first.resident.reply_by == Channel.EMAIL,
        waiting=first,
        link=reverse("workshop:own_offer", args=[first.link_key]),
        contribution=money.written(season.contribution_cents or None),
    )
    return first


def _end_waiting(waiting: PlotWaiting, state: WaitingState, *, at: datetime) -> None:
    waiting.state, waiting.ended_at = state, at
    waiting.save(update_fields=["state", "plot", "season", "ended_at"])


def _check_turn(garden: Facility, resident: Resident) -> None:
    """Nobody goes before who waits longer; whoever had the plot last season may keep it."""
    first = PlotWaiting.objects.filter(facility=garden, state=WaitingState.WAITING).order_by("asked_at", "id").first()
    if first is not None and first.resident_id != resident.pk:
        raise OthersWaitLonger


def _check_plot(plot: Plot, season: Season, at: datetime) -> None:
    if season.facility_id != plot.facility_id:
        raise NotOfThisGarden
    if season.is_over(clock.dutch(at).date()):
        raise SeasonIsOver
    if plot.out_because:
        raise PlotIsOut(_("Dit perceel wordt nu niet uitgegeven: %s") % plot.out_because)
    if PlotUse.objects.filter(plot=plot, season=season, ended_on=None).exists():
        raise PlotIsTaken


def _locked_plot(plot: Plot) -> Plot:
    found: Plot = Plot.objects.select_for_update(of=("self",)).select_related("facility").get(pk=plot.pk)
    return found


def _locked_waiting(waiting: PlotWaiting) -> tuple[PlotWaiting, Plot | None]:
    """Who waits as it is now, with the plot that is offered locked first."""
    plot = _locked_plot(waiting.plot) if waiting.plot is not None else None
    around = ("facility", "season", "resident__facility")
    rows = PlotWaiting.objects.select_for_update(of=("self",)).select_related(*around)
    fresh: PlotWaiting = rows.get(pk=waiting.pk)
    if fresh.plot_id != (plot.pk if plot is not None else None):
        raise NoLongerWaiting  # offered or given by somebody else meanwhile
    return fresh, plot
