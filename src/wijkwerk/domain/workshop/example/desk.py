"""Who came to the workshop of the example in the last months, what was paid, and how each day's box was counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import (
    DeskDay,
    FormsHelp,
    HelpTheme,
    Method,
    Participant,
    Payment,
    ReceiptSeries,
    Resident,
    Visit,
)
from wijkwerk.foundation.kit import clock

HOST = "Hanneke Drent"
DAYS = 130
FLOAT = 2_500  # cents in the box on the first morning
F = FunctionKind
WHAT = ((F.MEETING, 9), (F.LENDING, 6), (F.CHORES, 2), (F.REPAIR, 3), (F.BENCH, 2), (F.BICYCLES, 2), (F.FORMS, 2))
PAID = (("Heggenschaar, elektrisch", 250), ("Grasmaaier, elektrisch", 300), ("Boormachine", 150), ("Binnenband", 450),
        ("Koffie en koek", 100), ("Uur aan de werkbank", 200), ("Schuurpapier", 75))  # fmt: skip
THEMES = (HelpTheme.LETTER, HelpTheme.LETTER, HelpTheme.BENEFIT, HelpTheme.ENERGY, HelpTheme.ONLINE, HelpTheme.DEBT)


@transaction.atomic
def make_desk(workshop: Facility, *, at: datetime) -> None:
    """Months of days at the desk, and one that is open now; made once."""
    if DeskDay.objects.filter(facility=workshop).exists():
        return
    chance, calendar, today = Random(41), Calendar(workshop), clock.dutch(at).date()
    days = [today - timedelta(days=n) for n in range(DAYS, 0, -1)]
    open_days = [day for day in days if calendar.spans(day)]
    residents = list(Resident.objects.known().filter(facility=workshop).order_by("pk"))
    helpers = set(Participant.objects.filter(facility=workshop).values_list("resident_id", flat=True))
    seen: dict[int, datetime] = {}
    visits: list[Visit] = []
    for on in open_days:
        visits += _visits(workshop, on, residents, helpers, seen, chance)
    Visit.objects.bulk_create(visits)
    for resident in residents:
        if resident.pk in seen:
            resident.seen_at = seen[resident.pk]
            resident.created_at = min(resident.created_at, resident.seen_at)
    Resident.objects.bulk_update(residents, ["seen_at", "created_at"])
    Visit.objects.filter(facility=workshop, function=F.FORMS).update(resident=None)  # nobody is tied to a paper
    _help(workshop, open_days, chance)
    _till(workshop, open_days, residents, chance)
    last = DeskDay.objects.filter(facility=workshop).order_by("-on").first()
    float_cents = last.counted_cents if last is not None else FLOAT
    DeskDay.objects.create(facility=workshop, on=today, opened_at=at, opened_by=HOST, float_cents=float_cents)


def _moment(on: date, chance: Random) -> datetime:
    return datetime.combine(on, time(9 + chance.randrange(7), chance.randrange(60)), tzinfo=clock.AMSTERDAM)


def _visits(
    workshop: Facility,
    on: date,
    residents: list[Resident],
    helpers: set[int],
    seen: dict[int, datetime],
    chance: Random,
) -> list[Visit]:
    """A few come nearly every day, most now and then; coffee is tallied too."""
    found: dict[tuple[int, str], Visit] = {}
    kinds, weights = zip(*WHAT, strict=True)
    for _turn in range(chance.randrange(5, 12)):
        resident = residents[min(int(chance.expovariate(0.28)), len(residents) - 1)]
        function, moment = chance.choices(kinds, weights)[0], _moment(on, chance)
        if (resident.pk, function) in found:
            continue
        found[resident.pk, function] = Visit(
            facility=workshop,
            on=on,
            at=moment,
            function=function,
            resident=resident,
            visitor_number=resident.pk,
            buurt_code=resident.buurt_code,
            is_first=resident.pk not in seen,
            is_helper=resident.pk in helpers,
        )
        seen[resident.pk] = max(moment, seen.get(resident.pk, moment))
    tallies = [
        Visit(facility=workshop, on=on, at=_moment(on, chance), function=F.MEETING, people=people)
        for people in chance.choices((1, 2, 3, 4), k=chance.randrange(1, 5))
    ]
    return [*found.values(), *tallies]


def _help(workshop: Facility, days: list[date], chance: Random) -> None:
    FormsHelp.objects.bulk_create(
        FormsHelp(
            facility=workshop,
            on=on,
            at=_moment(on, chance),
            theme=chance.choice(THEMES),
            helper=chance.choice(("Chaima Ouazzani", HOST)),
        )
        for on in days
        if on.weekday() in (1, 3)
    )


def _till(workshop: Facility, days: list[date], residents: list[Resident], chance: Random) -> None:
    """Receipts without gaps; a box that agrees, but for one evening."""
    last_number: dict[int, int] = {}
    payments, desk_days, in_box = [], [], FLOAT
    for turn, on in enumerate(days):
        cash = 0
        for moment in sorted(_moment(on, chance) for _each in range(chance.randrange(0, 5))):
            what, cents = chance.choice(PAID)
            method = Method.CASH if chance.random() < 0.6 else Method.CARD
            last_number[on.year] = last_number.get(on.year, 0) + 1
            payments.append(
                Payment(
                    facility=workshop,
                    year=on.year,
                    number=last_number[on.year],
                    on=on,
                    at=moment,
                    amount_cents=cents,
                    method=method,
                    words=what,
                    resident=chance.choice(residents),
                )
            )
            cash += cents if method == Method.CASH else 0
        expected = in_box + cash
        counted = expected - 50 if turn == len(days) // 2 else expected
        desk_days.append(
            DeskDay(
                facility=workshop,
                on=on,
                opened_at=datetime.combine(on, time(9), tzinfo=clock.AMSTERDAM),
                opened_by=HOST,
                float_cents=in_box,
                closed_at=datetime.combine(on, time(16, 30), tzinfo=clock.AMSTERDAM),
                closed_by=HOST,
                expected_cents=expected,
                counted_cents=counted,
                difference_because="Vijftig cent te weinig. Wij weten niet hoe dat komt." if counted < expected else "",
            )
        )
        in_box = counted
    Payment.objects.bulk_create(payments)
    DeskDay.objects.bulk_create(desk_days)
    ReceiptSeries.objects.bulk_create(
        ReceiptSeries(facility=workshop, year=year, last=last) for year, last in last_number.items()
    )
