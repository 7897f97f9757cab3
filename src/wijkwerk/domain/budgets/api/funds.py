"""Funds, their rules, pots and rounds, for machines: what the pages show and do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Status
from pydantic import Field

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.api.rule_documents import (
    Cents,
    Day,
    NoSuchArea,
    PartDocument,
    Permille,
    RulesContent,
    RulesDocument,
    StateWord,
    Year,
    content_for,
    content_of,
    word,
)
from wijkwerk.domain.budgets.models import (
    AllotmentTerm,
    Category,
    Fund,
    FundKind,
    FundState,
    Round,
    RoundState,
    RuleSet,
)
from wijkwerk.domain.budgets.operations import funds, rounds, rules
from wijkwerk.domain.budgets.queries import allotment, fund_pages, in_words
from wijkwerk.domain.budgets.queries import funds as queries
from wijkwerk.domain.budgets.queries import rounds as round_queries
from wijkwerk.domain.budgets.queries import rules as rule_queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named

router = api.router("Budgetten")
BY_NAME = ("name", "id")
FUND, RULES, ROUND = "/budgetten/{int:nummer}", "/budgetregels/{int:nummer}", "/budgetrondes/{int:nummer}"


class KindWord(StrEnum):
    NEIGHBOURHOOD = "gebied"
    INITIATIVES = "initiatieven"
    ALDERMAN = "wethouder"
    OTHER = "ander"


class FundStateWord(StrEnum):
    DRAFT = "concept"
    OPEN = "open"
    CLOSED = "gesloten"


class RoundStateWord(StrEnum):
    PLANNED = "gepland"
    DECIDED = "beslist"
    CANCELLED = "afgezegd"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class CategoryDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")


class FundDocument(Document):
    """Een budget. Bedragen in centen."""

    number: int = named("nummer")
    name: str = named("naam")
    kind: KindWord = named("soort")
    purpose: str = named("doel")
    state: FundStateWord = named("stand")
    per_area: bool = named("perGebied")
    work_areas: list[int] = named("werkgebieden")
    holder: int | None = named("verdelendeOrganisatie")
    takes_applications: bool = named("aanvragenKan")
    closes_on: date | None = named("aanvragenTotEnMet")
    next_opens_on: date | None = named("volgendeRondeVanaf")
    version: int = named("versie")
    address: str = named("adres")


class FundList(Document):
    rows: list[FundDocument] = named("resultaten")
    following: str | None = named("volgende", None)


class PotDocument(Document):
    """Wat een gebied, of de hele gemeente, in een jaar heeft."""

    number: int = named("nummer")
    work_area: int | None = named("werkgebiedNummer")
    available_cents: int = named("beschikbaarCenten")
    granted_cents: int = named("toegekendCenten")
    reserved_cents: int = named("gereserveerdCenten")
    left_cents: int = named("overCenten")


class FundWithPots(FundDocument):
    year: int = named("jaar")
    categories: list[CategoryDocument] = named("soorten")
    pots: list[PotDocument] = named("potten")


class RulesLine(Document):
    number: int = named("nummer")
    work_area: int | None = named("werkgebiedNummer")
    state: StateWord = named("stand")
    valid_from: date = named("geldigVanaf")
    valid_until: date | None = named("geldigTot")


class RulesList(Document):
    rows: list[RulesLine] = named("resultaten")


class RoundDocument(Document):
    """Een ronde: “aanvragenTotEnMet” is de laatste dag dat een aanvraag op tijd is."""

    number: int = named("nummer")
    name: str = named("naam")
    work_area: int | None = named("werkgebiedNummer")
    opens_on: date = named("aanvragenVanaf")
    closes_on: date = named("aanvragenTotEnMet")
    decides_on: date | None = named("besluitOp")
    year: int = named("geldVanJaar")
    tranche_cents: int | None = named("trancheCenten")
    tranche_permille: int | None = named("tranchePromille")
    rest_moves_on: bool = named("restGaatMee")
    state: RoundStateWord = named("stand")
    cancelled_because: str = named("afgezegdOmdat")


class RoundList(Document):
    rows: list[RoundDocument] = named("resultaten")


class LineDocument(Document):
    """Een regel van de som; zonder bedrag is die niet te berekenen."""

    words: str = named("naam")
    sum: str = named("som")
    cents: int | None = named("centen")


class ShareDocument(Document):
    work_area: int | None = named("werkgebiedNummer")
    name: str = named("naam")
    lines: list[LineDocument] = named("regels")
    cents: int | None = named("centen")


class SheetDocument(Document):
    """Wat elk gebied in een jaar krijgt volgens de verdeelregel."""

    year: int = named("jaar")
    is_complete: bool = named("compleet")
    total_cents: int = named("totaalCenten")
    shares: list[ShareDocument] = named("gebieden")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class PageQuestion(Input):
    following: str = named("volgende", "")


class YearQuestion(Input):
    year: Year | None = named("jaar", None)


class RulesQuestion(Input):
    on: Day | None = named("op", None)
    work_area: Number | None = named("werkgebied", None)


class FundInput(Input):
    name: Annotated[Line, Field(max_length=120)] = named("naam")
    purpose: Annotated[Story, Field(max_length=2000)] = named("doel")
    kind: KindWord = named("soort", KindWord.INITIATIVES)
    per_area: bool = named("perGebied", False)
    work_areas: list[Number] = named("werkgebieden", default_factory=list, max_length=500)


class FundChange(FundInput):
    version: int = named("versie", description="De versie die u las.")


class CategoryInput(Input):
    name: Annotated[Line, Field(max_length=80)] = named("naam")


class NewRules(Input):
    """Nieuwe regels als concept: met inhoud, als kopie van andere regels, of leeg."""

    valid_from: Day = named("geldigVanaf")
    work_area: Number | None = named("werkgebied", None)
    copy_of: Number | None = named("kopieVan", None)
    content: RulesContent | None = named("inhoud", None)


class RulesChange(Input):
    version: int = named("versie", description="De versie die u las.")
    valid_from: Day = named("geldigVanaf")
    content: RulesContent = named("inhoud")


class WithdrawInput(Input):
    """Een fout in vastgestelde regels: waarom zij niet meer gelden."""

    reason: Annotated[Line, Field(max_length=300)] = named("reden")
    as_draft: bool = named("alsConcept", False, description="Maak er meteen een concept van.")


class WithdrawnDocument(Document):
    """De ingetrokken regels, en het concept waar u mee verder kunt."""

    rule_set: RulesDocument = named("ingetrokken")
    draft: RulesDocument | None = named("concept")


class EndInput(Input):
    until: Day = named("tot")


class RoundInput(Input):
    name: Annotated[Line, Field(max_length=80)] = named("naam")
    opens_on: Day = named("aanvragenVanaf")
    closes_on: Day = named("aanvragenTotEnMet")
    decides_on: Day | None = named("besluitOp", None)
    year: Year | None = named("geldVanJaar", None)
    tranche_cents: Cents | None = named("trancheCenten", None)
    tranche_permille: Permille | None = named("tranchePromille", None)
    rest_moves_on: bool = named("restGaatMee", True)


class NewRound(RoundInput):
    work_area: Number | None = named("werkgebied", None)


class CalendarInput(Input):
    """Een kalender in één keer: elke ronde begint de dag na de vorige."""

    closing_days: list[Day] = named("sluitingsdata", min_length=1, max_length=12)
    opens_on: Day = named("aanvragenVanaf")
    decides_after_weeks: Annotated[int, Field(ge=0, le=52)] = named("besluitNaWeken", 0)
    in_tranches: bool = named("inTranches", False)
    work_area: Number | None = named("werkgebied", None)


class WhyInput(Input):
    reason: Annotated[Line, Field(max_length=300)] = named("reden")


class CountInput(Input):
    work_area: Number | None = named("werkgebied", None)
    count: Annotated[int, Field(ge=0, le=100_000_000)] | None = named("aantal")


class CountsInput(Input):
    counts: list[CountInput] = named("aantallen", max_length=500)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/budgetten", response=FundList, summary="Budgetten")
@needs(Permission.FUND_VIEW)
def fund_list(request: HttpRequest, filters: Query[PageQuestion]) -> HttpResponse:
    """Op naam. Wat nog wordt ingesteld, ziet alleen wie budgetten instelt."""
    api.check_token(filters.following, order=BY_NAME)
    found = queries.funds_visible_to(policy.actor_of(request)).prefetch_related("work_areas")
    page = paging.page(found, after=filters.following, order=BY_NAME, size=api.USUAL)
    chances = fund_pages.chances_of(page.rows, at=clock.now())
    rows = [FundDocument(**_fund(each, chances[each.pk])).model_dump(by_alias=True) for each in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


@router.get(FUND, response=FundWithPots, summary="Eén budget, met wat er over is")
@needs(Permission.FUND_VIEW, find=queries.fund, by=("nummer",))
def fund(request: HttpRequest, fund: Fund, filters: Query[YearQuestion]) -> Any:
    """Zonder “jaar” van dit jaar."""
    _is_shown(request, fund)
    return _with_pots(fund, filters.year or clock.today().year)


@router.get(f"{FUND}/regels", response=RulesList, summary="Alle regels die een budget heeft en had")
@needs(Permission.FUND_VIEW, find=queries.fund, by=("nummer",))
def rule_sets(request: HttpRequest, fund: Fund) -> Any:
    """De nieuwste eerst."""
    _is_shown(request, fund)
    found = fund_pages.rule_sets_of(fund, with_drafts=_sets_up(request))
    return RulesList(
        rows=[
            RulesLine(
                number=each.pk,
                work_area=each.work_area_id,
                state=word(StateWord, each.state),
                valid_from=each.valid_from,
                valid_until=each.valid_until,
            )
            for each in found
        ]
    )


@router.get(f"{FUND}/geldende-regels", response=RulesDocument, summary="De regels die op een dag gelden")
@needs(Permission.FUND_VIEW, find=queries.fund, by=("nummer",))
def rules_in_force(request: HttpRequest, fund: Fund, filters: Query[RulesQuestion]) -> Any:
    """Zonder “op” die van vandaag; met “werkgebied” die van dat gebied, als het eigen regels heeft."""
    _is_shown(request, fund)
    area = _area(filters.work_area)
    return _rules(rule_queries.rule_set_on(fund, work_area=area, on=filters.on or clock.today()))


@router.get(RULES, response=RulesDocument, summary="Eén stel regels, in woorden en als gegevens")
@needs(Permission.FUND_VIEW, find=rule_queries.rule_set, by=("nummer",))
def rule_set(request: HttpRequest, rule_set: RuleSet) -> Any:
    _is_shown(request, rule_set.fund)
    if rule_set.is_draft and not _sets_up(request):
        raise Http404
    return _rules(rule_set)


@router.get(f"{FUND}/rondes", response=RoundList, summary="Rondes van een budget")
@needs(Permission.FUND_VIEW, find=queries.fund, by=("nummer",))
def round_list(request: HttpRequest, fund: Fund) -> Any:
    """In de volgorde waarin ze openen."""
    _is_shown(request, fund)
    return RoundList(rows=[_round(each) for each in fund.rounds.all()])


@router.get(f"{FUND}/verdeling/{{int:jaar}}", response=SheetDocument, summary="De verdeling van een jaar, met de som")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def sheet(request: HttpRequest, fund: Fund, jaar: int) -> Any:
    """Zoals de vastgestelde regels het zeggen. Er verandert niets."""
    return _sheet(allotment.sheet(fund, _year(jaar)))


# ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/budgetten", response={201: FundDocument}, summary="Nieuw budget")
@needs(Permission.FUND_MANAGE)
def add_fund(request: HttpRequest, data: FundInput) -> Any:
    """Als concept: niemand ziet het nog."""
    values = data.model_dump() | {"work_areas": _areas(data.work_areas), "kind": FundKind[data.kind.name]}
    return Status(201, FundDocument(**_fund(funds.make_fund(**values, **policy.deed(request)))))


@router.put(FUND, response=FundDocument, summary="Budget wijzigen")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def change_fund(request: HttpRequest, fund: Fund, data: FundChange) -> Any:
    values = data.model_dump() | {"work_areas": _areas(data.work_areas), "kind": FundKind[data.kind.name]}
    return FundDocument(**_fund(funds.change_fund(fund, **values, **policy.deed(request))))


@router.delete(FUND, response={204: None}, summary="Een budget weggooien dat nooit open was")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def remove_fund(request: HttpRequest, fund: Fund) -> Any:
    """Alleen een concept zonder geld en zonder vastgestelde regels."""
    funds.remove_fund(fund, **policy.deed(request))
    return Status(204, None)


@router.post(f"{FUND}/openstelling", response=FundDocument, summary="Budget openstellen")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def open_fund(request: HttpRequest, fund: Fund) -> Any:
    """Daarna kan iedereen aanvragen."""
    return FundDocument(**_fund(funds.open_fund(fund, **policy.deed(request))))


@router.post(f"{FUND}/sluiting", response=FundDocument, summary="Budget sluiten")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def close_fund(request: HttpRequest, fund: Fund) -> Any:
    """Wat al is aangevraagd, gaat door."""
    return FundDocument(**_fund(funds.close_fund(fund, **policy.deed(request))))


@router.post(f"{FUND}/soorten", response={201: CategoryDocument}, summary="Soort initiatief toevoegen")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def add_category(request: HttpRequest, fund: Fund, data: CategoryInput) -> Any:
    return Status(201, _category(funds.add_category(fund, name=data.name, **policy.deed(request))))


@router.put("/budgetsoorten/{int:nummer}", response=CategoryDocument, summary="Soort initiatief wijzigen")
@needs(Permission.FUND_MANAGE, find=queries.category, by=("nummer",))
def change_category(request: HttpRequest, category: Category, data: CategoryInput) -> Any:
    return _category(funds.change_category(category, name=data.name, **policy.deed(request)))


@router.delete("/budgetsoorten/{int:nummer}", response={204: None}, summary="Soort initiatief weghalen")
@needs(Permission.FUND_MANAGE, find=queries.category, by=("nummer",))
def remove_category(request: HttpRequest, category: Category) -> Any:
    """Niemand kan de soort meer kiezen; wat ermee is aangevraagd, blijft."""
    funds.remove_category(category, **policy.deed(request))
    return Status(204, None)


@router.post(f"{FUND}/regels", response={201: RulesDocument}, summary="Nieuwe regels, als concept")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def start_rules(request: HttpRequest, fund: Fund, data: NewRules) -> Any:
    """Wat “geldende-regels” geeft als “inhoud”, kan hier zo worden gestuurd."""
    copy = RuleSet.objects.filter(pk=data.copy_of).first() if data.copy_of else None
    if data.copy_of and copy is None:
        raise Http404
    deed = policy.deed(request)
    content = content_for(fund, data.content) if data.content else None
    made = rules.draft_rules(
        fund, valid_from=data.valid_from, work_area=_area(data.work_area), copy_of=copy, content=content, **deed
    )
    return Status(201, _rules(made))


@router.put(RULES, response=RulesDocument, summary="Een concept helemaal opnieuw schrijven")
@needs(Permission.FUND_MANAGE, find=rule_queries.rule_set, by=("nummer",))
def write_rules(request: HttpRequest, rule_set: RuleSet, data: RulesChange) -> Any:
    """Vastgestelde regels veranderen niet meer."""
    content = content_for(rule_set.fund, data.content)
    content.values["valid_from"] = data.valid_from
    return _rules(rules.write_rules(rule_set, content, version=data.version, **policy.deed(request)))


@router.delete(RULES, response={204: None}, summary="Een concept weggooien")
@needs(Permission.FUND_MANAGE, find=rule_queries.rule_set, by=("nummer",))
def remove_draft(request: HttpRequest, rule_set: RuleSet) -> Any:
    rules.remove_draft(rule_set, **policy.deed(request))
    return Status(204, None)


@router.post(f"{RULES}/vaststelling", response=RulesDocument, summary="Regels vaststellen")
@needs(Permission.FUND_MANAGE, find=rule_queries.rule_set, by=("nummer",))
def publish_rules(request: HttpRequest, rule_set: RuleSet) -> Any:
    """Daarna veranderen ze niet meer. Regels van eerder gelden tot de eerste dag van deze."""
    return _rules(rules.publish_rules(rule_set, **policy.deed(request)))


@router.post(f"{RULES}/intrekking", response=WithdrawnDocument, summary="Vastgestelde regels intrekken")
@needs(Permission.FUND_MANAGE, find=rule_queries.rule_set, by=("nummer",))
def withdraw_rules(request: HttpRequest, rule_set: RuleSet, data: WithdrawInput) -> Any:
    """Zolang niemand volgens deze regels heeft aangevraagd en er geen geld volgens is verdeeld. Wat daarvoor gold,
    geldt weer; de regels zelf blijven te lezen."""
    done = rules.withdraw_rules(rule_set, **data.model_dump(), **policy.deed(request))
    return WithdrawnDocument(rule_set=_rules(done.rule_set), draft=_rules(done.draft) if done.draft else None)


@router.post(f"{RULES}/einde", response=RulesDocument, summary="Eigen regels van een gebied laten stoppen")
@needs(Permission.FUND_MANAGE, find=rule_queries.rule_set, by=("nummer",))
def end_rules(request: HttpRequest, rule_set: RuleSet, data: EndInput) -> Any:
    """Vanaf die dag gelden er weer de regels van het hele budget."""
    return _rules(rules.end_rules(rule_set, until=data.until, **policy.deed(request)))


@router.post(f"{FUND}/rondes", response={201: RoundDocument}, summary="Nieuwe ronde")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def add_round(request: HttpRequest, fund: Fund, data: NewRound) -> Any:
    values = data.model_dump() | {"work_area": _area(data.work_area)}
    return Status(201, _round(rounds.add_round(fund, **values, **policy.deed(request))))


@router.post(f"{FUND}/kalender", response={201: RoundList}, summary="Rondes van een jaar in één keer")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def add_calendar(request: HttpRequest, fund: Fund, data: CalendarInput) -> Any:
    values = data.model_dump() | {"work_area": _area(data.work_area)}
    return Status(
        201, RoundList(rows=[_round(each) for each in rounds.make_rounds(fund, **values, **policy.deed(request))])
    )


@router.put(ROUND, response=RoundDocument, summary="Ronde wijzigen")
@needs(Permission.FUND_MANAGE, find=round_queries.round_, by=("nummer",))
def change_round(request: HttpRequest, found: Round, data: RoundInput) -> Any:
    return _round(rounds.change_round(found, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ROUND}/afzegging", response=RoundDocument, summary="Ronde afzeggen")
@needs(Permission.FUND_MANAGE, find=round_queries.round_, by=("nummer",))
def cancel_round(request: HttpRequest, found: Round, data: WhyInput) -> Any:
    """Met een reden."""
    return _round(rounds.cancel_round(found, reason=data.reason, **policy.deed(request)))


@router.post(f"{ROUND}/beslist", response=RoundDocument, summary="Alles van een ronde is beslist")
@needs(Permission.FUND_MANAGE, find=round_queries.round_, by=("nummer",))
def close_round(request: HttpRequest, found: Round) -> Any:
    return _round(rounds.close_round(found, **policy.deed(request)))


@router.post(f"{FUND}/verdeling/{{int:jaar}}", response=SheetDocument, summary="Het geld van een jaar verdelen")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def allot(request: HttpRequest, fund: Fund, jaar: int) -> Any:
    """Is er al verdeeld, dan wordt het verschil geboekt."""
    year = _year(jaar)
    funds.allot_year(fund, year=year, **policy.deed(request))
    return _sheet(allotment.sheet(fund, year))


@router.post(f"{FUND}/jaren/{{int:jaar}}", response=FundWithPots, summary="Een jaar zonder verdeelregel beginnen")
@needs(Permission.FUND_MANAGE, find=queries.fund, by=("nummer",))
def begin_year(request: HttpRequest, fund: Fund, jaar: int) -> Any:
    """Lege potten, die daarna met de hand worden gevuld. Wat er al is, blijft."""
    year = _year(jaar)
    funds.begin_year(fund, year=year, **policy.deed(request))
    return _with_pots(fund, year)


@router.put(
    "/verdeelonderdelen/{int:nummer}/aantallen/{int:jaar}", response=SheetDocument, summary="Eigen aantallen per gebied"
)
@needs(Permission.FUND_MANAGE, find=rule_queries.term, by=("nummer",))
def type_figures(request: HttpRequest, term: AllotmentTerm, jaar: int, data: CountsInput) -> Any:
    """Voor het geld van dat jaar. Een leeg aantal: het cijfer uit de statistiek telt."""
    year = _year(jaar)
    counts: dict[WorkArea | None, int | None] = {_area(each.work_area): each.count for each in data.counts}
    rules.type_figures(term, counts, year=year, **policy.deed(request))
    draft = term.allotment.rule_set
    return _sheet(allotment.sheet(draft.fund, year, draft=draft if draft.is_draft else None))


# ── What these share ───────────────────────────────────────────────────────────────────────────────────────────────
def _sets_up(request: HttpRequest) -> bool:
    return bool(policy.may_somewhere(policy.actor_of(request), Permission.FUND_MANAGE))


def _is_shown(request: HttpRequest, fund: Fund) -> None:
    if fund.is_draft and not _sets_up(request):
        raise Http404


def _year(year: int) -> int:
    if not 1990 <= year <= 2100:
        raise Http404
    return year


def _area(number: int | None) -> WorkArea | None:
    return _areas([number])[0] if number is not None else None


def _areas(numbers: Iterable[int]) -> list[WorkArea]:
    wanted = set(numbers)
    found = list(WorkArea.objects.filter(pk__in=wanted))
    if len(found) < len(wanted):
        raise NoSuchArea
    return found


def _fund(fund: Fund, known: fund_pages.Chance | None = None) -> dict[str, Any]:
    chance = known or fund_pages.chance_of(fund, at=clock.now())
    return {
        "number": fund.pk,
        "name": fund.name,
        "kind": KindWord[FundKind(fund.kind).name],
        "purpose": fund.purpose,
        "state": FundStateWord[FundState(fund.state).name],
        "per_area": fund.per_area,
        "work_areas": [area.pk for area in fund.work_areas.all()],
        "holder": fund.holder_id,
        "takes_applications": chance.is_open,
        "closes_on": chance.last_day,
        "next_opens_on": chance.opens_on,
        "version": fund.version,
        "address": fund.get_absolute_url(),
    }


def _with_pots(fund: Fund, year: int) -> FundWithPots:
    return FundWithPots(
        **_fund(fund),
        year=year,
        categories=[_category(each) for each in fund.categories.filter(is_active=True)],
        pots=[_pot(each) for each in fund_pages.pots_of(fund, year=year)],
    )


def _category(category: Category) -> CategoryDocument:
    return CategoryDocument(number=category.pk, name=category.name)


def _pot(row: fund_pages.PotRow) -> PotDocument:
    return PotDocument(
        number=row.pot.pk,
        work_area=row.pot.work_area_id,
        available_cents=row.stands.available,
        granted_cents=row.stands.granted,
        reserved_cents=row.stands.reserved,
        left_cents=row.stands.left,
    )


def _rules(rule_set: RuleSet) -> RulesDocument:
    return RulesDocument(
        number=rule_set.pk,
        fund=rule_set.fund_id,
        work_area=rule_set.work_area_id,
        state=word(StateWord, rule_set.state),
        valid_from=rule_set.valid_from,
        valid_until=rule_set.valid_until,
        withdrawn_because=rule_set.withdrawn_because,
        version=rule_set.version,
        in_words=[PartDocument(title=part.title, lines=part.lines) for part in in_words.parts_of(rule_set)],
        content=content_of(rule_set),
        address=rule_set.get_absolute_url(),
    )


def _round(row: Round) -> RoundDocument:
    return RoundDocument(
        number=row.pk,
        name=row.name,
        work_area=row.work_area_id,
        opens_on=clock.dutch(row.opens_at).date(),
        closes_on=rule_queries.last_day_of(row),
        decides_on=row.decides_on,
        year=row.money_year,
        tranche_cents=row.tranche_cents,
        tranche_permille=row.tranche_permille,
        rest_moves_on=row.rest_moves_on,
        state=RoundStateWord[RoundState(row.state).name],
        cancelled_because=row.cancelled_because,
    )


def _sheet(sheet: allotment.Sheet) -> SheetDocument:
    return SheetDocument(
        year=sheet.year,
        is_complete=sheet.is_complete,
        total_cents=sheet.total_cents,
        shares=[
            ShareDocument(
                work_area=share.work_area.pk if share.work_area else None,
                name=share.name,
                lines=[LineDocument(words=line.words, sum=line.sum, cents=line.cents) for line in share.lines],
                cents=share.cents,
            )
            for share in sheet.shares
        ],
    )
