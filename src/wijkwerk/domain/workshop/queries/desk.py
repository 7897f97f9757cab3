"""What the desk needs at once: what a scan or a word means, what lies on the pile, what somebody has and owes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import F, Q, Sum
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.bicycle_states import BicycleState
from wijkwerk.domain.workshop.chore_states import ChoreState
from wijkwerk.domain.workshop.models import (
    Bicycle,
    Chore,
    CountedLoan,
    Instruction,
    Kit,
    Loan,
    OfflineDeed,
    Repair,
    Resident,
    Tool,
    Visit,
)
from wijkwerk.domain.workshop.queries import (
    availability,
    bench,
    bicycles,
    chores,
    gardens,
    money,
    repairs,
    reservations,
    shifts,
    tools,
)
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.domain.workshop.queries.residents import by_card, find_residents
from wijkwerk.domain.workshop.repair_states import HERE as STILL_HERE
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import Ref, ref

PARTS = (reservations, chores, repairs, bicycles, bench, shifts, gardens)
MOST_ON_PILE = 30
MOST_RECENT = 12
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Meaning(NamedTuple):
    """What was typed or scanned: a person, a thing, or a name that several may bear."""

    resident: Resident | None = None
    thing: Tool | Kit | None = None
    found: Sequence[Resident] = ()


def meaning_of(workshop: Facility, words: str) -> Meaning:
    """A card, a label, the address that stands in a QR code, or a name, in any order."""
    if _ADDRESS.match(words):
        return Meaning(thing=_at_address(workshop, words))
    resident = by_card(workshop, words)
    if resident is not None:
        return Meaning(resident=resident)
    thing = tools.by_code(workshop, words)
    if thing is not None:
        return Meaning(thing=thing)
    found = find_residents(workshop, words)
    return Meaning(resident=found[0]) if len(found) == 1 else Meaning(found=found)


def _at_address(workshop: Facility, address: str) -> Tool | Kit | None:
    """What a label leads to when a telephone reads it."""
    try:
        found = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None
    code = found.kwargs.get("code")
    if code is not None:
        return tools.by_code(workshop, str(code))
    number, models = found.kwargs.get("pk"), {"workshop:tool": Tool, "workshop:kit": Kit}
    model: Any = models.get(found.view_name)
    if model is None or number is None:
        return None
    return model.objects.filter(facility=workshop, pk=number).first()  # type: ignore[no-any-return]


# ── The pile ───────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class OnPile:
    """A thing that was scanned and is not given out yet."""

    code: str
    name: str
    thing: Tool | Kit
    tools: list[Tool]
    due_at: datetime | None = None
    contribution_cents: int = 0
    parts: list[str] = field(default_factory=list)
    needs_instruction: bool = False
    is_inspection_over: bool = False
    is_promised_next: bool = False  # to somebody else, from a later moment
    problem: str = ""


def pile(workshop: Facility, codes: Sequence[str], resident: Resident | None, *, at: datetime) -> list[OnPile]:
    """What was scanned, in that order; a code that means nothing is left out. A fixed number of questions."""
    if not codes:
        return []
    singles = Tool.objects.select_related("kind", "facility").filter(facility=workshop, code__in=codes)
    kits = Kit.objects.prefetch_related("tools__kind").filter(facility=workshop, code__in=codes, is_active=True)
    by_code: dict[str, OnPile] = {one.code: OnPile(one.code, str(one.kind), one, [one]) for one in singles}
    for kit in kits:
        by_code.setdefault(kit.code, OnPile(kit.code, kit.name, kit, list(kit.tools.all())))
    found = [by_code[code] for code in dict.fromkeys(codes) if code in by_code]
    all_tools = [tool for each in found for tool in each.tools]
    out = dict(Loan.objects.open().filter(tool__in=all_tools).values_list("tool_id", "due_at"))
    shown = set()
    if resident is not None and any(tool.kind.needs_instruction for tool in all_tools):
        shown = set(Instruction.objects.filter(resident=resident).values_list("kind_id", flat=True))
    calendar, on = Calendar(workshop), clock.dutch(at).date()
    taken = availability.taken(all_tools, after=at, at=at, but_for=resident)
    reserved = availability.own_promises(resident, at=at) if resident is not None else []
    for each in found:
        kinds = [tool.kind for tool in each.tools]
        dues = [
            availability.due_of(tool, calendar, taken[tool.pk], own=availability.fulfilled_by(tool, reserved), at=at)
            for tool in each.tools
        ]
        each.due_at = min(dues, default=None)
        each.is_promised_next = any(taken[tool.pk] for tool in each.tools)
        each.contribution_cents = sum(kind.contribution_cents for kind in kinds)
        each.parts = [part for kind in kinds for part in kind.part_names]
        each.needs_instruction = any(kind.needs_instruction and kind.pk not in shown for kind in kinds)
        each.is_inspection_over = any(not tool.inspection_holds(on) for tool in each.tools)
        if any(tool.pk in out for tool in each.tools):
            each.problem = _("Dit is intussen door een ander geleend. Haal het van de stapel.")
        elif until := [taken[tool.pk][0].until_at for tool in each.tools if _is_promised_now(taken[tool.pk], at)]:
            words = _("Gereserveerd voor iemand anders, tot %(moment)s. Haal het van de stapel.")
            each.problem = words % {"moment": availability.in_words(max(until))}
    return found


def _is_promised_now(spans: Sequence[availability.Taken], at: datetime) -> bool:
    return bool(spans) and spans[0].from_at <= at


# ── This person today ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class Owed:
    """Something that still asks money."""

    thing: Any
    kind: str
    name: str
    cents: int
    key: uuid.UUID = field(default_factory=uuid.uuid4)  # of the tap that pays it


@dataclass
class PersonToday:
    resident: Resident
    loans: list[Loan]
    counted: list[CountedLoan]
    lines: list[DeskLine]
    owed: list[Owed]
    visits: list[str]

    @property
    def owed_cents(self) -> int:
        return sum(each.cents for each in self.owed)


def person_today(resident: Resident, *, at: datetime) -> PersonToday:
    """All that concerns somebody now, of every part of the workshop; what presses stands first."""
    theirs = Q(resident=resident) | Q(for_resident=resident)
    loans = Loan.objects.open().filter(theirs).select_related("tool__kind", "facility", "resident", "for_resident")
    counted = CountedLoan.objects.filter(theirs, returned_at=None).select_related("kind", "facility", "resident")
    lines = [line for part in PARTS for line in part.desk_lines(resident, at=at)]
    on = clock.dutch(at).date()
    came = Visit.objects.filter(facility_id=resident.facility_id, resident=resident, on=on).order_by("at")
    return PersonToday(
        resident=resident,
        loans=list(loans.order_by("due_at", "pk")),
        counted=list(counted.order_by("due_at", "pk")),
        lines=sorted(lines, key=lambda line: not line.urgent),
        owed=owed_by(resident),
        visits=[visit.get_function_display() for visit in came],
    )


def owed_by(resident: Resident) -> list[Owed]:
    """What somebody has not paid yet of what they borrow or took home; what is still here says so with itself."""
    asks = {"contribution_cents__gt": F("waived_cents")}
    loans = list(Loan.objects.filter(resident=resident, **asks).select_related("tool__kind"))
    counted = list(CountedLoan.objects.filter(resident=resident, **asks).select_related("kind"))
    gone = Repair.objects.exclude(state__in=STILL_HERE).filter(resident=resident, **asks)
    mended = list(gone.select_related("kind"))
    bought = list(Bicycle.objects.filter(to_resident=resident, state=BicycleState.SOLD, **asks))
    helped = list(Chore.objects.filter(resident=resident, state=ChoreState.DONE, **asks))
    asked: dict[Ref, int] = {}
    for things in (loans, counted, mended, bought, helped):
        asked |= money.open_of_each(things)
    names = {
        **{ref(loan): str(loan.tool) for loan in loans},
        **{ref(loan): f"{loan.number} × {loan.kind}" for loan in counted},
        **{ref(thing): str(thing) for thing in [*mended, *bought, *helped]},
    }
    owing = {ref(thing): thing for thing in [*loans, *counted, *mended, *bought, *helped]}
    return [Owed(owing[each], each.kind, names[each], cents) for each, cents in asked.items()]


def waived_for(resident: Resident) -> list[tuple[str, int, str]]:
    """What somebody need not pay, and why: for the host alone."""
    loans = Loan.objects.filter(resident=resident, waived_cents__gt=0).select_related("tool__kind")
    return [(str(loan.tool), loan.waived_cents, loan.get_waiver_display()) for loan in loans.order_by("-out_at")[:20]]


def loans_by_number(workshop: Facility, numbers: Sequence[int]) -> list[Loan]:
    """The loans that were just made or ended, in that order."""
    if not numbers:
        return []
    rows = Loan.objects.filter(facility=workshop).select_related("tool__kind", "facility", "resident", "for_resident")
    found = rows.in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


# ── The day ────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class Came:
    """How many came for one function."""

    function: FunctionKind
    named: int = 0
    tallied: int = 0

    @property
    def name(self) -> str:
        return str(self.function.label)

    @property
    def people(self) -> int:
        return self.named + self.tallied


def visits_of_day(workshop: Facility, on: date) -> list[Came]:
    """By function, named and tallied apart; most first."""
    has_name = Q(visitor_number__isnull=False)
    rows = (
        Visit.objects.filter(facility=workshop, on=on)
        .order_by()
        .values_list("function")
        .annotate(named=Sum("people", filter=has_name, default=0), tallied=Sum("people", filter=~has_name, default=0))
    )
    came = [Came(FunctionKind(function), named, tallied) for function, named, tallied in rows]
    return sorted(came, key=lambda each: -each.people)


def people_of_day(workshop: Facility, on: date) -> int:
    """How many different people with a name came on a day, whatever they came for."""
    named = Visit.objects.filter(facility=workshop, on=on, visitor_number__isnull=False)
    return named.values("visitor_number").distinct().count()  # type: ignore[no-any-return]


def last_tally(workshop: Facility, on: date) -> Visit | None:
    found: Visit | None = (
        Visit.objects.filter(facility=workshop, on=on, visitor_number=None).order_by("-at", "-pk").first()
    )
    return found


def who_came(workshop: Facility, on: date) -> list[Resident]:
    """Who came today and may well come to the desk again, the last first."""
    came = Visit.objects.filter(facility=workshop, on=on, resident__isnull=False).values("resident")
    rows = Resident.objects.known().filter(pk__in=came).order_by("-seen_at", "-pk")
    return list(rows[:MOST_RECENT])


def to_sort_out(workshop: Facility) -> Any:
    return OfflineDeed.objects.filter(facility=workshop, settled_at=None)
