"""What can be done with an evaluation: put what there is next to the goals, say what was found, adopt it.

The evaluation is locked while it gets a finding, is counted or is adopted; a finding while it changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import Indicator as NationalFigure
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Aspect
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import (
    Evaluation,
    Finding,
    FindingParty,
    Goal,
    GoalEvidence,
    SignalTally,
    Vision,
)
from wijkwerk.domain.plans.models.evaluations import EvaluationState, FindingKind, Weight
from wijkwerk.domain.plans.operations.plan_writing import address_of, tell
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.plans.search import evaluations as search
from wijkwerk.domain.signals.models import Category
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread import queries as thread_queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref


class ChangedMeanwhile(Refusal):
    """`current` is the evaluation or the finding as somebody else left it."""

    message = _(
        "Iemand anders heeft dit intussen gewijzigd. Wat u typte staat hier nog; wat er nu staat leest u hierboven. "
        "Verstuur het opnieuw als u uw tekst wilt bewaren."
    )
    status = 409

    def __init__(self, current: Evaluation | Finding) -> None:
        super().__init__()
        self.current = current


class VisionOfAnother(Refusal):
    message = _("Deze visie is van een ander gebied. Kies een visie uit de lijst.")
    field = "vision"


class VisionHasFindings(Refusal):
    message = _("Bij de doelen van deze visie staan al bevindingen of vragen. Haal die eerst weg, of houd deze visie.")
    field = "vision"


class EvaluationIsAdopted(Refusal):
    message = _("Deze evaluatie is vastgesteld en blijft zoals zij was.")
    status = 409


class WhoAdopted(Refusal):
    message = _("Schrijf op wie de evaluatie heeft vastgesteld, bijvoorbeeld het college.")
    field = "adopted_by"


class AdoptedInTheFuture(Refusal):
    message = _("Deze dag komt nog. Kies de dag van het besluit.")
    field = "adopted_on"


class FindingMissing(Refusal):
    message = _("Schrijf in één zin op wat u vond.")
    field = "title"


class TextTooLong(Refusal):
    message = _("Deze tekst is te lang. Maak de tekst korter.")


class GoalOfAnother(Refusal):
    message = _("Dit doel hoort niet bij deze evaluatie. Kies een doel uit de lijst.")
    field = "goal"


class FindingLedToSomething(Refusal):
    message = _("Uit deze bevinding kwam al een project. Wijzig de woorden, of haal haar eerst weg als aanleiding.")
    status = 409


# ── The evaluation ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_evaluation(
    work_area: WorkArea, year: int, *, by: Actor, at: datetime, vision: Vision | None = None
) -> Evaluation:
    """The evaluation of an area in a year. There is one: made twice is once."""
    _refuse_other_area(vision, work_area.pk)
    made, is_new = Evaluation.objects.get_or_create(
        work_area=work_area, year=year, defaults={"vision": vision, "created_at": at, "changed_at": at}
    )
    if is_new:
        count_signals(made, at=at)
        search.put_evaluation(made)
        journal.record("evaluation.made", about=made, by=by, at=at)
    evaluation: Evaluation = made
    return evaluation


@transaction.atomic
def change_evaluation(
    evaluation: Evaluation, *, vision: Vision | None, summary: str, by: Actor, at: datetime, version: int | None = None
) -> Evaluation:
    """Which vision it is held against, and what it says in short."""
    fresh = _lock(evaluation, version=version)
    words = text.clean_text(summary)
    if len(words) > text.STORY:
        raise TextTooLong(field="summary")
    vision_id = None if vision is None else vision.pk
    if vision_id != fresh.vision_id:
        _refuse_other_area(vision, fresh.work_area_id)
        if queries.has_ties_to_goals(fresh):
            raise VisionHasFindings
    fresh.vision, fresh.summary = vision, words
    _save(fresh, at=at)
    journal.record("evaluation.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def adopt_evaluation(
    evaluation: Evaluation, *, adopted_on: date, adopted_by: str, by: Actor, at: datetime
) -> Evaluation:
    """From now on it stays as it is: what it shows is counted once more, and kept. Who spoke with us about it hears."""
    fresh = _lock(evaluation)
    who = text.one_line(adopted_by)
    if not who:
        raise WhoAdopted
    if len(who) > 200:
        raise TextTooLong(field="adopted_by")
    if adopted_on > clock.dutch(at).date():
        raise AdoptedInTheFuture
    count_signals(fresh, at=at)
    fresh.shown = queries.live_picture(fresh).as_json()
    fresh.state, fresh.adopted_on, fresh.adopted_by = EvaluationState.ADOPTED, adopted_on, who
    _save(fresh, at=at)
    journal.record("evaluation.adopted", about=fresh, by=by, at=at)
    for party in queries.to_be_told(fresh):
        tell("evaluation_adopted", address_of(party), about=fresh, at=at, evaluation=fresh)
    return fresh


@transaction.atomic
def take_back_adoption(evaluation: Evaluation, *, reason: str, by: Actor, at: datetime) -> Evaluation:
    """It was not adopted after all: it is being made again, with live numbers."""
    why = text.clean_text(reason)
    if not why:
        raise thread.SaysNotWhy
    fresh = _lock(evaluation, adopted=True)
    fresh.state, fresh.adopted_on, fresh.adopted_by, fresh.shown = EvaluationState.MAKING, None, "", None
    _save(fresh, at=at)
    journal.record("evaluation.taken_back", about=fresh, by=by, at=at, details={"reason": why})
    return fresh


@transaction.atomic
def count_signals(evaluation: Evaluation, *, at: datetime) -> None:
    """Count the signals of its area and year by subject, and keep the counts: the page reads those."""
    fresh: Evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    if fresh.is_adopted:
        return
    SignalTally.objects.filter(evaluation=fresh).delete()
    SignalTally.objects.bulk_create(queries.tally_signals(fresh))
    evaluation.counted_at = fresh.counted_at = at
    fresh.save(update_fields=["counted_at"])


def count_what_is_being_made(*, at: datetime) -> None:
    """Each evaluation that is not adopted gets fresh counts, one at a time."""
    for evaluation in Evaluation.objects.filter(state=EvaluationState.MAKING).order_by("pk"):
        count_signals(evaluation, at=at)


@transaction.atomic
def set_evidence(
    goal: Goal,
    *,
    categories: Sequence[Category],
    aspects: Sequence[Aspect],
    figures: Sequence[NationalFigure],
    by: Actor,
    at: datetime,
) -> None:
    """What says something about a goal: subjects of signals, aspects of inspections, national figures."""
    Goal.objects.select_for_update().get(pk=goal.pk)
    GoalEvidence.objects.filter(goal=goal).delete()
    GoalEvidence.objects.bulk_create(
        [
            *(GoalEvidence(goal=goal, category=each) for each in categories),
            *(GoalEvidence(goal=goal, aspect=each) for each in aspects),
            *(GoalEvidence(goal=goal, figure=each) for each in figures),
        ]
    )
    journal.record("goal.evidence_set", about=goal, by=by, at=at)


# ── Findings ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_finding(
    evaluation: Evaluation,
    *,
    kind: FindingKind,
    title: str,
    by: Actor,
    at: datetime,
    weight: Weight = Weight.MIDDLE,
    explanation: str = "",
    goal: Goal | None = None,
    parties: Sequence[Organisation] = (),
    client_key: uuid.UUID | None = None,
) -> Finding:
    """What was found, about a goal or apart from them. The same `client_key` again gives the finding that was made."""
    fresh = _lock(evaluation)
    if client_key is not None and (made := Finding.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    last = Finding.objects.filter(evaluation=fresh).aggregate(last=Max("number"))["last"] or 0
    finding = Finding(evaluation=fresh, number=last + 1, created_at=at, client_key=client_key or uuid.uuid4())
    _say(finding, kind=kind, weight=weight, title=title, explanation=explanation, goal=goal)
    finding.save()
    _agree(finding, parties)
    _hang(finding, by=by, at=at)
    search.put_finding(finding)
    journal.record("finding.added", about=finding, by=by, at=at, details={"evaluation": fresh.pk})
    return finding


@transaction.atomic
def change_finding(
    finding: Finding,
    *,
    kind: FindingKind,
    title: str,
    weight: Weight,
    explanation: str,
    goal: Goal | None,
    parties: Sequence[Organisation],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Finding:
    """Other words, another weight, somebody else who agrees."""
    _lock(finding.evaluation)
    fresh: Finding = Finding.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=finding.pk)
    if version is not None and version != fresh.version:
        raise ChangedMeanwhile(fresh)
    _say(fresh, kind=kind, weight=weight, title=title, explanation=explanation, goal=goal)
    fresh.version += 1
    fresh.save()
    FindingParty.objects.filter(finding=fresh).delete()
    _agree(fresh, parties)
    _hang(fresh, by=by, at=at)
    search.put_finding(fresh)
    journal.record("finding.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def remove_finding(finding: Finding, *, reason: str, by: Actor, at: datetime) -> None:
    """It was not so after all. What led to a project stays."""
    why = text.clean_text(reason)
    if not why:
        raise thread.SaysNotWhy
    evaluation = _lock(finding.evaluation)
    if thread_queries.things_caused_by([finding], kind="plans.agendaitem"):
        raise FindingLedToSomething
    for source in thread_queries.standing_sources(finding):
        thread.remove_source(source, reason=why, by=by, at=at)
    search.remove(finding)
    details = {"evaluation": evaluation.pk, "title": finding.title, "reason": why}
    journal.record("finding.removed", about=finding, by=by, at=at, details=details)
    finding.delete()


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def _lock(evaluation: Evaluation, *, version: int | None = None, adopted: bool = False) -> Evaluation:
    """The evaluation as it stands, until the deed is done; refused when it is adopted or not what the person saw."""
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("work_area")
    fresh: Evaluation = rows.get(pk=evaluation.pk)
    if fresh.is_adopted != adopted:
        raise EvaluationIsAdopted
    if version is not None and version != fresh.version:
        raise ChangedMeanwhile(fresh)
    return fresh


def _save(evaluation: Evaluation, *, at: datetime) -> None:
    evaluation.version += 1
    evaluation.changed_at = at
    evaluation.save()
    search.put_evaluation(evaluation)


def _refuse_other_area(vision: Vision | None, work_area_id: int) -> None:
    if vision is not None and vision.work_area_id != work_area_id:
        raise VisionOfAnother


def _say(
    finding: Finding, *, kind: FindingKind, weight: Weight, title: str, explanation: str, goal: Goal | None
) -> None:
    finding.kind, finding.weight = FindingKind(kind), Weight(weight)
    finding.title, finding.explanation = text.one_line(title), text.clean_text(explanation)
    if not finding.title:
        raise FindingMissing
    if len(finding.title) > text.SENTENCE:
        raise TextTooLong(field="title")
    if len(finding.explanation) > text.STORY:
        raise TextTooLong(field="explanation")
    if goal is not None and goal.vision_id != finding.evaluation.vision_id:
        raise GoalOfAnother
    finding.goal = goal


def _agree(finding: Finding, parties: Sequence[Organisation]) -> None:
    FindingParty.objects.bulk_create([FindingParty(finding=finding, organisation=each) for each in parties])


def _hang(finding: Finding, *, by: Actor, at: datetime) -> None:
    """The golden thread goes from a finding up to its goal."""
    standing = [source for source in thread_queries.standing_sources(finding) if source.cause is not None]
    wanted = None if finding.goal is None else ref(finding.goal)
    for source in standing:
        if source.cause != wanted:
            thread.remove_source(source, reason=str(_("De bevinding hoort bij een ander doel.")), by=by, at=at)
    if finding.goal is not None and wanted not in [source.cause for source in standing]:
        thread.add_source(finding, cause=finding.goal, by=by, at=at)
