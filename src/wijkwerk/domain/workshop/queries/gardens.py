"""What can be asked of gardens: plots and who has them, who waits, what is free."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility, FacilityKind, Function, FunctionKind
from wijkwerk.domain.workshop.models import Plot, PlotUse, PlotWaiting, Resident, Season, WaitingState
from wijkwerk.domain.workshop.models.gardens import ON_THE_LIST
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.foundation.kit import clock


def gardens(on: date) -> Any:
    """Places that are a garden, or have one among what they are for."""
    has_one = Function.objects.on(on).filter(facility=OuterRef("pk"), kind=FunctionKind.GARDEN)
    found = Facility.objects.active().filter(Q(kind=FacilityKind.GARDEN) | Exists(has_one))
    return found.exclude(kind=FacilityKind.WORKSHOP).select_related("work_area")


def gardens_near(workshop: Facility, on: date) -> list[Facility]:
    return list(gardens(on).filter(work_area=workshop.work_area_id))


def garden(garden: int) -> Facility:
    return gardens(clock.today()).get(pk=garden)  # type: ignore[no-any-return]


def plot(pk: int) -> Plot:
    return Plot.objects.select_related("facility").get(pk=pk)  # type: ignore[no-any-return]


def season(pk: int) -> Season:
    return Season.objects.select_related("facility").get(pk=pk)  # type: ignore[no-any-return]


def use(pk: int) -> PlotUse:
    around = ("facility", "plot", "season", "resident__facility")
    return PlotUse.objects.select_related(*around).get(pk=pk)  # type: ignore[no-any-return]


def waiting(pk: int) -> PlotWaiting:
    around = ("facility", "plot", "season", "resident__facility")
    return PlotWaiting.objects.select_related(*around).get(pk=pk)  # type: ignore[no-any-return]


def waiting_by_link(key: str) -> PlotWaiting | None:
    """Who holds this secret link; none when it was never given out."""
    if not key.isprintable():  # not all databases may be asked for every letter
        return None
    around = ("facility", "plot", "season", "resident")
    found: PlotWaiting | None = PlotWaiting.objects.select_related(*around).filter(link_key=key).first()
    return found


def plots_in_area(resident: Resident, season: Season) -> Any:
    """What somebody has in the area of a garden while its season lasts."""
    same = Q(season__from_on__lt=season.until_on, season__until_on__gt=season.from_on)
    area = Q(facility__work_area=season.facility.work_area_id)
    return PlotUse.objects.filter(same, area, resident=resident, ended_on=None)


def seasons_of(garden: Facility) -> list[Season]:
    return list(Season.objects.filter(facility=garden))


def current_season(garden: Facility, on: date) -> Season | None:
    """The season of the day, or else the next; none when the last one is over."""
    found: Season | None = Season.objects.filter(facility=garden, until_on__gt=on).order_by("from_on").first()
    return found


class Bed(NamedTuple):
    """A plot in a season, with who uses it and to whom it is offered."""

    plot: Plot
    use: PlotUse | None
    offer: PlotWaiting | None

    @property
    def is_free(self) -> bool:
        return self.use is None and self.offer is None and not self.plot.out_because


def beds(garden: Facility, season: Season | None) -> list[Bed]:
    """Every plot of a garden: three queries."""
    uses, offers = {}, {}
    if season is not None:
        taken = PlotUse.objects.filter(season=season, ended_on=None).select_related("resident__facility", "season")
        uses = {use.plot_id: use for use in taken}
        offered = PlotWaiting.objects.filter(season=season, state=WaitingState.OFFERED)
        offers = {offer.plot_id: offer for offer in offered.select_related("resident__facility")}
    plots = Plot.objects.filter(facility=garden)
    return [Bed(plot, uses.get(plot.pk), offers.get(plot.pk)) for plot in plots]


def waiting_list(garden: Facility) -> Any:
    """Who waits, first come first; an offer that stands keeps its place."""
    found = PlotWaiting.objects.filter(facility=garden, state__in=ON_THE_LIST)
    return found.select_related("resident__facility", "plot", "season").order_by("asked_at", "id")


def place_on_list(waiting: PlotWaiting) -> int:
    """The first is 1."""
    before = Q(asked_at__lt=waiting.asked_at) | Q(asked_at=waiting.asked_at, pk__lt=waiting.pk)
    count: int = waiting_list(waiting.facility).filter(before).count()
    return count + 1


def not_yet_asked_again(garden: Facility, season: Season) -> list[PlotUse]:
    """Who had a plot in the season before, and is not said to stay or to go: they are asked first."""
    before = Season.objects.filter(facility=garden, until_on__lte=season.from_on).order_by("-until_on").first()
    if before is None:
        return []
    settled = PlotUse.objects.filter(season=season).values("plot")
    had = PlotUse.objects.filter(season=before, ended_on=None).exclude(plot__in=settled)
    return list(had.select_related("plot", "resident__facility", "season"))


class PublicGarden(NamedTuple):
    """What everybody may know: numbers and no names."""

    season: Season | None
    plots: int
    free: int
    waiting: int


def public_part(garden: Facility, on: date) -> PublicGarden:
    season = current_season(garden, on)
    found = beds(garden, season)
    free = sum(bed.is_free for bed in found) if season is not None else 0
    return PublicGarden(season, len(found), free, waiting_list(garden).count())


def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """The plot that somebody has this season, and the place on a waiting list."""
    today = clock.dutch(at).date()
    uses = PlotUse.objects.filter(resident=resident, ended_on=None, season__until_on__gt=today)
    found = [
        DeskLine(
            title=_("Perceel %(number)s, %(garden)s") % {"number": use.plot.number, "garden": use.facility.name},
            text=_("seizoen %s") % use.season.year,
            tone="neutral",
            address=reverse("workshop:garden", args=[use.facility_id]),
        )
        for use in uses.select_related("plot", "season", "facility")
    ]
    for row in PlotWaiting.objects.filter(resident=resident, state__in=ON_THE_LIST).select_related("facility", "plot"):
        if row.state == WaitingState.OFFERED:
            text, tone = _("perceel %s aangeboden: vraag of het antwoord ja is") % row.plot.number, "warning"
        else:
            text, tone = _("staat op de wachtlijst"), "neutral"
        address = reverse("workshop:garden", args=[row.facility_id])
        found.append(DeskLine(row.facility.name, text, tone, address, urgent=tone == "warning"))
    return found
