"""What can be asked of the repair desk: the queue, one ticket with its parts, the lists that the host keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Part, PartUsed, Repair, Resident, ThingKind, UsualJob, WorkLog
from wijkwerk.domain.workshop.queries import money
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.domain.workshop.repair_states import HERE, Outcome, RepairState
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.things import ref

MOST_ON_THE_BOARD = 60  # in one column; the list has them all


# ── Tickets ────────────────────────────────────────────────────────────────────────────────────────────────────────
def repair(pk: int) -> Repair:
    around = ("facility__work_area", "kind", "resident", "bicycle")
    found: Repair = Repair.objects.select_related(*around).prefetch_related("workers__resident").get(pk=pk)
    return found


def repairs(workshop: Facility, *, state: str = "", kind: int | None = None) -> Any:
    """Tickets of a workshop; `state` is one of the states, "here" for what is in the house, or nothing for all."""
    found = Repair.objects.filter(facility=workshop).select_related("kind", "resident", "bicycle")
    if state == "here":
        found = found.here()
    elif state:
        found = found.filter(state=state)
    return found if kind is None else found.filter(kind=kind)


@dataclass(frozen=True)
class OnBoard:
    """A column of the board: the longest waiting first, and how many more there are."""

    state: RepairState
    repairs: list[Repair]
    more: int


def board(workshop: Facility) -> list[OnBoard]:
    """What is in the house, by how far it is: three queries, however much it is."""
    numbers = how_many(workshop)
    rows: dict[str, list[Repair]] = {state: [] for state in HERE}
    wanted = Q(pk__in=[])
    for state in HERE:
        first = Repair.objects.filter(facility=workshop, state=state).order_by("received_at", "id")
        wanted |= Q(pk__in=first.values("pk")[:MOST_ON_THE_BOARD])
    found = Repair.objects.filter(wanted).select_related("kind", "resident", "bicycle")
    for each in found.prefetch_related("workers__resident").order_by("received_at", "id"):
        rows[each.state].append(each)
    return [OnBoard(state, rows[state], numbers.get(state, 0) - len(rows[state])) for state in HERE]


def how_many(workshop: Facility) -> dict[str, int]:
    rows = Repair.objects.filter(facility=workshop).order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def parts_of(repair: Repair) -> list[PartUsed]:
    return list(PartUsed.objects.filter(repair=repair).order_by("id"))


def work_on(repair: Repair) -> list[WorkLog]:
    """Who worked on it for how long."""
    kind, number = ref(repair)
    found = WorkLog.objects.filter(about_kind=kind, about_id=number)
    return list(found.select_related("participant__resident").order_by("id"))


def uncollected(since: datetime) -> QuerySet[Repair]:
    """Ready since this moment or longer, of somebody, and nobody reminded them."""
    found: QuerySet[Repair] = Repair.objects.filter(
        state=RepairState.READY, ready_at__lte=since, reminded_at=None, resident__isnull=False
    )
    return found.order_by("ready_at", "id")


@dataclass(frozen=True)
class Saved:
    """What the desk did in a period; the CO2 is an estimate."""

    repairs: int
    repaired: int
    grams: int
    co2_grams: int
    barriers: list[tuple[str, int]]


def saved(workshop: Facility, *, from_on: date, until_on: date) -> Saved:
    """What was finished from a day until a day; `grams` is the weight of what was wholly or partly repaired."""
    begin, end = _day_begins(from_on), _day_begins(until_on)
    done = Repair.objects.filter(facility=workshop, ready_at__gte=begin, ready_at__lt=end)
    mended = Q(outcome__in=[Outcome.REPAIRED, Outcome.PARTLY])
    found = done.aggregate(
        repairs=Count("pk"),
        repaired=Count("pk", filter=mended),
        grams=Sum("grams", filter=mended, default=0),
        co2_grams=Sum("co2_grams", default=0),
    )
    rows = done.exclude(barrier="").order_by().values_list("barrier").annotate(Count("pk"))
    return Saved(**found, barriers=sorted(rows, key=lambda row: -row[1]))


def _day_begins(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=clock.AMSTERDAM)


# ── The lists that the host keeps ──────────────────────────────────────────────────────────────────────────────────
def kinds(workshop: Facility) -> QuerySet[ThingKind]:
    found: QuerySet[ThingKind] = ThingKind.objects.filter(facility=workshop)
    return found


def kind(pk: int) -> ThingKind:
    found: ThingKind = ThingKind.objects.select_related("facility__work_area").get(pk=pk)
    return found


def parts(workshop: Facility) -> QuerySet[Part]:
    found: QuerySet[Part] = Part.objects.filter(facility=workshop)
    return found


def part(pk: int) -> Part:
    found: Part = Part.objects.select_related("facility__work_area").get(pk=pk)
    return found


def usual_jobs(workshop: Facility) -> QuerySet[UsualJob]:
    found: QuerySet[UsualJob] = UsualJob.objects.filter(facility=workshop)
    return found.select_related("kind", "part")


def usual_job(pk: int) -> UsualJob:
    found: UsualJob = UsualJob.objects.select_related("facility__work_area", "kind", "part").get(pk=pk)
    return found


# ── At the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """What somebody has here to be mended or to be fetched; what can be fetched stands first."""
    found = Repair.objects.here().filter(resident=resident).select_related("kind").order_by("received_at", "id")
    repairs: Sequence[Repair] = list(found)
    asked = money.open_of_each(repairs)
    return [
        DeskLine(
            title=str(repair),
            text=_words(repair, asked.get(ref(repair), 0)),
            tone=repair.tone,
            address=repair.get_absolute_url(),
            at=repair.ready_at or repair.received_at,
            urgent=repair.state == RepairState.READY,
        )
        for repair in sorted(repairs, key=lambda each: each.state != RepairState.READY)
    ]


def _words(repair: Repair, open_cents: int) -> str:
    day = date_format(clock.dutch(repair.ready_at or repair.received_at), "j F")
    if repair.state == RepairState.READY:
        words = _("klaar om op te halen sinds %(day)s") % {"day": day}
        return f"{words}, {written(open_cents)}" if open_cents else words
    if repair.state == RepairState.ON_STAND:
        return _("op de standaard, gebracht op %(day)s") % {"day": day}
    return _("wacht op reparatie, gebracht op %(day)s") % {"day": day}
