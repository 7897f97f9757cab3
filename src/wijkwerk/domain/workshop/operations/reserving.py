"""Promising things ahead: the rows of the items are locked by number, we look, and then we write.

The database refuses a promise that overlaps another of the same item, should we ever look wrongly.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import (
    CountedLoan,
    Kit,
    Loan,
    Promise,
    Reservation,
    Resident,
    Tool,
    ToolKind,
    ToolState,
    Waiting,
    WaitingEnd,
)
from wijkwerk.domain.workshop.operations import lending, waiting
from wijkwerk.domain.workshop.operations.locks import locked, locked_items_of, locked_kind
from wijkwerk.domain.workshop.operations.residents import check_still_known, see
from wijkwerk.domain.workshop.queries import availability, reservations, stock
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

FAR_AHEAD = timedelta(days=183)
JUST_NOW = timedelta(minutes=10)  # from opening the form to sending it


class NothingChosen(Refusal):
    message = gettext_lazy("Kies wat iemand wil reserveren.")


class EndsBeforeItBegins(Refusal):
    message = gettext_lazy("Kies een moment van terugbrengen dat na het ophalen ligt.")
    field = "until_on"


class BeginsInThePast(Refusal):
    message = gettext_lazy("Kies een moment van ophalen dat nog komt.")
    field = "from_on"


class TooFarAhead(Refusal):
    message = gettext_lazy("Reserveren kan tot een half jaar vooruit.")
    field = "from_on"


class TooLong(Refusal):
    message = gettext_lazy("Zo lang kan dit niet mee.")
    field = "until_on"


class ClosedThen(Refusal):
    message = gettext_lazy("Dan is de werkplaats gesloten.")


class NotFree(Refusal):
    message = gettext_lazy("Dit is dan niet vrij.")
    status = 409


class ReservationIsOver(Refusal):
    message = gettext_lazy("Deze reservering is al opgehaald of geannuleerd.")


class TooEarly(Refusal):
    message = gettext_lazy("Deze reservering begint nog niet.")


@transaction.atomic
def reserve(
    workshop: Facility,
    *,
    kind: ToolKind | None = None,
    kit: Kit | None = None,
    tool: Tool | None = None,
    number: int = 1,
    resident: Resident,
    from_at: datetime,
    until_at: datetime,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Reservation:
    """Promise a kind, a kit or one very item to somebody. Items are found at once, and stay on the shelf."""
    if sum(each is not None for each in (kind, kit, tool)) != 1:
        raise NothingChosen
    for each in filter(None, (kind, kit, tool, resident)):
        if each.facility_id != workshop.pk:
            raise lending.NotOfThisWorkshop
    if resident.is_erased:
        raise lending.ResidentIsForgotten
    if kind is not None and kind.is_counted:
        return _reserve_counted(
            kind, number=number, resident=resident, from_at=from_at, until_at=until_at, key=client_key, by=by, at=at
        )
    items = (
        locked_items_of(kind)
        if kind is not None
        else locked([tool.pk] if tool is not None else kit.tools.values_list("pk", flat=True))  # type: ignore[union-attr]
    )
    if sent := _sent(client_key):
        return sent
    calendar = Calendar(workshop)
    _check_times([item.kind for item in items], calendar, from_at=from_at, until_at=until_at, at=at)
    chosen = _free(items, together=kit is not None, from_at=from_at, until_at=until_at, at=at)
    if not chosen:
        raise _not_free(items, calendar, together=kit is not None, from_at=from_at, until_at=until_at, at=at)
    reservation = _write(
        chosen,
        facility=workshop,
        resident=resident,
        kind=kind or (tool.kind if tool is not None else None),
        kit=kit,
        is_for_one_item=tool is not None,
        from_at=from_at,
        until_at=until_at,
        made_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    return _made(reservation, by=by, at=at)


@transaction.atomic
def cancel_reservation(reservation: Reservation, *, by: Actor, at: datetime) -> Reservation:
    """Take a promise back; whoever waits for the thing may have it."""
    items = _locked_things(reservation)
    fresh = _locked(reservation)
    if not fresh.is_waiting:
        raise ReservationIsOver
    fresh.cancelled_at = at
    fresh.save(update_fields=["cancelled_at"])
    fresh.promises.update(stands=False)
    Waiting.objects.open().filter(reservation=fresh).update(ended_at=at, ended_as=WaitingEnd.WITHDRAWN)
    journal.record("reservation.cancelled", about=fresh, by=by, at=at)
    _tell("reservation_cancelled", fresh, at=at)
    if fresh.kind is not None and fresh.kind.is_counted:
        waiting.offer_counted(fresh.kind, by=by, at=at)
    else:
        waiting.offer(items, by=by, at=at)
    return fresh


@transaction.atomic
def hand_out_reserved(
    reservation: Reservation,
    *,
    out_note: str = "",
    override_because: str = "",
    client_keys: Sequence[uuid.UUID] = (),
    by: Actor,
    at: datetime,
) -> list[Loan] | list[CountedLoan]:
    """Somebody comes for what was promised."""
    items = _locked_things(reservation)
    fresh = _locked(reservation)
    if not fresh.is_waiting or fresh.until_at <= at:
        raise ReservationIsOver
    if clock.dutch(fresh.from_at).date() > clock.dutch(at).date():
        raise TooEarly(_("Dit is gereserveerd vanaf %(day)s.") % {"day": availability.in_words(fresh.from_at)})
    deed: dict[str, Any] = {"resident": fresh.resident, "out_note": out_note, "by": by, "at": at}
    if fresh.kind is not None and fresh.kind.is_counted:
        key = client_keys[0] if client_keys else None
        return [lending.lend_counted(fresh.kind, number=fresh.number, client_key=key, **deed)]
    return lending.lend(items, override_because=override_because, client_keys=client_keys, **deed)


# ── What the clock does ────────────────────────────────────────────────────────────────────────────────────────────
def look_after_promises(*, at: datetime) -> int:
    """What is promised and in danger gets another item of its kind, or its owner is told once. How many were told."""
    return sum(_look_after(promise, at=at) for promise in reservations.promises_in_danger(at).order_by("pk")[:500])


@transaction.atomic
def _look_after(promise: Promise, *, at: datetime) -> bool:
    items = locked_items_of(promise.tool.kind)
    fresh = _locked(promise.reservation)
    again: Promise | None = reservations.promises_in_danger(at).filter(pk=promise.pk).first()
    if again is None:
        return False
    if fresh.kit_id is None and not fresh.is_for_one_item:
        others = [item for item in items if item.pk != again.tool_id and not _is_out(item)]
        found = _free(others, together=False, from_at=fresh.from_at, until_at=fresh.until_at, at=at)
        if found:
            again.tool = found[0]
            again.save(update_fields=["tool"])
            journal.record("reservation.moved", about=fresh, by=CLOCK, at=at, details={"tool": again.tool_id})
            return False
    if fresh.danger_told_at is not None:
        return False
    fresh.danger_told_at = at
    fresh.save(update_fields=["danger_told_at"])
    journal.record("reservation.in_danger", about=fresh, by=CLOCK, at=at)
    _tell("reservation_in_danger", fresh, at=at)
    return True


def _is_out(item: Tool) -> bool:
    return bool(Loan.objects.open().filter(tool=item).exists())


# ── Looking before we write ────────────────────────────────────────────────────────────────────────────────────────
def _check_times(
    kinds: Sequence[ToolKind], calendar: Calendar, *, from_at: datetime, until_at: datetime, at: datetime
) -> None:
    if until_at <= from_at:
        raise EndsBeforeItBegins
    if from_at < at - JUST_NOW:
        raise BeginsInThePast
    if from_at > at + FAR_AHEAD:
        raise TooFarAhead
    if until_at > from_at + FAR_AHEAD:
        raise TooLong
    for moment, field in ((from_at, "from_on"), (until_at, "until_on")):
        day = clock.dutch(moment).date()
        if not calendar.spans(day):
            raise ClosedThen(
                _("Dan is de werkplaats gesloten. De eerste dag daarna dat u terecht kunt: %(day)s.")
                % {"day": availability.in_words(availability.open_from(moment, calendar))},
                field=field,
            )
    rules = [availability.due_by_rule(kind, calendar, at=from_at) for kind in kinds]
    if rules and until_at > min(rules):
        raise TooLong(
            _("Zo lang kan dit niet mee. Breng het uiterlijk terug op %(moment)s.")
            % {"moment": availability.in_words(min(rules))}
        )


def _free(items: Sequence[Tool], *, together: bool, from_at: datetime, until_at: datetime, at: datetime) -> list[Tool]:
    """The item to promise, or all of a kit; none where that cannot be. What is back longest is surest."""
    spans = availability.taken(items, after=from_at - FAR_AHEAD, at=at)
    clear = [
        item
        for item in items
        if item.state == ToolState.IN_USE
        and item.kind.is_active
        and item.inspection_holds(clock.dutch(at).date())
        and availability.is_clear(spans[item.pk], from_at, until_at)
    ]
    if together:
        return clear if items and len(clear) == len(items) else []

    def back(item: Tool) -> datetime:
        return max((span.until_at for span in spans[item.pk] if span.until_at <= from_at), default=item.created_at)

    return sorted(clear, key=lambda item: (back(item), item.pk))[:1]


def _not_free(
    items: Sequence[Tool],
    calendar: Calendar,
    *,
    together: bool,
    from_at: datetime,
    until_at: datetime,
    at: datetime,
) -> NotFree:
    usable = [item for item in items if item.kind.is_active and item.inspection_holds(clock.dutch(at).date())]
    moment = (
        availability.free_when_open(
            usable, calendar, together=together, long=until_at - from_at, from_at=from_at, at=at
        )
        if len(usable) == len(items) or not together
        else None
    )
    if moment is None:
        return NotFree(_("Hiervan is nu niets dat kan worden uitgeleend."))
    return NotFree(
        _("Dit is dan niet vrij. Het is zo lang vrij vanaf %(moment)s.") % {"moment": availability.in_words(moment)}
    )


def _reserve_counted(
    kind: ToolKind,
    *,
    number: int,
    resident: Resident,
    from_at: datetime,
    until_at: datetime,
    key: uuid.UUID | None,
    by: Actor,
    at: datetime,
) -> Reservation:
    kind = locked_kind(kind)
    if sent := _sent(key):
        return sent
    if number < 1:
        raise waiting.NotANumber
    _check_times([kind], Calendar(kind.facility), from_at=from_at, until_at=until_at, at=at)
    left = stock.left(kind, from_at=from_at, until_at=until_at, at=at)
    if number > left:
        raise lending.NotEnough(
            _("Dan zijn er geen vrij.")
            if left == 0
            else _("Dan zijn er nog %(left)s vrij. Vul een lager aantal in.") % {"left": left}
        )
    reservation: Reservation = Reservation.objects.create(
        facility=kind.facility,
        resident=resident,
        kind=kind,
        number=number,
        from_at=from_at,
        until_at=until_at,
        made_at=at,
        client_key=key or uuid.uuid4(),
    )
    return _made(reservation, by=by, at=at)


def _sent(key: uuid.UUID | None) -> Reservation | None:
    return Reservation.objects.filter(client_key=key).first() if key is not None else None


def _write(items: Sequence[Tool], **fields: Any) -> Reservation:
    try:
        with transaction.atomic():
            reservation: Reservation = Reservation.objects.create(**fields)
            for item in items:
                Promise.objects.create(
                    reservation=reservation,
                    tool=item,
                    from_at=reservation.from_at,
                    until_at=reservation.until_at,
                )
    except IntegrityError as fault:  # the database's last word: it is promised
        raise NotFree from fault
    return reservation


def _made(reservation: Reservation, *, by: Actor, at: datetime) -> Reservation:
    check_still_known(reservation.resident)
    see(reservation.resident, at)
    journal.record("reservation.made", about=reservation, by=by, at=at, details={"kind": reservation.kind_id})
    if reservation.resident.reply_by == Channel.EMAIL:  # who stands at the desk, or rings, heard it there
        _tell("reserved", reservation, at=at)
    return reservation


def _locked_things(reservation: Reservation) -> list[Tool]:
    """What is promised, before the promise: the items, or a counted kind, of which none are told apart."""
    if reservation.kind is not None and reservation.kind.is_counted:
        locked_kind(reservation.kind)
        return []
    return locked(reservation.promises.filter(stands=True).values_list("tool_id", flat=True))


def _locked(reservation: Reservation) -> Reservation:
    rows = Reservation.objects.select_for_update(of=("self",)).select_related("resident", "kind", "kit", "facility")
    fresh: Reservation = rows.get(pk=reservation.pk)
    return fresh


def _tell(letter: str, reservation: Reservation, *, at: datetime) -> None:
    outbox.write(
        f"workshop/{letter}",
        to=reservation.resident.reply_to,
        about=reservation.resident,
        at=at,
        reservation=reservation,
        what=reservations.what(reservation),
        workshop=reservation.facility,
        from_words=availability.in_words(reservation.from_at),
        until_words=availability.in_words(reservation.until_at),
        link=reverse("workshop:catalogue", args=[reservation.facility_id]),
    )
