"""What the host keeps for the reports: the goals of the workshop, and who has which key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.workshop.models import KeyHolder, Participant, WorkshopGoal, WorkshopKey
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal


class GoalStandsAlready(Refusal):
    message = _("Dit doel staat er al. Wijzig wat er staat.")
    field = "name"


class GoalServesNothing(Refusal):
    message = _("Kruis aan waarmee de wijkwerkplaats aan dit doel werkt.")
    field = "functions"


class KeyStandsAlready(Refusal):
    message = _("Deze sleutel staat er al.")
    field = "name"


class KeyHolderMissing(Refusal):
    message = _("Kies wie de sleutel heeft.")
    field = "holder"


@transaction.atomic
def add_goal(
    workshop: Facility, *, name: str, functions: Sequence[FunctionKind | str], by: Actor, at: datetime
) -> WorkshopGoal:
    """One more goal, behind those that are there."""
    _check_goal(workshop, name, functions, None)
    order = WorkshopGoal.objects.filter(facility=workshop).count() * 10
    made: WorkshopGoal = WorkshopGoal.objects.create(
        facility=workshop, name=name, functions=[str(kind) for kind in functions], order=order
    )
    journal.record("workshop.goal_added", about=workshop, by=by, at=at, details={"goal": made.pk})
    return made


@transaction.atomic
def change_goal(
    goal: WorkshopGoal, *, name: str, functions: Sequence[FunctionKind | str], by: Actor, at: datetime
) -> None:
    _check_goal(goal.facility, name, functions, goal.pk)
    goal.name, goal.functions = name, [str(kind) for kind in functions]
    goal.save(update_fields=["name", "functions"])
    journal.record("workshop.goal_changed", about=goal.facility, by=by, at=at, details={"goal": goal.pk})


def _check_goal(workshop: Facility, name: str, functions: Sequence[FunctionKind | str], own: int | None) -> None:
    if not functions:
        raise GoalServesNothing
    if WorkshopGoal.objects.filter(facility=workshop, name=name).exclude(pk=own).exists():
        raise GoalStandsAlready


@transaction.atomic
def drop_goal(goal: WorkshopGoal, *, by: Actor, at: datetime) -> None:
    journal.record("workshop.goal_dropped", about=goal.facility, by=by, at=at, details={"goal": goal.pk})
    goal.delete()


@transaction.atomic
def add_key(workshop: Facility, *, name: str, by: Actor, at: datetime) -> WorkshopKey:
    made, is_new = WorkshopKey.objects.get_or_create(facility=workshop, name=name)
    if not is_new:
        raise KeyStandsAlready
    journal.record("workshop.key_added", about=workshop, by=by, at=at)
    key: WorkshopKey = made
    return key


@transaction.atomic
def give_key(
    key: WorkshopKey,
    *,
    person: Person | None = None,
    participant: Participant | None = None,
    by: Actor,
    at: datetime,
) -> KeyHolder:
    """Somebody has it from now on; said twice is once."""
    if (person is None) == (participant is None):
        raise KeyHolderMissing
    holder, is_new = KeyHolder.objects.get_or_create(key=key, person=person, participant=participant)
    if is_new:
        journal.record("workshop.key_given", about=key, by=by, at=at)
    given: KeyHolder = holder
    return given


@transaction.atomic
def take_key_back(holder: KeyHolder, *, by: Actor, at: datetime) -> None:
    journal.record("workshop.key_taken_back", about=holder.key, by=by, at=at)
    holder.delete()


@transaction.atomic
def drop_key(key: WorkshopKey, *, by: Actor, at: datetime) -> None:
    journal.record("workshop.key_dropped", about=key.facility, by=by, at=at)
    key.delete()
