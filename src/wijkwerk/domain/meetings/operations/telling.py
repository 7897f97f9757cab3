"""Who hears what about meetings and actions, by the way they chose."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from wijkwerk.domain.facilities.models import Facility, Room
from wijkwerk.domain.meetings.models import Action, Meeting, Registration, RegistrationState
from wijkwerk.domain.meetings.operations.series import RoomOfAnotherPlace
from wijkwerk.domain.meetings.queries import occurrences, people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

# What who registered for an evening hears, beside what who takes part for their work hears.
OF_EVENING = {"moved": "evening_moved", "called_off": "evening_called_off", "goes_on": "evening_goes_on"}


def placed(*, facility: Facility | None = None, room: Room | None = None, place: str = "") -> dict[str, Any]:
    """Where a meeting is when that is a place of its own; nothing: where the series is."""
    if room is not None and facility is not None and room.facility_id != facility.pk:
        raise RoomOfAnotherPlace
    where = room.facility if room is not None else facility
    return {"facility": where, "room": room, "place": text.one_line(place)}


def tell_all(name: str, meeting: Meeting, *, at: datetime, **context: Any) -> None:
    """Who takes part and who registered. Of a meeting that is over, nobody needs to hear."""
    if meeting.ends_at <= at:
        return
    tell_taking_part(name, meeting, at=at, **context)
    for row in meeting.registrations.exclude(state=RegistrationState.CANCELLED).order_by("id"):
        tell_registered(OF_EVENING[name], row, at=at, **context)


def tell_taking_part(name: str, meeting: Meeting, *, at: datetime, **context: Any) -> None:
    for party in people.parties_of(meeting.series):
        tell_party(name, party, meeting, link=meeting.get_absolute_url(), at=at, **_about(meeting), **context)


def tell_party(name: str, party: Person | Organisation, about: Model, *, at: datetime, **context: Any) -> None:
    """A letter to somebody at work, or to an organisation; who has no address is told by others."""
    if party.email:
        to = ReplyAddress(Channel.EMAIL, party.email, party.name)
        outbox.write(f"meetings/{name}", to=to, about=about, at=at, **context)


def tell_owner(name: str, action: Action, *, at: datetime, **context: Any) -> None:
    if action.owner is not None:
        link = action.get_absolute_url()
        tell_party(name, action.owner, action, at=at, action=action, link=link, **context)


def tell_registered(name: str, row: Registration, *, at: datetime, **context: Any) -> None:
    """By the way that they chose; the link to cancel is in it."""
    outbox.write(
        f"meetings/{name}",
        to=row.reply_to,
        about=row,
        at=at,
        registration=row,
        link=row.own_address,
        **_about(row.meeting),
        **context,
    )


def _about(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "starts": clock.dutch(meeting.starts_at),
        "ends": clock.dutch(meeting.ends_at),
        "where": occurrences.where(meeting, meeting.series),
    }
