"""What can be done with a bicycle, step by step along the one table of moves.

The bicycle is locked while it changes. Giving one away stands in `operations/schemes.py`, which locks the scheme first.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop import search
from wijkwerk.domain.workshop.bicycle_states import BicycleState, TheftOutcome
from wijkwerk.domain.workshop.models import (
    Bicycle,
    BicycleKind,
    BicycleRules,
    BicycleStep,
    BicycleWish,
    Method,
    Origin,
    Participant,
    Payment,
    Resident,
    SafetyCheck,
)
from wijkwerk.domain.workshop.operations import hours, money, visits
from wijkwerk.domain.workshop.operations.residents import check_still_known
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox


class MoveNotPossible(Refusal):
    message = _("Deze stap kan niet meer. Ververs de pagina om te zien hoe het met de fiets staat.")
    status = 409


class FrameIsHere(Refusal):
    message = _("Een fiets met dit framenummer staat al in de werkplaats. Zoek die op in de lijst.")
    field = "frame_number"


class ReceivedInTheFuture(Refusal):
    message = _("Deze dag moet nog komen. Vul in wanneer de fiets binnenkwam.")
    field = "received_on"


class NotFromHere(Refusal):
    message = _("Deze inwoner staat niet ingeschreven bij deze wijkwerkplaats.")
    field = "resident"


class TheftCheckMissing(Refusal):
    message = _("Controleer eerst of de fiets als gestolen bekend staat. Daarvoor mag er niets anders met de fiets.")


class IsStolen(Refusal):
    message = _("Deze fiets staat als gestolen bekend. Doe er niets mee en bel de politie: 0900-8844.")


class NumberMissing(Refusal):
    message = _("Vul het framenummer in. Zonder nummer kunt u niet controleren of de fiets gestolen is.")
    field = "frame_number"


class WhoseMissing(Refusal):
    message = _("Schrijf op van wie de fiets komt, als er geen nummer te lezen is.")
    field = "note"


class CheckedAlready(Refusal):
    message = _("Het framenummer is al gecontroleerd en kan niet meer anders.")
    field = "frame_number"


class StepsOpen(Refusal):
    message = _("Nog niet alle stappen zijn afgevinkt. Doe dat eerst; daarna tekent u voor de veiligheid.")


class PointsMissing(Refusal):
    message = _("Loop alle punten na: bij elk punt kiest u ja of nee.")


class OnTheStand(Refusal):
    message = _("Deze fiets staat nog bij de reparaties. Rond de reparatie eerst af.")


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom.")
    field = "because"


class EndedAlready(Refusal):
    message = _("Deze aanvraag staat niet meer op de wachtlijst.")
    status = 409


class PointsEmpty(Refusal):
    message = _("Schrijf minstens één punt op dat voor de veiligheid wordt nagekeken.")
    field = "safety_points"


class StepIsNotOfNow(Refusal):
    message = _("De stappen van deze fiets liggen vast: er wordt niet meer aan gewerkt.")
    status = 409


# ── In ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def receive_bicycle(
    workshop: Facility,
    *,
    kind: BicycleKind,
    origin: Origin,
    by: Actor,
    at: datetime,
    make: str = "",
    looks: str = "",
    frame_number: str = "",
    from_resident: Resident | None = None,
    received_on: date | None = None,
    client_key: uuid.UUID | None = None,
) -> Bicycle:
    """A bicycle comes in, as a gift or handed in; from whom need not be said. Sent twice, it is one."""
    if client_key and (found := Bicycle.objects.filter(client_key=client_key).first()) is not None:
        return found  # type: ignore[no-any-return]
    today = clock.dutch(at).date()
    if received_on is not None and received_on > today:
        raise ReceivedInTheFuture
    check_is_from(workshop, from_resident)
    number = plain_number(frame_number)
    same = queries.here_with_number(number)
    if same is not None:
        if same.client_key == client_key:  # sent twice at the same moment: the other was first
            return same
        raise FrameIsHere
    bicycle = Bicycle(
        facility=workshop,
        kind=BicycleKind(kind),
        origin=Origin(origin),
        make=text.one_line(make)[:80],
        looks=text.one_line(looks)[:120],
        frame_number=number,
        from_resident=from_resident,
        received_on=received_on or today,
        received_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    try:
        with transaction.atomic():
            bicycle.save()
    except IntegrityError as clash:
        found = Bicycle.objects.filter(client_key=bicycle.client_key).first()
        if found is None:
            raise FrameIsHere from clash
        return found  # type: ignore[no-any-return]
    search.put_bicycle(bicycle)
    journal.record("bicycle.received", about=bicycle, by=by, at=at, details={"origin": bicycle.origin})
    if from_resident is not None:
        check_still_known(from_resident)
        visits.note_visit(workshop, function=FunctionKind.BICYCLES, resident=from_resident, by=by, at=at)
    return bicycle


@transaction.atomic
def change_bicycle(
    bicycle: Bicycle, *, kind: BicycleKind, make: str, looks: str, frame_number: str, by: Actor, at: datetime
) -> Bicycle:
    """Other words. The number stands fast once it was checked."""
    fresh = locked(bicycle)
    number = plain_number(frame_number)
    if number != fresh.frame_number:
        if fresh.theft_outcome:
            raise CheckedAlready
        _refuse_second(number)
    fresh.kind, fresh.frame_number = BicycleKind(kind), number
    fresh.make, fresh.looks = text.one_line(make)[:80], text.one_line(looks)[:120]
    fresh.save()
    search.put_bicycle(fresh)
    journal.record("bicycle.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def check_theft(
    bicycle: Bicycle,
    *,
    outcome: TheftOutcome,
    by: Actor,
    at: datetime,
    frame_number: str = "",
    note: str = "",
    on: date | None = None,
) -> Bicycle:
    """What the register of stolen bicycles says of the number. Before this nothing else is done with the bicycle."""
    fresh = locked(bicycle)
    if fresh.state != BicycleState.RECEIVED:
        raise MoveNotPossible
    outcome, today = TheftOutcome(outcome), clock.dutch(at).date()
    number = plain_number(frame_number) or fresh.frame_number
    fresh.theft_note = text.one_line(note)[:200]
    if outcome != TheftOutcome.NO_NUMBER and not number:
        raise NumberMissing
    if outcome == TheftOutcome.NO_NUMBER and not fresh.theft_note:
        raise WhoseMissing
    if number != fresh.frame_number:
        _refuse_second(number)
    fresh.frame_number = "" if outcome == TheftOutcome.NO_NUMBER else number
    fresh.theft_outcome, fresh.theft_checked_on = outcome, min(on or today, today)
    fresh.theft_checked_by = name_of(by)
    fresh.save()
    search.put_bicycle(fresh)
    journal.record("bicycle.theft_checked", about=fresh, by=by, at=at, details={"outcome": outcome})
    return fresh


# ── Refurbishing ───────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def start_refurbishing(bicycle: Bicycle, *, by: Actor, at: datetime) -> Bicycle:
    """The work begins, with the steps that the workshop has now."""
    fresh = _to(bicycle, BicycleState.REFURBISHING)
    if not fresh.is_checked_for_theft:
        raise TheftCheckMissing
    was_ready = fresh.state == BicycleState.READY
    fresh.state, fresh.safety_signed_at, fresh.safety_signed_by = BicycleState.REFURBISHING, None, ""
    fresh.save()
    if not was_ready:
        lines = queries.rules_of(fresh.facility).step_lines
        BicycleStep.objects.bulk_create(
            BicycleStep(bicycle=fresh, position=place, name=name[:120], learns=learns[:120])
            for place, (name, learns) in enumerate(lines, start=1)
        )
    verb = "bicycle.taken_back_to_the_stand" if was_ready else "bicycle.refurbishing_started"
    journal.record(verb, about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def tick_step(
    step: BicycleStep,
    *,
    by: Actor,
    at: datetime,
    participant: Participant | None = None,
    on: date | None = None,
    minutes: int | None = None,
) -> BicycleStep:
    """A step is done, by whom and on which day. With minutes, the hours are logged too: once for the bicycle."""
    fresh, bicycle = _locked_step(step)
    today = clock.dutch(at).date()
    if participant is not None and participant.facility_id != bicycle.facility_id:
        raise NotFromHere(field="participant")
    fresh.done_on, fresh.done_by = min(on or today, today), participant
    fresh.save()
    if participant is not None and minutes:
        logged = queries.minutes_on(participant, bicycle) + minutes
        hours.log_work(participant, minutes=logged, on=fresh.done_on, about=bicycle, by=by, at=at)
    details = {"step": fresh.position, "participant": participant.pk if participant else None}
    journal.record("bicycle.step_ticked", about=bicycle, by=by, at=at, details=details)
    return fresh


@transaction.atomic
def untick_step(step: BicycleStep, *, by: Actor, at: datetime) -> BicycleStep:
    """It is not done after all."""
    fresh, bicycle = _locked_step(step)
    fresh.done_on = fresh.done_by = None
    fresh.save()
    journal.record("bicycle.step_unticked", about=bicycle, by=by, at=at, details={"step": fresh.position})
    return fresh


def _locked_step(step: BicycleStep) -> tuple[BicycleStep, Bicycle]:
    bicycle = locked(step.bicycle)
    if bicycle.state != BicycleState.REFURBISHING:
        raise StepIsNotOfNow
    fresh: BicycleStep = BicycleStep.objects.get(pk=step.pk)
    return fresh, bicycle


@transaction.atomic
def check_safety(
    bicycle: Bicycle, *, points: Collection[str], good: Collection[str], by: Actor, at: datetime
) -> SafetyCheck:
    """Every point was looked at. All good, and it is signed and ready; else it says what is not in order."""
    fresh = _to(bicycle, BicycleState.READY)
    if fresh.steps.filter(done_on=None).exists():
        raise StepsOpen
    if queries.has_open_repair(fresh):
        raise OnTheStand
    if not points:
        raise PointsMissing
    not_good = [point for point in points if point not in good]
    check: SafetyCheck = SafetyCheck.objects.create(
        bicycle=fresh,
        at=at,
        by=name_of(by),
        points=list(points),
        not_good=not_good,
        faults=len(not_good),
        is_signed=not not_good,
    )
    if check.is_signed:
        fresh.state, fresh.safety_signed_at, fresh.safety_signed_by = BicycleState.READY, at, check.by
        fresh.save()
    verb = "bicycle.safety_signed" if check.is_signed else "bicycle.not_safe_yet"
    journal.record(verb, about=fresh, by=by, at=at, details={"faults": check.faults})
    return check


# ── Out ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def sell_bicycle(
    bicycle: Bicycle,
    *,
    by: Actor,
    at: datetime,
    resident: Resident | None = None,
    method: Method | None = None,
    client_key: uuid.UUID | None = None,
) -> Bicycle:
    """Sold at cost: its parts and the workshop's share. With a method it is paid at once; else the price stays open."""
    fresh = locked(bicycle)
    if fresh.state == BicycleState.SOLD and client_key and Payment.objects.filter(client_key=client_key).exists():
        return fresh
    fresh = _to(bicycle, BicycleState.SOLD)
    _refuse_without_checks(fresh)
    check_is_from(fresh.facility, resident)
    price = queries.price_of(fresh)
    fresh.state, fresh.to_resident, fresh.ended_on = BicycleState.SOLD, resident, clock.dutch(at).date()
    fresh.full_cost_cents = fresh.contribution_cents = price.cents
    fresh.save()
    journal.record("bicycle.sold", about=fresh, by=by, at=at, details={"cents": price.cents})
    if resident is not None:
        check_still_known(resident)
        visits.note_visit(fresh.facility, function=FunctionKind.BICYCLES, resident=resident, by=by, at=at)
    if method is not None and price.cents:
        money.receive(
            fresh.facility,
            amount_cents=price.cents,
            method=method,
            words=str(fresh),
            about=fresh,
            resident=resident,
            client_key=client_key,
            by=by,
            at=at,
        )
    return fresh


@transaction.atomic
def scrap_bicycle(bicycle: Bicycle, *, because: str, by: Actor, at: datetime) -> Bicycle:
    """It is taken apart for its parts. A bicycle that may be stolen is not."""
    fresh = _end(bicycle, BicycleState.SCRAPPED, because, at)
    if not fresh.is_checked_for_theft:
        raise IsStolen if fresh.is_stolen else TheftCheckMissing
    if queries.has_open_repair(fresh):
        raise OnTheStand
    fresh.save()
    journal.record("bicycle.scrapped", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def hand_over_bicycle(bicycle: Bicycle, *, because: str, by: Actor, at: datetime) -> Bicycle:
    """To the police, or to whom it was stolen from."""
    fresh = _end(bicycle, BicycleState.HANDED_OVER, because, at)
    fresh.save()
    journal.record("bicycle.handed_over", about=fresh, by=by, at=at)
    return fresh


# ── The waiting list ───────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def wish_for_bicycle(
    workshop: Facility,
    *,
    resident: Resident,
    kind: BicycleKind,
    by: Actor,
    at: datetime,
    looks: str = "",
    client_key: uuid.UUID | None = None,
) -> BicycleWish:
    """Somebody waits for a bicycle. Sent twice, it is the wish that is there."""
    if client_key and (found := BicycleWish.objects.filter(client_key=client_key).first()) is not None:
        return found  # type: ignore[no-any-return]
    check_is_from(workshop, resident)
    made = BicycleWish(
        facility=workshop,
        resident=resident,
        kind=BicycleKind(kind),
        looks=text.one_line(looks)[:120],
        asked_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return BicycleWish.objects.get(client_key=made.client_key)  # type: ignore[no-any-return]
    check_still_known(resident)
    journal.record("bicycle_wish.made", about=made, by=by, at=at, details={"kind": made.kind})
    visits.note_visit(workshop, function=FunctionKind.BICYCLES, resident=resident, by=by, at=at)
    return made


@transaction.atomic
def end_wish(wish: BicycleWish, *, because: str, by: Actor, at: datetime, is_told: bool = True) -> BicycleWish:
    """Off the list, and why; who waited hears it, unless they have the bicycle in their hands."""
    fresh: BicycleWish = (
        BicycleWish.objects.select_for_update(of=("self",)).select_related("facility", "resident").get(pk=wish.pk)
    )
    if fresh.ended_at is not None:
        raise EndedAlready
    fresh.ended_at, fresh.ended_because = at, _reason(because)
    fresh.save()
    journal.record("bicycle_wish.ended", about=fresh, by=by, at=at)
    if is_told:
        outbox.write("workshop/bicycle_wish_ended", to=fresh.resident.reply_to, about=fresh, at=at, wish=fresh)
    return fresh


# ── What the host decides ──────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def change_rules(
    workshop: Facility,
    *,
    steps: str,
    safety_points: str,
    share_cents: int,
    repair_cost_cents: int,
    repair_share_cents: int,
    ask_after_months: int,
    remind_after_weeks: int,
    by: Actor,
    at: datetime,
) -> BicycleRules:
    """Steps, points and prices from now on; what began before keeps what it began with."""
    if not text.clean_text(safety_points):
        raise PointsEmpty
    rules, _is_new = BicycleRules.objects.update_or_create(
        facility=workshop,
        defaults={
            "steps": text.clean_text(steps),
            "safety_points": text.clean_text(safety_points),
            "share_cents": share_cents,
            "repair_cost_cents": repair_cost_cents,
            "repair_share_cents": repair_share_cents,
            "ask_after_months": ask_after_months,
            "remind_after_weeks": remind_after_weeks,
        },
    )
    journal.record("bicycle_rules.changed", about=rules, by=by, at=at)
    written: BicycleRules = rules
    return written


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def locked(bicycle: Bicycle) -> Bicycle:
    """The bicycle as it stands, until the deed is done."""
    rows = Bicycle.objects.select_for_update(of=("self",)).select_related("facility__work_area")
    fresh: Bicycle = rows.get(pk=bicycle.pk)
    return fresh


def name_of(by: Actor) -> str:
    return text.shorten(by.name or by.kind, 120)


def plain_number(frame_number: str) -> str:
    """A number as it is kept, however it was typed: capitals, without spaces and marks between."""
    return "".join(letter for letter in frame_number.upper() if letter.isalnum())[:40]


def check_is_from(workshop: Facility, resident: Resident | None) -> None:
    if resident is not None and resident.facility_id != workshop.pk:
        raise NotFromHere


def _refuse_second(number: str) -> None:
    if number and queries.here_with_number(number) is not None:
        raise FrameIsHere


def _refuse_without_checks(bicycle: Bicycle) -> None:
    if not bicycle.is_checked_for_theft:
        raise TheftCheckMissing
    if queries.has_open_repair(bicycle):
        raise OnTheStand


def _to(bicycle: Bicycle, state: BicycleState) -> Bicycle:
    """The bicycle, locked, when it may go there."""
    fresh = locked(bicycle)
    if fresh.is_stolen and fresh.is_here and state != BicycleState.HANDED_OVER:
        raise IsStolen
    if not fresh.may_become(state):
        raise MoveNotPossible
    return fresh


def _end(bicycle: Bicycle, state: BicycleState, because: str, at: datetime) -> Bicycle:
    fresh = _to(bicycle, state)
    fresh.state, fresh.ended_because, fresh.ended_on = state, _reason(because), clock.dutch(at).date()
    fresh.safety_signed_at, fresh.safety_signed_by = None, ""
    return fresh


def _reason(because: str) -> str:
    reason = text.one_line(because)[:200]
    if not reason:
        raise ReasonMissing
    return reason
