"""What can be asked of steps: those of a thing with what they wait for, those of an area, what goes round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans.models import PlannedStep, StepNeed, StepShift
from wijkwerk.domain.thread import things as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import Ref, ref


def step(number: int) -> PlannedStep:
    found: PlannedStep = _whole(PlannedStep.objects.all()).get(pk=number)
    return found


def thing_of(kind: str, number: int) -> Any:
    """What the steps are of: anything that has a place on the thread; None for every other word."""
    model = thread.model_of(kind)
    if model is None or not hasattr(model, "access_area_ids"):
        return None
    return thread.find_many([Ref(kind, number)]).get(Ref(kind, number))


def keeps(actor: Actor, thing: Any) -> policy.Ruling:
    """Who plans the steps to a thing: who manages plans there, and of a plan of residents they themselves."""
    ruling = policy.may(actor, Permission.PLAN_MANAGE, on=thing)
    own = getattr(thing, "write_permission", Permission.PLAN_MANAGE)
    return ruling if ruling or own == Permission.PLAN_MANAGE else policy.may(actor, own, on=thing)


def keeps_step(actor: Actor, step: PlannedStep) -> policy.Ruling:
    return keeps(actor, thing_of(*step.about) or step)


def finishes(actor: Actor, step: PlannedStep) -> policy.Ruling:
    """Who does it, and who plans it."""
    return policy.may(actor, Permission.ITEM_PROGRESS, on=step) or keeps_step(actor, step)


def steps_of(thing: Model | Ref) -> list[PlannedStep]:
    """In the order in which they are planned, with what each needs and how each slipped."""
    kind, number = thing if isinstance(thing, Ref) else ref(thing)
    return list(_whole(PlannedStep.objects.filter(thing_kind=kind, thing_id=number)))


def open_steps_of_area(work_area: WorkArea) -> list[PlannedStep]:
    """What is not done yet in an area, first what ends first."""
    rows = _whole(PlannedStep.objects.filter(work_area=work_area, done_on=None))
    return list(rows.order_by("planned_until", "planned_from", "id"))


def _whole(rows: QuerySet[PlannedStep]) -> QuerySet[PlannedStep]:
    needs = Prefetch("needs", StepNeed.objects.select_related("needed").order_by("needed__planned_from", "needed_id"))
    shifts = Prefetch("shifts", StepShift.objects.select_related("because_of", "by_person").order_by("-at", "-id"))
    return rows.select_related("owner_person", "owner_organisation", "work_area").prefetch_related(needs, shifts)


@dataclass(frozen=True)
class StepsOf:
    """The open steps of one thing, for the overview of an area."""

    title: str
    steps: Sequence[PlannedStep]


def overview(work_area: WorkArea, *, actor: Actor) -> list[StepsOf]:
    """By thing, first what has a step that ends first; only of things that this actor may read."""
    by_thing: dict[Ref, list[PlannedStep]] = {}
    for each in open_steps_of_area(work_area):
        by_thing.setdefault(each.about, []).append(each)
    found = thread.find_many(by_thing)
    return [
        StepsOf(thing.thread_title, steps)
        for about, steps in by_thing.items()
        if (thing := _face_of(found.get(about))) is not None
        and policy.may(actor, thing.thread_view_permission, on=thing)
    ]


def _face_of(thing: Any) -> Any:
    return thing if thing is not None and hasattr(thing, "thread_title") else None


def needs_within(numbers: Iterable[int]) -> dict[int, set[int]]:
    """Which step needs which, among these."""
    wanted = list(numbers)
    found: dict[int, set[int]] = {}
    for step_id, needed_id in StepNeed.objects.filter(Q(step_id__in=wanted)).values_list("step_id", "needed_id"):
        found.setdefault(step_id, set()).add(needed_id)
    return found


def goes_round(needs: Mapping[int, Collection[int]], start: int) -> bool:
    """Whether a step waits, by way of others, for itself."""
    seen: set[int] = set()
    to_see = list(needs.get(start, ()))
    while to_see:
        each = to_see.pop()
        if each == start:
            return True
        if each not in seen:
            seen.add(each)
            to_see += needs.get(each, ())
    return False


@dataclass(frozen=True)
class Span:
    """From the first day to the last of all steps, as they were and as they are."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def span_of(steps: Sequence[PlannedStep]) -> Span:
    firsts = [day for each in steps for day in (each.first_from, each.planned_from)]
    lasts = [
        day for each in steps for day in (each.first_until, each.planned_until, each.done_on or each.planned_until)
    ]
    return Span(min(firsts), max(lasts))
