"""Helpers, the rota, hours and gardens for machines: the same deeds, under the same guards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.facilities.models import Facility, FunctionKind, Rhythm
from wijkwerk.domain.workshop.models import (
    Half,
    Participant,
    ParticipantKind,
    PlaceState,
    Plot,
    PlotWaiting,
    Resident,
    Season,
    Shift,
    ShiftPlace,
    Skill,
    WaitingState,
)
from wijkwerk.domain.workshop.operations import gardens as garden_operations
from wijkwerk.domain.workshop.operations import participants as operations
from wijkwerk.domain.workshop.operations import shifts as shift_operations
from wijkwerk.domain.workshop.queries import gardens, hours, participants, places, shifts
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Meewerken en moestuin")
LONGEST = timedelta(days=370)


class NotHere(Refusal):
    message = _("Een van de nummers hoort niet bij deze plek.")


class PeriodTooLong(Refusal):
    message = _("Vraag hooguit een jaar tegelijk, met de laatste dag na de eerste.")


class KindWord(StrEnum):
    VOLUNTEER = "vrijwilliger"
    DAY_ACTIVITY = "dagbesteding"
    PARTICIPATION_ACT = "participatiewet"
    OTHER = "anders"


class HalfWord(StrEnum):
    MORNING = "ochtend"
    AFTERNOON = "middag"
    EVENING = "avond"


class FunctionWord(StrEnum):
    MEETING = "ontmoeten"
    LENDING = "lenen"
    CHORES = "klussen"
    FORMS = "formulieren"
    BICYCLES = "fietsen"
    REPAIR = "repareren"
    BENCH = "werkbank"
    ROUNDS = "rondes"
    DAY_ACTIVITY = "dagbesteding"
    GARDEN = "moestuin"
    OFFICE_HOUR = "spreekuur"
    OTHER = "anders"


class RhythmWord(StrEnum):
    WEEKLY = "wekelijks"
    FORTNIGHTLY = "om-de-week"
    MONTHLY = "maandelijks"


class PlaceWord(StrEnum):
    SIGNED_UP = "komt"
    PRESENT = "is-er"
    ABSENT = "kwam-niet"
    CANCELLED = "afgemeld"


class WaitingWord(StrEnum):
    WAITING = "wacht"
    OFFERED = "aangeboden"
    GIVEN = "gekregen"
    DECLINED = "wilde-niet"
    LAPSED = "verlopen"
    WITHDRAWN = "van-de-lijst"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class HalfDocument(Document):
    weekday: int = named("weekdag", description="Maandag is 0.")
    half: HalfWord = named("dagdeel")


class ParticipantDocument(Document):
    """Wie meewerkt. De regeling en wat iemand kan, staan er alleen bij voor wie dat mag zien."""

    number: int = named("nummer")
    resident: int = named("inwoner")
    name: str = named("naam")
    halves: list[HalfDocument] = named("dagdelen")
    kind: KindWord | None = named("regeling")
    can: list[str] | None = named("kan")
    wants: list[str] | None = named("wilLeren")


class ParticipantList(Document):
    results: list[ParticipantDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class WorkedDocument(Document):
    function: FunctionWord = named("waaraan")
    minutes: int = named("minuten")


class HoursDocument(Document):
    """Uren van één persoon. Er is niets geschat: wat niet is ingevuld, telt niet mee."""

    participant: int = named("deelnemer")
    minutes: int = named("minuten")
    days: int = named("dagen")
    not_filled_in: int = named("nogNietIngevuld")
    worked: list[WorkedDocument] = named("besteedAan")


class KindHoursDocument(Document):
    kind: KindWord = named("regeling")
    people: int = named("mensen")
    minutes: int = named("minuten")


class HoursReport(Document):
    from_on: date = named("van")
    until_on: date = named("tot", description="De eerste dag die niet meetelt.")
    people: list[HoursDocument] = named("personen")
    kinds: list[KindHoursDocument] = named("groepen")


class PlaceDocument(Document):
    number: int = named("nummer")
    resident: int | None = named("inwoner")
    name: str = named("naam")
    state: PlaceWord = named("stand")
    came_at: datetime | None = named("gekomenOp")
    left_at: datetime | None = named("weggegaanOp")
    minutes: int | None = named("minuten", description="Null: nog niet ingevuld.")


class ShiftDocument(Document):
    """Een dienst op het rooster."""

    number: int = named("nummer")
    name: str = named("naam")
    function: FunctionWord = named("waarvoor")
    from_at: datetime = named("van")
    until_at: datetime = named("tot")
    capacity: int = named("plaatsen")
    taken: int = named("bezet")
    words: str = named("omschrijving")
    cancelled_because: str = named("gaatNietDoorOmdat")
    places: list[PlaceDocument] = named("wie")


class ShiftList(Document):
    results: list[ShiftDocument] = named("resultaten")


class GardenDocument(Document):
    """Een buurttuin, zoals iedereen haar mag zien: getallen, geen namen."""

    number: int = named("nummer")
    name: str = named("naam")
    season: int | None = named("seizoen")
    plots: int = named("percelen")
    free: int = named("vrij")
    waiting: int = named("opDeWachtlijst")


class GardenList(Document):
    results: list[GardenDocument] = named("resultaten")


class PlotDocument(Document):
    number: int = named("nummer")
    plot_number: int = named("perceel")
    square_metres: int = named("vierkanteMeter")
    out_because: str = named("nietUitgegevenOmdat")
    resident: int | None = named("inwoner")
    offered_to: int | None = named("aangebodenAan")


class PlotList(Document):
    results: list[PlotDocument] = named("resultaten")
    season: int | None = named("seizoen")


class WaitingDocument(Document):
    number: int = named("nummer")
    resident: int = named("inwoner")
    asked_at: datetime = named("gevraagdOp")
    state: WaitingWord = named("stand")
    plot: int | None = named("perceel")
    answer_by: date | None = named("antwoordVoor")


class WaitingList(Document):
    results: list[WaitingDocument] = named("resultaten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class Pages(Input):
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class PeriodQuestion(Input):
    from_on: date | None = named("van", None, ge=date(2000, 1, 1), le=date(2100, 1, 1))
    until_on: date | None = named("tot", None, ge=date(2000, 1, 1), le=date(2100, 1, 1))


class HalfInput(Input):
    weekday: int = named("weekdag", ge=0, le=6)
    half: HalfWord = named("dagdeel")


class ParticipantInput(Input):
    resident: Number = named("inwoner")
    agreed: bool = named("vindtBewarenGoed", description="Is verteld wat wij bewaren, en is dat goed?")
    talents: str = named("talenten", "", max_length=300)
    can: list[Number] = named("kan", default_factory=list, max_length=50, description="Nummers van vaardigheden.")
    wants: list[Number] = named("wilLeren", default_factory=list, max_length=50)
    halves: list[HalfInput] = named("dagdelen", default_factory=list, max_length=21)
    most_halves: int = named("hooguitDagdelen", 2, ge=0, le=14)
    kind: KindWord = named("regeling", KindWord.VOLUNTEER, description="Alleen voor wie dat mag zien.")


class ShiftWords(Input):
    name: Line = named("naam", min_length=1)
    function: FunctionWord = named("waarvoor")
    from_time: time = named("vanTijd", description="Nederlandse tijd.")
    until_time: time = named("totTijd")
    capacity: int = named("plaatsen", ge=1, le=200)
    words: Line = named("omschrijving", "")


class ShiftInput(ShiftWords):
    on: date = named("op", ge=date(2000, 1, 1), le=date(2100, 1, 1))


class SeriesInput(ShiftWords):
    weekday: int = named("weekdag", ge=0, le=6, description="Maandag is 0.")
    rhythm: RhythmWord = named("ritme", RhythmWord.WEEKLY)
    from_on: date = named("van", ge=date(2000, 1, 1), le=date(2100, 1, 1))
    until_on: date | None = named("tot", None)
    also_when_closed: bool = named("ookAlsDicht", False)


class SeriesDocument(Document):
    number: int = named("nummer")
    shifts: int = named("diensten", description="Hoeveel er nu klaarstaan.")


class ResidentInput(Input):
    resident: Number = named("inwoner")


class ReasonInput(Input):
    because: Line = named("waarom", min_length=1)


class TimesInput(Input):
    came_time: time = named("gekomenOm")
    left_time: time = named("weggegaanOm")


class OfferInput(Input):
    year: int = named("seizoen", ge=2000, le=2100)


def _resident(workshop: Facility, number: int) -> Resident:
    """Somebody who is known in a workshop of this area."""
    near = Resident.objects.known().filter(facility__work_area=workshop.work_area_id, pk=number)
    found: Resident | None = near.select_related("facility").first()
    if found is None:
        raise NotHere
    return found


def _skills(workshop: Facility, numbers: list[int]) -> list[Skill]:
    found = list(Skill.objects.filter(facility=workshop, pk__in=numbers))
    if len(found) != len(set(numbers)):
        raise NotHere
    return found


def _period(question: PeriodQuestion, usual: tuple[date, date]) -> tuple[date, date]:
    from_on = question.from_on or usual[0]
    until_on = question.until_on or max(usual[1], from_on + timedelta(days=1))
    if not from_on < until_on <= from_on + LONGEST:
        raise PeriodTooLong
    return from_on, until_on


# ── Who helps ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/medewerkers", response=ParticipantList, summary="Medewerkers")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def participant_list(request: HttpRequest, workshop: Facility, filters: Query[Pages]) -> HttpResponse:
    """Wie nu meewerkt, op naam."""
    knows = bool(policy.may(policy.actor_of(request), Permission.PARTICIPANT_VIEW, on=workshop))
    order = ("resident__name_key", "id")
    api.check_token(filters.after, order=order)
    found = participants.participants(workshop, clock.today())
    page = paging.page(found, after=filters.after, order=order, size=filters.size)
    rows = [_participant(one, knows=knows).model_dump(by_alias=True) for one in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


def _participant(one: Participant, *, knows: bool) -> ParticipantDocument:
    skills = list(one.skills.all()) if knows else []
    return ParticipantDocument(
        number=one.pk,
        resident=one.resident_id,
        name=one.resident.name,
        halves=[
            HalfDocument(weekday=row.weekday, half=HalfWord[Half(row.half).name]) for row in one.availability.all()
        ],
        kind=KindWord[ParticipantKind(one.kind).name] if knows else None,
        can=[row.skill.name for row in skills if not row.wants_to_learn] if knows else None,
        wants=[row.skill.name for row in skills if row.wants_to_learn] if knows else None,
    )


@router.post(
    "/werkplaatsen/{int:werkplaats}/medewerkers", response={201: ParticipantDocument}, summary="Iemand gaat meewerken"
)
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def take_on(request: HttpRequest, workshop: Facility, data: ParticipantInput) -> Any:
    """Zonder een ja op wat wij bewaren, schrijven wij niemand in."""
    knows = bool(policy.may(policy.actor_of(request), Permission.PARTICIPANT_VIEW, on=workshop))
    resident = _resident(workshop, data.resident)
    if resident.facility_id != workshop.pk:
        raise NotHere
    made = operations.take_on(
        resident,
        kind=ParticipantKind[data.kind.name] if knows else ParticipantKind.VOLUNTEER,
        agreed=data.agreed,
        talents=data.talents,
        can=_skills(workshop, data.can),
        wants=_skills(workshop, data.wants),
        halves=[(each.weekday, Half[each.half.name].value) for each in data.halves],
        most_halves=data.most_halves,
        **policy.deed(request),
    )
    return Status(201, _participant(participants.participant(made.pk), knows=knows))


@router.get("/werkplaatsen/{int:werkplaats}/uren", response=HoursReport, summary="Uren")
@needs(Permission.PARTICIPANT_VIEW, find=places.workshop, by=("werkplaats",))
def hours_report(request: HttpRequest, workshop: Facility, question: Query[PeriodQuestion]) -> Any:
    """Uren van een periode, per persoon en per regeling; zonder dagen is dat dit jaar."""
    from_on, until_on = _period(question, hours.this_year(clock.now()))
    return HoursReport(
        from_on=from_on,
        until_on=until_on,
        people=[
            HoursDocument(
                participant=row.participant.pk,
                minutes=row.hours.minutes,
                days=row.hours.days,
                not_filled_in=row.hours.not_filled_in,
                worked=[
                    WorkedDocument(function=FunctionWord[FunctionKind(function).name], minutes=minutes)
                    for function, minutes in row.hours.by_function.items()
                ],
            )
            for row in hours.hours_by_person(workshop, from_on, until_on)
        ],
        kinds=[
            KindHoursDocument(
                kind=KindWord[ParticipantKind(row.kind).name], people=row.people, minutes=row.hours.minutes
            )
            for row in hours.hours_by_kind(workshop, from_on, until_on)
        ],
    )


# ── The rota ───────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/voorzieningen/{int:plek}/diensten", response=ShiftList, summary="Rooster")
@needs(Permission.WORKSHOP_DESK, find=places.place, by=("plek",))
def shift_list(request: HttpRequest, place: Facility, question: Query[PeriodQuestion]) -> Any:
    """Diensten van een periode, met wie erop staat; zonder dagen zijn dat de komende acht weken."""
    today = clock.today()
    from_on, until_on = _period(question, (today, today + shifts.AHEAD))
    return ShiftList(results=[_shift(one) for one in shifts.shifts_between(place, from_on, until_on)])


@router.get("/diensten/{int:nummer}", response=ShiftDocument, summary="Eén dienst")
@needs(Permission.WORKSHOP_DESK, find=shifts.shift, by=("nummer",))
def shift(request: HttpRequest, shift: Shift) -> Any:
    return _shift(shift, shifts.places_of(shift))


def _shift(shift: Shift, on_it: Any = None) -> ShiftDocument:
    return ShiftDocument(
        number=shift.pk,
        name=shift.name,
        function=FunctionWord[FunctionKind(shift.function).name],
        from_at=shift.from_at,
        until_at=shift.until_at,
        capacity=shift.capacity,
        taken=shift.taken,
        words=shift.words,
        cancelled_because=shift.cancelled_because,
        places=[_place(each) for each in (shift.places.all() if on_it is None else on_it)],
    )


def _place(place: ShiftPlace) -> PlaceDocument:
    return PlaceDocument(
        number=place.pk,
        resident=place.resident_id,
        name=place.resident.name if place.resident is not None else "",
        state=PlaceWord[PlaceState(place.state).name],
        came_at=place.came_at,
        left_at=place.left_at,
        minutes=place.minutes,
    )


@router.post("/voorzieningen/{int:plek}/diensten", response={201: ShiftDocument}, summary="Dienst erbij")
@needs(Permission.WORKSHOP_PLAN, find=places.place, by=("plek",))
def add_shift(request: HttpRequest, place: Facility, data: ShiftInput) -> Any:
    """Een dienst die één keer is."""
    values = data.model_dump(exclude={"function"}) | {"function": FunctionKind[data.function.name]}
    return Status(201, _shift(shift_operations.add_shift(place, **values, **policy.deed(request)), []))


@router.post("/voorzieningen/{int:plek}/reeksen", response={201: SeriesDocument}, summary="Reeks diensten")
@needs(Permission.WORKSHOP_PLAN, find=places.place, by=("plek",))
def make_series(request: HttpRequest, place: Facility, data: SeriesInput) -> Any:
    """Een dienst die terugkomt, in Nederlandse tijd, zomer en winter gelijk."""
    values = data.model_dump(exclude={"function", "rhythm"})
    values |= {"function": FunctionKind[data.function.name], "rhythm": Rhythm[data.rhythm.name]}
    made = shift_operations.make_series(place, **values, **policy.deed(request))
    return Status(201, SeriesDocument(number=made.pk, shifts=made.shifts.count()))


@router.post("/diensten/{int:nummer}/afzeggen", response=ShiftDocument, summary="Dienst gaat niet door")
@needs(Permission.WORKSHOP_PLAN, find=shifts.shift, by=("nummer",))
def cancel_shift(request: HttpRequest, shift: Shift, data: ReasonInput) -> Any:
    """Wie erop staat, krijgt bericht met de reden."""
    done = shift_operations.cancel_shift(shift, because=data.because, **policy.deed(request))
    return _shift(done, shifts.places_of(done))


@router.post("/diensten/{int:nummer}/plaatsen", response={201: PlaceDocument}, summary="Op een dienst zetten")
@needs(Permission.WORKSHOP_DESK, find=shifts.shift, by=("nummer",))
def sign_up(request: HttpRequest, shift: Shift, data: ResidentInput) -> Any:
    """Is de dienst vol, dan zegt de weigering waar nog plaats is."""
    resident = _resident(shift.facility, data.resident)
    return Status(201, _place(shift_operations.sign_up(shift, resident=resident, **policy.deed(request))))


@router.post("/plaatsen/{int:nummer}/afmelden", response=PlaceDocument, summary="Van een dienst halen")
@needs(Permission.WORKSHOP_DESK, find=shifts.place, by=("nummer",))
def sign_off(request: HttpRequest, place: ShiftPlace) -> Any:
    return _place(shift_operations.sign_off(place, **policy.deed(request)))


@router.post("/plaatsen/{int:nummer}/aanwezig", response=PlaceDocument, summary="Is er")
@needs(Permission.WORKSHOP_DESK, find=shifts.place, by=("nummer",))
def present(request: HttpRequest, place: ShiftPlace) -> Any:
    return _place(shift_operations.note_present(place, **policy.deed(request)))


@router.post("/plaatsen/{int:nummer}/weg", response=PlaceDocument, summary="Gaat weg")
@needs(Permission.WORKSHOP_DESK, find=shifts.place, by=("nummer",))
def left(request: HttpRequest, place: ShiftPlace) -> Any:
    return _place(shift_operations.note_left(place, **policy.deed(request)))


@router.post("/plaatsen/{int:nummer}/afwezig", response=PlaceDocument, summary="Kwam niet")
@needs(Permission.WORKSHOP_DESK, find=shifts.place, by=("nummer",))
def absent(request: HttpRequest, place: ShiftPlace) -> Any:
    return _place(shift_operations.note_absent(place, **policy.deed(request)))


@router.post("/plaatsen/{int:nummer}/tijden", response=PlaceDocument, summary="Tijden invullen")
@needs(Permission.WORKSHOP_DESK, find=shifts.place, by=("nummer",))
def set_times(request: HttpRequest, place: ShiftPlace, data: TimesInput) -> Any:
    """In Nederlandse tijd, op de dag van de dienst."""
    return _place(shift_operations.set_times(place, **data.model_dump(), **policy.deed(request)))


# ── Gardens ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/tuinen", response=GardenList, summary="Buurttuinen")
@needs(Permission.FACILITY_VIEW)
def garden_list(request: HttpRequest) -> Any:
    """Alle buurttuinen, op naam."""
    today = clock.today()
    return GardenList(
        results=[_garden(one, today) for one in gardens.gardens(today).order_by("name", "id")[: api.MOST]]
    )


@router.get("/tuinen/{int:nummer}", response=GardenDocument, summary="Eén buurttuin")
@needs(Permission.FACILITY_VIEW, find=gardens.garden, by=("nummer",))
def garden(request: HttpRequest, garden: Facility) -> Any:
    return _garden(garden, clock.today())


def _garden(garden: Facility, on: date) -> GardenDocument:
    public = gardens.public_part(garden, on)
    return GardenDocument(
        number=garden.pk,
        name=garden.name,
        season=public.season.year if public.season is not None else None,
        plots=public.plots,
        free=public.free,
        waiting=public.waiting,
    )


@router.get("/tuinen/{int:nummer}/percelen", response=PlotList, summary="Percelen")
@needs(Permission.WORKSHOP_DESK, find=gardens.garden, by=("nummer",))
def plot_list(request: HttpRequest, garden: Facility) -> Any:
    """Van wie welk perceel dit seizoen is."""
    season = gardens.current_season(garden, clock.today())
    rows = [
        PlotDocument(
            number=bed.plot.pk,
            plot_number=bed.plot.number,
            square_metres=bed.plot.square_metres,
            out_because=bed.plot.out_because,
            resident=bed.use.resident_id if bed.use is not None else None,
            offered_to=bed.offer.resident_id if bed.offer is not None else None,
        )
        for bed in gardens.beds(garden, season)
    ]
    return PlotList(results=rows, season=season.year if season is not None else None)


@router.post("/percelen/{int:nummer}/aanbieden", response=WaitingDocument, summary="Perceel aanbieden")
@needs(Permission.WORKSHOP_MANAGE, find=gardens.plot, by=("nummer",))
def offer_plot(request: HttpRequest, plot: Plot, data: OfferInput) -> Any:
    """Aan wie het langst wacht."""
    season = Season.objects.filter(facility=plot.facility_id, year=data.year).first()
    if season is None:
        raise NotHere
    return _waiting(garden_operations.offer_plot(plot, season=season, **policy.deed(request)))


@router.get("/tuinen/{int:nummer}/wachtlijst", response=WaitingList, summary="Wachtlijst")
@needs(Permission.WORKSHOP_DESK, find=gardens.garden, by=("nummer",))
def waiting_list(request: HttpRequest, garden: Facility) -> Any:
    """Wie het langst wacht, staat bovenaan."""
    return WaitingList(results=[_waiting(row) for row in gardens.waiting_list(garden)[:500]])


@router.post("/tuinen/{int:nummer}/wachtlijst", response={201: WaitingDocument}, summary="Op de wachtlijst")
@needs(Permission.WORKSHOP_DESK, find=gardens.garden, by=("nummer",))
def put_on_list(request: HttpRequest, garden: Facility, data: ResidentInput) -> Any:
    resident = _resident(garden, data.resident)
    return Status(201, _waiting(garden_operations.put_on_list(garden, resident=resident, **policy.deed(request))))


@router.post("/wachtlijst/{int:nummer}/ja", response=WaitingDocument, summary="Neemt het perceel")
@needs(Permission.WORKSHOP_DESK, find=gardens.waiting, by=("nummer",))
def accept(request: HttpRequest, waiting: PlotWaiting) -> Any:
    garden_operations.accept_offer(waiting, **policy.deed(request))
    return _waiting(gardens.waiting(waiting.pk))


@router.post("/wachtlijst/{int:nummer}/nee", response=WaitingDocument, summary="Wil het perceel niet")
@needs(Permission.WORKSHOP_DESK, find=gardens.waiting, by=("nummer",))
def decline(request: HttpRequest, waiting: PlotWaiting) -> Any:
    """De volgende op de lijst krijgt het aanbod."""
    return _waiting(garden_operations.decline_offer(waiting, **policy.deed(request)))


@router.post("/wachtlijst/{int:nummer}/eraf", response=WaitingDocument, summary="Van de wachtlijst")
@needs(Permission.WORKSHOP_DESK, find=gardens.waiting, by=("nummer",))
def withdraw(request: HttpRequest, waiting: PlotWaiting) -> Any:
    return _waiting(garden_operations.withdraw(waiting, **policy.deed(request)))


def _waiting(row: PlotWaiting) -> WaitingDocument:
    return WaitingDocument(
        number=row.pk,
        resident=row.resident_id,
        asked_at=row.asked_at,
        state=WaitingWord[WaitingState(row.state).name],
        plot=row.plot_id,
        answer_by=row.answer_by,
    )
