"""What can be asked of evaluations: the picture that stands next to the goals, the findings and what came of them.

The picture is made of what is counted already and of a fixed number of queries; of an adopted evaluation it is the one
that was kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.formats import date_format, number_format

from wijkwerk.domain.areas.models import Observation, WorkArea
from wijkwerk.domain.areas.queries.figures import figure_columns
from wijkwerk.domain.inspections.queries.results import AspectResult, results_of
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.people.models.organisations import Kind
from wijkwerk.domain.plans.models import (
    AgendaItem,
    Evaluation,
    Finding,
    FindingParty,
    Goal,
    GoalEvidence,
    SignalTally,
    Survey,
    SurveyQuestion,
    Vision,
)
from wijkwerk.domain.plans.models.evaluations import EvaluationState, FindingKind
from wijkwerk.domain.plans.queries import standing
from wijkwerk.domain.plans.queries import surveys as survey_queries
from wijkwerk.domain.plans.queries.standing import FigureLine
from wijkwerk.domain.plans.queries.surveys import Cell, QuestionResult
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.states import UNANSWERED, State
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import ref

ITEM = "plans.agendaitem"


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def evaluation(number: int) -> Evaluation:
    found: Evaluation = Evaluation.objects.select_related("work_area", "vision").get(pk=number)
    return found


def evaluations(*, actor: Actor, work_area: WorkArea | None = None, year: int | None = None) -> QuerySet[Evaluation]:
    """Evaluations that this actor may see, with how many findings each has."""
    rows: QuerySet[Evaluation] = Evaluation.objects.visible_to(actor).select_related("work_area")
    if work_area is not None:
        rows = rows.filter(work_area=work_area)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.annotate(finding_count=Count("findings")).order_by("-year", "work_area__name", "id")


def years() -> list[int]:
    return list(Evaluation.objects.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class GoalOf:
    """A goal with the evaluation that it is looked at in: who keeps the evaluation, says what belongs to the goal."""

    evaluation: Evaluation
    goal: Goal

    @property
    def municipality_id(self) -> int:
        return self.evaluation.municipality_id

    def access_area_ids(self) -> frozenset[int]:
        return self.evaluation.access_area_ids()


def goal_of(number: int, goal_id: int) -> GoalOf:
    found = evaluation(number)
    return GoalOf(found, Goal.objects.get(pk=goal_id, vision_id=found.vision_id))


def finding(number: int) -> Finding:
    rows = Finding.objects.select_related("evaluation__work_area", "evaluation__vision", "goal")
    found: Finding = rows.prefetch_related(_parties()).get(pk=number)
    return found


def visions_of(work_area_id: int, *, actor: Actor) -> QuerySet[Vision]:
    rows: QuerySet[Vision] = Vision.objects.visible_to(actor).filter(work_area_id=work_area_id)
    return rows.order_by("-from_year", "-id")


def goals_of(evaluation: Evaluation) -> list[Goal]:
    """The goals that it is held against, in their order."""
    if evaluation.vision_id is None:
        return []
    return list(Goal.objects.filter(vision_id=evaluation.vision_id).order_by("number"))


def has_ties_to_goals(evaluation: Evaluation) -> bool:
    """Whether findings or questions speak of goals of the vision."""
    return bool(
        Finding.objects.filter(evaluation=evaluation, goal__isnull=False).exists()
        or SurveyQuestion.objects.filter(survey__evaluation=evaluation, goal__isnull=False).exists()
    )


def partners_in(work_area: WorkArea) -> QuerySet[Organisation]:
    """Who can agree with a finding: who works in the area, or everywhere."""
    rows: QuerySet[Organisation] = Organisation.objects.active()
    return rows.filter(Q(work_areas=work_area) | Q(work_areas__isnull=True)).distinct().order_by("name")


def to_be_told(evaluation: Evaluation) -> list[Organisation]:
    """Who hears that it was adopted: the bodies of the area, and who agreed with a finding."""
    agreed = FindingParty.objects.filter(finding__evaluation=evaluation).values("organisation_id")
    rows = Organisation.objects.active().filter(
        Q(pk__in=agreed) | Q(kind=Kind.RESIDENTS_BODY, work_areas=evaluation.work_area)
    )
    return list(rows.distinct().order_by("name"))


def _parties() -> Prefetch[Any]:
    return Prefetch("parties", FindingParty.objects.select_related("organisation").order_by("organisation__name"))


# ── Signals, counted ───────────────────────────────────────────────────────────────────────────────────────────────
def tally_signals(evaluation: Evaluation) -> list[SignalTally]:
    """What came from the area in the year by subject, what was answered, and whether it helped: two queries."""
    start, end = (datetime(year, 1, 1, tzinfo=clock.AMSTERDAM) for year in (evaluation.year, evaluation.year + 1))
    of_year = Q(work_area_id=evaluation.work_area_id, reported_at__gte=start, reported_at__lt=end)
    counted = ~Q(state__in=[State.DRAFT, State.WITHDRAWN, State.MERGED])
    received = (
        Signal.objects.filter(of_year & counted)
        .order_by()
        .values_list("category_id")
        .annotate(received=Count("pk"), answered=Count("pk", filter=~Q(state__in=UNANSWERED)))
    )
    of_signal = Q(
        signal__work_area_id=evaluation.work_area_id,
        signal__reported_at__gte=start,
        signal__reported_at__lt=end,
        is_first=True,
        is_helped__isnull=False,
    )
    said = (
        Reporter.objects.filter(of_signal)
        .exclude(signal__state__in=[State.DRAFT, State.WITHDRAWN, State.MERGED])
        .order_by()
        .values_list("signal__category_id")
        .annotate(yes=Count("pk", filter=Q(is_helped=True)), no=Count("pk", filter=Q(is_helped=False)))
    )
    helped = {category_id: (yes, no) for category_id, yes, no in said}
    return [
        SignalTally(
            evaluation=evaluation,
            category_id=category_id,
            received=count,
            answered=answered,
            helped=helped.get(category_id, (0, 0))[0],
            not_helped=helped.get(category_id, (0, 0))[1],
        )
        for category_id, count, answered in received
    ]


# ── The picture ────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class TallyLine:
    """Signals of one subject. `helped` and `not_helped` are None where they would tell of a few people."""

    subject: str
    received: int
    answered: int
    helped: int | None
    not_helped: int | None


@dataclass(frozen=True)
class AspectLine:
    """What was seen of one aspect."""

    aspect: str
    words: str
    level: str
    below: int
    spots: int
    on: str
    address: str


@dataclass(frozen=True)
class NationalLine:
    """A national figure: for the area, or for the quarters that it is made of, and for the municipality."""

    name: str
    values: list[tuple[str, str]]
    period: str
    source: str


@dataclass(frozen=True)
class Block:
    """All that stands next to one goal; without a goal: what belongs to none."""

    goal_id: int | None
    number: int | None
    title: str
    description: str
    figures: list[FigureLine]
    national: list[NationalLine]
    signals: list[TallyLine]
    aspects: list[AspectLine]
    questions: list[QuestionResult]

    @property
    def is_empty(self) -> bool:
        return not (self.figures or self.national or self.signals or self.aspects or self.questions)


@dataclass(frozen=True)
class SurveyLine:
    """A survey that is closed: how many took part."""

    number: int
    title: str
    count: int
    asked: int | None
    share: int | None
    needs_code: bool


@dataclass(frozen=True)
class Picture:
    """What an evaluation shows. Kept as JSON when it is adopted."""

    blocks: list[Block]
    surveys: list[SurveyLine]
    counted: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Picture:
        return cls(
            [_block_from(block) for block in kept["blocks"]],
            [SurveyLine(**each) for each in kept["surveys"]],
            kept["counted"],
        )


def _block_from(kept: dict[str, Any]) -> Block:
    return Block(
        **{name: kept[name] for name in ("goal_id", "number", "title", "description")},
        figures=[FigureLine(**each) for each in kept["figures"]],
        national=[
            NationalLine(**{**each, "values": [(name, value) for name, value in each["values"]]})
            for each in kept["national"]
        ],
        signals=[TallyLine(**each) for each in kept["signals"]],
        aspects=[AspectLine(**each) for each in kept["aspects"]],
        questions=[
            QuestionResult(**{**each, "cells": tuple(Cell(**cell) for cell in each["cells"])})
            for each in kept["questions"]
        ],
    )


def picture_of(evaluation: Evaluation) -> Picture:
    """As it was when it was adopted; before, as it is now."""
    return Picture.from_json(evaluation.shown) if evaluation.shown is not None else live_picture(evaluation)


def live_picture(evaluation: Evaluation) -> Picture:
    goals = goals_of(evaluation)
    evidence = list(
        GoalEvidence.objects.filter(goal__in=goals).select_related("category", "figure", "aspect").order_by("pk")
    )
    tallies = list(
        SignalTally.objects.filter(evaluation=evaluation).select_related("category").order_by("-received", "pk")
    )
    aspects = results_of(evaluation.work_area, year=evaluation.year)
    surveys = list(Survey.objects.filter(evaluation=evaluation).order_by("pk"))
    questions = [one for results in survey_queries.results_of(surveys).values() for one in results]
    figures = standing.figures_of(goals, until=evaluation.year)
    national = _national(evidence, evaluation)
    blocks = [
        _block(goal, [each for each in evidence if each.goal_id == goal.pk], tallies, aspects, questions, national)
        for goal in goals
    ]
    blocks = [
        Block(**{**vars(block), "figures": figures.get(goal.pk, [])}) for goal, block in zip(goals, blocks, strict=True)
    ]
    blocks.append(_rest(evidence, tallies, aspects, questions))
    counted = date_format(clock.dutch(evaluation.counted_at), "j F Y, H:i") if evaluation.counted_at else ""
    return Picture(blocks, _survey_lines(surveys), counted)


def _block(
    goal: Goal,
    evidence: Sequence[GoalEvidence],
    tallies: Sequence[SignalTally],
    aspects: Sequence[AspectResult],
    questions: Sequence[QuestionResult],
    national: dict[int, NationalLine],
) -> Block:
    categories = {each.category_id for each in evidence if each.category_id}
    seen = {each.aspect_id for each in evidence if each.aspect_id}
    return Block(
        goal_id=goal.pk,
        number=goal.number,
        title=goal.title,
        description=goal.description,
        figures=[],
        national=[national[each.figure_id] for each in evidence if each.figure_id in national],
        signals=[_tally(each) for each in tallies if each.category_id in categories],
        aspects=[_aspect(each) for each in aspects if each.aspect.pk in seen],
        questions=[each for each in questions if each.goal_id == goal.pk],
    )


def _rest(
    evidence: Sequence[GoalEvidence],
    tallies: Sequence[SignalTally],
    aspects: Sequence[AspectResult],
    questions: Sequence[QuestionResult],
) -> Block:
    """What was said and seen that belongs to no goal: a vision does not close its eyes for it."""
    categories = {each.category_id for each in evidence if each.category_id}
    seen = {each.aspect_id for each in evidence if each.aspect_id}
    return Block(
        goal_id=None,
        number=None,
        title="",
        description="",
        figures=[],
        national=[],
        signals=[_tally(each) for each in tallies if each.category_id not in categories],
        aspects=[_aspect(each) for each in aspects if each.aspect.pk not in seen],
        questions=[each for each in questions if each.goal_id is None],
    )


def _tally(tally: SignalTally) -> TallyLine:
    yes, no = survey_queries.told([tally.helped, tally.not_helped])
    return TallyLine(tally.category.name if tally.category else "", tally.received, tally.answered, yes, no)


def _aspect(result: AspectResult) -> AspectLine:
    return AspectLine(
        aspect=f"{result.aspect.subject.name}: {result.aspect.name}",
        words=result.words,
        level=result.level.code,
        below=result.below,
        spots=result.spots,
        on=date_format(result.on, "j F Y"),
        address=result.address,
    )


def _national(evidence: Iterable[GoalEvidence], evaluation: Evaluation) -> dict[int, NationalLine]:
    """The newest value that was known in the year of each figure that belongs to a goal."""
    figures = {each.figure.pk: each.figure for each in evidence if each.figure is not None}
    if not figures:
        return {}
    columns = figure_columns(evaluation.work_area, date(evaluation.year, 12, 31))
    rows = Observation.objects.filter(
        indicator__in=figures,
        area_code__in=[column.code for column in columns],
        period__lte=evaluation.year,
        value__isnull=False,
    )
    newest: dict[int, dict[str, tuple[int, float]]] = defaultdict(dict)
    for row in rows.order_by("period"):
        newest[row.indicator_id][row.area_code] = (row.period, row.value or 0.0)
    lines = {}
    for pk, figure in figures.items():
        known = [(column.name, newest[pk][column.code]) for column in columns if column.code in newest[pk]]
        if known:
            decimals = figure.decimals
            lines[pk] = NationalLine(
                figure.name,
                [
                    (name, f"{number_format(value, decimals, force_grouping=True)} {figure.unit}".strip())
                    for name, (_period, value) in known
                ],
                ", ".join(sorted({str(period) for _name, (period, _value) in known})),
                figure.source,
            )
    return lines


def _survey_lines(surveys: Sequence[Survey]) -> list[SurveyLine]:
    lines = []
    closed = [each for each in surveys if each.is_closed]
    counts = dict(
        Survey.objects.filter(pk__in=[each.pk for each in closed])
        .order_by()
        .values_list("pk")
        .annotate(Count("responses"))
    )
    for each in closed:
        count, asked = counts.get(each.pk, 0), each.people_asked
        share = min(100, count * 100 // asked) if asked else None
        lines.append(SurveyLine(each.pk, each.title, count, asked, share, each.needs_code))
    return lines


# ── Findings ───────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class FindingLine:
    """A finding, who agrees, and what came of it."""

    finding: Finding
    parties: list[str]
    items: list[AgendaItem]


def findings_of(evaluation: Evaluation, *, actor: Actor) -> list[FindingLine]:
    """The heaviest first, each with the items that this actor may see of those that came of it: four queries."""
    rows = Finding.objects.filter(evaluation=evaluation).select_related("evaluation", "goal")
    return _with_items(rows.order_by("-weight", "number"), actor=actor)


def _with_items(rows: QuerySet[Finding], *, actor: Actor) -> list[FindingLine]:
    found = list(rows.prefetch_related(_parties()))
    caused = thread.things_caused_by(found, kind=ITEM) if found else {}
    numbers = {number for each in caused.values() for number in each}
    items = {
        item.pk: item for item in AgendaItem.objects.visible_to(actor).filter(pk__in=numbers).select_related("agenda")
    }
    return [
        FindingLine(
            each,
            [party.organisation.name for party in each.parties.all()],
            [items[number] for number in caused.get(ref(each), []) if number in items],
        )
        for each in found
    ]


def concerns_without_item(work_area: WorkArea, *, before: int) -> list[Finding]:
    """Concerns of earlier evaluations that led to nothing yet: for who makes the next agenda."""
    rows = Finding.objects.filter(
        evaluation__work_area=work_area,
        evaluation__state=EvaluationState.ADOPTED,
        evaluation__year__lte=before,
        kind=FindingKind.CONCERN,
    ).select_related("evaluation")
    found = list(rows.order_by("-evaluation__year", "-weight", "number"))
    caused = thread.things_caused_by(found, kind=ITEM) if found else {}
    return [each for each in found if ref(each) not in caused]


@dataclass(frozen=True)
class Insight:
    """What an actor may do with an evaluation, asked once for a page."""

    manages: bool
    enters: bool
    adds_items: bool


def insight(actor: Actor, evaluation: Evaluation) -> Insight:
    return Insight(
        bool(policy.may(actor, Permission.EVALUATION_MANAGE, on=evaluation)),
        bool(policy.may(actor, Permission.SURVEY_ENTER, on=evaluation)),
        bool(policy.may(actor, Permission.AGENDA_MANAGE, on=evaluation)),
    )
