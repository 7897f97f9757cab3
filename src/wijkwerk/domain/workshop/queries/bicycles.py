"""What can be asked of bicycles, the list of who waits for one, and the scheme that pays for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Model, Q, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import (
    Award,
    Bicycle,
    BicycleKind,
    BicycleRules,
    BicycleStep,
    BicycleWish,
    Participant,
    PartUsed,
    Repair,
    Resident,
    Scheme,
    SchemeEntry,
    WorkLog,
)
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import ref

AROUND = ("facility__work_area", "from_resident", "to_resident")


def rules_of(workshop: Facility) -> BicycleRules:
    """What the host decided; the usual rules, not kept yet, where nobody did."""
    found: BicycleRules | None = BicycleRules.objects.filter(facility=workshop).first()
    return found or BicycleRules(facility=workshop)


# ── Bicycles ───────────────────────────────────────────────────────────────────────────────────────────────────────
def bicycle(pk: int) -> Bicycle:
    found: Bicycle = Bicycle.objects.select_related(*AROUND).get(pk=pk)
    return found


def bicycles(workshop: Facility, *, state: str = "", kind: str = "") -> Any:
    """Those of a workshop; `state` is one of the states, "here" for what stands in the shed, or nothing for all."""
    found = Bicycle.objects.filter(facility=workshop)
    if state == "here":
        found = found.here()
    elif state:
        found = found.filter(state=state)
    return found.filter(kind=kind) if kind else found


def how_many(workshop: Facility) -> dict[str, int]:
    """How many bicycles stand in each state; in a state without bicycles none is told."""
    rows = Bicycle.objects.filter(facility=workshop).order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def step(bicycle: int, pk: int) -> BicycleStep:
    around = ("bicycle__facility__work_area", "done_by__resident")
    found: BicycleStep = BicycleStep.objects.select_related(*around).get(bicycle=bicycle, pk=pk)
    return found


def steps_of(bicycle: Bicycle) -> list[BicycleStep]:
    return list(bicycle.steps.select_related("done_by__resident"))


def parts_in(bicycle: Bicycle) -> list[PartUsed]:
    """Parts that went into a bicycle of ours: while it was refurbished, and on the repair desk."""
    found = PartUsed.objects.filter(Q(bicycle=bicycle) | Q(repair__bicycle=bicycle))
    return list(found.order_by("id"))


def used_part(pk: int) -> PartUsed:
    around = ("facility__work_area", "bicycle", "repair")
    found: PartUsed = PartUsed.objects.select_related(*around).get(pk=pk)
    return found


@dataclass(frozen=True)
class Price:
    """How the price of a bicycle is made up: parts at cost price, and the workshop's share."""

    parts_cents: int
    share_cents: int

    @property
    def cents(self) -> int:
        return self.parts_cents + self.share_cents


def price_of(bicycle: Bicycle) -> Price:
    return Price(sum(part.cents for part in parts_in(bicycle)), rules_of(bicycle.facility).share_cents)


def here_with_number(frame_number: str) -> Bicycle | None:
    """The bicycle with this frame number that stands in the shed, if any."""
    found: Bicycle | None = Bicycle.objects.here().filter(frame_number=frame_number).first() if frame_number else None
    return found


# ── The waiting list ───────────────────────────────────────────────────────────────────────────────────────────────
def wishes(workshop: Facility, *, kind: str = "") -> Any:
    """Who waits, the longest first."""
    found = BicycleWish.objects.filter(facility=workshop, ended_at=None).select_related("resident")
    return found.filter(kind=kind) if kind else found


def wish(pk: int) -> BicycleWish:
    found: BicycleWish = BicycleWish.objects.select_related("facility__work_area", "resident").get(pk=pk)
    return found


def wish_of(resident: Resident, kind: str) -> BicycleWish | None:
    """What this resident waits for that a bicycle of this kind fulfils: the oldest."""
    found = BicycleWish.objects.filter(resident=resident, kind=kind, ended_at=None)
    first: BicycleWish | None = found.order_by("asked_at", "id").first()
    return first


# ── The scheme ─────────────────────────────────────────────────────────────────────────────────────────────────────
def schemes(workshop: Facility) -> Any:
    return Scheme.objects.filter(facility=workshop)


def schemes_with_room(workshop: Facility, on: date) -> Any:
    """Schemes of the year out of which a bicycle can be given."""
    return schemes(workshop).filter(year=on.year, awarded_cents__lte=F("budget_cents") - F("bicycle_cents"))


def scheme(pk: int) -> Scheme:
    found: Scheme = Scheme.objects.select_related("facility__work_area").get(pk=pk)
    return found


def entries_of(scheme: Scheme) -> Any:
    return SchemeEntry.objects.filter(scheme=scheme).select_related("resident", "bicycle")


def entry(pk: int) -> SchemeEntry:
    around = ("facility__work_area", "scheme", "resident", "bicycle")
    found: SchemeEntry = SchemeEntry.objects.select_related(*around).get(pk=pk)
    return found


def entry_of(bicycle: Bicycle) -> SchemeEntry | None:
    """Under what a bicycle was given."""
    found = SchemeEntry.objects.standing().filter(bicycle=bicycle).select_related("scheme", "resident")
    first: SchemeEntry | None = found.first()
    return first


@dataclass(frozen=True)
class Balance:
    """A scheme in figures; the sum of its entries, read anew, agrees with what stands in its own row."""

    bicycles: int
    money_awards: int
    awarded_cents: int
    still_ridden: int
    asked: int


def balance_of(scheme: Scheme) -> Balance:
    standing = SchemeEntry.objects.standing().filter(scheme=scheme)
    found = standing.aggregate(
        bicycles=Count("pk", filter=Q(award=Award.BICYCLE)),
        money_awards=Count("pk", filter=Q(award=Award.MONEY)),
        awarded_cents=Sum("amount_cents", default=0),
        still_ridden=Count("pk", filter=Q(ridden="yes")),
        asked=Count("pk", filter=~Q(ridden="") & ~Q(ridden="no_answer")),
    )
    return Balance(**found)


def entries_to_ask(workshop: Facility, on: date) -> Any:
    """Given so long ago that it is time to ask whether the bicycle is ridden."""
    found = SchemeEntry.objects.to_ask(on).filter(facility=workshop)
    return found.select_related("resident", "bicycle", "scheme").order_by("ask_on", "id")


def minutes_on(participant: Participant, thing: Model) -> int:
    """How much of somebody's time was written down for a thing."""
    kind, number = ref(thing)
    logged = WorkLog.objects.filter(participant=participant, about_kind=kind, about_id=number)
    return sum(logged.values_list("minutes", flat=True))


# ── At the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """What somebody waits for, and the bicycle of which we would like to know whether it is ridden."""
    waiting = BicycleWish.objects.filter(resident=resident, ended_at=None).order_by("asked_at", "id")
    waits = [
        DeskLine(
            title=str(BicycleKind(wish.kind).label),
            text=_("op de wachtlijst sinds %(day)s") % {"day": _day(wish.asked_at)},
            tone="neutral",
            address=reverse("workshop:bicycle_wishes", args=[resident.facility_id]),
            at=wish.asked_at,
        )
        for wish in waiting
    ]
    to_ask = SchemeEntry.objects.to_ask(clock.dutch(at).date()).filter(resident=resident).select_related("bicycle")
    asks = [
        DeskLine(
            title=str(entry.bicycle),
            text=_("gekregen op %(day)s: wordt de fiets nog gebruikt?") % {"day": date_format(entry.on, "j F Y")},
            tone="info",
            address=reverse("workshop:note_ridden", args=[entry.pk]),
            at=entry.at,
        )
        for entry in to_ask.order_by("on", "id")
    ]
    return [*asks, *waits]


def _day(at: datetime) -> str:
    return date_format(clock.dutch(at), "j F Y")


def has_open_repair(bicycle: Bicycle) -> bool:
    return bool(Repair.objects.here().filter(bicycle=bicycle).exists())
