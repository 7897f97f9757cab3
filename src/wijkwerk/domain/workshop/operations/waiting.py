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
from wijkwerk.domain.workshop.operations.locks import locked_items_of
from wijkwerk.domain.workshop.operations.residents import check_still_known
from wijkwerk.domain.workshop.queries import availability
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox


class NothingToWaitFor(Refusal):
    message = gettext_lazy("Wachten hoeft niet: er is er nu een vrij.")


class CannotWait(Refusal):
    message = gettext_lazy("Hiervoor is geen wachtlijst.")


class PlaceIsOver(Refusal):
    message = gettext_lazy("Deze plek op de wachtlijst is al voorbij.")


@transaction.atomic
def join_waiting(kind: ToolKind, *, resident: Resident, by: Actor, at: datetime) -> Waiting:
    """Somebody gets a place in line; who has one keeps it."""
    if kind.is_counted or kind.is_bench or not kind.is_active or resident.facility_id != kind.facility_id:
        raise CannotWait
    items = locked_items_of(kind)
    usable = [item for item in items if item.state == ToolState.IN_USE]
    if not usable:
        raise CannotWait(_("Wij hebben hier nu niets van dat kan worden uitgeleend."))
    if any(availability.is_free(item, at) for item in usable):
        raise NothingToWaitFor
    place, is_new = Waiting.objects.get_or_create(
        kind=kind, resident=resident, ended_at=None, defaults={"facility": kind.facility, "placed_at": at}
    )
    check_still_known(resident)
    if is_new:
        journal.record("waiting.joined", about=kind, by=by, at=at)
    return place  # type: ignore[no-any-return]


@transaction.atomic
def leave_waiting(place: Waiting, *, by: Actor, at: datetime) -> Waiting:
    """Somebody does not need it any more; what was kept goes to the next."""
    items = locked_items_of(place.kind)
    fresh: Waiting = Waiting.objects.select_for_update(of=("self",)).select_related("kind", "facility").get(pk=place.pk)
    if fresh.ended_at is not None:
        raise PlaceIsOver
    _end(fresh, WaitingEnd.WITHDRAWN, at=at)
    journal.record("waiting.left", about=fresh.kind, by=by, at=at)
    offer(items, by=by, at=at)
    return fresh


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
        place.reservation = Reservation.objects.create(
            facility=item.facility,
            resident=place.resident,
            kind=item.kind,
            from_at=at,
            until_at=until_at,
            made_at=at,
        )
        Promise.objects.create(reservation=place.reservation, tool=item, from_at=at, until_at=until_at)
        place.save(update_fields=["reservation"])
        journal.record("waiting.offered", about=place.reservation, by=by, at=at, details={"tool": item.pk})
        outbox.write(
            "workshop/your_turn",
            to=place.resident.reply_to,
            about=place.resident,
            at=at,
            kind=item.kind,
            workshop=item.facility,
            until=availability.in_words(until_at),
            link=reverse("workshop:catalogue", args=[item.facility_id]),
        )
        offered.append(place)
    return offered


def pass_on_what_was_not_fetched(*, at: datetime) -> int:
    """Places whose two days are over end; what was kept goes to the next in line. How many ended."""
    over = Waiting.objects.open().filter(reservation__until_at__lte=at, reservation__fetched_at=None)
    count = 0
    for place in over.select_related("kind")[:500]:
        count += _lapse(place, at=at)
    kinds = ToolKind.objects.filter(pk__in=Waiting.objects.in_line().values("kind"))
    for kind in kinds:
        with transaction.atomic():
            offer(locked_items_of(kind), by=CLOCK, at=at)
    return count


@transaction.atomic
def _lapse(place: Waiting, *, at: datetime) -> int:
    locked_items_of(place.kind)
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
