"""How far an area is with its plans, on one page: the plans themselves, goals, projects, promises, money, findings.

A fixed number of queries, however much there is. What this actor may not see is not in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Inspection
from wijkwerk.domain.people.models import Commitment, Covenant
from wijkwerk.domain.plans.models import (
    Agenda,
    AgendaItem,
    Effort,
    Evaluation,
    Goal,
    Programme,
    ProgressNote,
    Vision,
)
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries import agendas as agenda_queries
from wijkwerk.domain.plans.queries import evaluations as evaluation_queries
from wijkwerk.domain.plans.queries import programmes as programme_queries
from wijkwerk.domain.plans.queries import standing, visions
from wijkwerk.domain.plans.queries.evaluations import FindingLine
from wijkwerk.domain.plans.queries.programmes import Money
from wijkwerk.domain.plans.queries.standing import FigureLine
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Condition
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import Ref

MOST = 10  # of what happened lately, and of promises
SIGNAL = "signals.signal"


@dataclass(frozen=True)
class AgendaLine:
    """The agenda of a year: how many of its items stand where."""

    agenda: Agenda
    count: int
    done: int
    states: list[tuple[ItemState, int]]
    items: list[AgendaItem]  # of this year and later; of the newest when there is none of those


@dataclass(frozen=True)
class Promise:
    """What an answer waits for."""

    condition: Condition
    title: str
    address: str


@dataclass(frozen=True)
class Event:
    """Something that happened lately."""

    at: datetime
    title: str
    text: str
    address: str


@dataclass(frozen=True)
class Progress:
    visions: list[Vision]
    vision: Vision | None  # the one that holds, or else the newest
    goals: list[tuple[Goal, list[FigureLine]]]
    programmes: list[Programme]
    agendas: list[AgendaLine]
    evaluations: list[Evaluation]
    findings: list[FindingLine]  # of the last evaluation
    inspections: list[Inspection]
    promises: list[Promise]
    more_promises: bool
    commitments: list[Commitment]
    promised: list[tuple[str, int]]  # by partners, on the items that are shown
    reserved: list[Money]  # in programmes that run
    events: list[Event]

    @property
    def last_evaluation(self) -> Evaluation | None:
        return self.evaluations[0] if self.evaluations else None

    @property
    def is_empty(self) -> bool:
        return not (self.visions or self.programmes or self.agendas or self.evaluations)


def progress_of(work_area: WorkArea, *, actor: Actor, on: date) -> Progress:
    own_visions = list(Vision.objects.visible_to(actor).filter(work_area=work_area).order_by("-from_year", "-id"))
    vision = next((each for each in own_visions if each.state == VisionState.ADOPTED), None)
    vision = vision or next(iter(own_visions), None)
    goals = visions.goals_of(vision) if vision is not None else []
    figures = standing.figures_of(goals)
    programmes = list(
        Programme.objects.visible_to(actor)
        .filter(work_area=work_area)
        .select_related("vision")
        .order_by("-from_year", "-id")
    )
    running = [each.pk for each in programmes if each.from_year <= on.year <= each.until_year] or [
        each.pk for each in programmes[:1]
    ]
    efforts = list(
        Effort.objects.visible_to(actor).filter(programme_id__in=running).select_related("organisation", "programme")
    )
    agendas = _agendas(work_area, actor, on.year)
    evaluations = list(
        Evaluation.objects.visible_to(actor).filter(work_area=work_area).select_related("work_area").order_by("-year")
    )
    promises = _promises(work_area, actor)
    return Progress(
        visions=own_visions,
        vision=vision,
        goals=[(goal, figures.get(goal.pk, [])) for goal in goals],
        programmes=programmes,
        agendas=agendas,
        evaluations=evaluations,
        findings=evaluation_queries.findings_of(evaluations[0], actor=actor) if evaluations else [],
        inspections=list(
            Inspection.objects.walked().filter(work_area=work_area).select_related("subject").order_by("-on", "-pk")[:5]
        ),
        promises=promises[:MOST],
        more_promises=len(promises) > MOST,
        commitments=_commitments(work_area, actor, on),
        promised=_promised(item for line in agendas for item in line.items),
        reserved=programme_queries.money_by_partner(efforts),
        events=_events(work_area, actor, own_visions, evaluations),
    )


def _agendas(work_area: WorkArea, actor: Actor, year: int) -> list[AgendaLine]:
    """All agendas with how their items stand; of those that run now or later the items themselves."""
    rows = list(Agenda.objects.filter(work_area=work_area).select_related("work_area").order_by("-year"))
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    visible = AgendaItem.objects.visible_to(actor).filter(agenda__in=rows).order_by()
    for agenda_id, state in visible.values_list("agenda_id", "state"):
        counted[agenda_id][state] += 1
    filled = [each for each in rows if counted[each.pk]]
    shown = [each.pk for each in filled if each.year >= year] or [each.pk for each in filled[:1]]
    items: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in agenda_queries.items(actor=actor).filter(agenda_id__in=shown).order_by("agenda_id", "number"):
        items[item.agenda_id].append(item)
    return [
        AgendaLine(
            each,
            counted[each.pk].total(),
            counted[each.pk][ItemState.DONE],
            [(state, counted[each.pk][state]) for state in ItemState if counted[each.pk][state]],
            items[each.pk],
        )
        for each in rows
    ]


def _promised(items: Iterable[AgendaItem]) -> list[tuple[str, int]]:
    """What each partner promised to these items; reads nothing that was read already."""
    found: Counter[str] = Counter()
    for item in items:
        for partner in item.partners.all():
            found[partner.organisation.name] += partner.amount_cents or 0
    return [(name, cents) for name, cents in sorted(found.items()) if cents]


def _promises(work_area: WorkArea, actor: Actor) -> list[Promise]:
    """Open conditions of answers to signals of the area: for everybody what was said in public, for staff the rest."""
    said = Signal.objects.filter(pk=OuterRef("answer__about_id"), work_area=work_area)
    if not policy.may(actor, Permission.SIGNAL_VIEW, on=work_area):
        said = said.published()
    rows: QuerySet[Condition] = Condition.objects.open().filter(answer__about_kind=SIGNAL)
    found = list(rows.filter(Exists(said)).select_related("answer").order_by("by_when", "pk")[: MOST + 1])
    about = {each.answer.about for each in found}
    titles = thread.titles_of(list(about), for_actor=actor)
    sees_all = bool(policy.may(actor, Permission.SIGNAL_VIEW, on=work_area))
    return [
        Promise(each, titles.get(each.answer.about, ""), _address(each.answer.about, inside=sees_all)) for each in found
    ]


def _address(about: Ref, *, inside: bool) -> str:
    signal = Signal(pk=about.id, is_public=True)
    return signal.get_absolute_url() if inside else signal.thread_public_address


def _commitments(work_area: WorkArea, actor: Actor, on: date) -> list[Commitment]:
    """What partners and the municipality agreed in covenants that run; for who may read covenants."""
    if not policy.may(actor, Permission.COVENANT_VIEW, on=work_area):
        return []
    running = Covenant.objects.on(on).filter(work_area=work_area)
    rows = Commitment.objects.filter(covenant__in=running).select_related("covenant__organisation")
    return list(rows.order_by("covenant__organisation__name", "pk"))


def _events(
    work_area: WorkArea, actor: Actor, own_visions: Sequence[Vision], evaluations: Sequence[Evaluation]
) -> list[Event]:
    """The last things that were decided, finished or told."""
    items = AgendaItem.objects.visible_to(actor).filter(agenda__work_area=work_area)
    finished = items.filter(done_on__isnull=False).order_by("-done_on", "-pk")[:MOST]
    notes = ProgressNote.objects.filter(item__in=items.values("pk")).select_related("item")
    if not policy.may(actor, Permission.ITEM_PROGRESS, on=work_area):
        notes = notes.filter(is_public=True)
    done, decided = _("Klaar: %(title)s"), _("Vastgesteld: %(title)s")
    plans: list[Any] = [*own_visions, *evaluations]
    adopted = [each for each in plans if each.adopted_on]
    events = [
        *(Event(_noon(each.done_on), done % {"title": each.title}, "", each.get_absolute_url()) for each in finished),
        *(
            Event(note.at, note.item.title, note.text, note.item.get_absolute_url())
            for note in notes.order_by("-at", "-pk")[:MOST]
        ),
        *(
            Event(_noon(each.adopted_on), decided % {"title": each.title}, "", each.get_absolute_url())
            for each in adopted
        ),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)[:MOST]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=clock.AMSTERDAM)
