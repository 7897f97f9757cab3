"""Vote rounds, ballots and counts, for machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets import vote_limits
from wijkwerk.domain.budgets.models import (
    Application,
    BallotKind,
    CompletionRule,
    CountRule,
    TieBreak,
    VoteCategory,
    VoteCount,
    VoteProject,
    VoteRound,
)
from wijkwerk.domain.budgets.models.votes import OLDEST
from wijkwerk.domain.budgets.operations import ballots, counting, votes
from wijkwerk.domain.budgets.queries import counting_words, vote_results
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, codes, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Moment, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Stemrondes")
ORDER = ("-opens_at", "-id")
Cents = Number


class NoSuchPot(Refusal):
    message = _("Deze pot is er niet, is gesloten, of hoort bij een gebied waar u geen stemrondes bijhoudt.")
    field = "pot"


class NoSuchArea(Refusal):
    message = _("Dit werkgebied is er niet, of u houdt er geen stemrondes bij.")
    field = "werkgebieden"


class NoSuchCategory(Refusal):
    message = _("Deze categorie is er niet in deze stemronde.")
    field = "categorie"


class NoSuchApplication(Refusal):
    message = _("Deze aanvraag is er niet, of u mag hem niet zien.")
    field = "aanvraag"


class NeedsAName(Refusal):
    message = _("Alleen medewerkers met een eigen naam voeren stembiljetten in.")
    status = 403


class PhaseWord(StrEnum):
    DRAFT = "in voorbereiding"
    COMING = "begint nog"
    VOTING = "open"
    CLOSED = "gesloten"
    COUNTED = "geteld"
    PUBLISHED = "uitslag bekend"
    STOPPED = "gestopt"


class BallotWord(StrEnum):
    APPROVAL = "aankruisen"
    POINTS = "punten"
    KNAPSACK = "binnen budget"


class RuleWord(StrEnum):
    GREEDY = "meeste stemmen"
    EQUAL_SHARES = "gelijke delen"


class CompletionWord(StrEnum):
    BY_VOTES = "rest naar meeste stemmen"
    RAISED = "delen verhogen"


class TieWord(StrEnum):
    CHEAPEST = "goedkoopste"
    NUMBER = "laagste nummer"
    LOT = "lot"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class CategoryDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    most_cents: int | None = named("hoogstensCenten")


class ProjectDocument(Document):
    number: int = named("nummer", description="Het nummer op het stembiljet.")
    title: str = named("titel")
    words: str = named("uitleg")
    place: str = named("plaats")
    cost_cents: int = named("kostenCenten")
    category: str = named("categorie")
    tie_place: int | None = named("plekBijGelijkeStand", description="Bij gelijke stand gaat de laagste voor.")


class RoundDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    words: str = named("inleiding")
    who: str = named("wieMagStemmen")
    least_age: int | None = named("vanafLeeftijd", description="In jaren. Leeg: iedereen.")
    areas: list[str] = named("werkgebieden", description="Leeg: de hele gemeente.")
    fund: int = named("budget", description="Waar het geld uit komt.")
    opens_at: datetime = named("stemmenVanaf")
    closes_at: datetime = named("stemmenTot")
    phase: PhaseWord = named("staat")
    stopped_because: str = named("gestoptOmdat")
    budget_cents: int = named("budgetCenten")
    ballot: BallotWord = named("stembiljet")
    least_choices: int = named("minsteAantal")
    most_choices: int | None = named("hoogsteAantal")
    points: int | None = named("punten")
    most_points: int | None = named("hoogstePuntenPerProject")
    rule: RuleWord = named("telregel")
    completion: CompletionWord = named("aanvulling")
    tie_break: TieWord = named("bijGelijkeStand")
    least_votes: int = named("minsteStemmers")
    explanation: list[str] = named("uitlegTelling")
    categories: list[CategoryDocument] = named("categorieen")
    projects: list[ProjectDocument] = named("projecten")


class RoundList(Document):
    results: list[RoundDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class RoundWhole(RoundDocument):
    """Met wat alleen wie de ronde bijhoudt nodig heeft. Niet wat iemand koos."""

    codes: int = named("codes")
    votes: int = named("stemmen")
    slips: int = named("biljettenIngevoerd")
    half_slips: list[int] = named("biljettenDieWachten")


class CodesDocument(Document):
    """De codes, één keer leesbaar: wij bewaren ze niet zo."""

    codes: list[str]


class LettersDocument(CodesDocument):
    """Het nummer mag bij een adres staan, de code nergens."""

    letters: list[int] = named("briefnummers", description="In de volgorde van de codes.")


class Received(Document):
    received: bool = named("ontvangen")


class SlipDocument(Document):
    slip: int = named("biljet")
    is_settled: bool = named("teltMee", description="Twee mensen voerden het gelijk in, en het is geldig.")


class ToldDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")
    votes: int = named("stemmers")
    points: int = named("punten", description="Bij aankruisen: het aantal stemmen.")
    is_chosen: bool = named("gekozen")
    why: str = named("waarom")


class OutcomeDocument(Document):
    rule: RuleWord = named("telregel")
    counts: bool = named("geldt")
    spent_cents: int = named("uitgegevenCenten")
    left_cents: int = named("overCenten")
    projects: list[ToldDocument] = named("projecten")


class ResultDocument(Document):
    number: int = named("nummer")
    votes: int = named("stemmen")
    web: int | None = named("opInternet", description="Leeg: te weinig om apart te noemen.")
    paper: int | None = named("opPapier", description="Leeg: te weinig om apart te noemen.")
    invalid: int = named("papierTeltNietMee")
    codes: int = named("codes")
    outcomes: list[OutcomeDocument] = named("uitkomsten", description="Beide telregels; één geldt.")
    file_hash: str = named("sha256", description="Van het stembestand.")


class DecisionsDocument(Document):
    prepared: int = named("klaargezet")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class RoundFilter(Input):
    fund: Number | None = named("budget", None, description="Alleen stemrondes over geld uit dit budget.")
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class RoundInput(Input):
    name: Line = named("naam", max_length=120)
    words: Story = named("inleiding", "")
    who: Line = named("wieMagStemmen")
    least_age: int | None = named("vanafLeeftijd", None, ge=1, le=OLDEST)
    pot: Number = named("pot", description="Nummer van de pot.")
    areas: list[Number] = named("werkgebieden", default_factory=list, max_length=100)
    opens_at: Moment = named("stemmenVanaf")
    closes_at: Moment = named("stemmenTot")
    budget_cents: Cents = named("budgetCenten")
    ballot: BallotWord = named("stembiljet", BallotWord.APPROVAL)
    least_choices: int = named("minsteAantal", 1, ge=1, le=votes.MOST_PROJECTS)
    most_choices: int | None = named("hoogsteAantal", None, ge=1, le=votes.MOST_PROJECTS)
    points: int | None = named("punten", None, ge=1, le=1_000)
    most_points: int | None = named("hoogstePuntenPerProject", None, ge=1, le=1_000)
    rule: RuleWord = named("telregel", RuleWord.EQUAL_SHARES)
    completion: CompletionWord = named("aanvulling", CompletionWord.RAISED)
    tie_break: TieWord = named("bijGelijkeStand", TieWord.CHEAPEST)
    least_votes: int = named("minsteStemmers", 1, ge=1, le=1_000_000)


class NewRoundInput(RoundInput):
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één ronde.")


class CategoryInput(Input):
    name: Line = named("naam", max_length=80)
    most_cents: Cents | None = named("hoogstensCenten", None)


class ProjectInput(Input):
    number: int | None = named("nummer", None, ge=1, le=9_999)
    title: Line = named("titel", max_length=120)
    words: str = named("uitleg", "", max_length=2_000)
    place: Line = named("plaats", "")
    cost_cents: Cents = named("kostenCenten")
    category: Number | None = named("categorie", None)


class ApplicationInput(Input):
    application: Number = named("aanvraag", description="Eigen nummer in de API.")
    category: Number | None = named("categorie", None)


class ReasonInput(Input):
    reason: Story = named("reden")


class CodesInput(Input):
    count: int = named("aantal", ge=1, le=codes.MOST_AT_ONCE)
    batch: UUID = named("sleutel", description="Door u bedacht: dezelfde sleutel maakt niet nog eens codes.")


class DeskInput(Input):
    name: Line = named("voornaam", max_length=60, description="De eerste voornaam op het identiteitsbewijs.")
    born_on: date = named("geboortedatum")
    postcode: Line = named("postcode", max_length=10)
    house: Line = named("huisnummer", max_length=12)
    letter: Number | None = named(
        "briefnummer", None, description="Van de brief die deze bewoner kreeg: de code daaruit werkt dan niet meer."
    )
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd geeft één code.")


class CodeInput(Input):
    code: Line = named("code", max_length=60)


class Choice(Input):
    project: int = named("project", ge=1, le=9_999)
    points: int = named("punten", 1, ge=1, le=1_000)


class BallotInput(CodeInput):
    choices: list[Choice] = named("keuzes", max_length=votes.MOST_PROJECTS)


class SlipInput(Input):
    slip: int = named("biljet", ge=1, le=ballots.MOST_SLIPS)
    choices: list[Choice] = named("keuzes", default_factory=list, max_length=votes.MOST_PROJECTS)
    is_valid: bool = named("geldig", True)


class TakeOutInput(ReasonInput):
    slip: int = named("biljet", ge=1, le=ballots.MOST_SLIPS)


# ── For everybody ──────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/stemrondes", response=RoundList, summary="Stemrondes")
@needs(Permission.VOTE_VIEW)
def round_list(request: HttpRequest, filters: Query[RoundFilter]) -> HttpResponse:
    """De nieuwste eerst, met projecten en telregel."""
    api.check_token(filters.after, order=ORDER)
    rows = queries.rounds_in_public().prefetch_related("categories", "projects")
    if filters.fund is not None:
        rows = rows.filter(pot__fund=filters.fund)
    page = paging.page(rows, after=filters.after, order=ORDER, size=filters.size)
    documents = [RoundDocument(**_fields(each)).model_dump(by_alias=True) for each in page.rows]
    return api.list_answer(request, documents, next_token=page.next)


@router.get("/stemrondes/{int:nummer}", response=RoundDocument, summary="Eén stemronde")
@needs(Permission.VOTE_VIEW, find=queries.public_round, by=("nummer",))
def one_round(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Wat er te kiezen is en hoe er geteld wordt."""
    return RoundDocument(**_fields(vote_round))


@router.post("/stemrondes/{int:nummer}/stemmen", response={201: Received}, summary="Stemmen")
@needs(Permission.VOTE_VIEW, find=queries.public_round, by=("nummer",))
def vote(request: HttpRequest, vote_round: VoteRound, data: BallotInput) -> Any:
    """Eén stem per code. Wij bewaren niet met welke code of wanneer er gestemd is."""
    with vote_limits.guessing(request):
        ballots.vote(vote_round, code=data.code, choices=_choices(data.choices), at=clock.now())
    return Status(201, Received(received=True))


def _choices(choices: list[Choice]) -> dict[int, int]:
    given = {each.project: each.points for each in choices}
    if len(given) != len(choices):
        raise ballots.BallotRefused(str(_("Een project staat er twee keer. Noem elk project één keer.")))
    return given


@router.get("/stemrondes/{int:nummer}/uitslag", response=ResultDocument, summary="Uitslag")
@needs(Permission.VOTE_VIEW, find=queries.published_round, by=("nummer",))
def result(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Beide telregels naast elkaar, met bij elk project waarom het gekozen is, of wat er ontbrak."""
    count = _count(vote_round)
    found = vote_results.result_of(vote_round, count)
    return ResultDocument(
        number=vote_round.pk,
        votes=found.votes,
        web=found.web,
        paper=found.paper,
        invalid=found.invalid,
        codes=found.codes,
        outcomes=[_outcome(found.counting), _outcome(found.other)],
        file_hash=count.file_hash,
    )


@router.get("/stemrondes/{int:nummer}/stembestand", summary="Stembestand (.pb)")
@needs(Permission.VOTE_VIEW, find=queries.published_round, by=("nummer",))
def vote_file(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """Alle stemmen, zonder namen en in een willekeurige volgorde, met de regels: iedereen kan natellen."""
    return HttpResponse(_count(vote_round).file.encode(), content_type="text/plain; charset=utf-8")


def _count(vote_round: VoteRound) -> VoteCount:
    count = queries.count_of(vote_round)
    if count is None:
        raise Http404
    return count


def _outcome(by_rule: vote_results.ByRule) -> OutcomeDocument:
    return OutcomeDocument(
        rule=RuleWord[by_rule.rule.name],
        counts=by_rule.counts,
        spent_cents=by_rule.spent,
        left_cents=by_rule.left,
        projects=[
            ToldDocument(
                number=each.project.number,
                title=each.project.title,
                votes=each.votes,
                points=each.points,
                is_chosen=each.is_chosen,
                why=each.why,
            )
            for each in by_rule.told
        ],
    )


# ── Keeping a round ────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/stemrondes", response={201: RoundWhole}, summary="Stemronde maken")
@needs(Permission.VOTE_MANAGE)
def make_round(request: HttpRequest, data: NewRoundInput) -> Any:
    """Nog niet vastgelegd, en zonder projecten."""
    made = votes.make_round(_rules(request, data), client_key=data.client_key, **policy.deed(request))
    return Status(201, _whole(made))


@router.get("/stemrondes/{int:nummer}/beheer", response=RoundWhole, summary="Stemronde om bij te houden")
@needs(Permission.VOTE_ENTER, find=queries.vote_round, by=("nummer",))
def kept_round(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Ook in voorbereiding; met de opkomst."""
    return _whole(vote_round)


@router.put("/stemrondes/{int:nummer}", response=RoundWhole, summary="Stemronde wijzigen")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def change_round(request: HttpRequest, vote_round: VoteRound, data: RoundInput) -> Any:
    """Tot zij is vastgelegd."""
    others = queries.areas_of_others(vote_round, policy.actor_of(request))
    rules = _rules(request, data)
    rules = replace(rules, work_areas=[*rules.work_areas, *others])
    return _whole(votes.change_round(vote_round, rules, **policy.deed(request)))


@router.post("/stemrondes/{int:nummer}/vastlegging", response=RoundWhole, summary="Stemronde vastleggen")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def open_round(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Budget, regels en projecten kunnen daarna niet meer veranderen; het geld is gereserveerd."""
    return _whole(votes.open_round(vote_round, **policy.deed(request)))


@router.post("/stemrondes/{int:nummer}/stop", response=RoundWhole, summary="Stemronde stoppen")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def stop_round(request: HttpRequest, vote_round: VoteRound, data: ReasonInput) -> Any:
    """Met de reden, die iedereen leest. Er wordt niet geteld."""
    return _whole(votes.stop_round(vote_round, reason=data.reason, **policy.deed(request)))


@router.delete("/stemrondes/{int:nummer}", response={204: None}, summary="Stemronde weggooien")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def remove_round(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Alleen in voorbereiding."""
    votes.remove_round(vote_round, **policy.deed(request))
    return Status(204, None)


@router.post("/stemrondes/{int:nummer}/categorieen", response={201: RoundWhole}, summary="Categorie erbij")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def add_category(request: HttpRequest, vote_round: VoteRound, data: CategoryInput) -> Any:
    """Met misschien een bedrag dat er hoogstens naartoe gaat."""
    votes.add_category(vote_round, **data.model_dump(), **policy.deed(request))
    return Status(201, _whole(vote_round))


@router.put("/stemrondes/{int:nummer}/categorieen/{int:categorie}", response=RoundWhole, summary="Categorie wijzigen")
@needs(Permission.VOTE_MANAGE, find=queries.category, by=("nummer", "categorie"))
def change_category(request: HttpRequest, found: queries.OfRound, data: CategoryInput) -> Any:
    """Tot de ronde is vastgelegd."""
    assert isinstance(found.part, VoteCategory)
    votes.change_category(found.part, **data.model_dump(), **policy.deed(request))
    return _whole(found.round)


@router.delete(
    "/stemrondes/{int:nummer}/categorieen/{int:categorie}", response=RoundWhole, summary="Categorie weghalen"
)
@needs(Permission.VOTE_MANAGE, find=queries.category, by=("nummer", "categorie"))
def remove_category(request: HttpRequest, found: queries.OfRound) -> Any:
    """Als er geen projecten in staan."""
    assert isinstance(found.part, VoteCategory)
    votes.remove_category(found.part, **policy.deed(request))
    return _whole(found.round)


@router.post("/stemrondes/{int:nummer}/projecten", response={201: RoundWhole}, summary="Project erbij")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def add_project(request: HttpRequest, vote_round: VoteRound, data: ProjectInput) -> Any:
    """Zonder nummer: het eerste na de andere."""
    votes.add_project(vote_round, **_project(vote_round, data), **policy.deed(request))
    return Status(201, _whole(vote_round))


@router.post("/stemrondes/{int:nummer}/aanvragen", response={201: RoundWhole}, summary="Stemmen over een aanvraag")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def add_application(request: HttpRequest, vote_round: VoteRound, data: ApplicationInput) -> Any:
    """Titel, plan, plaats en bedrag komen op het stembiljet; van de aanvrager niets."""
    seen: Any = Application.objects.visible_to(policy.actor_of(request)).filter(fund=vote_round.pot.fund)
    application = seen.filter(pk=data.application).first()
    if application is None:
        raise NoSuchApplication
    category = _category(vote_round, data.category)
    votes.add_application(vote_round, application, category=category, **policy.deed(request))
    return Status(201, _whole(vote_round))


@router.put("/stemrondes/{int:nummer}/projecten/{int:project}", response=RoundWhole, summary="Project wijzigen")
@needs(Permission.VOTE_MANAGE, find=queries.project_by_number, by=("nummer", "project"))
def change_project(request: HttpRequest, found: queries.OfRound, data: ProjectInput) -> Any:
    """Tot de ronde is vastgelegd. `project` is het nummer op het stembiljet."""
    assert isinstance(found.part, VoteProject)
    values = _project(found.round, data)
    values["number"] = values["number"] or found.part.number
    votes.change_project(found.part, **values, **policy.deed(request))
    return _whole(found.round)


@router.delete("/stemrondes/{int:nummer}/projecten/{int:project}", response=RoundWhole, summary="Project weghalen")
@needs(Permission.VOTE_MANAGE, find=queries.project_by_number, by=("nummer", "project"))
def remove_project(request: HttpRequest, found: queries.OfRound) -> Any:
    """Tot de ronde is vastgelegd. `project` is het nummer op het stembiljet."""
    assert isinstance(found.part, VoteProject)
    votes.remove_project(found.part, **policy.deed(request))
    return _whole(found.round)


# ── Codes and paper ────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/stemrondes/{int:nummer}/codes", response={201: LettersDocument}, summary="Codes voor brieven")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def make_codes(request: HttpRequest, vote_round: VoteRound, data: CodesInput) -> Any:
    """Om te versturen, aan elke kiezer één. U krijgt ze één keer."""
    made = ballots.make_letter_codes(vote_round, **data.model_dump(), **policy.deed(request))
    return Status(201, LettersDocument(codes=[each.code for each in made], letters=[each.number for each in made]))


@router.post("/stemrondes/{int:nummer}/baliecodes", response={201: CodesDocument}, summary="Code aan de balie")
@needs(Permission.VOTE_ENTER, find=queries.vote_round, by=("nummer",))
def hand_out(request: HttpRequest, vote_round: VoteRound, data: DeskInput) -> Any:
    """Voor wie geen brief heeft. De gegevens bewaren wij niet leesbaar, en niet bij de code."""
    code = ballots.hand_out_at_desk(vote_round, **data.model_dump(), **policy.deed(request))
    return Status(201, CodesDocument(codes=[code]))


@router.post("/stemrondes/{int:nummer}/ingewisselde-codes", response={201: Received}, summary="Code inwisselen")
@needs(Permission.VOTE_ENTER, find=queries.vote_round, by=("nummer",))
def exchange(request: HttpRequest, vote_round: VoteRound, data: CodeInput) -> Any:
    """Voor een papieren stembiljet."""
    ballots.exchange_for_paper(vote_round, code=data.code, **policy.deed(request))
    return Status(201, Received(received=True))


@router.post("/stemrondes/{int:nummer}/ongeldige-codes", response={201: Received}, summary="Code ongeldig maken")
@needs(Permission.VOTE_ENTER, find=queries.vote_round, by=("nummer",))
def make_void(request: HttpRequest, vote_round: VoteRound, data: CodeInput) -> Any:
    """Een code die in verkeerde handen kwam en waarmee niet gestemd is."""
    ballots.make_code_void(vote_round, code=data.code, **policy.deed(request))
    return Status(201, Received(received=True))


@router.post("/stemrondes/{int:nummer}/biljetten", response={201: SlipDocument}, summary="Papier invoeren")
@needs(Permission.VOTE_ENTER, find=queries.vote_round, by=("nummer",))
def enter_slip(request: HttpRequest, vote_round: VoteRound, data: SlipInput) -> Any:
    """Een biljet telt mee als twee mensen het gelijk invoeren."""
    by = policy.actor_of(request)
    if not isinstance(by, Person):
        raise NeedsAName
    entry = ballots.enter_slip(
        vote_round, slip=data.slip, choices=_choices(data.choices), is_valid=data.is_valid, by=by, at=clock.now()
    )
    return Status(201, SlipDocument(slip=entry.slip, is_settled=entry.is_settled and bool(entry.choices)))


@router.post("/stemrondes/{int:nummer}/weggehaalde-biljetten", response=RoundWhole, summary="Biljet weghalen")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def take_out_slip(request: HttpRequest, vote_round: VoteRound, data: TakeOutInput) -> Any:
    """Dat dubbel is ingevoerd, of onder een nummer dat op geen biljet staat. Het telt niet mee."""
    ballots.take_out_slip(vote_round, **data.model_dump(), **policy.deed(request))
    return _whole(vote_round)


# ── The count ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/stemrondes/{int:nummer}/telling", response=RoundWhole, summary="Stemmen tellen")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def count_votes(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Na de laatste dag, als alle biljetten zijn ingevoerd."""
    counting.count_votes(vote_round, **policy.deed(request))
    return _whole(vote_round)


@router.post("/stemrondes/{int:nummer}/bekendmaking", response=RoundWhole, summary="Uitslag bekendmaken")
@needs(Permission.VOTE_MANAGE, find=queries.vote_round, by=("nummer",))
def publish_result(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Iedereen leest de uitslag; het geld voor de gekozen projecten is gereserveerd."""
    return _whole(counting.publish_result(vote_round, **policy.deed(request)))


@router.post("/stemrondes/{int:nummer}/besluiten", response=DecisionsDocument, summary="Besluiten klaarzetten")
@needs(Permission.GRANT_DECIDE, find=queries.vote_round, by=("nummer",))
def prepare_decisions(request: HttpRequest, vote_round: VoteRound) -> Any:
    """Voor de aanvragen waarover gestemd is. Bekendmaken doet wie beslist."""
    return DecisionsDocument(prepared=len(counting.prepare_decisions(vote_round, **policy.deed(request))))


# ── What these share ───────────────────────────────────────────────────────────────────────────────────────────────
def _fields(vote_round: VoteRound) -> dict[str, Any]:
    categories = list(vote_round.categories.all())
    names = {each.pk: each.name for each in categories}
    same = (
        "name words who least_age opens_at closes_at stopped_because budget_cents least_choices most_choices points "
        "most_points least_votes"
    )
    return {name: getattr(vote_round, name) for name in same.split()} | {
        "number": vote_round.pk,
        "fund": vote_round.pot.fund_id,
        "areas": [area.name for area in vote_round.work_areas.all()],
        "phase": PhaseWord[vote_round.phase(clock.now()).name],
        "ballot": BallotWord[BallotKind(vote_round.ballot).name],
        "rule": RuleWord[CountRule(vote_round.rule).name],
        "completion": CompletionWord[CompletionRule(vote_round.completion).name],
        "tie_break": TieWord[TieBreak(vote_round.tie_break).name],
        "explanation": [
            counting_words.how_to_vote(vote_round),
            *counting_words.rules_of(vote_round, categories),
        ],
        "categories": [
            CategoryDocument(number=each.pk, name=each.name, most_cents=each.most_cents) for each in categories
        ],
        "projects": [
            ProjectDocument(
                number=each.number,
                title=each.title,
                words=each.words,
                place=each.place,
                cost_cents=each.cost_cents,
                category=names.get(each.category_id or 0, ""),
                tie_place=each.tie_place,
            )
            for each in vote_round.projects.all()
        ],
    }


def _whole(vote_round: VoteRound) -> RoundWhole:
    fresh = queries.vote_round(vote_round.pk)
    turnout = queries.turnout_of(fresh)
    return RoundWhole(
        **_fields(fresh),
        codes=turnout.codes,
        votes=turnout.votes,
        slips=turnout.slips,
        half_slips=[each.slip for each in queries.half_slips(fresh)],
    )


def _rules(request: HttpRequest, data: RoundInput) -> votes.Rules:
    actor = policy.actor_of(request)
    pot = queries.pots_to_vote_on(actor).filter(pk=data.pot).first()
    if pot is None:
        raise NoSuchPot
    own = areas.work_areas_where(actor, Permission.VOTE_MANAGE, on=clock.today())
    chosen = list(own.filter(pk__in=data.areas))
    whole = actor.reach(Permission.VOTE_MANAGE).everywhere
    if len(chosen) != len(set(data.areas)) or not (chosen or whole):
        raise NoSuchArea
    same = (
        "name words who least_age opens_at closes_at budget_cents least_choices most_choices points most_points "
        "least_votes"
    )
    return votes.Rules(
        **{name: getattr(data, name) for name in same.split()},
        pot=pot,
        work_areas=chosen,
        ballot=BallotKind[data.ballot.name],
        rule=CountRule[data.rule.name],
        completion=CompletionRule[data.completion.name],
        tie_break=TieBreak[data.tie_break.name],
    )


def _category(vote_round: VoteRound, number: int | None) -> VoteCategory | None:
    if number is None:
        return None
    found: VoteCategory | None = VoteCategory.objects.filter(round=vote_round, pk=number).first()
    if found is None:
        raise NoSuchCategory
    return found


def _project(vote_round: VoteRound, data: ProjectInput) -> dict[str, Any]:
    return data.model_dump(exclude={"category"}) | {"category": _category(vote_round, data.category)}
