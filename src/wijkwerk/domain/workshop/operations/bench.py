"""Using a bench with support: booked by the hour, a bench and a helper for one at a time.

Locks: the bench, then the helper. Under them it looks and writes; the database refuses what slips through.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import FunctionKind
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import BenchBooking, Participant, Resident, Tool, ToolState
from wijkwerk.domain.workshop.operations import bicycles, visits
from wijkwerk.domain.workshop.operations.residents import check_still_known
from wijkwerk.domain.workshop.queries import bench as queries
from wijkwerk.domain.workshop.repair_states import BenchState
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox

LONGEST = timedelta(hours=10)


class MoveNotPossible(Refusal):
    message = _("Deze stap kan niet meer. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class NotABench(Refusal):
    message = _("Dit is geen werkbank, of de werkbank is buiten gebruik. Kies een andere.")
    field = "bench"


class TimeNotPossible(Refusal):
    message = _("De tijd waarop iemand stopt moet na de tijd liggen waarop iemand begint, op dezelfde dag.")
    field = "until_time"


class TimeIsPast(Refusal):
    message = _("Deze tijd is al voorbij. Kies een tijd die nog komt.")
    field = "from_time"


class ClosedThen(Refusal):
    message = _("Dan is de wijkwerkplaats dicht. Kies een tijd waarop zij open is.")
    field = "from_time"


class NotFromHere(Refusal):
    message = _("Deze persoon hoort bij een andere wijkwerkplaats, of doet op die dag niet mee.")
    field = "helper"


class BenchIsTaken(Refusal):
    field = "bench"
    status = 409

    def __init__(self, until_at: datetime) -> None:
        words = _("De werkbank is dan al van iemand anders, tot %(time)s uur. Kies een andere tijd of werkbank.")
        super().__init__(words % {"time": date_format(clock.dutch(until_at), "H:i")})


class HelperIsTaken(Refusal):
    field = "helper"
    status = 409

    def __init__(self, name: str, until_at: datetime) -> None:
        words = _("%(name)s helpt dan al iemand anders, tot %(time)s uur. Kies een andere helper of tijd.")
        super().__init__(words % {"name": name, "time": date_format(clock.dutch(until_at), "H:i")})


class HelperHelpsThemselves(Refusal):
    message = _("Iemand kan niet de eigen helper zijn. Kies een andere helper, of geen.")
    field = "helper"


class TooEarly(Refusal):
    message = _("Dit uur moet nog komen. Vul op de dag zelf in of iemand er was.")
    status = 409


@transaction.atomic
def book_bench(
    bench: Tool,
    *,
    resident: Resident,
    from_at: datetime,
    until_at: datetime,
    by: Actor,
    at: datetime,
    helper: Participant | None = None,
    makes: str = "",
    client_key: uuid.UUID | None = None,
) -> BenchBooking:
    """A bench is somebody's for this time, and so is the helper. Sent twice, it is the booking that is there."""
    locked = _locked_bench(bench)
    if client_key and (found := BenchBooking.objects.filter(client_key=client_key).first()) is not None:
        return found  # type: ignore[no-any-return]
    bicycles.check_is_from(locked.facility, resident)
    _check_time(locked, from_at, until_at, at)
    if helper is not None:
        helper = _locked_helper(helper, locked, resident, from_at)
    _refuse_overlap(locked, helper, from_at, until_at)
    booking = BenchBooking(
        facility=locked.facility,
        bench=locked,
        resident=resident,
        helper=helper,
        from_at=from_at,
        until_at=until_at,
        makes=text.one_line(makes)[:200],
        made_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError:
        _refuse_overlap(locked, helper, from_at, until_at)
        raise
    check_still_known(resident)
    journal.record("bench.booked", about=booking, by=by, at=at, details={"bench": locked.pk})
    outbox.write("workshop/bench_booked", to=resident.reply_to, about=booking, at=at, booking=booking)
    return booking


@transaction.atomic
def set_helper(booking: BenchBooking, *, helper: Participant | None, by: Actor, at: datetime) -> BenchBooking:
    """Somebody else helps, or nobody."""
    bench = _locked_bench(booking.bench)
    fresh = _locked(booking)
    if fresh.state != BenchState.BOOKED:
        raise MoveNotPossible
    if helper is not None:
        helper = _locked_helper(helper, bench, fresh.resident, fresh.from_at)
        others = queries.overlapping(fresh.from_at, fresh.until_at).exclude(pk=fresh.pk)
        if (taken := others.filter(helper=helper).first()) is not None:
            raise HelperIsTaken(helper.resident.name, taken.until_at)
    fresh.helper = helper
    fresh.save(update_fields=["helper"])
    details = {"participant": helper.pk if helper else None}
    journal.record("bench.helper_set", about=fresh, by=by, at=at, details=details)
    return fresh


@transaction.atomic
def cancel_booking(booking: BenchBooking, *, by: Actor, at: datetime) -> BenchBooking:
    """The time is free again; who had it hears it."""
    fresh = _to(booking, BenchState.CANCELLED)
    journal.record("bench.cancelled", about=fresh, by=by, at=at)
    outbox.write("workshop/bench_cancelled", to=fresh.resident.reply_to, about=fresh, at=at, booking=fresh)
    return fresh


@transaction.atomic
def mark_present(booking: BenchBooking, *, by: Actor, at: datetime) -> BenchBooking:
    """Somebody came: a visit for the bench."""
    fresh = _to(booking, BenchState.PRESENT)
    if clock.dutch(fresh.from_at).date() > clock.dutch(at).date():
        raise TooEarly
    journal.record("bench.present", about=fresh, by=by, at=at)
    visits.note_visit(fresh.facility, function=FunctionKind.BENCH, resident=fresh.resident, by=by, at=at)
    return fresh


@transaction.atomic
def mark_absent(booking: BenchBooking, *, by: Actor, at: datetime) -> BenchBooking:
    """Somebody did not come."""
    fresh = _to(booking, BenchState.ABSENT)
    if fresh.from_at > at:
        raise TooEarly
    journal.record("bench.absent", about=fresh, by=by, at=at)
    return fresh


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def _locked_bench(bench: Tool) -> Tool:
    rows = Tool.objects.select_for_update(of=("self",)).select_related("facility__work_area", "kind")
    fresh: Tool = rows.get(pk=bench.pk)
    if not fresh.kind.is_bench or not fresh.kind.is_active or fresh.state != ToolState.IN_USE:
        raise NotABench
    return fresh


def _locked_helper(helper: Participant, bench: Tool, resident: Resident, from_at: datetime) -> Participant:
    rows = Participant.objects.select_for_update(of=("self",)).select_related("resident")
    fresh: Participant = rows.get(pk=helper.pk)
    on = clock.dutch(from_at).date()
    is_gone = on < fresh.from_on or (fresh.until_on is not None and on >= fresh.until_on)
    if fresh.facility_id != bench.facility_id or is_gone:
        raise NotFromHere
    if fresh.resident_id == resident.pk:
        raise HelperHelpsThemselves
    return fresh


def _locked(booking: BenchBooking) -> BenchBooking:
    rows = BenchBooking.objects.select_for_update(of=("self",))
    fresh: BenchBooking = rows.select_related("facility__work_area", "bench__kind", "resident").get(pk=booking.pk)
    return fresh


def _to(booking: BenchBooking, state: BenchState) -> BenchBooking:
    fresh = _locked(booking)
    if not fresh.may_become(state):
        raise MoveNotPossible
    fresh.state = state
    fresh.save(update_fields=["state"])
    return fresh


def _check_time(bench: Tool, from_at: datetime, until_at: datetime, at: datetime) -> None:
    begin, end = clock.dutch(from_at), clock.dutch(until_at)
    if not from_at < until_at or begin.date() != end.date() or until_at - from_at > LONGEST:
        raise TimeNotPossible
    if until_at <= at:
        raise TimeIsPast
    spans = Calendar(bench.facility).spans(begin.date())
    if not any(span.from_time <= begin.time() and end.time() <= span.until_time for span in spans):
        raise ClosedThen


def _refuse_overlap(bench: Tool, helper: Participant | None, from_at: datetime, until_at: datetime) -> None:
    others = queries.overlapping(from_at, until_at)
    if (taken := others.filter(bench=bench).first()) is not None:
        raise BenchIsTaken(taken.until_at)
    if helper is not None and (taken := others.filter(helper=helper).first()) is not None:
        raise HelperIsTaken(helper.resident.name, taken.until_at)
