"""What the workshop of the example lends, who has what, and what is promised."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop import search
from wijkwerk.domain.workshop.models import InspectionOutcome, Kit, Loan, Method, Resident, Tool, ToolKind, ToolState
from wijkwerk.domain.workshop.operations import lending, money, reserving, safety, waiting
from wijkwerk.domain.workshop.operations import tools as keeping
from wijkwerk.domain.workshop.queries.availability import A_DAY, open_from
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock


class K(NamedTuple):
    """A kind: its rule, and how many items it has."""

    name: str
    group: str
    about: str
    letter: str  # its items are T-…, H-…, after the shelf
    items: int
    days: int = 7
    cents: int = 0
    cost: int = 0
    months: int | None = None
    instruction: bool = False
    parts: tuple[str, ...] = ()


KINDS: tuple[K, ...] = (
    K("Heggenschaar, elektrisch", "Tuin", "Voor heggen en struiken tot twee centimeter dik.", "T", 4, 7, 250, 600, 12,
      parts=("Snoer", "Hoes over het mes", "Veiligheidsbril")),
    K("Heggenschaar, met de hand", "Tuin", "Voor een kleine heg of om bij te knippen.", "T", 2),
    K("Grasmaaier, elektrisch", "Tuin", "Voor een gazon tot ongeveer honderd vierkante meter.", "T", 3, 3, 300, 800, 12,
      parts=("Snoer", "Opvangbak")),
    K("Kantenmaaier", "Tuin", "Voor de randen, waar de maaier niet komt.", "T", 2, 3, 200, 500, 12, parts=("Snoer",)),
    K("Bladblazer", "Tuin", "Graag niet voor negen uur gebruiken.", "T", 1, 2, 200, 500, 12),
    K("Kettingzaag, elektrisch", "Tuin", "Voor takken. Wij leggen eerst uit hoe het veilig gaat.", "T", 1, 2, 500, 1200,
      12, True, ("Kap over het zaagblad", "Helm", "Handschoenen")),
    K("Snoeischaar, lange steel", "Tuin", "Voor takken op hoogte.", "T", 3),
    K("Spade", "Tuin", "Om te spitten.", "T", 4, 14),
    K("Kruiwagen", "Tuin", "Met luchtband.", "T", 3, 3),
    K("Boormachine", "Klussen", "Voor hout en steen.", "B", 4, 7, 150, 400, 12, parts=("Koffer", "Sleutel")),
    K("Accuschroefmachine", "Klussen", "Met twee accu's.", "B", 3, 7, 150, 400, None,
      parts=("Twee accu's", "Oplader", "Koffer")),
    K("Decoupeerzaag", "Klussen", "Voor bochten in hout.", "B", 2, 7, 150, 400, 12, parts=("Twee zaagbladen",)),
    K("Schuurmachine", "Klussen", "Voor hout. Schuurpapier koopt u bij ons.", "B", 2, 7, 150, 350, 12),
    K("Cirkelzaag", "Klussen", "Voor rechte stukken. Wij leggen het eerst uit.", "B", 1, 3, 300, 900, 12, True,
      ("Geleider", "Veiligheidsbril")),
    K("Gereedschapskist", "Klussen", "Hamer, tangen, waterpas.", "B", 3, 14, parts=("Hamer", "Waterpas")),
    K("Trapladder, 6 treden", "Klussen", "Staat stevig op een vlakke vloer.", "L", 3, 7, 0, 100, 12),
    K("Ladder, 8 meter", "Klussen", "Met zijn tweeën dragen.", "L", 1, 3, 0, 200, 12),
    K("Verfroller met bak", "Schilderen", "Voor muren en plafonds.", "S", 4),
    K("Afdekzeil", "Schilderen", "Vier bij vijf meter.", "S", 4, 14),
    K("Behangtafel", "Schilderen", "Inklapbaar.", "S", 1),
    K("Kabelhaspel, 25 meter", "Elektrisch", "Helemaal uitrollen voor gebruik.", "H", 3, 7, 0, 150, 12),
    K("Hogedrukspuit", "Schoonmaken", "Voor tegels en tuinmeubels.", "H", 2, 2, 350, 900, 12, parts=("Lans", "Slang")),
    K("Tapijtreiniger", "Schoonmaken", "Met één fles middel.", "H", 1, 2, 500, 1100, 12, parts=("Slang", "Zuigmond")),
    K("Naaimachine", "Thuis", "Met voetpedaal en handleiding.", "N", 2, 14, 0, 300, None, parts=("Voetpedaal",)),
    K("Steekwagen", "Verhuizen", "Tot honderd kilo.", "V", 2, 3),
)  # fmt: skip
CHAIRS, TABLES = "Klapstoel", "Statafel"
ENDS_SOON = {"H-001": -3 * A_DAY, "B-001": 12 * A_DAY}  # from today: one inspection is over, one nearly
MAKES = ("nieuw in 2024", "", "grijs handvat", "met sticker")


@transaction.atomic
def make_lending(workshop: Facility, *, at: datetime) -> None:
    """Kinds, items, a kit, chairs; loans of which some are late; a reservation in danger. Made once."""
    if ToolKind.objects.filter(facility=workshop).exists():
        return
    kinds = {row.name: _kind(workshop, row) for row in KINDS}
    for name, stock in ((CHAIRS, 40), (TABLES, 6)):
        kinds[name] = ToolKind.objects.create(
            facility=workshop, name=name, group="Feest", about="Voor een straatfeest of een verjaardag.",
            loan_days=4, stock=stock, contribution_cents=25 if name == CHAIRS else 100,
        )  # fmt: skip
    for kind in kinds.values():
        search.put_kind(kind, at=at)
    _items(kinds, at=at)
    paint = Tool.objects.filter(facility=workshop, code__in=["S-001", "S-005", "L-001"])
    kit: Kit = Kit.objects.create(facility=workshop, name="Schilderset", code="SET-1")
    kit.tools.set(paint)
    people = {each.name: each for each in Resident.objects.filter(facility=workshop)}
    _loans(workshop, people, kinds, at=at)
    _promises(workshop, people, kinds, kit, at=at)


def _kind(workshop: Facility, row: K) -> ToolKind:
    made: ToolKind = ToolKind.objects.create(
        facility=workshop,
        name=row.name,
        group=row.group,
        about=row.about,
        loan_days=row.days,
        extension_days=row.days,
        contribution_cents=row.cents,
        full_cost_cents=row.cost,
        inspection_months=row.months,
        needs_instruction=row.instruction,
        parts="\n".join(row.parts),
    )
    return made


def _items(kinds: dict[str, ToolKind], *, at: datetime) -> None:
    numbers: dict[str, int] = {}
    today = clock.dutch(at).date()
    for row in KINDS:
        for turn in range(row.items):
            numbers[row.letter] = numbers.get(row.letter, 0) + 1
            tool = keeping.add_tool(
                kinds[row.name],
                code=f"{row.letter}-{numbers[row.letter]:03d}",
                note=MAKES[turn % len(MAKES)],
                shelf=f"{row.group}, plank {turn % 3 + 1}",
                bought_on=date(today.year - 2, 1 + turn, 12),
                by=CLOCK,
                at=at - 90 * A_DAY,
            )
            if row.months:
                begun = safety.months_after(today, -row.months)
                on = begun + ENDS_SOON[tool.code] if tool.code in ENDS_SOON else today - 40 * (turn + 1) * A_DAY
                _inspected(tool, on, at=at)
    for code, state, because in (
        ("T-010", ToolState.OUT_OF_ORDER, "Het snoer is kapot."),
        ("B-014", ToolState.MISSING, "Niet gevonden bij de telling."),
    ):
        keeping.set_state(Tool.objects.get(code=code), state=state, because=because, by=CLOCK, at=at)


def _inspected(tool: Tool, on: date, *, at: datetime) -> None:
    safety.inspect(
        tool, on=on, outcome=InspectionOutcome.PASSED, inspected_by="Keurbedrijf Noord (voorbeeld)", by=CLOCK, at=at
    )


def _loans(workshop: Facility, people: dict[str, Resident], kinds: dict[str, ToolKind], *, at: datetime) -> None:
    """Some that came back, some that are out, two that are late."""
    calendar = Calendar(workshop)
    for days_ago, name, codes, back_after in (
        (60, "Aaltje Mulderij", ("T-001", "T-019"), 6),
        (48, "Derk Onnes", ("B-002",), 5),
        (41, "Chaima Ouazzani", ("S-002", "S-006"), 9),
        (30, "Otto Wessels", ("B-008",), 3),
        (25, "Aaltje Mulderij", ("T-001",), 7),
        (20, "Nadia Haddaoui", ("N-001",), 13),
        (19, "Miep van Aalderen", ("T-002",), None),
        (11, "Lammert Prins", ("B-003", "B-015"), None),
        (2, "Eef Tolner", ("T-003", "T-020"), None),
        (1, "Gonda Hemstra", ("H-005",), None),
    ):
        out_at = _open_before(calendar, at - days_ago * A_DAY, at)
        tools = list(Tool.objects.filter(facility=workshop, code__in=codes).order_by("pk"))
        for loan in lending.lend(tools, resident=people[name], by=CLOCK, at=out_at):
            if loan.due_cents:
                money.receive(workshop, amount_cents=loan.due_cents, method=Method.CARD, words=str(loan.tool),
                              about=loan, resident=people[name], by=CLOCK, at=out_at)  # fmt: skip
        if back_after is not None:
            for tool in tools:
                back_at = open_from(out_at + back_after * A_DAY, calendar)
                lending.give_back(tool, in_note="Schoon en heel", by=CLOCK, at=min(back_at, at))
    lending.instruct(kinds["Cirkelzaag"], resident=people["Otto Wessels"], by=CLOCK, at=at - 30 * A_DAY)
    lending.lend_counted(
        kinds[CHAIRS], number=12, resident=people["Imke Roelfsema"], by=CLOCK, at=_open_before(calendar, at - A_DAY, at)
    )


def _open_before(calendar: Calendar, moment: datetime, at: datetime) -> datetime:
    return min(open_from(moment, calendar), at - timedelta(hours=1))


def _promises(
    workshop: Facility, people: dict[str, Resident], kinds: dict[str, ToolKind], kit: Kit, *, at: datetime
) -> None:
    """What is kept for whom; one whose item is late, and so is in danger."""
    calendar = Calendar(workshop)
    first = calendar.open_day_from(clock.dutch(at).date() + A_DAY)
    second = calendar.open_day_from(first + A_DAY)
    third = calendar.open_day_from(second + A_DAY)
    mornings = {day: open_from(calendar.closes_at(day) - timedelta(hours=6), calendar) for day in (first, second)}
    until = calendar.closes_at
    reserving.reserve(workshop, kit=kit, resident=people["Jurre Boelens"], from_at=mornings[second],
                      until_at=until(third), by=CLOCK, at=at)  # fmt: skip
    reserving.reserve(workshop, kind=kinds[CHAIRS], number=20, resident=people["Chaima Ouazzani"],
                      from_at=mornings[second], until_at=until(third), by=CLOCK, at=at)  # fmt: skip
    reserving.reserve(workshop, kind=kinds["Grasmaaier, elektrisch"], resident=people["Berend Kuipers-Doorn"],
                      from_at=mornings[first], until_at=until(second), by=CLOCK, at=at)  # fmt: skip
    late = Loan.objects.open().get(tool__code="T-002")
    before = late.due_at - A_DAY
    promised = open_from(at + A_DAY, calendar)
    Loan.objects.filter(pk=late.pk).update(due_at=promised)  # as it stood when it was promised on
    reserving.reserve(workshop, tool=late.tool, resident=people["Nadia Haddaoui"], from_at=promised,
                      until_at=until(second), by=CLOCK, at=min(at, before + A_DAY))  # fmt: skip
    Loan.objects.filter(pk=late.pk).update(due_at=before)
    lending.lend(
        list(Tool.objects.filter(code__in=["N-002"])), resident=people["Katja Zwiers"], by=CLOCK, at=at - A_DAY
    )
    lending.lend(
        list(Tool.objects.filter(code__in=["N-001"])), resident=people["Pien Kamphuis"], by=CLOCK, at=at - A_DAY
    )
    waiting.join_waiting(kinds["Naaimachine"], resident=people["Haile Tesfay"], by=CLOCK, at=at)
