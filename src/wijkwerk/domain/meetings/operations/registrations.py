"""What can be done about who comes to an evening for everybody.

The meeting is locked while somebody registers, cancels, or the number of places changes: so nobody gets a place that
another just got. Behind that stands the database: each place has a number, and a number is given once.
"""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.models import Meeting, MeetingState, Registration, RegistrationState
from wijkwerk.domain.meetings.models.series import at_local
from wijkwerk.domain.meetings.operations import meetings, telling
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

REMIND_BEFORE = timedelta(days=2)
REMIND_FROM = time(9)  # nobody is told of an evening in the night


class NameMissing(Refusal):
    message = _("Vul een naam in. Een voornaam is genoeg.")
    field = "name"


class AddressMissing(Refusal):
    message = _("Vul in hoe wij u kunnen bereiken.")
    field = "address"


class NoEmailAddress(Refusal):
    message = _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    field = "address"


class NoPhoneNumber(Refusal):
    message = _("Dit is geen telefoonnummer. Schrijf ten minste zes cijfers.")
    field = "address"


class NotForRegistration(Refusal):
    message = _("Voor deze bijeenkomst hoeft u zich niet aan te melden. U bent welkom.")


class IsOver(Refusal):
    message = _("Deze bijeenkomst is al geweest of begonnen.")
    status = 409


class GoesNotOn(Refusal):
    message = _("Deze bijeenkomst gaat niet door. Aanmelden kan niet meer.")
    status = 409


class TooFewPlaces(Refusal):
    """More people have a place than there would be."""

    message = _("Meer mensen hebben al een plek. Kies een hoger aantal, of meld eerst mensen af.")
    field = "seats"


class TooManyKept(Refusal):
    message = _("Er zijn minder plaatsen dan u wilt bewaren.")
    field = "kept_seats"


@transaction.atomic
def register(
    where: Occurrence,
    *,
    name: str,
    channel: Channel | str,
    by: Actor,
    at: datetime,
    address: str = "",
    client_key: uuid.UUID | None = None,
    is_by_staff: bool = False,
) -> Registration:
    """Somebody comes: a place when there is one, else on the waiting list. The same `client_key` twice is once.

    Some places may be kept for who has no e-mail. A moment that had no row yet gets one.
    """
    name, channel = text.one_line(name), Channel(channel)
    if not name:
        raise NameMissing
    address = _checked(channel, address)
    if client_key is not None and (made := Registration.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    if not where.series.takes_registrations:
        raise NotForRegistration
    if where.starts_at <= at:
        raise IsOver
    meeting = meetings.lock(where.meeting or meetings.prepare(where.series, on=where.slot_on or where.on, by=by, at=at))
    if meeting.state == MeetingState.CANCELLED:
        raise GoesNotOn
    if meeting.starts_at <= at:
        raise IsOver
    if client_key is not None and (made := Registration.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    seat = None if _somebody_waits(meeting, channel) else _free_seat(meeting, channel)
    row: Registration = Registration.objects.create(
        meeting=meeting,
        name=text.shorten(name, 120),
        channel=channel,
        address=address,
        state=RegistrationState.PLACE if seat else RegistrationState.WAITING,
        seat=seat,
        client_key=client_key or uuid.uuid4(),
        is_by_staff=is_by_staff,
        registered_at=at,
        changed_at=at,
    )
    journal.record("meetings.registered", about=row, by=by, at=at, on_behalf=is_by_staff)
    telling.tell_registered("registered" if seat else "waiting", row, at=at)
    return row


def _checked(channel: Channel, address: str) -> str:
    if channel == Channel.NONE:
        return ""
    cleaned = text.clean_text(address) if channel == Channel.POST else text.one_line(address)
    if not cleaned:
        raise AddressMissing
    if channel == Channel.EMAIL:
        try:
            validate_email(cleaned)
        except ValidationError as fault:
            raise NoEmailAddress from fault
    if channel == Channel.PHONE and sum(letter.isdigit() for letter in cleaned) < 6:
        raise NoPhoneNumber
    return text.shorten(cleaned, 300) if channel != Channel.POST else cleaned[:300]


def _with_place(meeting: Meeting) -> list[Registration]:
    return list(Registration.objects.filter(meeting=meeting, state=RegistrationState.PLACE))


def _somebody_waits(meeting: Meeting, channel: Channel) -> bool:
    """Nobody goes before who waits already; a place that is kept is for who has no e-mail among those."""
    waiting = Registration.objects.filter(meeting=meeting, state=RegistrationState.WAITING)
    if channel != Channel.EMAIL:
        waiting = waiting.exclude(channel=Channel.EMAIL)
    return bool(waiting.exists())


def _free_seat(meeting: Meeting, channel: Channel | str) -> int | None:
    """The lowest number that nobody has; None when there is no place for who is reached in this way."""
    placed = _with_place(meeting)
    if meeting.seats is not None:
        if len(placed) >= meeting.seats:
            return None
        by_email = sum(row.has_email for row in placed)
        if channel == Channel.EMAIL and by_email >= meeting.seats - meeting.kept_seats:
            return None
    taken = {row.seat for row in placed}
    return next(number for number in range(1, len(placed) + 2) if number not in taken)


@transaction.atomic
def cancel(registration: Registration, *, by: Actor, at: datetime) -> Registration:
    """Somebody does not come after all; who waits longest gets the place. Twice is once. Locks the meeting."""
    meeting = meetings.lock(registration.meeting)
    fresh: Registration = Registration.objects.select_related("meeting__series").get(pk=registration.pk)
    if fresh.state == RegistrationState.CANCELLED:
        return fresh
    if meeting.starts_at <= at:
        raise IsOver
    fresh.state, fresh.seat, fresh.changed_at = RegistrationState.CANCELLED, None, at
    fresh.save()
    journal.record("meetings.registration_cancelled", about=fresh, by=by, at=at)
    if by.kind == "person":
        telling.tell_registered("registration_cancelled", fresh, at=at)
    _move_up(meeting, by=by, at=at)
    return fresh


@transaction.atomic
def set_places(meeting: Meeting, *, seats: int | None, kept_seats: int, by: Actor, at: datetime) -> Meeting:
    """More or fewer places, and how many of those are kept for who has no e-mail. Who waits may get one."""
    fresh = meetings.lock(meeting)
    if seats is not None and kept_seats > seats:
        raise TooManyKept
    if seats is not None and seats < len(_with_place(fresh)):
        raise TooFewPlaces
    fresh.seats, fresh.kept_seats = seats, kept_seats
    meetings.save(fresh, at=at, in_calendar=False)
    journal.record("meetings.places_set", about=fresh, by=by, at=at, details={"seats": seats, "kept": kept_seats})
    _move_up(fresh, by=by, at=at)
    return fresh


def _move_up(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Places go to who waits longest, as far as there are places for them."""
    waiting = Registration.objects.filter(meeting=meeting, state=RegistrationState.WAITING)
    for row in waiting.select_related("meeting__series").order_by("registered_at", "id"):
        seat = _free_seat(meeting, row.channel)
        if seat is None:
            continue
        row.state, row.seat, row.changed_at = RegistrationState.PLACE, seat, at
        row.save()
        journal.record("meetings.got_place", about=row, by=by, at=at)
        telling.tell_registered("got_place", row, at=at)


@transaction.atomic
def note_call(registration: Registration, *, by: Actor, at: datetime) -> Registration:
    """Somebody was rung and knows."""
    fresh: Registration = Registration.objects.select_for_update().get(pk=registration.pk)
    fresh.called_at = at
    fresh.save(update_fields=["called_at"])
    journal.record("meetings.called", about=fresh, by=by, at=at)
    return fresh


def remind(*, at: datetime) -> int:
    """Whoever has a place hears of it two days before, by day; each once. How many."""
    if clock.dutch(at).time() < REMIND_FROM:
        return 0
    until = at_local(clock.dutch(at).date() + REMIND_BEFORE + timedelta(days=1), time.min)
    rows = Registration.objects.filter(
        state=RegistrationState.PLACE,
        reminded_at=None,
        meeting__state=MeetingState.PLANNED,
        meeting__starts_at__gt=at,
        meeting__starts_at__lt=until,
        registered_at__lt=at - timedelta(days=1),  # who registered just now knows
    )
    count = 0
    for number in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Registration.objects.select_for_update(of=("self",)).select_related("meeting__series").get(pk=number)
            if row.reminded_at is None and row.state == RegistrationState.PLACE:
                row.reminded_at = at
                row.save(update_fields=["reminded_at"])
                telling.tell_registered("reminder", row, at=at)
                count += 1
    return count


@transaction.atomic
def forget(rows: list[Registration]) -> int:
    """They were kept long enough: only how many had a place stays. What we wrote them goes too."""
    for row in rows:
        meeting = meetings.lock(row.meeting)
        if row.state == RegistrationState.PLACE:
            Meeting.objects.filter(pk=meeting.pk).update(registered=meeting.registered + 1)
        outbox.forget(row, to=row.reply_to)
        row.delete()
    return len(rows)
