"""Bicycles, the scheme, the repair desk and the benches of the example: something in each state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.workshop.bicycle_states import TheftOutcome
from wijkwerk.domain.workshop.models import (
    Bicycle,
    BicycleKind,
    Method,
    Origin,
    Part,
    Participant,
    Repair,
    Resident,
    Scheme,
    ThingKind,
    Tool,
    ToolKind,
    UsualJob,
)
from wijkwerk.domain.workshop.operations import bench, bicycles, repairs, schemes, usual_lists
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.domain.workshop.repair_states import Barrier, Outcome
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit import clock

DAY = timedelta(days=1)
K = BicycleKind


@transaction.atomic
def make_bicycles(workshop: Facility, *, at: datetime) -> None:
    """Made once: what is there stays."""
    if Bicycle.objects.filter(facility=workshop).exists():
        return
    host: Actor = Person.objects.filter(name="Hanneke Drent").first() or CLOCK
    usual_lists.add_usual_lists(workshop, by=host, at=at - 200 * DAY)
    scheme = _scheme(workshop, host, at)
    _Bicycles(workshop, host, at).make(scheme)
    _Repairs(workshop, host, at).make()
    _benches(workshop, host, at)


def _scheme(workshop: Facility, host: Actor, at: datetime) -> Scheme:
    return schemes.make_scheme(
        workshop,
        name="Meedoen op de fiets",
        year=clock.dutch(at).year,
        budget_cents=150_000,
        bicycle_cents=12_500,
        terms="Voor wie een fiets nodig heeft om mee te doen: naar school, werk, sport of familie. "
        "Een gesprek aan de balie is genoeg. Wij vragen geen papieren.",
        by=host,
        at=at - 200 * DAY,
    )


class _Shelf:
    """The people and things of the workshop by name."""

    def __init__(self, workshop: Facility, host: Actor, at: datetime) -> None:
        self.workshop, self.host, self.at = workshop, host, at
        self.residents = {each.name: each for each in Resident.objects.filter(facility=workshop)}
        taking_part = Participant.objects.filter(facility=workshop).select_related("resident")
        self.helpers = {each.resident.name: each for each in taking_part}
        self.parts = {part.name: part for part in Part.objects.filter(facility=workshop)}
        self.kinds = {kind.name: kind for kind in ThingKind.objects.filter(facility=workshop)}

    def ago(self, days: int) -> datetime:
        """Some days ago, at ten in the morning."""
        return min(_moment(clock.dutch(self.at).date() - days * DAY, 10), self.at)


class _Bicycles(_Shelf):
    def make(self, scheme: Scheme) -> None:
        """Eight, one in each state and two on their way; two that wait; money instead of one."""
        self._received(K.CHILD, "Batavus", "rood, 20 inch", "BT48213", days=1, giver="Pien Kamphuis")
        stolen = self._received(K.ELECTRIC, "Sparta", "zwart, 53 cm", "SP90412", days=4, origin=Origin.HANDED_IN)
        bicycles.check_theft(stolen, outcome=TheftOutcome.STOLEN, by=self.host, at=self.ago(4))
        half = self._on_stand(K.LADIES, "Gazelle", "groen, 57 cm", "GZ11873", days=9)
        self._tick(half, 4)
        repairs.use_part(half, part=self.parts["Binnenband 28 inch"], quantity=2, by=self.host, at=self.ago(6))
        self._ready(K.GRANNY, "Cortina", "blauw, lage instap", "CO77120", days=21)
        given = self._ready(K.CHILD, "Loekie", "geel, 24 inch", "LK30091", days=210)
        self._give(scheme, given, "Nadia Haddaoui", days=190)
        later = self._ready(K.GENTS, "Union", "grijs, 61 cm", "UN55310", days=60)
        self._give(scheme, later, "Haile Tesfay", days=40)
        sold = self._ready(K.LADIES, "Batavus", "zwart, 55 cm", "BT10077", days=35)
        buyer = self.residents["Eef Tolner"]
        bicycles.sell_bicycle(sold, resident=buyer, method=Method.CARD, by=self.host, at=self.ago(20))
        worn = self._checked(K.SPORT, "Merk onbekend", "wit, frame gescheurd", "XK20", days=28)
        bicycles.scrap_bicycle(
            worn, because="Het frame is gescheurd. Wielen en zadel bewaard.", by=self.host, at=self.ago(27)
        )
        money_for = self.residents["Miep van Aalderen"]
        schemes.give_money(scheme, resident=money_for, amount_cents=7_500, by=self.host, at=self.ago(30))
        for name, kind, looks, days in (
            ("Chaima Ouazzani", K.GRANNY, "niet te hoog", 50),
            ("Filip Nowakowski", K.CHILD, "voor een kind van zeven", 18),
        ):
            bicycles.wish_for_bicycle(
                self.workshop, resident=self.residents[name], kind=kind, looks=looks, by=self.host, at=self.ago(days)
            )

    def _received(
        self,
        kind: BicycleKind,
        make: str,
        looks: str,
        number: str,
        *,
        days: int,
        origin: Origin = Origin.GIFT,
        giver: str = "",
    ) -> Bicycle:
        return bicycles.receive_bicycle(
            self.workshop,
            kind=kind,
            origin=origin,
            make=make,
            looks=looks,
            frame_number=number,
            from_resident=self.residents.get(giver),
            by=self.host,
            at=self.ago(days),
        )

    def _checked(self, kind: BicycleKind, make: str, looks: str, number: str, *, days: int) -> Bicycle:
        bicycle = self._received(kind, make, looks, number, days=days)
        return bicycles.check_theft(bicycle, outcome=TheftOutcome.CLEAR, by=self.host, at=self.ago(days))

    def _on_stand(self, kind: BicycleKind, make: str, looks: str, number: str, *, days: int) -> Bicycle:
        bicycle = self._checked(kind, make, looks, number, days=days)
        return bicycles.start_refurbishing(bicycle, by=self.host, at=self.ago(days - 1))

    def _ready(self, kind: BicycleKind, make: str, looks: str, number: str, *, days: int) -> Bicycle:
        bicycle = self._on_stand(kind, make, looks, number, days=days)
        for name in ("Remkabel", "Bel"):
            repairs.use_part(bicycle, part=self.parts[name], by=self.host, at=self.ago(days - 3))
        self._tick(bicycle, bicycle.steps.count())
        points = queries.rules_of(self.workshop).points
        bicycles.check_safety(bicycle, points=points, good=points, by=self.host, at=self.ago(days - 7))
        return bicycles.locked(bicycle)

    def _tick(self, bicycle: Bicycle, count: int) -> None:
        """Somebody who knows how and somebody who learns, in turn."""
        working = [self.helpers["Filip Nowakowski"], self.helpers["Katja Zwiers"]]
        began = clock.dutch(bicycle.received_at)
        for place, step in enumerate(bicycle.steps.all()[:count]):
            moment = min(began + (2 + place // 2) * DAY, self.at)
            bicycles.tick_step(step, participant=working[place % 2], minutes=25, by=self.host, at=moment)

    def _give(self, scheme: Scheme, bicycle: Bicycle, name: str, *, days: int) -> None:
        schemes.give_bicycle(scheme, bicycle, resident=self.residents[name], by=self.host, at=self.ago(days))


class _Repairs(_Shelf):
    def make(self) -> None:
        """Twelve: some that wait, on the stand, ready, collected, and some that could not be mended."""
        self._brought("Fiets", "Lekke achterband", "Aaltje Mulderij", days=1, make="Gazelle")
        self._brought("Stofzuiger", "Zuigt niet meer", "Otto Wessels", days=2, make="Miele")
        self._brought("Lamp", "Knippert", "Imke Roelfsema", days=2)
        self._on_stand("Naaimachine", "Loopt vast", "Katja Zwiers", "Otto Wessels", days=5, make="Singer")
        wheel = self._on_stand("Fiets", "Slag in het wiel", "Derk Onnes", "Filip Nowakowski", days=3, make="Batavus")
        repairs.use_part(wheel, words="Spaken", unit_cents=75, quantity=4, by=self.host, at=self.ago(2))
        ready = self._on_stand("Fiets", "Ketting loopt eraf", "Eef Tolner", "Filip Nowakowski", days=8)
        repairs.use_part(ready, part=self.parts["Ketting"], by=self.host, at=self.ago(7))
        repairs.log_hours(ready, participant=self.helpers["Filip Nowakowski"], minutes=40, by=self.host, at=self.ago(7))
        self._done(ready, Outcome.REPAIRED, days=6, words="Er zit een nieuwe ketting op.")
        old = self._on_stand(
            "Klein huishoudelijk apparaat", "Wordt niet warm", "Lammert Prins", "Otto Wessels", days=40
        )
        self._done(old, Outcome.NOT_REPAIRED, days=36, barrier=Barrier.NOT_OPENABLE)
        partly = self._on_stand("Kinderwagen", "Wiel en kap stuk", "Nadia Haddaoui", "Berend Kuipers-Doorn", days=26)
        self._done(partly, Outcome.PARTLY, days=22, barrier=Barrier.NO_PART, words="Het wiel draait weer.")
        repairs.collect_repair(partly, by=self.host, at=self.ago(20))
        lamp = self._on_stand("Lamp", "Stekker gesmolten", "Gonda Hemstra", "Otto Wessels", days=18)
        repairs.use_part(lamp, part=self.parts["Stekker"], by=self.host, at=self.ago(17))
        self._done(lamp, Outcome.REPAIRED, days=16)
        repairs.collect_repair(lamp, method=Method.CARD, by=self.host, at=self.ago(14))
        for name, who, days in (
            ("Buitenband vervangen", "Jurre Boelens", 12),
            ("Band plakken", "Berend Kuipers-Doorn", 6),
            ("Licht monteren", "", 1),
        ):
            job = UsualJob.objects.select_related("facility", "kind", "part").get(facility=self.workshop, name=name)
            resident = self.residents.get(who)
            repairs.do_usual_job(job, resident=resident, method=Method.CARD, by=self.host, at=self.ago(days))

    def _brought(self, kind: str, fault: str, who: str, *, days: int, make: str = "") -> Repair:
        return repairs.receive_repair(
            self.workshop,
            kind=self.kinds[kind],
            fault=fault,
            make=make,
            resident=self.residents[who],
            by=self.host,
            at=self.ago(days),
        )

    def _on_stand(self, kind: str, fault: str, who: str, helper: str, *, days: int, make: str = "") -> Repair:
        repair = self._brought(kind, fault, who, days=days, make=make)
        workers = [self.helpers[helper]]
        return repairs.start_repair(repair, workers=workers, by=self.host, at=self.ago(days - 1))

    def _done(
        self, repair: Repair, outcome: Outcome, *, days: int, barrier: Barrier | str = "", words: str = ""
    ) -> None:
        repairs.finish_repair(repair, outcome=outcome, barrier=barrier, words=words, by=self.host, at=self.ago(days))


def _benches(workshop: Facility, host: Actor, at: datetime) -> None:
    """Two benches, with who came last time and who comes next."""
    shelf = _Shelf(workshop, host, at)
    wood, metal = (
        _bench(workshop, name, code, at) for name, code in (("Houtwerkbank", "B-01"), ("Metaalbank", "B-02"))
    )
    calendar, today = Calendar(workshop), clock.dutch(at).date()
    before = _open_day(calendar, today - DAY, -1)
    after = _open_day(calendar, today + DAY, 1)
    residents, helpers = shelf.residents, shelf.helpers
    rows: tuple[tuple[Tool, str, str, date, int, int, str, Callable[..., object] | None], ...] = (
        (wood, "Gonda Hemstra", "Berend Kuipers-Doorn", before, 10, 12, "Een vogelhuisje", bench.mark_present),
        (metal, "Lammert Prins", "", before, 13, 14, "", bench.mark_absent),
        (wood, "Eef Tolner", "Berend Kuipers-Doorn", after, 10, 11, "Een plank voor de keuken", None),
        (wood, "Miep van Aalderen", "Otto Wessels", after, 13, 15, "Stoel lijmen", None),
        (metal, "Jurre Boelens", "Otto Wessels", after, 10, 12, "Fietsrek", None),
    )
    for tool, who, helper, on, begin, end, makes, deed in rows:
        booked_at = _moment(on, 9) - 6 * DAY
        booking = bench.book_bench(
            tool,
            resident=residents[who],
            helper=helpers.get(helper),
            from_at=_moment(on, begin),
            until_at=_moment(on, end),
            makes=makes,
            by=host,
            at=min(booked_at, at),
        )
        if deed is not None:
            deed(booking, by=host, at=_moment(on, end))


def _bench(workshop: Facility, name: str, code: str, at: datetime) -> Tool:
    kind, _is_new = ToolKind.objects.get_or_create(
        facility=workshop, name=name, defaults={"group": "Werkbank", "is_bench": True, "is_public": False}
    )
    bench_tool: Tool = Tool.objects.get_or_create(
        kind=kind, facility=workshop, defaults={"code": code, "created_at": at}
    )[0]
    return bench_tool


def _open_day(calendar: Calendar, on: date, way: int) -> date:
    """The nearest day, going back or on, that it is open from ten until three."""
    while not any(span.from_time <= time(10) and time(15) <= span.until_time for span in calendar.spans(on)):
        on += way * DAY
    return on


def _moment(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=clock.AMSTERDAM)
