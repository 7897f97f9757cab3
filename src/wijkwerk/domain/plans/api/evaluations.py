"""Evaluations, findings and surveys for machines. Numbers are those of the pages: no small groups here either."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.plans import survey_limits
from wijkwerk.domain.plans.api.agendas import NoSuchArea, NoSuchOrganisation
from wijkwerk.domain.plans.models import Evaluation, Finding, Goal, Survey
from wijkwerk.domain.plans.models.evaluations import FindingKind, Weight
from wijkwerk.domain.plans.models.surveys import QuestionKind
from wijkwerk.domain.plans.operations import evaluations, surveys
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.plans.queries import surveys as survey_queries
from wijkwerk.domain.plans.queries.evaluations import Block, FindingLine
from wijkwerk.domain.plans.queries.surveys import QuestionResult
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named

router = api.router("Wijkevaluaties")
ORDER = ("-year", "id")


class StateWord(StrEnum):
    MAKING = "in de maak"
    ADOPTED = "vastgesteld"


class KindWord(StrEnum):
    STRENGTH = "gaat goed"
    CONCERN = "vraagt aandacht"


class QuestionWord(StrEnum):
    MARK = "rapportcijfer"
    ONE = "één keuze"
    SEVERAL = "meer keuzes"
    AGREE = "mee eens"
    WORDS = "eigen woorden"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ChoiceResult(Document):
    label: str = named("antwoord")
    count: int | None = named("aantal", description="Leeg: te weinig mensen om te tonen.")


class QuestionDocument(Document):
    text: str = named("vraag")
    kind: QuestionWord = named("soort")
    answered: int | None = named("aantalAntwoorden", description="Leeg: te weinig mensen om te tonen.")
    mean: float | None = named("gemiddelde")
    choices: list[ChoiceResult] = named("verdeling")


class TallyDocument(Document):
    subject: str = named("onderwerp")
    received: int = named("gemeld")
    answered: int = named("beantwoord")
    helped: int | None = named("geholpen", description="Leeg: te weinig mensen om te tonen.")
    not_helped: int | None = named("nietGeholpen")


class AspectDocument(Document):
    aspect: str = named("aspect")
    level: str = named("niveau")
    spots: int = named("punten")
    below: int = named("onderDeNorm")
    on: str = named("op")


class FigureDocument(Document):
    title: str = named("indicator")
    value: str = named("waarde")
    period: str = named("periode")
    verdict: str = named("stand")
    source: str = named("bron")


class BlockDocument(Document):
    """Wat er naast één doel staat. Zonder doel: wat bij geen doel hoort."""

    goal: int | None = named("doelNummer")
    title: str = named("doel")
    questions: list[QuestionDocument] = named("enquete")
    aspects: list[AspectDocument] = named("schouw")
    signals: list[TallyDocument] = named("meldingen")
    figures: list[FigureDocument] = named("cijfers")


class FindingDocument(Document):
    number: int = named("nummer")
    goal: int | None = named("doelNummer")
    kind: KindWord = named("soort")
    weight: int = named("gewicht")
    title: str = named("titel")
    explanation: str = named("toelichting")
    agreed_with: list[str] = named("eensMet")
    projects: list[int] = named("projecten")
    version: int = named("versie")


class EvaluationDocument(Document):
    number: int = named("nummer")
    area_number: int = named("werkgebiedNummer")
    area_name: str = named("werkgebiedNaam")
    year: int = named("jaar")
    state: StateWord = named("staat")
    vision: int | None = named("visieNummer")
    summary: str = named("samenvatting")
    adopted_on: date | None = named("vastgesteldOp")
    adopted_by: str = named("vastgesteldDoor")
    version: int = named("versie")


class EvaluationWhole(EvaluationDocument):
    blocks: list[BlockDocument] = named("doelen")
    findings: list[FindingDocument] = named("bevindingen")


class EvaluationList(Document):
    results: list[EvaluationDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class QuestionAsked(Document):
    number: int = named("nummer")
    text: str = named("vraag")
    explanation: str = named("uitleg")
    kind: QuestionWord = named("soort")
    choices: list[tuple[int, str]] = named("antwoorden", description="Nummer en woorden van elk antwoord.")


class SurveyDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")
    introduction: str = named("inleiding")
    area_name: str = named("werkgebiedNaam")
    opens_on: date = named("openVanaf")
    closes_on: date = named("openTotEnMet")
    needs_code: bool = named("vraagtCode")
    questions: list[QuestionAsked] = named("vragen")


class SurveyList(Document):
    results: list[SurveyDocument] = named("resultaten")


class SurveyResults(Document):
    number: int = named("nummer")
    response: int = named("deelnemers")
    asked: int | None = named("gevraagd")
    questions: list[QuestionDocument] = named("vragen")


class HandedIn(Document):
    received: bool = named("ontvangen")


class CodesDocument(Document):
    """De codes, één keer leesbaar: wij bewaren ze niet zo."""

    codes: list[str]


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class EvaluationFilter(Input):
    area: Number | None = named("werkgebied", None, description="Nummer van het werkgebied.")
    year: int | None = named("jaar", None, ge=1990, le=2100)
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class EvaluationInput(Input):
    area: Number = named("werkgebied")
    year: int = named("jaar", ge=1990, le=2100)


class FindingWords(Input):
    title: Line = named("titel")
    kind: KindWord = named("soort")
    weight: int = named("gewicht", Weight.MIDDLE, ge=1, le=3)
    explanation: Story = named("toelichting", "")
    goal: Number | None = named("doelNummer", None)
    agreed_with: list[Number] = named("eensMet", default_factory=list, max_length=50, description="Organisaties.")


class FindingInput(FindingWords):
    client_key: UUID | None = named(
        "sleutel", None, description="Door u bedacht: twee keer verstuurd is één bevinding."
    )


class FindingChange(FindingWords):
    version: int = named("versie")


class AdoptInput(Input):
    adopted_on: date = named("vastgesteldOp")
    adopted_by: Line = named("vastgesteldDoor")


class EvaluationChange(Input):
    vision: Number | None = named("visieNummer", None)
    summary: Story = named("samenvatting", "")
    version: int = named("versie")


class WhyInput(Input):
    reason: Story = named("reden")


class SurveyInput(Input):
    title: Line = named("titel")
    introduction: str = named("inleiding", "", max_length=2_000)
    opens_on: date = named("openVanaf")
    closes_on: date = named("openTotEnMet")
    needs_code: bool = named("vraagtCode", True)
    asked_count: Number | None = named("aantalGevraagd", None)
    double_entry: bool = named("tweeKeerInvoeren", False)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één enquête.")


class QuestionInput(Input):
    text: Line = named("vraag")
    kind: QuestionWord = named("soort")
    explanation: Line = named("uitleg", "")
    choices: list[Line] = named("antwoorden", default_factory=list, max_length=20)
    goal: Number | None = named("doelNummer", None)


class CodesInput(Input):
    count: int = named("aantal", ge=1, le=surveys.MOST_CODES)
    batch: UUID = named("sleutel", description="Door u bedacht: dezelfde sleutel maakt niet nog eens codes.")


class GivenAnswer(Input):
    question: Number = named("vraag")
    numbers: list[int] = named("nummers", default_factory=list, max_length=20)
    words: str = named("woorden", "", max_length=surveys.MOST_WORDS)


class AnswersOnPaper(Input):
    code: Line = named("code", "")
    answers: list[GivenAnswer] = named("antwoorden", max_length=200)
    sheet: Number = named("nummer", description="Het nummer dat op het papier staat.")


class AnswersInput(Input):
    code: Line = named("code", "")
    answers: list[GivenAnswer] = named("antwoorden", max_length=200)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd telt één keer.")


# ── Evaluations ────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/wijkevaluaties", response=EvaluationList, summary="Wijkevaluaties")
@needs(Permission.PLAN_VIEW)
def evaluation_list(request: HttpRequest, filters: Query[EvaluationFilter]) -> HttpResponse:
    """Wijkevaluaties die u mag zien, nieuwste jaar eerst."""
    api.check_token(filters.after, order=ORDER)
    found = queries.evaluations(actor=policy.actor_of(request), year=filters.year)
    if filters.area is not None:
        found = found.filter(work_area_id=filters.area)
    page = paging.page(found, after=filters.after, order=ORDER, size=filters.size)
    rows = [EvaluationDocument(**_fields(each)).model_dump(by_alias=True, mode="json") for each in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


@router.get("/wijkevaluaties/{int:nummer}", response=EvaluationWhole, summary="Eén wijkevaluatie")
@needs(Permission.PLAN_VIEW, find=queries.evaluation, by=("nummer",))
def evaluation(request: HttpRequest, evaluation: Evaluation) -> Any:
    """Wat er naast elk doel staat en wat daaruit bleek. Na vaststelling met de getallen van toen."""
    if not policy.may(policy.actor_of(request), evaluation.view_permission, on=evaluation):
        raise Http404
    return _whole(request, evaluation)


@router.post("/wijkevaluaties", response={201: EvaluationWhole}, summary="Wijkevaluatie maken")
@needs(Permission.EVALUATION_MANAGE)
def make_evaluation(request: HttpRequest, data: EvaluationInput) -> Any:
    """Er is er één per gebied en jaar: bestaat zij al, dan krijgt u die."""
    actor = policy.actor_of(request)
    area = areas.work_areas(clock.today()).filter(pk=data.area).first()
    if area is None or not policy.may(actor, Permission.EVALUATION_MANAGE, on=area):
        raise NoSuchArea
    vision = queries.visions_of(area.pk, actor=actor).first()
    made = evaluations.make_evaluation(area, data.year, vision=vision, by=actor, at=clock.now())
    return Status(201, _whole(request, queries.evaluation(made.pk)))


@router.put("/wijkevaluaties/{int:nummer}", response=EvaluationWhole, summary="Wijkevaluatie wijzigen")
@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation, by=("nummer",))
def change_evaluation(request: HttpRequest, evaluation: Evaluation, data: EvaluationChange) -> Any:
    """Naast welke visie zij staat, en wat zij in het kort zegt."""
    actor = policy.actor_of(request)
    vision = queries.visions_of(evaluation.work_area_id, actor=actor).filter(pk=data.vision or 0).first()
    if data.vision is not None and vision is None:
        raise evaluations.VisionOfAnother
    evaluations.change_evaluation(
        evaluation, vision=vision, summary=data.summary, version=data.version, by=actor, at=clock.now()
    )
    return _whole(request, queries.evaluation(evaluation.pk))


@router.post("/wijkevaluaties/{int:nummer}/vaststelling", response=EvaluationWhole, summary="Wijkevaluatie vaststellen")
@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation, by=("nummer",))
def adopt_evaluation(request: HttpRequest, evaluation: Evaluation, data: AdoptInput) -> Any:
    """Daarna blijft zij zoals zij is."""
    evaluations.adopt_evaluation(evaluation, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return _whole(request, queries.evaluation(evaluation.pk))


@router.post("/wijkevaluaties/{int:nummer}/terugname", response=EvaluationWhole, summary="Toch niet vastgesteld")
@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation, by=("nummer",))
def take_back_adoption(request: HttpRequest, evaluation: Evaluation, data: WhyInput) -> Any:
    """Zij is dan weer in de maak; de getallen lopen weer mee met vandaag."""
    evaluations.take_back_adoption(evaluation, reason=data.reason, by=policy.actor_of(request), at=clock.now())
    return _whole(request, queries.evaluation(evaluation.pk))


@router.post(
    "/wijkevaluaties/{int:nummer}/bevindingen", response={201: FindingDocument}, summary="Bevinding opschrijven"
)
@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation, by=("nummer",))
def add_finding(request: HttpRequest, evaluation: Evaluation, data: FindingInput) -> Any:
    """Wat u vond, en bij welk doel."""
    values = _finding_values(data, evaluation)
    actor = policy.actor_of(request)
    made = evaluations.add_finding(evaluation, **values, client_key=data.client_key, by=actor, at=clock.now())
    return Status(201, _finding(_line(made)))


@router.put("/bevindingen/{int:nummer}", response=FindingDocument, summary="Bevinding wijzigen")
@needs(Permission.EVALUATION_MANAGE, find=queries.finding, by=("nummer",))
def change_finding(request: HttpRequest, finding: Finding, data: FindingChange) -> Any:
    """Andere woorden of een ander gewicht, zolang de evaluatie niet is vastgesteld."""
    values = _finding_values(data, finding.evaluation)
    actor = policy.actor_of(request)
    changed = evaluations.change_finding(finding, **values, version=data.version, by=actor, at=clock.now())
    return _finding(_line(changed))


@router.post("/bevindingen/{int:nummer}/weg", response=HandedIn, summary="Bevinding weghalen")
@needs(Permission.EVALUATION_MANAGE, find=queries.finding, by=("nummer",))
def remove_finding(request: HttpRequest, finding: Finding, data: WhyInput) -> Any:
    """Niet als er al een project uit kwam."""
    evaluations.remove_finding(finding, reason=data.reason, by=policy.actor_of(request), at=clock.now())
    return HandedIn(received=True)


def _finding_values(data: FindingWords, evaluation: Evaluation) -> dict[str, Any]:
    parties = list(queries.partners_in(evaluation.work_area).filter(pk__in=data.agreed_with))
    if len(parties) != len(set(data.agreed_with)):
        raise NoSuchOrganisation
    goal = Goal.objects.filter(pk=data.goal).first() if data.goal is not None else None
    if data.goal is not None and goal is None:
        raise evaluations.GoalOfAnother
    return {
        "title": data.title,
        "kind": FindingKind[data.kind.name],
        "weight": Weight(data.weight),
        "explanation": data.explanation,
        "goal": goal,
        "parties": parties,
    }


def _line(finding: Finding) -> FindingLine:
    fresh = queries.finding(finding.pk)
    return FindingLine(fresh, [party.organisation.name for party in fresh.parties.all()], [])


def _fields(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "number": evaluation.pk,
        "area_number": evaluation.work_area_id,
        "area_name": evaluation.work_area.name,
        "year": evaluation.year,
        "state": StateWord.ADOPTED if evaluation.is_adopted else StateWord.MAKING,
        "vision": evaluation.vision_id,
        "summary": evaluation.summary,
        "adopted_on": evaluation.adopted_on,
        "adopted_by": evaluation.adopted_by,
        "version": evaluation.version,
    }


def _whole(request: HttpRequest, evaluation: Evaluation) -> EvaluationWhole:
    actor = policy.actor_of(request)
    return EvaluationWhole(
        **_fields(evaluation),
        blocks=[_block(block) for block in queries.picture_of(evaluation).blocks],
        findings=[_finding(line) for line in queries.findings_of(evaluation, actor=actor)],
    )


def _block(block: Block) -> BlockDocument:
    return BlockDocument(
        goal=block.goal_id,
        title=block.title,
        questions=[_result(each) for each in block.questions],
        aspects=[
            AspectDocument(aspect=line.aspect, level=line.level, spots=line.spots, below=line.below, on=line.on)
            for line in block.aspects
        ],
        signals=[TallyDocument(**vars(line)) for line in block.signals],
        figures=[
            FigureDocument(
                title=line.title, value=line.value, period=line.period, verdict=line.verdict, source=line.source
            )
            for line in block.figures
        ],
    )


def _result(result: QuestionResult) -> QuestionDocument:
    return QuestionDocument(
        text=result.text,
        kind=_kind(result.kind),
        answered=result.answered,
        mean=result.mean,
        choices=[ChoiceResult(label=cell.label, count=cell.count) for cell in result.cells],
    )


def _kind(kind: str) -> QuestionWord:
    return QuestionWord[QuestionKind(kind).name]


def _finding(line: FindingLine) -> FindingDocument:
    finding = line.finding
    return FindingDocument(
        number=finding.pk,
        goal=finding.goal_id,
        kind=KindWord[FindingKind(finding.kind).name],
        weight=finding.weight,
        title=finding.title,
        explanation=finding.explanation,
        agreed_with=line.parties,
        projects=[item.pk for item in line.items],
        version=finding.version,
    )


# ── Surveys ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/enquetes", response=SurveyList, summary="Enquêtes die open zijn")
@needs(Permission.SURVEY_ANSWER)
def surveys_now(request: HttpRequest) -> Any:
    """Waar bewoners vandaag aan kunnen meedoen, met de vragen."""
    return SurveyList(results=[_survey(each) for each in survey_queries.surveys_open_on(clock.today())])


@router.post("/enquetes/{int:nummer}/antwoorden", response={201: HandedIn}, summary="Enquête invullen")
@needs(Permission.SURVEY_ANSWER, find=survey_queries.open_survey, by=("nummer",))
def hand_in(request: HttpRequest, survey: Survey, data: AnswersInput) -> Any:
    """Met een code telt één antwoord. Wij bewaren niet wie wat antwoordde, en niet met welke code."""
    if survey.needs_code:
        survey_limits.refuse_who_guesses(request)
    else:
        survey_limits.count_answer(request, survey)
    given = {each.question: each.words or each.numbers for each in data.answers}
    try:
        surveys.hand_in(survey, given=given, code=data.code, client_key=data.client_key, at=clock.now())
    except surveys.CodeUnknown:
        survey_limits.count_guess(request)
        raise
    return Status(201, HandedIn(received=True))


@router.post("/wijkevaluaties/{int:nummer}/enquetes", response={201: SurveyDocument}, summary="Enquête maken")
@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation, by=("nummer",))
def make_survey(request: HttpRequest, evaluation: Evaluation, data: SurveyInput) -> Any:
    """Nog zonder vragen en nog niet open."""
    made = surveys.make_survey(evaluation, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return Status(201, _survey(survey_queries.survey(made.pk)))


@router.post("/enquetes/{int:nummer}/vragen", response={201: SurveyDocument}, summary="Vraag in een enquête zetten")
@needs(Permission.EVALUATION_MANAGE, find=survey_queries.survey, by=("nummer",))
def add_question(request: HttpRequest, survey: Survey, data: QuestionInput) -> Any:
    """Achteraan, zolang de enquête nog niet open is."""
    goal = Goal.objects.filter(pk=data.goal).first() if data.goal is not None else None
    if data.goal is not None and goal is None:
        raise surveys.GoalOfAnother
    surveys.add_question(
        survey,
        kind=QuestionKind[data.kind.name],
        text=data.text,
        explanation=data.explanation,
        choices=data.choices,
        goal=goal,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _survey(survey))


@router.post("/enquetes/{int:nummer}/opening", response=SurveyDocument, summary="Enquête openen")
@needs(Permission.EVALUATION_MANAGE, find=survey_queries.survey, by=("nummer",))
def open_survey(request: HttpRequest, survey: Survey) -> Any:
    """Daarna liggen de vragen vast."""
    surveys.open_survey(survey, by=policy.actor_of(request), at=clock.now())
    return _survey(survey)


@router.post("/enquetes/{int:nummer}/sluiting", response=SurveyDocument, summary="Enquête sluiten")
@needs(Permission.EVALUATION_MANAGE, find=survey_queries.survey, by=("nummer",))
def close_survey(request: HttpRequest, survey: Survey) -> Any:
    """Daarna komt er niets meer bij en is de uitkomst er."""
    surveys.close_survey(survey, by=policy.actor_of(request), at=clock.now())
    return _survey(survey)


@router.post("/enquetes/{int:nummer}/codes", response={201: CodesDocument}, summary="Codes maken")
@needs(Permission.EVALUATION_MANAGE, find=survey_queries.survey, by=("nummer",))
def make_codes(request: HttpRequest, survey: Survey, data: CodesInput) -> Any:
    """Om uit te delen, aan elk mens één. U krijgt ze één keer."""
    actor = policy.actor_of(request)
    return Status(201, CodesDocument(codes=surveys.make_codes(survey, **data.model_dump(), by=actor, at=clock.now())))


@router.post("/enquetes/{int:nummer}/papier", response={201: HandedIn}, summary="Papieren enquête invoeren")
@needs(Permission.SURVEY_ENTER, find=survey_queries.survey, by=("nummer",))
def enter_paper(request: HttpRequest, survey: Survey, data: AnswersOnPaper) -> Any:
    """Met de code op het papier telt web en papier samen één keer."""
    given = {each.question: each.words or each.numbers for each in data.answers}
    actor = policy.actor_of(request)
    surveys.enter_paper(survey, sheet=data.sheet, code=data.code, given=given, by=actor, at=clock.now())
    return Status(201, HandedIn(received=True))


@router.get("/enquetes/{int:nummer}/uitkomst", response=SurveyResults, summary="Uitkomst van een enquête")
@needs(Permission.EVALUATION_MANAGE, find=survey_queries.survey, by=("nummer",))
def survey_results(request: HttpRequest, survey: Survey) -> Any:
    """Na sluiting. Wat over weinig mensen gaat is leeg, en ook waaruit dat te berekenen is."""
    if not survey.is_closed:
        raise Http404
    response = survey_queries.response_of(survey)
    results = survey_queries.results_of([survey]).get(survey.pk, [])
    return SurveyResults(
        number=survey.pk,
        response=response.count,
        asked=response.asked,
        questions=[_result(each) for each in results],
    )


def _survey(survey: Survey) -> SurveyDocument:
    return SurveyDocument(
        number=survey.pk,
        title=survey.title,
        introduction=survey.introduction,
        area_name=survey.evaluation.work_area.name,
        opens_on=survey.opens_on,
        closes_on=survey.closes_on,
        needs_code=survey.needs_code,
        questions=[
            QuestionAsked(
                number=each.pk,
                text=each.text,
                explanation=each.explanation,
                kind=_kind(each.kind),
                choices=each.options,
            )
            for each in survey_queries.questions_of(survey)
        ],
    )
