"""Meetings as calendar programs read them (RFC 5545).

A rhythm is one event that comes back (RRULE), in local time with the zone's own rules (VTIMEZONE). Public holidays and
closing days are taken out of it (EXDATE); a moment that was moved, called off or got words of its own is an event with
the same UID that says which moment it takes the place of (RECURRENCE-ID). What changed has a higher SEQUENCE. Nobody's
name is in it but those of places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Rhythm
from wijkwerk.domain.meetings.models import Meeting, Schedule, Series
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope

if TYPE_CHECKING:
    from icalendar import Calendar, Event

FAR = timedelta(days=800)  # how far ahead holidays are taken out
MOST = 1_000  # single meetings of one calendar
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIFTH = 4
REFRESH = timedelta(hours=1)


def calendar_of(among: Sequence[Series], *, name: str, today: date) -> bytes:
    """The calendar of these series, the same as long as nothing of them changed."""
    from icalendar import Calendar  # slow import: 11 MB that only who asks for a calendar needs

    found = Calendar()
    found.add("prodid", "-//Wijkwerk//Overleggen//NL")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", "Europe/Amsterdam")
    found.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    known = {each.pk: each for each in among}
    rows: dict[int | None, list[Meeting]] = {}
    meetings = Meeting.objects.filter(series__in=list(known)).select_related("facility", "room", "schedule")
    for row in meetings.order_by("-starts_at", "-id")[:MOST]:
        row.series = known[row.series_id]
        rows.setdefault(row.schedule_id, []).append(row)
    for one in sorted(known.values(), key=lambda each: each.pk):
        for schedule in sorted(one.schedules.all(), key=lambda each: each.pk):
            if schedule.until_on is None or schedule.until_on > schedule.first_on:
                _add_schedule(found, one, schedule, rows.get(schedule.pk, []), today=today)
    for row in rows.get(None, []):
        found.add_component(_event(row.series, row, uid=_uid("overleg", row.pk)))
    _add_timezone(found)
    return bytes(found.to_ical())


def tag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _add_schedule(found: Calendar, one: Series, schedule: Schedule, rows: Sequence[Meeting], *, today: date) -> None:
    uid = _uid("rooster", schedule.pk)
    known = {row.slot_on for row in rows}
    event = _event(one, None, uid=uid, moments=schedule.moments_on(schedule.first_on))
    event.add("rrule", _rule(schedule))
    until = min(schedule.until_on or date.max, max(today, schedule.first_on) + FAR)
    closed = occurrences.closed_days(schedule.first_on, until)
    out = [
        day for day in occurrences.dates_of(schedule, schedule.first_on, until) if day in closed and day not in known
    ]
    if out:
        event.add("exdate", [_zoned(datetime.combine(day, schedule.from_time)) for day in out])
    found.add_component(event)
    for row in rows:
        if row.slot_on is None or not schedule.falls_on(row.slot_on):
            continue
        single = _event(one, row, uid=uid)
        single.add("recurrence-id", _zoned(datetime.combine(row.slot_on, schedule.from_time)))
        found.add_component(single)


def _rule(schedule: Schedule) -> dict[str, Any]:
    """Our one rule for when something comes back, as RRULE says it: the fifth Monday is the last one there is."""
    rule: dict[str, Any]
    match Rhythm(schedule.rhythm):
        case Rhythm.WEEKLY:
            rule = {"freq": "weekly"}
        case Rhythm.FORTNIGHTLY:
            rule = {"freq": "weekly", "interval": 2}
        case Rhythm.MONTHLY:
            week = (schedule.first_on.day - 1) // 7
            which = -1 if week == FIFTH else week + 1
            rule = {"freq": "monthly", "byday": f"{which}{DAYS[schedule.first_on.weekday()]}"}
    if schedule.until_on is not None:
        last = datetime.combine(schedule.until_on, time.min, tzinfo=clock.AMSTERDAM) - timedelta(seconds=1)
        rule["until"] = last.astimezone(UTC)
    return rule


def _event(one: Series, row: Meeting | None, *, uid: str, moments: tuple[datetime, datetime] | None = None) -> Event:
    from icalendar import Event  # slow import

    starts_at, ends_at = moments or (row.starts_at, row.ends_at)  # type: ignore[union-attr]
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", max(filter(None, [one.changed_at, row.changed_at if row else None])).replace(microsecond=0))
    event.add("dtstart", _zoned(starts_at))
    event.add("dtend", _zoned(ends_at))
    event.add("sequence", one.sequence + (row.sequence + 1 if row is not None else 0))
    event.add("summary", row.shown_title if row is not None else one.title)
    where = occurrences.where(row, one)
    if where:
        event.add("location", where)
    address = outbox.absolute(_lasting_address(one, row))
    event.add("url", address)
    told = [
        row.cancelled_because or row.moved_because if row is not None else "",
        (row.about if row else "") or one.about,
    ]
    event.add("description", "\n\n".join([*filter(None, told), address]))
    event.add("status", "CANCELLED" if row is not None and row.is_cancelled else "CONFIRMED")
    if row is not None and row.is_cancelled:
        event.add("comment", _("Gaat niet door: %(why)s") % {"why": row.cancelled_because})
    return event


def _lasting_address(one: Series, row: Meeting | None) -> str:
    if row is not None:
        return occurrences.of_row(row).lasting_address
    return one.public_address if one.is_open else one.get_absolute_url()


def _zoned(moment: datetime) -> datetime:
    """On the Dutch clock, with its name, whatever the moment was given in."""
    return moment.replace(tzinfo=clock.AMSTERDAM) if moment.tzinfo is None else clock.dutch(moment)


def _uid(sort: str, number: int) -> str:
    """Never another, however often the calendar is read."""
    return f"{sort}-{number}@{scope.current().slug}.wijkwerk"


def _add_timezone(found: Calendar) -> None:
    """The rules of the Dutch clock since 1996, so that a program that knows no zones has them."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # slow import

    zone = Timezone()
    zone.add("tzid", "Europe/Amsterdam")
    for part, name, first, month, before, after in (
        (TimezoneDaylight(), "CEST", datetime.combine(date(1996, 3, 31), time(2)), 3, 1, 2),
        (TimezoneStandard(), "CET", datetime.combine(date(1996, 10, 27), time(3)), 10, 2, 1),
    ):
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    found.subcomponents.insert(0, zone)
