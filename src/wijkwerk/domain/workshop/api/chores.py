"""Chores, the week and rounds for machines: the same deeds, under the same guards. Talks are not read by machines."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.api.known import resident_of
from wijkwerk.domain.workshop.chore_states import ChoreState
from wijkwerk.domain.workshop.models import (
    Chore,
    ChoreKind,
    CostKind,
    Half,
    Outcome,
    Participant,
    PlanMethod,
    PlannedWork,
    Quote,
    RoundRun,
    Skill,
    StopResult,
    Urgency,
    WeekPlan,
)
from wijkwerk.domain.workshop.operations import chores as operations
from wijkwerk.domain.workshop.operations import intakes, planning, rounds
from wijkwerk.domain.workshop.operations.chores import CostLine
from wijkwerk.domain.workshop.queries import chores as queries
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import planning as weeks
from wijkwerk.domain.workshop.queries import rounds as round_queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Lat, Lon, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Klussen en rondes")
ORDER = ("-asked_at", "-id")
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


class NotHere(Refusal):
    message = _("Een van de nummers hoort niet bij deze werkplaats.")


class NoWeek(Refusal):
    message = _("Van deze week is nog geen indeling. Vraag die eerst.")
    status = 404


class KindWord(StrEnum):
    GARDEN = "tuin"
    PAINT = "schilderen"
    WOOD = "timmeren"
    LIGHT = "ophangen"
    MOVE = "verplaatsen"
    CLEAR = "opruimen"
    OTHER = "anders"


class StateWord(StrEnum):
    ASKED = "gevraagd"
    TALKED = "besproken"
    DECLINED = "doorverwezen"
    QUOTED = "wacht-op-ja"
    AGREED = "afgesproken"
    PLANNED = "ingepland"
    DOING = "bezig"
    STOPPED = "stilgelegd"
    DONE = "klaar"
    ENDED = "niet-doorgegaan"


class UrgencyWord(StrEnum):
    CAN_WAIT = "kan-wachten"
    USUAL = "gewoon"
    HASTE = "haast"


class OutcomeWord(StrEnum):
    YES = "ja"
    NO = "nee"
    CONDITIONAL = "op-voorwaarde"


class CostWord(StrEnum):
    MATERIAL = "materiaal"
    TRAVEL = "reiskosten"
    HOURS = "uren"


class HalfWord(StrEnum):
    MORNING = "ochtend"
    AFTERNOON = "middag"
    EVENING = "avond"


class MethodWord(StrEnum):
    OPTIMAL = "bewezen-beste"
    FEASIBLE = "goed"
    GREEDY = "eenvoudige-regel"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ChoreDocument(Document):
    """Een klus. Wat er in het gesprek is gezegd, staat er niet bij: alleen de uitkomst."""

    number: int = named("nummer")
    kind: KindWord = named("soort")
    title: str = named("titel")
    state: StateWord = named("stand")
    resident: int = named("inwoner")
    for_resident: int | None = named("voorInwoner")
    urgency: UrgencyWord = named("haast")
    minutes: int = named("minuten")
    people_needed: int = named("mensen")
    asked_at: datetime = named("gevraagdOp")
    planned_on: date | None = named("ingeplandOp")
    planned_half: HalfWord | None = named("dagdeel")
    full_cost_cents: int = named("kostInCenten")
    contribution_cents: int = named("bijdrageInCenten")
    spent_cents: int = named("uitgegevenInCenten")
    done_on: date | None = named("klaarOp")
    satisfied: bool | None = named("tevreden")


class ChoreList(Document):
    results: list[ChoreDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class CostDocument(Document):
    kind: CostWord = named("soort")
    words: str = named("wat")
    amount_cents: int = named("bedragInCenten")


class QuoteDocument(Document):
    number: int = named("nummer")
    lines: list[CostDocument] = named("regels")
    full_cost_cents: int = named("kostInCenten")
    contribution_cents: int = named("bijdrageInCenten")
    margin_percent: int = named("margeInProcent")
    is_open: bool = named("wachtOpAntwoord")


class ChoreWhole(ChoreDocument):
    about: str = named("omschrijving")
    own_part: str = named("doetZelf")
    place: str = named("plek")
    outcome: OutcomeWord | None = named("uitkomst")
    quotes: list[QuoteDocument] = named("opgaven")


class WorkDocument(Document):
    number: int = named("nummer")
    chore: int | None = named("klus")
    run: int | None = named("rondeKeer")
    title: str = named("titel")
    on: date | None = named("op", description="Null: er was geen plek.")
    half: HalfWord | None = named("dagdeel")
    participants: list[int] = named("medewerkers")
    learners: list[int] = named("leren")
    reasons: list[str] = named("waarom")
    is_moved: bool = named("zelfGezet")
    is_accepted: bool = named("akkoord")


class WeekDocument(Document):
    week_on: date = named("maandag")
    is_computing: bool = named("wordtUitgerekend")
    method: MethodWord | None = named("hoeGevonden")
    works: list[WorkDocument] = named("werk")


class CountDocument(Document):
    count: int = named("aantal")


class StopDocument(Document):
    number: int = named("nummer")
    words: str = named("plek")
    is_done: bool | None = named("gedaan")
    not_done_because: str = named("nietOmdat")


class RunDocument(Document):
    number: int = named("nummer")
    round_name: str = named("ronde")
    organisation: str = named("partner")
    on: date = named("op")
    is_reported: bool = named("gemeld")
    stops: list[StopDocument] = named("plekken")


class RunList(Document):
    results: list[RunDocument] = named("resultaten")


class RuleDocument(Document):
    is_done: bool = named("doenWij")
    title: str = named("regel")
    about: str = named("grens")


class RuleList(Document):
    results: list[RuleDocument] = named("resultaten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class ChoreFilter(Input):
    state: StateWord | None = named("stand", None, description="Zonder stand: wat nog loopt.")
    kind: KindWord | None = named("soort", None)
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class ChoreInput(Input):
    resident: Number = named("inwoner")
    for_resident: Number | None = named("voorInwoner", None)
    kind: KindWord = named("soort")
    title: str = named("titel", min_length=1, max_length=120)
    about: Story = named("omschrijving", "")
    own_part: str = named("doetZelf", "", max_length=300)
    place: str = named("plek", "", max_length=200)
    lat: Lat | None = named("breedtegraad", None)
    lon: Lon | None = named("lengtegraad", None)
    skills: list[Number] = named("vaardigheden", default_factory=list, max_length=20)
    minutes: int = named("minuten", 60, ge=15, le=480)
    people_needed: int = named("mensen", 1, ge=1, le=2)
    urgency: UrgencyWord = named("haast", UrgencyWord.USUAL)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één klus.")


class TalkInput(Input):
    outcome: OutcomeWord = named("uitkomst")
    reason: Story = named("waarom", "")
    better_address: str = named("welTerechtBij", "", max_length=300)
    condition: str = named("voorwaarde", "", max_length=300)
    own_part: str = named("doetZelf", "", max_length=300)
    valid_until: date | None = named("geldtTotEnMet", None, ge=FIRST, le=LAST)


class CostInput(Input):
    kind: CostWord = named("soort")
    words: str = named("wat", max_length=120)
    amount_cents: int = named("bedragInCenten", ge=0, le=1_000_000)


class QuoteInput(Input):
    lines: list[CostInput] = named("regels", min_length=1, max_length=20)
    contribution_cents: int = named("bijdrageInCenten", ge=0, le=1_000_000)


class SatisfiedInput(Input):
    satisfied: bool = named("tevreden")
    come_again: bool = named("komenTerug", False, description="Alleen als de inwoner niet tevreden is.")
    words: str = named("woorden", "", max_length=300)


class ReasonInput(Input):
    because: str = named("waarom", min_length=1, max_length=300)


class WeekQuestion(Input):
    week_on: date | None = named("week", None, ge=FIRST, le=LAST, description="Een dag in de week.")


class MoveInput(Input):
    weekday: int = named("weekdag", ge=0, le=6, description="Maandag is 0.")
    half: HalfWord = named("dagdeel")
    participants: list[Number] = named("medewerkers", min_length=1, max_length=4)


class FrostInput(Input):
    on: date = named("op", ge=FIRST, le=LAST)


class StopInput(Input):
    is_done: bool = named("gedaan")
    not_done_because: str = named("nietOmdat", "", max_length=200)


class ReportInput(Input):
    walked_by: str = named("voornamen", "", max_length=200)


def _chore(chore: Chore) -> dict[str, Any]:
    return {
        "number": chore.pk,
        "kind": KindWord[ChoreKind(chore.kind).name],
        "title": chore.title,
        "state": StateWord[ChoreState(chore.state).name],
        "resident": chore.resident_id,
        "for_resident": chore.for_resident_id,
        "urgency": UrgencyWord[Urgency(chore.urgency).name],
        "minutes": chore.minutes,
        "people_needed": chore.people_needed,
        "asked_at": chore.asked_at,
        "planned_on": chore.planned_on,
        "planned_half": HalfWord[Half(chore.planned_half).name] if chore.planned_half else None,
        "full_cost_cents": chore.full_cost_cents,
        "contribution_cents": chore.contribution_cents,
        "spent_cents": chore.spent_cents,
        "done_on": chore.done_on,
        "satisfied": chore.satisfied,
    }


def _whole(chore: Chore) -> ChoreWhole:
    chore = queries.chore(chore.pk)
    word = queries.outcome_word(chore)
    return ChoreWhole(
        **_chore(chore),
        about=chore.about,
        own_part=chore.own_part,
        place=chore.place,
        outcome=OutcomeWord[Outcome(word).name] if word else None,
        quotes=[_quote(quote) for quote in queries.quotes_of(chore)],
    )


def _quote(quote: Quote) -> QuoteDocument:
    return QuoteDocument(
        number=quote.pk,
        lines=[
            CostDocument(kind=CostWord[CostKind(line.kind).name], words=line.words, amount_cents=line.amount_cents)
            for line in quote.lines.all()
        ],
        full_cost_cents=quote.full_cost_cents,
        contribution_cents=quote.contribution_cents,
        margin_percent=quote.margin_percent,
        is_open=quote.is_open,
    )


# ── Chores ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/klussen", response=ChoreList, summary="Klussen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def chore_list(request: HttpRequest, workshop: Facility, filters: Query[ChoreFilter]) -> HttpResponse:
    """De nieuwste eerst."""
    api.check_token(filters.after, order=ORDER)
    state = ChoreState[filters.state.name].value if filters.state else ""
    kind = ChoreKind[filters.kind.name].value if filters.kind else ""
    page = paging.page(
        queries.chores(workshop, state=state, kind=kind), after=filters.after, order=ORDER, size=filters.size
    )
    rows = [ChoreDocument(**_chore(chore)).model_dump(by_alias=True) for chore in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


@router.post("/werkplaatsen/{int:werkplaats}/klussen", response={201: ChoreWhole}, summary="Een klus aannemen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def ask_chore(request: HttpRequest, workshop: Facility, data: ChoreInput) -> Any:
    values = data.model_dump(exclude={"resident", "for_resident", "skills", "kind", "urgency"})
    skills = list(Skill.objects.filter(facility=workshop, pk__in=data.skills))
    if len(skills) != len(set(data.skills)):
        raise NotHere
    made = operations.ask_chore(
        workshop,
        resident=resident_of(workshop, data.resident),
        for_resident=resident_of(workshop, data.for_resident) if data.for_resident else None,
        kind=ChoreKind[data.kind.name],
        urgency=Urgency[data.urgency.name],
        skills=skills,
        **values,
        **policy.deed(request),
    )
    return Status(201, _whole(made))


@router.get("/klussen/{int:nummer}", response=ChoreWhole, summary="Eén klus")
@needs(Permission.WORKSHOP_DESK, find=queries.chore, by=("nummer",))
def chore(request: HttpRequest, chore: Chore) -> Any:
    return _whole(chore)


@router.post("/klussen/{int:nummer}/gesprek", response=ChoreWhole, summary="Een gesprek vastleggen")
@needs(Permission.WORKSHOP_INTAKE, find=queries.chore, by=("nummer",))
def hold_talk(request: HttpRequest, chore: Chore, data: TalkInput) -> Any:
    """Een nee heeft een reden en een plek waar de inwoner wel terechtkan."""
    values = data.model_dump(exclude={"outcome"})
    intakes.hold_talk(chore, outcome=Outcome[data.outcome.name], **values, **policy.deed(request))
    return _whole(chore)


@router.post("/klussen/{int:nummer}/tweede-blik", response=ChoreWhole, summary="Een tweede blik vragen")
@needs(Permission.WORKSHOP_DESK, find=queries.chore, by=("nummer",))
def ask_second_look(request: HttpRequest, chore: Chore, data: ReasonInput) -> Any:
    intakes.ask_second_look(chore, because=data.because, **policy.deed(request))
    return _whole(chore)


@router.post("/klussen/{int:nummer}/opgaven", response={201: ChoreWhole}, summary="Kosten opgeven")
@needs(Permission.WORKSHOP_MANAGE, find=queries.chore, by=("nummer",))
def give_quote(request: HttpRequest, chore: Chore, data: QuoteInput) -> Any:
    lines = [CostLine(CostKind[line.kind.name], line.words, line.amount_cents) for line in data.lines]
    operations.give_quote(chore, lines=lines, contribution_cents=data.contribution_cents, **policy.deed(request))
    return Status(201, _whole(chore))


@router.post("/opgaven/{int:nummer}/ja", response=ChoreWhole, summary="De inwoner zegt ja")
@needs(Permission.WORKSHOP_DESK, find=queries.quote, by=("nummer",))
def agree_quote(request: HttpRequest, quote: Quote) -> Any:
    return _whole(operations.agree_quote(quote, **policy.deed(request)))


@router.post("/opgaven/{int:nummer}/nee", response=ChoreWhole, summary="De inwoner zegt nee")
@needs(Permission.WORKSHOP_DESK, find=queries.quote, by=("nummer",))
def refuse_quote(request: HttpRequest, quote: Quote, data: ReasonInput) -> Any:
    return _whole(operations.refuse_quote(quote, because=data.because, **policy.deed(request)))


@router.post("/klussen/{int:nummer}/begin", response=ChoreWhole, summary="Beginnen")
@needs(Permission.WORKSHOP_DESK, find=queries.chore, by=("nummer",))
def begin_chore(request: HttpRequest, chore: Chore) -> Any:
    return _whole(operations.begin_chore(chore, **policy.deed(request)))


@router.post("/klussen/{int:nummer}/kosten", response=ChoreWhole, summary="Kosten opschrijven")
@needs(Permission.WORKSHOP_DESK, find=queries.chore, by=("nummer",))
def note_cost(request: HttpRequest, chore: Chore, data: CostInput) -> Any:
    """Wordt het meer dan was afgesproken, dan ligt de klus stil."""
    after = operations.note_cost(
        chore, kind=CostKind[data.kind.name], words=data.words, amount_cents=data.amount_cents, **policy.deed(request)
    )
    return _whole(after)


@router.post("/klussen/{int:nummer}/klaar", response=ChoreWhole, summary="Klaar")
@needs(Permission.WORKSHOP_DESK, find=queries.chore, by=("nummer",))
def finish_chore(request: HttpRequest, chore: Chore) -> Any:
    return _whole(operations.finish_chore(chore, **policy.deed(request)))


@router.post("/klussen/{int:nummer}/tevreden", response=ChoreWhole, summary="Wat de inwoner ervan vindt")
@needs(Permission.WORKSHOP_DESK, find=queries.chore, by=("nummer",))
def say_satisfied(request: HttpRequest, chore: Chore, data: SatisfiedInput) -> Any:
    return _whole(operations.say_satisfied(chore, **data.model_dump(), **policy.deed(request)))


@router.post("/klussen/{int:nummer}/stop", response=ChoreWhole, summary="De klus gaat niet door")
@needs(Permission.WORKSHOP_DESK, find=queries.chore, by=("nummer",))
def end_chore(request: HttpRequest, chore: Chore, data: ReasonInput) -> Any:
    return _whole(operations.end_chore(chore, because=data.because, **policy.deed(request)))


@router.get("/werkplaatsen/{int:werkplaats}/regels", response=RuleList, summary="Wat wij wel en niet doen")
@needs(Permission.CATALOGUE_VIEW, find=places.workshop, by=("werkplaats",))
def rule_list(request: HttpRequest, workshop: Facility) -> Any:
    return RuleList(
        results=[
            RuleDocument(is_done=card.is_done, title=card.title, about=card.about)
            for card in queries.rule_cards(workshop)
        ]
    )


# ── The week ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _week(workshop: Facility, plan: WeekPlan) -> WeekDocument:
    names = weeks.names_for(workshop)
    return WeekDocument(
        week_on=plan.week_on,
        is_computing=plan.is_computing,
        method=MethodWord[PlanMethod(plan.method).name] if plan.method else None,
        works=[_work(work, names) for work in weeks.works_of(plan)],
    )


def _work(work: PlannedWork, names: weeks.Names) -> WorkDocument:
    people = list(work.people.all())
    return WorkDocument(
        number=work.pk,
        chore=work.chore_id,
        run=work.run_id,
        title=work.title,
        on=work.on,
        half=HalfWord[Half(work.half).name] if work.half else None,
        participants=[person.participant_id for person in people],
        learners=[person.participant_id for person in people if person.is_learner],
        reasons=weeks.sentences(work.reasons, names),
        is_moved=work.is_fixed,
        is_accepted=work.accepted_at is not None,
    )


def _plan(workshop: Facility, question: WeekQuestion) -> WeekPlan:
    plan = weeks.plan_of(workshop, weeks.monday_of(question.week_on or clock.today()))
    if plan is None:
        raise NoWeek
    return plan


@router.get("/werkplaatsen/{int:werkplaats}/week", response=WeekDocument, summary="De week")
@needs(Permission.WORKSHOP_PLAN, find=places.workshop, by=("werkplaats",))
def week(request: HttpRequest, workshop: Facility, question: Query[WeekQuestion]) -> Any:
    return _week(workshop, _plan(workshop, question))


@router.post("/werkplaatsen/{int:werkplaats}/week", response={202: WeekDocument}, summary="De week laten indelen")
@needs(Permission.WORKSHOP_PLAN, find=places.workshop, by=("werkplaats",))
def propose_week(request: HttpRequest, workshop: Facility, data: WeekQuestion) -> Any:
    """Het rekenen gebeurt op de achtergrond: vraag de week daarna op."""
    on = data.week_on or clock.today()
    return Status(202, _week(workshop, planning.propose_week(workshop, week_on=on, **policy.deed(request))))


@router.post("/werkplaatsen/{int:werkplaats}/week/akkoord", response=CountDocument, summary="Akkoord met de week")
@needs(Permission.WORKSHOP_PLAN, find=places.workshop, by=("werkplaats",))
def accept_week(request: HttpRequest, workshop: Facility, data: WeekQuestion) -> Any:
    return CountDocument(count=planning.accept_week(_plan(workshop, data), **policy.deed(request)))


@router.post("/weken/werk/{int:nummer}", response=WorkDocument, summary="Werk verzetten")
@needs(Permission.WORKSHOP_PLAN, find=weeks.planned_work, by=("nummer",))
def move_work(request: HttpRequest, work: PlannedWork, data: MoveInput) -> Any:
    """Wat u verzet, blijft staan."""
    people = list(Participant.objects.filter(facility=work.facility, pk__in=data.participants))
    if len(people) != len(set(data.participants)):
        raise NotHere
    moved = planning.move_work(
        work, weekday=data.weekday, half=Half[data.half.name], participants=people, **policy.deed(request)
    )
    return _work(weeks.planned_work(moved.pk), weeks.names_for(work.facility))


# ── Rounds ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _run(run: RoundRun) -> RunDocument:
    return RunDocument(
        number=run.pk,
        round_name=run.round.name,
        organisation=run.round.organisation.name,
        on=run.on,
        is_reported=run.reported_at is not None,
        stops=[
            StopDocument(number=stop.pk, words=stop.words, is_done=stop.is_done, not_done_because=stop.not_done_because)
            for stop in round_queries.results_of(run)
        ],
    )


@router.get("/werkplaatsen/{int:werkplaats}/rondes", response=RunList, summary="Rondes van deze weken")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def run_list(request: HttpRequest, workshop: Facility) -> Any:
    """Van een week terug tot twee weken vooruit."""
    today = clock.today()
    runs = round_queries.runs_between(workshop, today - timedelta(days=7), today + timedelta(days=14))
    return RunList(results=[_run(run) for run in runs])


@router.get("/rondes/{int:nummer}", response=RunDocument, summary="Eén keer dat een ronde loopt")
@needs(Permission.WORKSHOP_DESK, find=round_queries.run, by=("nummer",))
def round_run(request: HttpRequest, run: RoundRun) -> Any:
    return _run(run)


@router.post("/werkplaatsen/{int:werkplaats}/rondes/vorst", response=RunList, summary="Het vriest")
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop, by=("werkplaats",))
def call_on_frost(request: HttpRequest, workshop: Facility, data: FrostInput) -> Any:
    """Een thermometer kan dit sturen. Wijkwerk kijkt niet zelf naar het weer."""
    runs = rounds.call_on_frost(workshop, on=data.on, **policy.deed(request))
    return RunList(results=[_run(round_queries.run(run.pk)) for run in runs])


@router.post("/rondes/plekken/{int:nummer}", response=StopDocument, summary="Wat er op een plek gebeurde")
@needs(Permission.WORKSHOP_DESK, find=round_queries.result, by=("nummer",))
def note_stop(request: HttpRequest, result: StopResult, data: StopInput) -> Any:
    noted = rounds.note_stop(result, **data.model_dump(), **policy.deed(request))
    return StopDocument(
        number=noted.pk, words=noted.words, is_done=noted.is_done, not_done_because=noted.not_done_because
    )


@router.post("/rondes/{int:nummer}/melden", response=RunDocument, summary="Melden aan de partner")
@needs(Permission.WORKSHOP_DESK, find=round_queries.run, by=("nummer",))
def report_run(request: HttpRequest, run: RoundRun, data: ReportInput) -> Any:
    rounds.report_run(run, walked_by=data.walked_by, **policy.deed(request))
    return _run(round_queries.run(run.pk))
