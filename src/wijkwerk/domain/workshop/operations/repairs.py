"""What can be done at the repair desk. A ticket is locked while it changes; who brought it hears when it is ready."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.models import (
    Bicycle,
    BicycleRules,
    Method,
    Part,
    Participant,
    PartUsed,
    Repair,
    Resident,
    ThingKind,
    UsualJob,
)
from wijkwerk.domain.workshop.operations import bicycles, hours, money, visits
from wijkwerk.domain.workshop.operations.residents import check_still_known
from wijkwerk.domain.workshop.queries import bicycles as rules
from wijkwerk.domain.workshop.queries import money as tills
from wijkwerk.domain.workshop.queries import repairs as queries
from wijkwerk.domain.workshop.repair_states import Barrier, Outcome, RepairState
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox

BATCH = 200
Listed = TypeVar("Listed", Part, ThingKind, UsualJob)
MOST_GRAMS = 200_000


class MoveNotPossible(Refusal):
    message = _("Deze stap kan niet meer. Ververs de pagina om te zien hoe het met de reparatie staat.")
    status = 409


class FaultMissing(Refusal):
    message = _("Schrijf in een paar woorden op wat er aan de hand is.")
    field = "fault"


class OwnerMissing(Refusal):
    message = _("Kies van wie het is: een inwoner, of een fiets van de werkplaats.")
    field = "resident"


class WeightNotPossible(Refusal):
    message = _("Vul een gewicht in tussen 1 gram en 200 kilo.")
    field = "grams"


class OutcomeMissing(Refusal):
    message = _("Kies of het gerepareerd is.")
    field = "outcome"


class BarrierMissing(Refusal):
    message = _("Kies waarom het niet gelukt is. Wie het bracht, leest dat.")
    field = "barrier"


class PartMissing(Refusal):
    message = _("Kies een onderdeel uit de lijst, of schrijf op wat het is en wat het kost.")
    field = "part"


class QuantityNotPossible(Refusal):
    message = _("Vul een aantal in tussen 1 en 99.")
    field = "quantity"


class NotPossibleNow(Refusal):
    message = _("Dit is al opgehaald of weg. Er kan niets meer aan veranderen.")
    status = 409


class PaidMoreThanAsked(Refusal):
    message = _("Er is al meer betaald dan er dan gevraagd wordt. Betaal eerst terug met de bon.")


class NotFromHere(Refusal):
    message = _("Dit hoort bij een andere wijkwerkplaats.")


class NotOffered(Refusal):
    message = _("Dit staat niet meer op de lijst. Kies iets anders.")


class NameMissing(Refusal):
    message = _("Schrijf een naam op.")
    field = "name"


class NameTaken(Refusal):
    message = _("Deze naam staat al op de lijst.")
    field = "name"


class SourceMissing(Refusal):
    message = _("Schrijf op waar dit cijfer vandaan komt.")
    field = "co2_source"


# ── In ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def receive_repair(
    workshop: Facility,
    *,
    kind: ThingKind,
    fault: str,
    by: Actor,
    at: datetime,
    make: str = "",
    resident: Resident | None = None,
    bicycle: Bicycle | None = None,
    grams: int | None = None,
    client_key: uuid.UUID | None = None,
) -> Repair:
    """A thing comes in and waits for its turn. Sent twice, it is the ticket that is there."""
    fault = text.one_line(fault)[:500]
    if not fault:
        raise FaultMissing
    if (resident is None) == (bicycle is None):
        raise OwnerMissing
    decided = rules.rules_of(workshop)
    repair = Repair(
        facility=workshop,
        kind=kind,
        make=text.one_line(make)[:80],
        fault=fault,
        resident=resident,
        bicycle=bicycle,
        grams=_grams(grams or kind.grams),
        base_cost_cents=decided.repair_cost_cents,
        base_share_cents=0 if bicycle is not None else decided.repair_share_cents,
        received_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    if bicycle is not None and not (bicycle.is_here and bicycle.is_checked_for_theft):
        raise bicycles.TheftCheckMissing if bicycle.is_here else bicycles.MoveNotPossible
    return _bring_in(repair, by=by, at=at)


@transaction.atomic
def do_usual_job(
    job: UsualJob,
    *,
    by: Actor,
    at: datetime,
    resident: Resident | None = None,
    method: Method | None = None,
    workers: Iterable[Participant] = (),
    client_key: uuid.UUID | None = None,
) -> Repair:
    """A small job while somebody waits: done, taken along and, with a method, paid, in one go."""
    workshop = job.facility
    if not job.is_active:
        raise NotOffered
    repair = Repair(
        facility=workshop,
        kind=job.kind,
        fault=job.name,
        resident=resident,
        state=RepairState.COLLECTED,
        grams=job.kind.grams,
        base_cost_cents=job.full_cost_cents,
        base_share_cents=job.contribution_cents,
        received_at=at,
        started_at=at,
        ready_at=at,
        collected_at=at,
        outcome=Outcome.REPAIRED,
        client_key=client_key or uuid.uuid4(),
    )
    repair.co2_grams = _co2_of(repair)
    made = _bring_in(repair, by=by, at=at)
    if made is not repair:
        return made
    if job.part is not None:
        _put_in(made, job.part, job.part.name, 1, job.part.price_cents, at)
        _count_up(made)
    made.workers.set(_from_here(made, workers))
    journal.record("repair.done_at_once", about=made, by=by, at=at, details={"job": job.pk})
    if method is not None:
        _take_money(made, method, by, at)
    return made


def _bring_in(repair: Repair, *, by: Actor, at: datetime) -> Repair:
    found: Repair | None = Repair.objects.filter(client_key=repair.client_key).first()
    if found is not None:
        return found
    workshop = repair.facility
    bicycles.check_is_from(workshop, repair.resident)
    if repair.kind.facility_id != workshop.pk or (repair.bicycle and repair.bicycle.facility_id != workshop.pk):
        raise NotFromHere
    _sum(repair, 0)
    try:
        with transaction.atomic():
            repair.save()
    except IntegrityError:
        found = Repair.objects.filter(client_key=repair.client_key).first()
        if found is None:
            raise
        return found
    if repair.resident is not None:
        check_still_known(repair.resident)
    journal.record("repair.received", about=repair, by=by, at=at, details={"kind": repair.kind_id})
    if repair.bicycle is None:
        visits.note_visit(
            workshop,
            function=FunctionKind.REPAIR,
            resident=repair.resident,
            client_key=repair.client_key,
            by=by,
            at=at,
        )
    return repair


@transaction.atomic
def change_repair(
    repair: Repair, *, kind: ThingKind, make: str, fault: str, grams: int, by: Actor, at: datetime
) -> Repair:
    """What it is and what is wrong with it, in other words; and what it really weighs."""
    fresh = _here(repair)
    if kind.facility_id != fresh.facility_id:
        raise NotFromHere
    fresh.fault = text.one_line(fault)[:500]
    if not fresh.fault:
        raise FaultMissing
    fresh.kind, fresh.make, fresh.grams = kind, text.one_line(make)[:80], _grams(grams)
    fresh.co2_grams = _co2_of(fresh)
    fresh.save()
    journal.record("repair.changed", about=fresh, by=by, at=at)
    return fresh


# ── On the stand ───────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def start_repair(repair: Repair, *, by: Actor, at: datetime, workers: Iterable[Participant] = ()) -> Repair:
    """On the stand, by whom; what was ready and is not right after all comes back here too."""
    fresh = _to(repair, RepairState.ON_STAND)
    was_ready = fresh.is_finished
    fresh.state, fresh.started_at = RepairState.ON_STAND, fresh.started_at or at
    fresh.outcome, fresh.barrier, fresh.ready_at, fresh.reminded_at, fresh.co2_grams = "", "", None, None, 0
    fresh.save()
    if chosen := _from_here(fresh, workers):
        fresh.workers.set(chosen)
    journal.record("repair.reopened" if was_ready else "repair.started", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def put_back(repair: Repair, *, by: Actor, at: datetime) -> Repair:
    """Off the stand again, to wait: for a part, or for somebody who can do it."""
    fresh = _to(repair, RepairState.WAITING)
    fresh.state = RepairState.WAITING
    fresh.save()
    journal.record("repair.put_back", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def set_workers(repair: Repair, *, workers: Iterable[Participant], by: Actor, at: datetime) -> Repair:
    """Who works on it."""
    fresh = _here(repair)
    chosen = _from_here(fresh, workers)
    fresh.workers.set(chosen)
    details = {"participants": sorted(worker.pk for worker in chosen)}
    journal.record("repair.workers_set", about=fresh, by=by, at=at, details=details)
    return fresh


@transaction.atomic
def log_hours(repair: Repair, *, participant: Participant, minutes: int, by: Actor, at: datetime) -> None:
    """How long somebody worked on it; said again it replaces what was said."""
    fresh = _locked(repair)
    if participant.facility_id != fresh.facility_id:
        raise NotFromHere(field="participant")
    fresh.workers.add(participant)
    hours.log_work(participant, minutes=minutes, on=clock.dutch(at).date(), about=fresh, by=by, at=at)


@transaction.atomic
def use_part(
    thing: Repair | Bicycle,
    *,
    by: Actor,
    at: datetime,
    part: Part | None = None,
    words: str = "",
    unit_cents: int | None = None,
    quantity: int = 1,
    client_key: uuid.UUID | None = None,
) -> PartUsed:
    """A part goes in at cost price: one of the stock, or something else in words with what it cost."""
    if not 1 <= quantity <= 99:
        raise QuantityNotPossible
    fresh: Repair | Bicycle = _here(thing) if isinstance(thing, Repair) else bicycles.locked(thing)
    if isinstance(fresh, Bicycle) and not (fresh.is_here and fresh.is_checked_for_theft):
        raise bicycles.TheftCheckMissing if fresh.is_here else bicycles.MoveNotPossible
    if client_key and (found := PartUsed.objects.filter(client_key=client_key).first()) is not None:
        return found  # type: ignore[no-any-return]
    if part is not None and part.facility_id != fresh.facility_id:
        raise NotFromHere
    name = part.name if part else text.one_line(words)[:80]
    price = part.price_cents if part else unit_cents
    if not name or price is None:
        raise PartMissing
    used = _put_in(fresh, part, name, quantity, price, at, client_key)
    if isinstance(fresh, Repair):
        _count_up(fresh)
    details = {"part": part.pk if part else None, "quantity": quantity, "cents": used.cents}
    journal.record(f"{_noun(fresh)}.part_used", about=fresh, by=by, at=at, details=details)
    return used


@transaction.atomic
def take_out_part(used: PartUsed, *, by: Actor, at: datetime) -> None:
    """It did not go in after all: off the receipt, and back in the stock."""
    thing: Repair | Bicycle | None = used.repair or used.bicycle
    assert thing is not None
    fresh: Repair | Bicycle = _here(thing) if isinstance(thing, Repair) else bicycles.locked(thing)
    if isinstance(fresh, Bicycle) and not fresh.is_here:
        raise bicycles.MoveNotPossible
    gone, _by_model = PartUsed.objects.filter(pk=used.pk).delete()
    if not gone:
        return
    if used.part_id is not None:
        counted = Part.objects.filter(pk=used.part_id, in_stock__isnull=False)
        counted.update(in_stock=F("in_stock") + used.quantity)
    if isinstance(fresh, Repair):
        _count_up(fresh)
    details = {"quantity": used.quantity, "cents": used.cents}
    journal.record(f"{_noun(fresh)}.part_taken_out", about=fresh, by=by, at=at, details=details)


def _noun(thing: Model) -> str:
    return "repair" if isinstance(thing, Repair) else "bicycle"


def _put_in(
    thing: Repair | Bicycle,
    part: Part | None,
    name: str,
    quantity: int,
    cents: int,
    at: datetime,
    client_key: uuid.UUID | None = None,
) -> PartUsed:
    if part is not None and part.in_stock is not None:
        enough = Part.objects.filter(pk=part.pk, in_stock__gte=quantity).update(in_stock=F("in_stock") - quantity)
        if not enough:  # the shelf had more than the list: the part is in the bicycle, so the list is wrong
            Part.objects.filter(pk=part.pk).update(in_stock=0)
    used: PartUsed = PartUsed.objects.create(
        facility=thing.facility,
        repair=thing if isinstance(thing, Repair) else None,
        bicycle=thing if isinstance(thing, Bicycle) else None,
        part=part,
        words=name,
        quantity=quantity,
        unit_cents=cents,
        at=at,
        client_key=client_key or uuid.uuid4(),
    )
    return used


# ── Ready ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def finish_repair(
    repair: Repair,
    *,
    outcome: Outcome,
    by: Actor,
    at: datetime,
    barrier: Barrier | str = "",
    words: str = "",
    grams: int | None = None,
) -> Repair:
    """What came of it, and why not when it did not. Who brought it hears; a bicycle of ours goes back to the shed."""
    fresh = _to(repair, RepairState.READY)
    if outcome not in Outcome.values:
        raise OutcomeMissing
    fresh.outcome = Outcome(outcome)
    fresh.barrier = Barrier(barrier) if barrier and fresh.outcome != Outcome.REPAIRED else ""
    if fresh.outcome == Outcome.NOT_REPAIRED and not fresh.barrier:
        raise BarrierMissing
    fresh.grams = _grams(grams or fresh.grams)
    fresh.outcome_words = text.one_line(words)[:300]
    fresh.ready_at, fresh.started_at, fresh.co2_grams = at, fresh.started_at or at, _co2_of(fresh)
    fresh.state = RepairState.READY
    if fresh.bicycle_id is not None:
        fresh.state, fresh.collected_at = RepairState.COLLECTED, at
    fresh.save()
    details = {"outcome": fresh.outcome, "barrier": fresh.barrier, "grams": fresh.grams}
    journal.record("repair.finished", about=fresh, by=by, at=at, details=details)
    if fresh.resident is not None:
        amount = tills.open_cents(fresh)
        outbox.write(
            "workshop/repair_ready", to=fresh.resident.reply_to, about=fresh, at=at, repair=fresh, cents=amount
        )
    return fresh


@transaction.atomic
def collect_repair(repair: Repair, *, by: Actor, at: datetime, method: Method | None = None) -> Repair:
    """Somebody takes it home; with a method, what is still asked is paid."""
    fresh = _locked(repair)
    if fresh.state == RepairState.COLLECTED:
        return fresh
    fresh = _to(repair, RepairState.COLLECTED)
    fresh.state, fresh.collected_at, fresh.left_because = RepairState.COLLECTED, at, ""
    fresh.save()
    journal.record("repair.collected", about=fresh, by=by, at=at)
    if fresh.resident is not None:
        visits.note_visit(fresh.facility, function=FunctionKind.REPAIR, resident=fresh.resident, by=by, at=at)
    if method is not None:
        _take_money(fresh, method, by, at)
    return fresh


@transaction.atomic
def pay_repair(repair: Repair, *, method: Method, by: Actor, at: datetime) -> Repair:
    """What is still asked is paid, before or after it is taken home."""
    fresh = _locked(repair)
    _take_money(fresh, method, by, at)
    return fresh


def _take_money(repair: Repair, method: Method, by: Actor, at: datetime) -> None:
    asked = tills.open_cents(repair)
    if not asked:
        return
    money.receive(
        repair.facility,
        amount_cents=asked,
        method=method,
        words=text.shorten(f"{repair}: {repair.fault}", 200),
        about=repair,
        resident=repair.resident,
        by=by,
        at=at,
    )


@transaction.atomic
def leave_here(repair: Repair, *, because: str, by: Actor, at: datetime) -> Repair:
    """Nobody comes for it: what happens to it, in words. Should somebody come after all, it can still be collected."""
    fresh = _to(repair, RepairState.LEFT_HERE)
    fresh.state, fresh.left_because = RepairState.LEFT_HERE, text.one_line(because)[:200]
    if not fresh.left_because:
        raise bicycles.ReasonMissing
    fresh.save()
    journal.record("repair.left_here", about=fresh, by=by, at=at)
    return fresh


def remind_uncollected(*, at: datetime) -> int:
    """What the clock does: who did not come for weeks is reminded, once. How many letters went."""
    weeks: dict[int, int] = dict(BicycleRules.objects.values_list("facility_id", "remind_after_weeks"))
    usual = BicycleRules().remind_after_weeks
    shortest = min([usual, *weeks.values()])
    waiting = list(queries.uncollected(at - timedelta(weeks=shortest))[:BATCH])
    due = (each for each in waiting if _waits_longer(each, timedelta(weeks=weeks.get(each.facility_id, usual)), at))
    return sum(_remind(each, at) for each in due)


def _waits_longer(repair: Repair, term: timedelta, at: datetime) -> bool:
    return repair.ready_at is not None and repair.ready_at <= at - term


@transaction.atomic
def _remind(repair: Repair, at: datetime) -> int:
    fresh = _locked(repair)
    if fresh.state != RepairState.READY or fresh.reminded_at is not None or fresh.resident is None:
        return 0
    fresh.reminded_at = at
    fresh.save(update_fields=["reminded_at"])
    amount = tills.open_cents(fresh)
    to = fresh.resident.reply_to
    letter = outbox.write("workshop/repair_not_collected", to=to, about=fresh, at=at, repair=fresh, cents=amount)
    journal.record("repair.reminded", about=fresh, by=CLOCK, at=at)
    return int(letter is not None)


# ── The lists that the host keeps ──────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def keep_part(
    workshop: Facility,
    *,
    name: str,
    price_cents: int,
    by: Actor,
    at: datetime,
    in_stock: int | None = None,
    is_active: bool = True,
    part: Part | None = None,
) -> Part:
    """A part of the stock, new or with another price. What was used keeps the price that it had."""
    kept = part or Part(facility=workshop)
    kept.name, kept.price_cents, kept.in_stock, kept.is_active = (
        text.one_line(name)[:80],
        price_cents,
        in_stock,
        is_active,
    )
    return _keep(kept, by=by, at=at)


@transaction.atomic
def keep_kind(
    workshop: Facility,
    *,
    name: str,
    grams: int,
    by: Actor,
    at: datetime,
    co2_grams_per_kg: int = 0,
    co2_source: str = "",
    is_active: bool = True,
    kind: ThingKind | None = None,
) -> ThingKind:
    """A kind of thing: what it weighs, what its repair saves and who says so. What was done keeps what it had."""
    kept = kind or ThingKind(facility=workshop)
    kept.name, kept.grams, kept.is_active = text.one_line(name)[:60], _grams(grams), is_active
    kept.co2_grams_per_kg, kept.co2_source = co2_grams_per_kg, text.one_line(co2_source)[:200]
    if kept.co2_grams_per_kg and not kept.co2_source:
        raise SourceMissing
    return _keep(kept, by=by, at=at)


@transaction.atomic
def keep_usual_job(
    workshop: Facility,
    *,
    name: str,
    kind: ThingKind,
    by: Actor,
    at: datetime,
    part: Part | None = None,
    full_cost_cents: int = 0,
    contribution_cents: int = 0,
    is_active: bool = True,
    job: UsualJob | None = None,
) -> UsualJob:
    """A small job with its price, done while somebody waits."""
    if kind.facility_id != workshop.pk or (part is not None and part.facility_id != workshop.pk):
        raise NotFromHere
    kept = job or UsualJob(facility=workshop)
    kept.name, kept.kind, kept.part, kept.is_active = text.one_line(name)[:80], kind, part, is_active
    kept.full_cost_cents, kept.contribution_cents = full_cost_cents, contribution_cents
    return _keep(kept, by=by, at=at)


def _keep(kept: Listed, *, by: Actor, at: datetime) -> Listed:
    if not kept.name:
        raise NameMissing
    is_new = kept.pk is None
    same = type(kept).objects.filter(facility=kept.facility, name=kept.name)
    if same.exclude(pk=kept.pk).exists():
        raise NameTaken
    kept.save()
    noun = {Part: "part", ThingKind: "thing_kind", UsualJob: "usual_job"}[type(kept)]
    journal.record(f"{noun}.{'added' if is_new else 'changed'}", about=kept, by=by, at=at)
    return kept


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def _locked(repair: Repair) -> Repair:
    rows = Repair.objects.select_for_update(of=("self",))
    fresh: Repair = rows.select_related("facility__work_area", "kind", "resident").get(pk=repair.pk)
    return fresh


def _here(repair: Repair) -> Repair:
    """The ticket, locked, while the thing is still in the house."""
    fresh = _locked(repair)
    if not fresh.is_here:
        raise NotPossibleNow
    return fresh


def _to(repair: Repair, state: RepairState) -> Repair:
    fresh = _locked(repair)
    if not fresh.may_become(state):
        raise MoveNotPossible
    return fresh


def _from_here(repair: Repair, workers: Iterable[Participant]) -> list[Participant]:
    chosen = list(workers)
    if any(worker.facility_id != repair.facility_id for worker in chosen):
        raise NotFromHere(field="workers")
    return chosen


def _count_up(repair: Repair) -> None:
    """The receipt anew: parts at cost price and what we ask of the work. A waiver never exceeds what is asked."""
    _sum(repair, sum(used.cents for used in queries.parts_of(repair)))
    if tills.paid_for(repair) > repair.due_cents:
        raise PaidMoreThanAsked
    repair.save(update_fields=["full_cost_cents", "contribution_cents", "waived_cents", "waiver"])


def _sum(repair: Repair, parts_cents: int) -> None:
    repair.full_cost_cents = parts_cents + repair.base_cost_cents
    repair.contribution_cents = 0 if repair.bicycle_id else parts_cents + repair.base_share_cents
    repair.waived_cents = min(repair.waived_cents, repair.contribution_cents)
    repair.waiver = repair.waiver if repair.waived_cents else ""


def _co2_of(repair: Repair) -> int:
    """What the repair saved, by the estimate of its kind; only of what was wholly repaired."""
    if repair.outcome != Outcome.REPAIRED:
        return 0
    return round(repair.grams * repair.kind.co2_grams_per_kg / 1_000)


def _grams(grams: int) -> int:
    if not 1 <= grams <= MOST_GRAMS:
        raise WeightNotPossible
    return grams
