"""What can be done with the steps to something. Each deed locks the thing, so that two people never tie a circle
between them, and what slips takes along what waits for it: every step that moves says from when to when, and why.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import PlannedStep, StepNeed, StepShift
from wijkwerk.domain.plans.queries import steps as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import find, ref

FIRST_YEAR, LAST_YEAR, LONGEST = 1990, 2100, timedelta(days=3653)


class ChangedMeanwhile(Refusal):
    message = _("Iemand anders heeft deze stap intussen gewijzigd. Kijk hoe zij er nu staat, en verstuur het opnieuw.")
    status = 409


class NameMissing(Refusal):
    message = _("Geef de stap een naam.")
    field = "name"


class TextTooLong(Refusal):
    message = _("Deze tekst is te lang. Maak de tekst korter.")


class DaysNotPossible(Refusal):
    message = _("Kies een eerste en een laatste dag; de laatste ligt niet voor de eerste.")
    field = "planned_until"


class DaysTooFar(Refusal):
    message = _("Kies dagen tussen 1990 en 2100; een stap duurt ten hoogste tien jaar.")
    field = "planned_until"


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom de stap verschuift.")
    field = "reason"


class BeginsTooEarly(Refusal):
    field = "planned_from"

    def __init__(self, needed: PlannedStep) -> None:
        words = gettext("Deze stap wacht op “%(name)s”, en die is klaar op %(day)s. Kies een begin na die dag.")
        super().__init__(words % {"name": needed.name, "day": f"{_end(needed):%d-%m-%Y}"})


class GoesRound(Refusal):
    message = _("Zo wachten stappen op elkaar in een kring, en begint er geen. Kies een andere stap om op te wachten.")
    field = "needs"


class OtherThing(Refusal):
    message = _("Een stap wacht alleen op stappen van hetzelfde.")
    field = "needs"


class TwoOwners(Refusal):
    message = _("Kies een persoon of een organisatie, niet allebei.")
    field = "owner"


class NotYet(Refusal):
    message = _("Deze dag moet nog komen. Kies de dag waarop de stap klaar was.")
    field = "done_on"


class DoneAlready(Refusal):
    message = _("Deze stap is al klaar. Zet haar eerst terug.")
    status = 409


# ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_step(
    thing: Any,
    *,
    name: str,
    planned_from: date,
    planned_until: date,
    by: Actor,
    at: datetime,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
    needs: Sequence[PlannedStep] = (),
    client_key: uuid.UUID | None = None,
) -> PlannedStep:
    """A step to a thing, planned for these days, after the steps that it needs. The same `client_key` again is once."""
    _lock(thing)
    if client_key is not None and (made := PlannedStep.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    kind, number = ref(thing)
    step = PlannedStep(
        thing_kind=kind,
        thing_id=number,
        work_area_id=_area_of(thing),
        planned_from=planned_from,
        planned_until=planned_until,
        first_from=planned_from,
        first_until=planned_until,
        created_at=at,
    )
    if client_key is not None:
        step.client_key = client_key
    _fill_in(step, name, owner_person, owner_organisation)
    _check_days(planned_from, planned_until)
    _check_begin(planned_from, needs)
    step.save()
    _tie(step, needs)
    journal.record("step.added", about=step, by=by, at=at, details={"thing": f"{kind}:{number}"})
    return step


@transaction.atomic
def change_step(
    step: PlannedStep,
    *,
    name: str,
    by: Actor,
    at: datetime,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
    needs: Sequence[PlannedStep] = (),
    version: int | None = None,
) -> list[StepShift]:
    """Another name or owner, or waiting for other steps; when it began before those are done, it moves, and says so."""
    fresh = _take(step, version)
    _fill_in(fresh, name, owner_person, owner_organisation)
    fresh.version += 1
    fresh.save()
    _tie(fresh, needs)
    journal.record("step.changed", about=fresh, by=by, at=at)
    return _push([fresh.pk], fresh, by=by, at=at, also_itself=True)


@transaction.atomic
def shift_step(
    step: PlannedStep,
    *,
    planned_from: date,
    planned_until: date,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> list[StepShift]:
    """Other days, with the reason. What waits for it and would begin too early moves along; gives all that moved."""
    fresh = _take(step, version)
    reason = text.one_line(reason)
    if fresh.done_on is not None:
        raise DoneAlready
    if not reason:
        raise ReasonMissing
    if len(reason) > 300:
        raise TextTooLong(field="reason")
    _check_days(planned_from, planned_until)
    _check_begin(planned_from, [need.needed for need in fresh.needs.select_related("needed")])
    if (planned_from, planned_until) == (fresh.planned_from, fresh.planned_until):
        return []
    own = _move(fresh, planned_from, planned_until, reason, None, by=by, at=at)
    return [own, *_push([fresh.pk], fresh, by=by, at=at)]


@transaction.atomic
def finish_step(
    step: PlannedStep, *, done_on: date, by: Actor, at: datetime, version: int | None = None
) -> list[StepShift]:
    """Done, on that day; later than planned, what waits for it moves along."""
    fresh = _take(step, version)
    if fresh.done_on is not None:
        raise DoneAlready
    if done_on > clock.dutch(at).date():
        raise NotYet
    fresh.done_on = done_on
    fresh.version += 1
    fresh.save()
    journal.record("step.done", about=fresh, by=by, at=at, details={"on": done_on.isoformat()})
    return _push([fresh.pk], fresh, by=by, at=at)


@transaction.atomic
def reopen_step(step: PlannedStep, *, by: Actor, at: datetime, version: int | None = None) -> PlannedStep:
    """Not done after all."""
    fresh = _take(step, version)
    if fresh.done_on is not None:
        fresh.done_on = None
        fresh.version += 1
        fresh.save()
        journal.record("step.reopened", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def remove_step(step: PlannedStep, *, reason: str, by: Actor, at: datetime) -> None:
    """A step that is not needed; what waited for it no longer does."""
    fresh = _take(step, None)
    if not text.one_line(reason):
        raise ReasonMissing
    thing = find(fresh.about)
    details = {"step": fresh.pk, "waited": fresh.needed_by.count()}
    journal.record("step.removed", about=thing or fresh, by=by, at=at, details=details)
    fresh.delete()


# ── What the deeds share ───────────────────────────────────────────────────────────────────────────────────────────
def _lock(thing: Any) -> None:
    type(thing)._default_manager.select_for_update().get(pk=thing.pk)


def _take(step: PlannedStep, version: int | None) -> PlannedStep:
    """The step as it is now, with its thing locked; refused when it is not what the person saw."""
    if (thing := find(step.about)) is not None:
        _lock(thing)
    fresh: PlannedStep | None = PlannedStep.objects.filter(pk=step.pk).first()
    if fresh is None or (version is not None and version != fresh.version):
        raise ChangedMeanwhile
    return fresh


def _area_of(thing: Any) -> int | None:
    """Where it is: the one area of the thing, or none in particular."""
    areas = thing.access_area_ids()
    return next(iter(areas)) if areas is not None and len(areas) == 1 else None


def _fill_in(step: PlannedStep, name: str, person: Person | None, organisation: Organisation | None) -> None:
    step.name = text.one_line(name)
    if not step.name:
        raise NameMissing
    if len(step.name) > text.SENTENCE:
        raise TextTooLong(field="name")
    if person is not None and organisation is not None:
        raise TwoOwners
    step.owner_person, step.owner_organisation = person, organisation


def _check_days(first: date, last: date) -> None:
    if last < first:
        raise DaysNotPossible
    if first.year < FIRST_YEAR or last.year > LAST_YEAR or last - first > LONGEST:
        raise DaysTooFar


def _end(step: PlannedStep) -> date:
    """When what waits for it can begin: after it was done, or after it is planned to be."""
    return step.done_on or step.planned_until


def _check_begin(first: date, needs: Iterable[PlannedStep]) -> None:
    last = max(needs, key=_end, default=None)
    if last is not None and first <= _end(last):
        raise BeginsTooEarly(last)


def _tie(step: PlannedStep, needs: Sequence[PlannedStep]) -> None:
    """It waits for these and no others; of the same thing, and not in a circle."""
    if any(needed.about != step.about for needed in needs):
        raise OtherThing
    all_needs = queries.needs_within(
        PlannedStep.objects.filter(thing_kind=step.thing_kind, thing_id=step.thing_id).values_list("pk", flat=True)
    )
    all_needs[step.pk] = {needed.pk for needed in needs}
    if queries.goes_round(all_needs, step.pk):
        raise GoesRound
    step.needs.exclude(needed__in=needs).delete()
    there = set(step.needs.values_list("needed_id", flat=True))
    for needed in needs:
        if needed.pk not in there:
            StepNeed.objects.create(step=step, needed=needed)


def _move(
    step: PlannedStep,
    first: date,
    last: date,
    reason: str,
    because_of: PlannedStep | None,
    *,
    by: Actor,
    at: datetime,
) -> StepShift:
    shift: StepShift = StepShift.objects.create(
        step=step,
        was_from=step.planned_from,
        was_until=step.planned_until,
        now_from=first,
        now_until=last,
        reason=reason,
        because_of=because_of,
        at=at,
        by_person_id=by.id if by.kind == "person" else None,
    )
    step.planned_from, step.planned_until = first, last
    step.version += 1
    step.save()
    details = {"was": shift.was_until.isoformat(), "now": last.isoformat(), "because_of": because_of and because_of.pk}
    journal.record("step.shifted", about=step, by=by, at=at, details=details)
    return shift


def _push(
    moved: list[int], step: PlannedStep, *, by: Actor, at: datetime, also_itself: bool = False
) -> list[StepShift]:
    """What waits for a step that moved begins after it: as many days long, each told. What is done stays."""
    all_steps = {
        each.pk: each
        for each in PlannedStep.objects.filter(thing_kind=step.thing_kind, thing_id=step.thing_id).order_by("pk")
    }
    needs = queries.needs_within(all_steps)
    to_see = list(moved) if also_itself else [pk for pk, needed in needs.items() if needed & set(moved)]
    shifts: list[StepShift] = []
    while to_see:
        each = all_steps[to_see.pop(0)]
        last = max((all_steps[pk] for pk in needs.get(each.pk, ())), key=_end, default=None)
        if each.done_on is None and last is not None and each.planned_from <= _end(last):
            first = _end(last) + timedelta(days=1)
            reason = gettext("Wacht op “%(name)s”") % {"name": last.name}
            shifts.append(_move(each, first, first + each.duration, reason, last, by=by, at=at))
            to_see += sorted(pk for pk, needed in needs.items() if each.pk in needed)
    return shifts
