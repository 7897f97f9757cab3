"""What can be asked of programmes: efforts by partner and goal, their money, and who waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Effort, Goal, Programme, ProgrammeAgreement, ProgrammeComment
from wijkwerk.domain.plans.plan_states import ProgrammeState
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Condition, ConditionKind, Source
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import kind_of, ref

EFFORT, PROGRAMME = kind_of(Effort), kind_of(Programme)


def programme(number: int) -> Programme:
    found: Programme = Programme.objects.select_related("work_area", "vision").get(pk=number)
    return found


def effort(number: int) -> Effort:
    found: Effort = _whole(Effort.objects.all()).get(pk=number)
    return found


def agreement(number: int, agreement_id: int) -> ProgrammeAgreement:
    rows = ProgrammeAgreement.objects.select_related("programme", "organisation")
    found: ProgrammeAgreement = rows.get(pk=agreement_id, programme_id=number)
    return found


def comment(number: int, comment_id: int) -> ProgrammeComment:
    rows = ProgrammeComment.objects.select_related("plan__work_area", "effort", "organisation", "person")
    found: ProgrammeComment = rows.get(pk=comment_id, plan_id=number)
    return found


def comments_of(programme: Programme, *, insider: bool) -> list[ProgrammeComment]:
    """By number. Outsiders read those on behalf of an organisation."""
    rows = programme.comments.select_related("effort", "organisation", "person").order_by("number")
    return list(rows if insider else rows.filter(organisation__isnull=False))


def parties_of(work_area: WorkArea) -> QuerySet[Organisation]:
    """Who works in the area, bodies and partners: on behalf of whom somebody can react."""
    rows: QuerySet[Organisation] = Organisation.objects.active().filter(work_areas=work_area)
    return rows.order_by("name")


def programmes(*, actor: Actor, work_area: WorkArea | None = None, state: str = "") -> QuerySet[Programme]:
    """Programmes that this actor may read, the newest years first, with how much they hold."""
    rows: QuerySet[Programme] = Programme.objects.visible_to(actor).select_related("work_area", "vision")
    if work_area is not None:
        rows = rows.filter(work_area=work_area)
    if state:
        rows = rows.filter(state=state)
    return rows.annotate(effort_count=Count("efforts"), total_cents=Sum("efforts__amount_cents"))


def _whole(rows: QuerySet[Effort]) -> QuerySet[Effort]:
    return rows.select_related(
        "programme", "programme__work_area", "programme__vision", "goal", "goal__vision", "organisation"
    )


def efforts_of(programme: Programme) -> list[Effort]:
    return list(_whole(programme.efforts.all()).order_by("number"))


def efforts_of_goal(goal: Goal, *, actor: Actor) -> list[Effort]:
    """What partners do for a goal, and for the same goal before its revision."""
    same = Goal.objects.filter(lineage=goal.lineage)
    return list(_whole(Effort.objects.visible_to(actor).filter(goal__in=same)).order_by("programme_id", "number"))


@dataclass(frozen=True)
class GoalEfforts:
    """What is done for one goal, or for none, and the money for it."""

    goal: Goal | None
    efforts: list[Effort]

    @property
    def amount_cents(self) -> int:
        return sum(effort.amount_cents or 0 for effort in self.efforts)


def by_goal(programme: Programme, efforts: Iterable[Effort]) -> list[GoalEfforts]:
    """Efforts under each goal of the vision; a goal for which nothing is done stands there empty."""
    goals = list(programme.vision.goals.order_by("number")) if programme.vision is not None else []
    found: dict[int | None, list[Effort]] = {goal.pk: [] for goal in goals}
    for effort in efforts:
        found.setdefault(effort.goal_id, []).append(effort)
    rows = [GoalEfforts(goal, found[goal.pk]) for goal in goals]
    return [*rows, GoalEfforts(None, found[None])] if found.get(None) else rows


@dataclass(frozen=True)
class Money:
    """What one partner brings, and how much of it is reserved."""

    organisation: Organisation
    amount_cents: int
    reserved_cents: int


def money_by_partner(efforts: Iterable[Effort]) -> list[Money]:
    found: dict[Organisation, list[Effort]] = {}
    for effort in efforts:
        if effort.amount_cents:
            found.setdefault(effort.organisation, []).append(effort)
    return [
        Money(
            organisation,
            sum(effort.amount_cents or 0 for effort in own),
            sum(effort.amount_cents or 0 for effort in own if effort.is_reserved),
        )
        for organisation, own in sorted(found.items(), key=lambda each: each[0].name)
    ]


def agreements_of(programme: Programme) -> list[ProgrammeAgreement]:
    return list(programme.agreements.select_related("organisation").order_by("agreed_on", "id"))


def bodies_that_agreed(programme: Programme) -> list[Organisation]:
    """The residents' bodies among those who agreed."""
    return list(Organisation.objects.bodies().filter(pk__in=programme.agreements.values("organisation_id")))


# ── Who waits for the money ────────────────────────────────────────────────────────────────────────────────────────
def waiting_for(thing: Effort | Programme) -> list[Condition]:
    """Open conditions that wait for this money."""
    kind, number = ref(thing)
    rows = Condition.objects.open().filter(waits_for_kind=kind, waits_for_id=number)
    return list(rows.select_related("answer").order_by("by_when", "id"))


def conditions_on_money(programme: Programme, *, actor: Actor) -> list[Condition]:
    """What in this area waits for money that nothing is to bring yet: ideas of residents, projects of their plans."""
    signals = Signal.objects.visible_to(actor).filter(work_area=programme.work_area)
    goals = Goal.objects.filter(vision__work_area=programme.work_area)
    found: list[Condition] = []
    for about in (signals, goals):
        rows = thread.open_conditions(kind=ConditionKind.MONEY, about=about)
        found += list(rows.exclude(waits_for_kind=EFFORT))
    return found


def money_condition(number: int) -> Condition:
    return thread.condition(number)


def reserved_but_waited_for() -> list[Effort | Programme]:
    """Money that is there while a condition still waits for it: it was made at the moment that it was reserved."""
    waiting = Condition.objects.open()
    efforts = waiting.filter(waits_for_kind=EFFORT).values("waits_for_id")
    programmes = waiting.filter(waits_for_kind=PROGRAMME).values("waits_for_id")
    adopted = Q(state__in=[ProgrammeState.ADOPTED, ProgrammeState.CLOSED])
    return [
        *Effort.objects.filter(pk__in=efforts, reserved_on__isnull=False).order_by("pk"),
        *Programme.objects.filter(adopted, pk__in=programmes).order_by("pk"),
    ]


def led_to_something(effort: Effort) -> bool:
    """A project has it as its reason."""
    caused = Source.objects.standing().filter(cause_kind=EFFORT, cause_id=effort.pk)
    return bool(caused.exists())


@dataclass(frozen=True)
class Insight:
    """What an actor may do with a programme, asked once for a page."""

    manages: bool
    agrees: bool
    adopts: bool
    comments: bool


def insight(actor: Actor, programme: Programme) -> Insight:
    def may(permission: Permission) -> bool:
        return bool(policy.may(actor, permission, on=programme))

    manages = may(Permission.PLAN_MANAGE)
    return Insight(
        manages, manages or may(Permission.PLAN_OWN), may(Permission.PLAN_ADOPT), may(Permission.PLAN_COMMENT)
    )
