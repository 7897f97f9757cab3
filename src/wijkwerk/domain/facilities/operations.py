"""What can be done with facilities: who may keep one changes its hours, functions, rooms and walk-in hours.

Nothing here is wanted by two people at once but the note of a walk-in hour, which the database allows once a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.facilities import search
from wijkwerk.domain.facilities.models import (
    Closure,
    Facility,
    FacilityKind,
    Function,
    OfficeHour,
    OfficeHourHeld,
    OpeningHours,
    Room,
)
from wijkwerk.domain.facilities.queries import Span
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

ABOUT_FACILITY = ("kind", "name", "work_area", "about", "how_to_get_in", "address", "lat", "lon", "phone", "email")
ABOUT_FUNCTION = ("kind", "name", "about", "organisation", "person")
ABOUT_OFFICE_HOUR = ("theme", "about", "room", "person", "organisation", "why_here", "from_time", "until_time")


class NameIsTaken(Refusal):
    message = _("Er is al een voorziening met deze naam. Kies een andere naam.")
    field = "name"


class RoomNameIsTaken(Refusal):
    message = _("Er is hier al een ruimte met deze naam. Kies een andere naam.")
    field = "name"


class HoursOverlap(Refusal):
    message = _("Twee openingstijden van dezelfde dag lopen door elkaar. Maak er één van, of laat er tijd tussen.")


class ClosesBeforeItOpens(Refusal):
    message = _("De sluitingstijd ligt voor de openingstijd. Draai ze om.")


class OpensTooEarly(Refusal):
    message = _("De eerste dag dat het weer open is, ligt na de eerste dag dat het dicht is.")
    field = "until_on"


class EndsBeforeItBegins(Refusal):
    message = _("Het houdt op voordat het begint. Kies een latere dag.")
    field = "until_on"


class NotOfThisPlace(Refusal):
    message = _("Deze ruimte hoort bij een andere voorziening. Kies een ruimte van hier.")
    field = "room"


class WrittenAlready(Refusal):
    message = _("Over deze dag is al iets opgeschreven. Haal dat eerst weg als het anders was.")
    field = "on"
    status = 409


class NotYet(Refusal):
    message = _("Deze dag moet nog komen. Schrijf het op als het spreekuur is geweest.")
    field = "on"


class HeldOrNot(Refusal):
    message = _("Schrijf op hoeveel mensen er kwamen, of waarom het niet doorging.")
    field = "visitors"


# ── The place ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_facility(
    *, kind: FacilityKind | str, name: str, work_area: WorkArea, by: Actor, at: datetime, **about: Any
) -> Facility:
    """A new place in an area."""
    if Facility.objects.filter(name=name).exists():
        raise NameIsTaken
    made: Facility = Facility.objects.create(kind=kind, name=name, work_area=work_area, **about)
    journal.record("facility.added", about=made, by=by, at=at)
    search.put_facility(made)
    return made


@transaction.atomic
def change_facility(facility: Facility, *, by: Actor, at: datetime, **about: Any) -> None:
    """What is said of it, and where it is."""
    if Facility.objects.filter(name=about.get("name", facility.name)).exclude(pk=facility.pk).exists():
        raise NameIsTaken
    changed = [name for name in ABOUT_FACILITY if name in about and getattr(facility, name) != about[name]]
    if not changed:
        return
    for name in changed:
        setattr(facility, name, about[name])
    facility.save(update_fields=changed)
    journal.record("facility.changed", about=facility, by=by, at=at, details={"fields": changed})
    search.put_facility(facility)


@transaction.atomic
def take_off_the_list(facility: Facility, *, by: Actor, at: datetime) -> None:
    """It is no longer found or shown; what happened there stays."""
    facility.is_active = False
    facility.save(update_fields=["is_active"])
    journal.record("facility.taken_off", about=facility, by=by, at=at)
    search.remove_facility(facility)


@transaction.atomic
def put_back_on_the_list(facility: Facility, *, by: Actor, at: datetime) -> None:
    facility.is_active = True
    facility.save(update_fields=["is_active"])
    journal.record("facility.put_back", about=facility, by=by, at=at)
    search.put_facility(facility)


# ── When it is open ────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_hours(facility: Facility, *, hours: Mapping[int, Sequence[Span]], by: Actor, at: datetime) -> None:
    """The hours of the whole week, by weekday (Monday is 0), instead of those that were there."""
    rows = []
    for weekday, spans in hours.items():
        ordered = sorted(spans)
        for span in ordered:
            if span.until_time <= span.from_time:
                raise ClosesBeforeItOpens
            rows.append(OpeningHours(facility=facility, weekday=weekday, from_time=span[0], until_time=span[1]))
        if any(after.from_time < before.until_time for before, after in pairwise(ordered)):
            raise HoursOverlap
    Facility.objects.select_for_update().get(pk=facility.pk)  # two who change the week at once follow each other
    OpeningHours.objects.filter(facility=facility).delete()
    OpeningHours.objects.bulk_create(rows)
    journal.record("facility.hours_set", about=facility, by=by, at=at)


@transaction.atomic
def close_for_a_while(
    facility: Facility, *, from_on: date, until_on: date, reason: str, by: Actor, at: datetime
) -> Closure:
    """Closed from a day; `until_on` is the first day that it is open again."""
    if until_on <= from_on:
        raise OpensTooEarly
    made: Closure = Closure.objects.create(facility=facility, from_on=from_on, until_on=until_on, reason=reason)
    journal.record("facility.closure_added", about=facility, by=by, at=at)
    return made


@transaction.atomic
def drop_closure(closure: Closure, *, by: Actor, at: datetime) -> None:
    """It is open after all."""
    closure.delete()
    journal.record("facility.closure_dropped", about=closure.facility, by=by, at=at)


# ── What it is for ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_function(facility: Facility, *, kind: str, from_on: date, by: Actor, at: datetime, **about: Any) -> Function:
    """One more thing that people can come for."""
    made: Function = Function.objects.create(facility=facility, kind=kind, from_on=from_on, **about)
    journal.record("facility.function_added", about=facility, by=by, at=at, details={"kind": kind})
    return made


@transaction.atomic
def change_function(function: Function, *, by: Actor, at: datetime, **about: Any) -> None:
    for name in ABOUT_FUNCTION:
        if name in about:
            setattr(function, name, about[name])
    function.save()
    journal.record("facility.function_changed", about=function.facility, by=by, at=at, details={"kind": function.kind})


@transaction.atomic
def end_function(function: Function, *, until_on: date, by: Actor, at: datetime) -> None:
    """From this day on it is no longer there."""
    if until_on < function.from_on:
        raise EndsBeforeItBegins
    function.until_on = until_on
    function.save(update_fields=["until_on"])
    journal.record("facility.function_ended", about=function.facility, by=by, at=at, details={"kind": function.kind})


@transaction.atomic
def add_room(facility: Facility, *, name: str, seats: int | None, is_step_free: bool, by: Actor, at: datetime) -> Room:
    if Room.objects.filter(facility=facility, name=name).exists():
        raise RoomNameIsTaken
    made: Room = Room.objects.create(facility=facility, name=name, seats=seats, is_step_free=is_step_free)
    journal.record("facility.room_added", about=facility, by=by, at=at)
    return made


@transaction.atomic
def drop_room(room: Room, *, by: Actor, at: datetime) -> None:
    """The room is gone; walk-in hours that were held in it have no room now."""
    room.delete()
    journal.record("facility.room_dropped", about=room.facility, by=by, at=at)


# ── Walk-in hours ──────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_office_hour(
    facility: Facility, *, theme: str, rhythm: str, from_on: date, by: Actor, at: datetime, **about: Any
) -> OfficeHour:
    """A recurring walk-in hour; its first day says on which day of the week."""
    _check_office_hour(facility, from_on=from_on, **about)
    made: OfficeHour = OfficeHour.objects.create(
        facility=facility, theme=theme, rhythm=rhythm, from_on=from_on, **about
    )
    journal.record("office_hour.added", about=made, by=by, at=at)
    search.put_office_hour(made)
    return made


@transaction.atomic
def change_office_hour(office_hour: OfficeHour, *, by: Actor, at: datetime, **about: Any) -> None:
    """What it is about, by whom, where and at which time. Another day or rhythm is another walk-in hour."""
    _check_office_hour(office_hour.facility, from_on=office_hour.from_on, **about)
    for name in ABOUT_OFFICE_HOUR:
        if name in about:
            setattr(office_hour, name, about[name])
    office_hour.save()
    journal.record("office_hour.changed", about=office_hour, by=by, at=at)
    search.put_office_hour(office_hour)


def _check_office_hour(facility: Facility, *, from_on: date, **about: Any) -> None:
    if about["until_time"] <= about["from_time"]:
        raise ClosesBeforeItOpens(field="until_time")
    if (until_on := about.get("until_on")) is not None and until_on < from_on:
        raise EndsBeforeItBegins
    if (room := about.get("room")) is not None and room.facility_id != facility.pk:
        raise NotOfThisPlace


@transaction.atomic
def end_office_hour(office_hour: OfficeHour, *, until_on: date, by: Actor, at: datetime) -> None:
    """From this day on it is not held any more."""
    if until_on < office_hour.from_on:
        raise EndsBeforeItBegins
    office_hour.until_on = until_on
    office_hour.save(update_fields=["until_on"])
    journal.record("office_hour.ended", about=office_hour, by=by, at=at)
    search.put_office_hour(office_hour)


def note_held(
    office_hour: OfficeHour, *, on: date, visitors: int | None, not_held_because: str = "", by: Actor, at: datetime
) -> OfficeHourHeld:
    """How many came on a day, or why it was not held. Never who came."""
    if (visitors is None) == (not not_held_because):
        raise HeldOrNot
    if on > clock.dutch(at).date():
        raise NotYet
    try:
        with transaction.atomic():
            made: OfficeHourHeld = OfficeHourHeld.objects.create(
                office_hour=office_hour,
                on=on,
                visitors=visitors,
                not_held_because=not_held_because,
                written_by=by.name,
                written_at=at,
            )
            journal.record("office_hour.noted", about=office_hour, by=by, at=at)
    except IntegrityError as twice:
        raise WrittenAlready from twice
    return made


@transaction.atomic
def drop_note(held: OfficeHourHeld, *, by: Actor, at: datetime) -> None:
    """What was written of a day was not right."""
    held.delete()
    journal.record("office_hour.note_dropped", about=held.office_hour, by=by, at=at)
