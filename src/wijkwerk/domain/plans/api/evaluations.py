"""Evaluations, what says something about their goals, and findings, for machines.

Numbers are those of the pages: no small groups here either.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import Indicator as NationalFigure
from wijkwerk.domain.inspections.models import Aspect
from wijkwerk.domain.plans.api.agendas import NoSuchArea, NoSuchOrganisation
from wijkwerk.domain.plans.api.surveys import QuestionDocument, question_document
from wijkwerk.domain.plans.models import Evaluation, Finding, Goal, GoalEvidence
from wijkwerk.domain.plans.models.evaluations import FindingKind, Weight
from wijkwerk.domain.plans.operations import evaluations
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.plans.queries.evaluations import Block, FindingLine
from wijkwerk.domain.signals import queries as signals
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Wijkevaluaties")
ORDER = ("-year", "id")
EVIDENCE = "/wijkevaluaties/{int:nummer}/doelen/{int:doel}/aanwijzingen"


class StateWord(StrEnum):
    MAKING = "in de maak"
    ADOPTED = "vastgesteld"


class NoSuchEvidence(Refusal):
    message = gettext_lazy("Een van deze onderwerpen, aspecten of cijfers is er niet. Kijk of alles klopt.")


class KindWord(StrEnum):
    STRENGTH = "gaat goed"
    CONCERN = "vraagt aandacht"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
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


class EvidenceDocument(Document):
    """Wat iets over een doel zegt."""

    goal: int = named("doelNummer")
    categories: list[str] = named("onderwerpen", description="Codes van onderwerpen van meldingen.")
    aspects: list[int] = named("aspecten", description="Nummers van wat bij een schouw is bekeken.")
    figures: list[str] = named("cijfers", description="Sleutels van landelijke cijfers.")


class EvaluationList(Document):
    results: list[EvaluationDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


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


class EvidenceInput(Input):
    """Wat hier niet bij staat, gaat eraf."""

    categories: list[Line] = named("onderwerpen", max_length=200)
    aspects: list[Number] = named("aspecten", max_length=200)
    figures: list[Line] = named("cijfers", max_length=200)


class WhyInput(Input):
    reason: Story = named("reden")


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


@router.post("/wijkevaluaties/{int:nummer}/telling", response=EvaluationWhole, summary="Meldingen opnieuw tellen")
@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation, by=("nummer",))
def count_signals(request: HttpRequest, evaluation: Evaluation) -> Any:
    """Nu meteen; vanzelf gebeurt het elk uur."""
    evaluations.count_signals(evaluation, at=clock.now())
    return _whole(request, queries.evaluation(evaluation.pk))


@router.get(EVIDENCE, response=EvidenceDocument, summary="Wat iets over een doel zegt")
@needs(Permission.EVALUATION_MANAGE, find=queries.goal_of, by=("nummer", "doel"))
def evidence(request: HttpRequest, found: queries.GoalOf) -> Any:
    """Welke onderwerpen, aspecten en cijfers naast dit doel staan."""
    return _evidence(found.goal)


@router.put(EVIDENCE, response=EvidenceDocument, summary="Kiezen wat iets over een doel zegt")
@needs(Permission.EVALUATION_MANAGE, find=queries.goal_of, by=("nummer", "doel"))
def set_evidence(request: HttpRequest, found: queries.GoalOf, data: EvidenceInput) -> Any:
    """Welke onderwerpen, aspecten en cijfers naast dit doel komen te staan."""
    categories = list(signals.all_categories().filter(code__in=data.categories))
    aspects = list(Aspect.objects.filter(pk__in=data.aspects))
    figures = list(NationalFigure.objects.filter(key__in=data.figures))
    for known, wanted in ((categories, data.categories), (aspects, data.aspects), (figures, data.figures)):
        if len(known) != len(set(wanted)):
            raise NoSuchEvidence
    evaluations.set_evidence(
        found.goal, categories=categories, aspects=aspects, figures=figures, **policy.deed(request)
    )
    return _evidence(found.goal)


def _evidence(goal: Goal) -> EvidenceDocument:
    rows = list(GoalEvidence.objects.filter(goal=goal).select_related("category", "figure"))
    return EvidenceDocument(
        goal=goal.pk,
        categories=[row.category.code for row in rows if row.category],
        aspects=[row.aspect_id for row in rows if row.aspect_id],
        figures=[row.figure.key for row in rows if row.figure],
    )


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


@router.post("/bevindingen/{int:nummer}/weg", response=EvaluationWhole, summary="Bevinding weghalen")
@needs(Permission.EVALUATION_MANAGE, find=queries.finding, by=("nummer",))
def remove_finding(request: HttpRequest, finding: Finding, data: WhyInput) -> Any:
    """Niet als er al een project uit kwam."""
    evaluations.remove_finding(finding, reason=data.reason, by=policy.actor_of(request), at=clock.now())
    return _whole(request, queries.evaluation(finding.evaluation_id))


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
        questions=[question_document(each) for each in block.questions],
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
