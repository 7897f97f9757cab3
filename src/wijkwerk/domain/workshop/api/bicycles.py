"""Bicycles, the scheme, the repair desk and the benches for machines: the same deeds, under the same guards."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status
from pydantic import AwareDatetime

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.bicycle_states import BicycleState, TheftOutcome
from wijkwerk.domain.workshop.models import (
    BenchBooking,
    Bicycle,
    BicycleKind,
    BicycleStep,
    Method,
    Origin,
    Part,
    Participant,
    Repair,
    Resident,
    Ridden,
    Scheme,
    SchemeEntry,
    ThingKind,
    Tool,
    UsualJob,
)
from wijkwerk.domain.workshop.operations import bench as bench_operations
from wijkwerk.domain.workshop.operations import bicycles as operations
from wijkwerk.domain.workshop.operations import repairs as repair_operations
from wijkwerk.domain.workshop.operations import schemes as scheme_operations
from wijkwerk.domain.workshop.queries import bench, bicycles, places, repairs
from wijkwerk.domain.workshop.queries import money as tills
from wijkwerk.domain.workshop.repair_states import Barrier, BenchState, Outcome, RepairState
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Fietsen en repareren")
Row = TypeVar("Row", bound=Model)
MOST_CENTS = 100_000_000


class NotInThisWorkshop(Refusal):
    """Of what was named there is none with that number here."""

    message = _("Een van de nummers hoort niet bij deze wijkwerkplaats.")


class StateWord(StrEnum):
    RECEIVED = "binnen"
    REFURBISHING = "opknappen"
    READY = "klaar"
    GIVEN = "gegeven"
    SOLD = "verkocht"
    SCRAPPED = "gesloopt"
    HANDED_OVER = "naar-politie-of-eigenaar"


class KindWord(StrEnum):
    LADIES = "dames"
    GENTS = "heren"
    CHILD = "kinder"
    GRANNY = "lage-instap"
    SPORT = "sport"
    FOLDING = "vouw"
    ELECTRIC = "elektrisch"
    CARGO = "bak"
    OTHER = "anders"


class OriginWord(StrEnum):
    GIFT = "gekregen"
    HANDED_IN = "ingeleverd"


class TheftWord(StrEnum):
    CLEAR = "niet-gestolen"
    NO_NUMBER = "geen-nummer"
    STOLEN = "gestolen"


class MethodWord(StrEnum):
    CASH = "contant"
    CARD = "pin"


class RepairWord(StrEnum):
    WAITING = "wacht"
    ON_STAND = "op-de-standaard"
    READY = "klaar"
    COLLECTED = "opgehaald"
    LEFT_HERE = "niet-opgehaald"


class OutcomeWord(StrEnum):
    REPAIRED = "gerepareerd"
    PARTLY = "deels"
    NOT_REPAIRED = "niet"


class BarrierWord(StrEnum):
    NO_PART = "geen-onderdeel"
    NOT_OPENABLE = "kan-niet-open"
    TOO_WORN = "te-versleten"
    UNSAFE = "niet-veilig"
    TOO_EXPENSIVE = "te-duur"
    NO_LONGER = "wil-niet-meer"


class RiddenWord(StrEnum):
    YES = "ja"
    NO = "nee"
    GONE = "weg"
    NO_ANSWER = "geen-antwoord"


class BenchWord(StrEnum):
    BOOKED = "afgesproken"
    PRESENT = "geweest"
    ABSENT = "niet-gekomen"
    CANCELLED = "afgezegd"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class StepDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    learns: str = named("leert")
    done_on: date | None = named("gedaanOp")


class BicycleDocument(Document):
    """Een fiets van de werkplaats."""

    number: int = named("nummer")
    kind: KindWord = named("soort")
    make: str = named("merk")
    looks: str = named("uiterlijk")
    frame_number: str = named("framenummer")
    origin: OriginWord = named("herkomst")
    state: StateWord = named("stand")
    received_on: date = named("binnenOp")
    theft: TheftWord | None = named("diefstalcontrole")
    theft_checked_on: date | None = named("diefstalcontroleOp")
    safety_signed_at: datetime | None = named("veiligGetekendOp")
    ended_on: date | None = named("wegOp")
    to_resident: int | None = named("naarInwoner")


class BicycleWhole(BicycleDocument):
    steps: list[StepDocument] = named("stappen")
    price_cents: int = named("kostprijsInCenten")


class BicycleList(Document):
    results: list[BicycleDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class CheckDocument(Document):
    is_signed: bool = named("getekend")
    not_good: list[str] = named("nietInOrde")


class SchemeDocument(Document):
    """Een fietsregeling met wat er over is."""

    number: int = named("nummer")
    name: str = named("naam")
    year: int = named("jaar")
    budget_cents: int = named("budgetInCenten")
    awarded_cents: int = named("toegekendInCenten")
    left_cents: int = named("overInCenten")
    bicycle_cents: int = named("waardeVanEenFietsInCenten")


class SchemeList(Document):
    results: list[SchemeDocument] = named("resultaten")
    following: str | None = named("volgende")


class AwardDocument(Document):
    """Een toekenning: een fiets, of geld als er geen fiets bij staat."""

    number: int = named("nummer")
    resident: int = named("inwoner")
    bicycle: int | None = named("fiets")
    amount_cents: int = named("bedragInCenten")
    on: date = named("op")
    ridden: RiddenWord | None = named("nogGebruikt")
    withdrawn_at: datetime | None = named("ingetrokkenOp")


class AwardList(Document):
    results: list[AwardDocument] = named("resultaten")
    following: str | None = named("volgende")


class RepairDocument(Document):
    """Een reparatie, met wat zij kost en wat ervan kwam. De bespaarde CO2 is een schatting."""

    number: int = named("nummer")
    kind: str = named("soort")
    make: str = named("merk")
    fault: str = named("klacht")
    resident: int | None = named("inwoner")
    bicycle: int | None = named("fiets")
    state: RepairWord = named("stand")
    received_at: datetime = named("gebrachtOp")
    ready_at: datetime | None = named("klaarOp")
    outcome: OutcomeWord | None = named("uitkomst")
    barrier: BarrierWord | None = named("waaromNiet")
    full_cost_cents: int = named("volleKostenInCenten")
    contribution_cents: int = named("bijdrageInCenten")
    grams: int = named("gewichtInGram")
    co2_grams: int = named("bespaardeCo2InGram")
    co2_source: str = named("bronVanDeSchatting")


class RepairWhole(RepairDocument):
    open_cents: int = named("nogTeBetalenInCenten")


class RepairList(Document):
    results: list[RepairDocument] = named("resultaten")
    following: str | None = named("volgende")


class BookingDocument(Document):
    """Een werkbank voor iemand, van een moment tot een moment."""

    number: int = named("nummer")
    bench: str = named("werkbank")
    resident: int = named("inwoner")
    helper: int | None = named("helper", description="Nummer van de deelnemer die helpt.")
    from_at: datetime = named("van")
    until_at: datetime = named("tot")
    state: BenchWord = named("stand")


class BookingList(Document):
    results: list[BookingDocument] = named("resultaten")
    following: str | None = named("volgende")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class Pages(Input):
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class BicycleFilter(Pages):
    state: StateWord | None = named("stand", None)
    kind: KindWord | None = named("soort", None)


class RepairFilter(Pages):
    state: RepairWord | None = named("stand", None)


class DayFilter(Pages):
    on: date | None = named("op", None, description="De dag; zonder is dat vandaag.")


class BicycleInput(Input):
    kind: KindWord = named("soort")
    origin: OriginWord = named("herkomst", OriginWord.GIFT)
    make: Line = named("merk", "")
    looks: Line = named("uiterlijk", "")
    frame_number: Line = named("framenummer", "")
    from_resident: Number | None = named("vanInwoner", None)
    received_on: date | None = named("binnenOp", None)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer is één keer.")


class TheftInput(Input):
    outcome: TheftWord = named("uitkomst")
    frame_number: Line = named("framenummer", "")
    note: Line = named("toelichting", "")


class StepInput(Input):
    participant: Number | None = named("deelnemer", None)
    minutes: int | None = named("minuten", None, ge=1, le=600)


class SafetyInput(Input):
    good: list[Line] = named("inOrde", max_length=100, description="De punten die in orde zijn, zoals zij bij u heten.")


class GiveInput(Input):
    scheme: Number = named("regeling")
    resident: Number = named("inwoner")
    client_key: UUID | None = named("sleutel", None)


class MoneyInput(Input):
    resident: Number = named("inwoner")
    amount_cents: int = named("bedragInCenten", ge=1, le=MOST_CENTS)
    client_key: UUID | None = named("sleutel", None)


class SellInput(Input):
    resident: Number | None = named("inwoner", None)
    method: MethodWord | None = named("betaaldMet", None)
    client_key: UUID | None = named("sleutel", None)


class ReasonInput(Input):
    because: Line = named("waarom")


class RiddenInput(Input):
    ridden: RiddenWord = named("nogGebruikt")


class RepairInput(Input):
    kind: Number = named("soort")
    fault: Line = named("klacht")
    make: Line = named("merk", "")
    resident: Number | None = named("inwoner", None)
    bicycle: Number | None = named("fiets", None)
    grams: int | None = named("gewichtInGram", None, ge=1, le=200_000)
    client_key: UUID | None = named("sleutel", None)


class JobInput(Input):
    resident: Number | None = named("inwoner", None)
    method: MethodWord | None = named("betaaldMet", None)
    client_key: UUID | None = named("sleutel", None)


class WorkersInput(Input):
    workers: list[Number] = named("deelnemers", default_factory=list, max_length=20)


class PartInput(Input):
    part: Number | None = named("onderdeel", None)
    words: Line = named("anders", "")
    unit_cents: int | None = named("prijsInCenten", None, ge=0, le=MOST_CENTS)
    quantity: int = named("aantal", 1, ge=1, le=99)
    client_key: UUID | None = named("sleutel", None)


class FinishInput(Input):
    outcome: OutcomeWord = named("uitkomst")
    barrier: BarrierWord | None = named("waaromNiet", None)
    words: Line = named("voorDeEigenaar", "")
    grams: int | None = named("gewichtInGram", None, ge=1, le=200_000)


class CollectInput(Input):
    method: MethodWord | None = named("betaaldMet", None)


class BookInput(Input):
    bench: Number = named("werkbank")
    resident: Number = named("inwoner")
    helper: Number | None = named("helper", None)
    from_at: AwareDatetime = named("van")
    until_at: AwareDatetime = named("tot")
    makes: Line = named("maakt", "")
    client_key: UUID | None = named("sleutel", None)


def _here(workshop: Facility, model: type[Row], number: int | None) -> Any:
    """The row of this workshop with that number; None for no number."""
    if number is None:
        return None
    found = model._default_manager.filter(facility=workshop, pk=number).first()
    if found is None:
        raise NotInThisWorkshop
    return found


def _method(word: MethodWord | None) -> Method | None:
    return Method[word.name] if word else None


def _listed(request: HttpRequest, found: Any, filters: Pages, order: tuple[str, ...], document: Any) -> HttpResponse:
    api.check_token(filters.after, order=order)
    page = paging.page(found, after=filters.after, order=order, size=filters.size)
    rows = [document(row).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


# ── Bicycles ───────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/fietsen", response=BicycleList, summary="Fietsen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def bicycle_list(request: HttpRequest, workshop: Facility, filters: Query[BicycleFilter]) -> HttpResponse:
    """Alle fietsen die binnenkwamen, laatst binnengekomen eerst."""
    state = BicycleState[filters.state.name].value if filters.state else ""
    kind = BicycleKind[filters.kind.name].value if filters.kind else ""
    found = bicycles.bicycles(workshop, state=state, kind=kind)
    return _listed(request, found, filters, ("-received_at", "-id"), lambda row: BicycleDocument(**_bicycle(row)))


@router.get("/fietsen/{int:nummer}", response=BicycleWhole, summary="Eén fiets")
@needs(Permission.WORKSHOP_DESK, find=bicycles.bicycle, by=("nummer",))
def bicycle(request: HttpRequest, bicycle: Bicycle) -> Any:
    """Eén fiets, met de stappen van het opknappen."""
    return _whole(bicycle)


def _bicycle(bicycle: Bicycle) -> dict[str, Any]:
    return {
        "number": bicycle.pk,
        "kind": KindWord[BicycleKind(bicycle.kind).name],
        "make": bicycle.make,
        "looks": bicycle.looks,
        "frame_number": bicycle.frame_number,
        "origin": OriginWord[Origin(bicycle.origin).name],
        "state": StateWord[BicycleState(bicycle.state).name],
        "received_on": bicycle.received_on,
        "theft": TheftWord[TheftOutcome(bicycle.theft_outcome).name] if bicycle.theft_outcome else None,
        "theft_checked_on": bicycle.theft_checked_on,
        "safety_signed_at": bicycle.safety_signed_at,
        "ended_on": bicycle.ended_on,
        "to_resident": bicycle.to_resident_id,
    }


def _whole(bicycle: Bicycle) -> BicycleWhole:
    fresh = bicycles.bicycle(bicycle.pk)
    steps = [
        StepDocument(number=step.pk, name=step.name, learns=step.learns, done_on=step.done_on)
        for step in bicycles.steps_of(fresh)
    ]
    return BicycleWhole(**_bicycle(fresh), steps=steps, price_cents=bicycles.price_of(fresh).cents)


@router.post("/werkplaatsen/{int:werkplaats}/fietsen", response={201: BicycleWhole}, summary="Fiets binnen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def receive_bicycle(request: HttpRequest, workshop: Facility, data: BicycleInput) -> Any:
    """Gekregen of ingeleverd. Daarna komt eerst de controle op diefstal."""
    made = operations.receive_bicycle(
        workshop,
        **data.model_dump(exclude={"kind", "origin", "from_resident"}),
        kind=BicycleKind[data.kind.name],
        origin=Origin[data.origin.name],
        from_resident=_here(workshop, Resident, data.from_resident),
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _whole(made))


@router.post("/fietsen/{int:nummer}/diefstalcontrole", response=BicycleWhole, summary="Controleren op diefstal")
@needs(Permission.WORKSHOP_DESK, find=bicycles.bicycle, by=("nummer",))
def check_theft(request: HttpRequest, bicycle: Bicycle, data: TheftInput) -> Any:
    """Wat het register zegt. Is de fiets gestolen, bel dan de politie: 0900-8844."""
    values = data.model_dump(exclude={"outcome"}) | {"outcome": TheftOutcome[data.outcome.name]}
    return _whole(operations.check_theft(bicycle, **values, by=policy.actor_of(request), at=clock.now()))


@router.post("/fietsen/{int:nummer}/opknappen", response=BicycleWhole, summary="Beginnen met opknappen")
@needs(Permission.WORKSHOP_DESK, find=bicycles.bicycle, by=("nummer",))
def start_refurbishing(request: HttpRequest, bicycle: Bicycle) -> Any:
    """Met de stappen die de werkplaats nu heeft."""
    return _whole(operations.start_refurbishing(bicycle, by=policy.actor_of(request), at=clock.now()))


@router.post("/fietsen/{int:fiets}/stappen/{int:nummer}", response=BicycleWhole, summary="Stap afvinken")
@needs(Permission.WORKSHOP_DESK, find=bicycles.step, by=("fiets", "nummer"))
def tick_step(request: HttpRequest, step: BicycleStep, data: StepInput) -> Any:
    """Wie het deed en hoe lang het duurde; beide mogen weg."""
    participant = _here(step.bicycle.facility, Participant, data.participant)
    by, at = policy.actor_of(request), clock.now()
    operations.tick_step(step, participant=participant, minutes=data.minutes, by=by, at=at)
    return _whole(step.bicycle)


@router.post("/fietsen/{int:nummer}/veiligheidscontrole", response=CheckDocument, summary="Veiligheid tekenen")
@needs(Permission.WORKSHOP_DESK, find=bicycles.bicycle, by=("nummer",))
def check_safety(request: HttpRequest, bicycle: Bicycle, data: SafetyInput) -> Any:
    """Alleen als alle punten in orde zijn, is de fiets getekend en klaar."""
    points = bicycles.rules_of(bicycle.facility).points
    by, at = policy.actor_of(request), clock.now()
    check = operations.check_safety(bicycle, points=points, good=data.good, by=by, at=at)
    return CheckDocument(is_signed=check.is_signed, not_good=check.not_good)


@router.post("/fietsen/{int:nummer}/geven", response={201: AwardDocument}, summary="Fiets geven")
@needs(Permission.WORKSHOP_MANAGE, find=bicycles.bicycle, by=("nummer",))
def give_bicycle(request: HttpRequest, bicycle: Bicycle, data: GiveInput) -> Any:
    """Uit een regeling die er genoeg budget voor heeft."""
    workshop = bicycle.facility
    made = scheme_operations.give_bicycle(
        _here(workshop, Scheme, data.scheme),
        bicycle,
        resident=_here(workshop, Resident, data.resident),
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _award(made))


@router.post("/fietsen/{int:nummer}/verkopen", response=BicycleWhole, summary="Fiets verkopen")
@needs(Permission.WORKSHOP_DESK, find=bicycles.bicycle, by=("nummer",))
def sell_bicycle(request: HttpRequest, bicycle: Bicycle, data: SellInput) -> Any:
    """Tegen kostprijs. Zonder betaling blijft het bedrag openstaan bij wie koopt."""
    sold = operations.sell_bicycle(
        bicycle,
        resident=_here(bicycle.facility, Resident, data.resident),
        method=_method(data.method),
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return _whole(sold)


@router.post("/fietsen/{int:nummer}/slopen", response=BicycleWhole, summary="Fiets slopen")
@needs(Permission.WORKSHOP_MANAGE, find=bicycles.bicycle, by=("nummer",))
def scrap_bicycle(request: HttpRequest, bicycle: Bicycle, data: ReasonInput) -> Any:
    """Voor onderdelen, met de reden."""
    return _whole(operations.scrap_bicycle(bicycle, because=data.because, by=policy.actor_of(request), at=clock.now()))


# ── The scheme ─────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/fietsregelingen", response=SchemeList, summary="Fietsregelingen")
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop, by=("werkplaats",))
def scheme_list(request: HttpRequest, workshop: Facility, filters: Query[Pages]) -> HttpResponse:
    """Het nieuwste jaar eerst."""
    return _listed(request, bicycles.schemes(workshop), filters, ("-year", "name", "id"), _scheme)


def _scheme(scheme: Scheme) -> SchemeDocument:
    return SchemeDocument(
        number=scheme.pk,
        name=scheme.name,
        year=scheme.year,
        budget_cents=scheme.budget_cents,
        awarded_cents=scheme.awarded_cents,
        left_cents=scheme.left_cents,
        bicycle_cents=scheme.bicycle_cents,
    )


@router.get("/fietsregelingen/{int:nummer}/toekenningen", response=AwardList, summary="Toekenningen")
@needs(Permission.WORKSHOP_MANAGE, find=bicycles.scheme, by=("nummer",))
def award_list(request: HttpRequest, scheme: Scheme, filters: Query[Pages]) -> HttpResponse:
    """Wat er uit een regeling ging, ook wat is ingetrokken."""
    return _listed(request, bicycles.entries_of(scheme), filters, ("-at", "-id"), _award)


def _award(entry: SchemeEntry) -> AwardDocument:
    return AwardDocument(
        number=entry.pk,
        resident=entry.resident_id,
        bicycle=entry.bicycle_id,
        amount_cents=entry.amount_cents,
        on=entry.on,
        ridden=RiddenWord[Ridden(entry.ridden).name] if entry.ridden else None,
        withdrawn_at=entry.withdrawn_at,
    )


@router.post("/fietsregelingen/{int:nummer}/geld", response={201: AwardDocument}, summary="Geld toekennen")
@needs(Permission.WORKSHOP_MANAGE, find=bicycles.scheme, by=("nummer",))
def give_money(request: HttpRequest, scheme: Scheme, data: MoneyInput) -> Any:
    """In plaats van een fiets. De gemeente betaalt dit uit."""
    made = scheme_operations.give_money(
        scheme,
        resident=_here(scheme.facility, Resident, data.resident),
        amount_cents=data.amount_cents,
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _award(made))


@router.post("/toekenningen/{int:nummer}/intrekken", response=AwardDocument, summary="Toekenning intrekken")
@needs(Permission.WORKSHOP_MANAGE, find=bicycles.entry, by=("nummer",))
def withdraw_award(request: HttpRequest, entry: SchemeEntry, data: ReasonInput) -> Any:
    """Met de reden; wie het kreeg, leest die."""
    by, at = policy.actor_of(request), clock.now()
    return _award(scheme_operations.withdraw_award(entry, because=data.because, by=by, at=at))


@router.post("/toekenningen/{int:nummer}/gebruik", response=AwardDocument, summary="Nog gebruikt?")
@needs(Permission.WORKSHOP_DESK, find=bicycles.entry, by=("nummer",))
def note_ridden(request: HttpRequest, entry: SchemeEntry, data: RiddenInput) -> Any:
    """Wat iemand zei over de fiets."""
    by, at = policy.actor_of(request), clock.now()
    return _award(scheme_operations.note_ridden(entry, ridden=Ridden[data.ridden.name], by=by, at=at))


# ── Repairs ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/reparaties", response=RepairList, summary="Reparaties")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def repair_list(request: HttpRequest, workshop: Facility, filters: Query[RepairFilter]) -> HttpResponse:
    """Laatst gebracht eerst."""
    state = RepairState[filters.state.name].value if filters.state else ""
    found = repairs.repairs(workshop, state=state)
    return _listed(request, found, filters, ("-received_at", "-id"), lambda row: RepairDocument(**_repair(row)))


@router.get("/reparaties/{int:nummer}", response=RepairWhole, summary="Eén reparatie")
@needs(Permission.WORKSHOP_DESK, find=repairs.repair, by=("nummer",))
def repair(request: HttpRequest, repair: Repair) -> Any:
    """Eén reparatie, met wat er nog betaald moet worden."""
    return _ticket(repair)


def _repair(repair: Repair) -> dict[str, Any]:
    return {
        "number": repair.pk,
        "kind": repair.kind.name,
        "make": repair.make,
        "fault": repair.fault,
        "resident": repair.resident_id,
        "bicycle": repair.bicycle_id,
        "state": RepairWord[RepairState(repair.state).name],
        "received_at": repair.received_at,
        "ready_at": repair.ready_at,
        "outcome": OutcomeWord[Outcome(repair.outcome).name] if repair.outcome else None,
        "barrier": BarrierWord[Barrier(repair.barrier).name] if repair.barrier else None,
        "full_cost_cents": repair.full_cost_cents,
        "contribution_cents": repair.due_cents,
        "grams": repair.grams,
        "co2_grams": repair.co2_grams,
        "co2_source": repair.kind.co2_source if repair.co2_grams else "",
    }


def _ticket(repair: Repair) -> RepairWhole:
    fresh = repairs.repair(repair.pk)
    return RepairWhole(**_repair(fresh), open_cents=tills.open_cents(fresh))


@router.post("/werkplaatsen/{int:werkplaats}/reparaties", response={201: RepairWhole}, summary="Reparatie aannemen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def receive_repair(request: HttpRequest, workshop: Facility, data: RepairInput) -> Any:
    """Van een inwoner, of aan een fiets van de werkplaats."""
    made = repair_operations.receive_repair(
        workshop,
        **data.model_dump(exclude={"kind", "resident", "bicycle"}),
        kind=_here(workshop, ThingKind, data.kind),
        resident=_here(workshop, Resident, data.resident),
        bicycle=_here(workshop, Bicycle, data.bicycle),
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _ticket(made))


@router.post("/klusjes/{int:nummer}/gedaan", response={201: RepairWhole}, summary="Klusje terwijl iemand wacht")
@needs(Permission.WORKSHOP_DESK, find=repairs.usual_job, by=("nummer",))
def do_usual_job(request: HttpRequest, job: UsualJob, data: JobInput) -> Any:
    """Gedaan, meegenomen en, met een betaalwijze, betaald."""
    made = repair_operations.do_usual_job(
        job,
        resident=_here(job.facility, Resident, data.resident),
        method=_method(data.method),
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _ticket(made))


@router.post("/reparaties/{int:nummer}/begin", response=RepairWhole, summary="Op de standaard")
@needs(Permission.WORKSHOP_DESK, find=repairs.repair, by=("nummer",))
def start_repair(request: HttpRequest, repair: Repair, data: WorkersInput) -> Any:
    """Met wie het doet."""
    workers = [_here(repair.facility, Participant, number) for number in data.workers]
    by, at = policy.actor_of(request), clock.now()
    return _ticket(repair_operations.start_repair(repair, workers=workers, by=by, at=at))


@router.post("/reparaties/{int:nummer}/onderdelen", response={201: RepairWhole}, summary="Onderdeel op de bon")
@needs(Permission.WORKSHOP_DESK, find=repairs.repair, by=("nummer",))
def use_part(request: HttpRequest, repair: Repair, data: PartInput) -> Any:
    """Tegen kostprijs: uit de voorraad, of in woorden met de prijs."""
    values = data.model_dump(exclude={"part"}) | {"part": _here(repair.facility, Part, data.part)}
    repair_operations.use_part(repair, **values, by=policy.actor_of(request), at=clock.now())
    return Status(201, _ticket(repair))


@router.post("/reparaties/{int:nummer}/klaar", response=RepairWhole, summary="Reparatie klaar")
@needs(Permission.WORKSHOP_DESK, find=repairs.repair, by=("nummer",))
def finish_repair(request: HttpRequest, repair: Repair, data: FinishInput) -> Any:
    """Wat ervan kwam; wie het bracht krijgt bericht."""
    done = repair_operations.finish_repair(
        repair,
        outcome=Outcome[data.outcome.name],
        barrier=Barrier[data.barrier.name] if data.barrier else "",
        words=data.words,
        grams=data.grams,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return _ticket(done)


@router.post("/reparaties/{int:nummer}/opgehaald", response=RepairWhole, summary="Reparatie opgehaald")
@needs(Permission.WORKSHOP_DESK, find=repairs.repair, by=("nummer",))
def collect_repair(request: HttpRequest, repair: Repair, data: CollectInput) -> Any:
    """Met een betaalwijze is betaald wat nog openstond."""
    by, at = policy.actor_of(request), clock.now()
    return _ticket(repair_operations.collect_repair(repair, method=_method(data.method), by=by, at=at))


# ── Benches ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/werkbank", response=BookingList, summary="Wie aan de werkbank komt")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def booking_list(request: HttpRequest, workshop: Facility, filters: Query[DayFilter]) -> HttpResponse:
    """De afspraken van één dag, op volgorde van tijd."""
    on = filters.on or clock.today()
    on = min(max(on, date(2000, 1, 1)), date(2199, 12, 31))
    return _listed(request, bench.bookings_on(workshop, on), filters, ("from_at", "id"), _booking)


def _booking(booking: BenchBooking) -> BookingDocument:
    return BookingDocument(
        number=booking.pk,
        bench=booking.bench.code,
        resident=booking.resident_id,
        helper=booking.helper_id,
        from_at=booking.from_at,
        until_at=booking.until_at,
        state=BenchWord[BenchState(booking.state).name],
    )


@router.post("/werkplaatsen/{int:werkplaats}/werkbank", response={201: BookingDocument}, summary="Werkbank afspreken")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def book_bench(request: HttpRequest, workshop: Facility, data: BookInput) -> Any:
    """Een werkbank en een helper zijn van één persoon tegelijk."""
    made = bench_operations.book_bench(
        _here(workshop, Tool, data.bench),
        resident=_here(workshop, Resident, data.resident),
        helper=_here(workshop, Participant, data.helper),
        from_at=data.from_at,
        until_at=data.until_at,
        makes=data.makes,
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _booking(made))


@router.post("/werkbank/{int:nummer}/aanwezig", response=BookingDocument, summary="Aan de werkbank geweest")
@needs(Permission.WORKSHOP_DESK, find=bench.booking, by=("nummer",))
def mark_present(request: HttpRequest, booking: BenchBooking) -> Any:
    """Telt als bezoek."""
    return _booking(bench_operations.mark_present(booking, by=policy.actor_of(request), at=clock.now()))


@router.post("/werkbank/{int:nummer}/afwezig", response=BookingDocument, summary="Niet gekomen")
@needs(Permission.WORKSHOP_DESK, find=bench.booking, by=("nummer",))
def mark_absent(request: HttpRequest, booking: BenchBooking) -> Any:
    """Iemand kwam niet."""
    return _booking(bench_operations.mark_absent(booking, by=policy.actor_of(request), at=clock.now()))


@router.post("/werkbank/{int:nummer}/afzeggen", response=BookingDocument, summary="Werkbank afzeggen")
@needs(Permission.WORKSHOP_DESK, find=bench.booking, by=("nummer",))
def cancel_booking(request: HttpRequest, booking: BenchBooking) -> Any:
    """Wie zou komen, krijgt bericht."""
    return _booking(bench_operations.cancel_booking(booking, by=policy.actor_of(request), at=clock.now()))
