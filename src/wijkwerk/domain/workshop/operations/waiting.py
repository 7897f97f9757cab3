"""The waiting list: when an item is free it is kept two days for who is first in line, and then for the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.models import (
    Promise,
    Reservation,
    Resident,
    Tool,
    ToolKind,
    ToolState,
    Waiting,
    WaitingEnd,
)
from wijkwerk.domain.workshop.operations.locks import locked_items_of, locked_kind
from wijkwerk.domain.workshop.operations.residents import check_still_known
from wijkwerk.domain.workshop.queries import availability, stock
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox


class NothingToWaitFor(Refusal):
    message = gettext_lazy("Wachten hoeft niet: er is er nu een vrij.")


class CannotWait(Refusal):
    message = gettext_lazy("Hiervoor is geen wachtlijst.")


class NotANumber(Refusal):
    message = gettext_lazy("Vul in hoeveel het er zijn: 1 of meer.")
    field = "number"


class PlaceIsOver(Refusal):
    message = gettext_lazy("Deze plek op de wachtlijst is al voorbij.")


@transaction.atomic
def join_waiting(kind: ToolKind, *, resident: Resident, number: int = 1, by: Actor, at: datetime) -> Waiting:
    """Somebody gets a place in line, of a counted kind for so many; who has one keeps it."""
    if kind.is_bench or not kind.is_active or resident.facility_id != kind.facility_id:
        raise CannotWait
    if kind.is_counted:
        _check_counted(locked_kind(kind), number, at)
    else:
        number = 1
        _check_items(locked_items_of(kind), at)
    place, is_new = Waiting.objects.get_or_create(
        kind=kind,
        resident=resident,
        ended_at=None,
        defaults={"facility": kind.facility, "placed_at": at, "number": number},
    )
    check_still_known(resident)
    if is_new:
        journal.record("waiting.joined", about=kind, by=by, at=at)
    return place  # type: ignore[no-any-return]


def _check_items(items: Sequence[Tool], at: datetime) -> None:
    usable = [item for item in items if item.state == ToolState.IN_USE]
    if not usable:
        raise CannotWait(_("Wij hebben hier nu niets van dat kan worden uitgeleend."))
    if any(availability.is_free(item, at) for item in usable):
        raise NothingToWaitFor


def _check_counted(kind: ToolKind, number: int, at: datetime) -> None:
    if number < 1:
        raise NotANumber
    if number > (kind.stock or 0):
        raise CannotWait(_("Zoveel hebben wij er niet. Wij hebben er %(stock)s.") % {"stock": kind.stock})
    if number <= stock.left(kind, from_at=at, until_at=_kept_until(Calendar(kind.facility), at), at=at):
        raise NothingToWaitFor


@transaction.atomic
def leave_waiting(place: Waiting, *, by: Actor, at: datetime) -> Waiting:
    """Somebody does not need it any more; what was kept goes to the next."""
    _lock(place.kind)
    fresh: Waiting = Waiting.objects.select_for_update(of=("self",)).select_related("kind", "facility").get(pk=place.pk)
    if fresh.ended_at is not None:
        raise PlaceIsOver
    _end(fresh, WaitingEnd.WITHDRAWN, at=at)
    journal.record("waiting.left", about=fresh.kind, by=by, at=at)
    offer_of(fresh.kind, by=by, at=at)
    return fresh


def offer_of(kind: ToolKind, *, by: Actor, at: datetime) -> list[Waiting]:
    """Keep what is free of a kind for who is next in line."""
    if kind.is_counted:
        return offer_counted(kind, by=by, at=at)
    return offer(locked_items_of(kind), by=by, at=at)


def offer_counted(kind: ToolKind, *, by: Actor, at: datetime) -> list[Waiting]:
    """First come first: as long as there are enough for who stands first. The kind is locked while we count."""
    kind, offered = locked_kind(kind), []
    until_at = _kept_until(Calendar(kind.facility), at)
    line = Waiting.objects.in_line().filter(kind=kind).select_for_update(of=("self",))
    for place in line.select_related("resident", "facility"):
        if not kind.is_active or place.number > stock.left(kind, from_at=at, until_at=until_at, at=at):
            break
        reservation = Reservation.objects.create(
            facility=kind.facility,
            resident=place.resident,
            kind=kind,
            number=place.number,
            from_at=at,
            until_at=until_at,
            made_at=at,
        )
        _give_turn(place, reservation, kind, by=by, at=at)
        offered.append(place)
    return offered


def offer(items: Sequence[Tool], *, by: Actor, at: datetime) -> list[Waiting]:
    """Keep each of these items that is free for the next in line for its kind, and tell them. The items are locked."""
    offered = []
    for item in items:
        place: Waiting | None = (
            Waiting.objects.in_line()
            .filter(kind=item.kind)
            .select_for_update(of=("self",))
            .select_related("resident", "facility")
            .first()
        )
        if place is None:
            continue
        until_at = _kept_until(Calendar(item.facility), at)
        free = availability.is_clear(availability.taken([item], after=at, at=at)[item.pk], at, until_at)
        if item.state != ToolState.IN_USE or not free or not item.inspection_holds(clock.dutch(at).date()):
            continue
        reservation = Reservation.objects.create(
            facility=item.facility,
            resident=place.resident,
            kind=item.kind,
            from_at=at,
            until_at=until_at,
            made_at=at,
        )
        Promise.objects.create(reservation=reservation, tool=item, from_at=at, until_at=until_at)
        _give_turn(place, reservation, item.kind, by=by, at=at)
        offered.append(place)
    return offered


def _give_turn(place: Waiting, reservation: Reservation, kind: ToolKind, *, by: Actor, at: datetime) -> None:
    place.reservation = reservation
    place.save(update_fields=["reservation"])
    journal.record("waiting.offered", about=reservation, by=by, at=at, details={"kind": kind.pk})
    outbox.write(
        "workshop/your_turn",
        to=place.resident.reply_to,
        about=place.resident,
        at=at,
        kind=kind,
        number=place.number,
        workshop=place.facility,
        until=availability.in_words(reservation.until_at),
        link=reverse("workshop:catalogue", args=[place.facility_id]),
    )


def _lock(kind: ToolKind) -> None:
    if kind.is_counted:
        locked_kind(kind)
    else:
        locked_items_of(kind)


def pass_on_what_was_not_fetched(*, at: datetime) -> int:
    """Places whose two days are over end; what was kept goes to the next in line. How many ended."""
    over = Waiting.objects.open().filter(reservation__until_at__lte=at, reservation__fetched_at=None)
    count = 0
    for place in over.select_related("kind")[:500]:
        count += _lapse(place, at=at)
    kinds = ToolKind.objects.filter(pk__in=Waiting.objects.in_line().values("kind"))
    for kind in kinds:
        with transaction.atomic():
            offer_of(kind, by=CLOCK, at=at)
    return count


@transaction.atomic
def _lapse(place: Waiting, *, at: datetime) -> int:
    _lock(place.kind)
    fresh: Waiting = (
        Waiting.objects.select_for_update(of=("self",))
        .select_related("kind", "facility", "resident", "reservation")
        .get(pk=place.pk)
    )
    if fresh.ended_at is not None or fresh.reservation is None or fresh.reservation.fetched_at is not None:
        return 0
    _end(fresh, WaitingEnd.LAPSED, at=at)
    journal.record("waiting.lapsed", about=fresh.kind, by=CLOCK, at=at)
    outbox.write(
        "workshop/turn_over",
        to=fresh.resident.reply_to,
        about=fresh.resident,
        at=at,
        kind=fresh.kind,
        workshop=fresh.facility,
    )
    return 1


def _end(place: Waiting, how: WaitingEnd, *, at: datetime) -> None:
    place.ended_at, place.ended_as = at, how
    place.save(update_fields=["ended_at", "ended_as"])
    if place.reservation_id is not None:
        Promise.objects.filter(reservation=place.reservation_id, loan=None).update(stands=False)
        Reservation.objects.waiting().filter(pk=place.reservation_id).update(cancelled_at=at)


def _kept_until(calendar: Calendar, at: datetime) -> datetime:
    """The end of the second day from now that the workshop is open."""
    first = calendar.open_day_from(clock.dutch(at).date() + timedelta(days=1))
    return calendar.closes_at(calendar.open_day_from(first + timedelta(days=1)))
