"""When meetings are: what the rhythm says, and what is known of single moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from wijkwerk.domain.facilities.models import Facility, Rhythm, Room
from wijkwerk.domain.meetings.models import Meeting, MeetingState, Member, Schedule, Series
from wijkwerk.domain.meetings.models.series import at_local
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """One moment of a series: a row where something is known of it, else what the rhythm says."""

    series: Series
    starts_at: datetime
    ends_at: datetime
    schedule: Schedule | None = None
    slot_on: date | None = None
    meeting: Meeting | None = None

    @property
    def municipality_id(self) -> int:
        return self.series.municipality_id

    @property
    def on(self) -> date:
        return clock.dutch(self.starts_at).date()

    @property
    def title(self) -> str:
        return self.meeting.shown_title if self.meeting is not None else self.series.title

    @property
    def about(self) -> str:
        return (self.meeting.about if self.meeting is not None else "") or self.series.about

    @property
    def is_cancelled(self) -> bool:
        return self.meeting is not None and self.meeting.is_cancelled

    @property
    def is_moved(self) -> bool:
        return self.meeting is not None and self.meeting.is_moved

    @property
    def is_extra(self) -> bool:
        return self.slot_on is None

    @property
    def state_words(self) -> str:
        state = self.meeting.state if self.meeting is not None else MeetingState.PLANNED
        return str(MeetingState(state).label)

    @property
    def where(self) -> str:
        return where(self.meeting, self.series)

    @property
    def seats(self) -> int | None:
        return self.meeting.seats if self.meeting is not None else self.series.seats

    @property
    def kept_seats(self) -> int:
        return self.meeting.kept_seats if self.meeting is not None else self.series.kept_seats

    @property
    def address(self) -> str:
        """Of the page for who takes part."""
        return self._address("meetings:meeting", "meetings:moment")

    @property
    def public_address(self) -> str:
        return self._address("meetings:public_meeting", "meetings:public_moment")

    @property
    def lasting_address(self) -> str:
        """The same before and after somebody wrote something down: for calendars elsewhere."""
        public = self.series.is_open
        if self.slot_on is None:
            return self.public_address if public else self.address
        name = "meetings:public_moment" if public else "meetings:moment"
        return reverse(name, args=[self.series.pk, self.slot_on.isoformat()])

    def _address(self, of_row: str, of_moment: str) -> str:
        if self.meeting is not None:
            return reverse(of_row, args=[self.meeting.pk])
        assert self.slot_on is not None
        return reverse(of_moment, args=[self.series.pk, self.slot_on.isoformat()])

    # access: as the series
    def access_area_ids(self) -> frozenset[int] | None:
        return self.series.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.series.access_parties()


def where(meeting: Meeting | None, series: Series) -> str:
    """Where it is, in words: its own place, else that of the series."""
    for thing in (meeting, series):
        if thing is None:
            continue
        words = place_words(thing.facility, thing.room, thing.place)
        if words:
            return words
    return ""


def place_words(facility: Facility | None, room: Room | None, place: str) -> str:
    parts: list[str] = [str(part) for part in (facility, room) if part is not None]
    if facility is not None and facility.address:
        parts.append(facility.address)
    return ", ".join([*parts, *filter(None, [place])])


# ── Series ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def whole(rows: Any) -> Any:
    """Series with all that a list, a page or the policy reads of them."""
    members = Prefetch("members", Member.objects.select_related("person", "organisation"))
    rows = rows.select_related("facility", "room", "agenda__work_area")
    return rows.prefetch_related("work_areas", members, "schedules")


def series(pk: int) -> Series:
    found: Series = whole(Series.objects.all()).get(pk=pk)
    return found


def series_visible_to(actor: Actor) -> Any:
    return whole(Series.objects.visible_to(actor))


def series_of(actor: Actor) -> Any:
    """Those that this actor is part of."""
    return whole(Series.objects.of(actor))


def open_series() -> Any:
    """Those for everybody."""
    return whole(Series.objects.filter(is_open=True))


def member(pk: int, member_id: int) -> Member:
    found: Member = Member.objects.select_related("series", "person", "organisation").get(pk=member_id, series=pk)
    return found


# ── Moments ────────────────────────────────────────────────────────────────────────────────────────────────────────
def occurrences(among: Iterable[Series], *, from_on: date, until_on: date) -> list[Occurrence]:
    """All moments from a day until (without) a day, in order: two queries, however many series."""
    known = {each.pk: each for each in among}
    begin, end = at_local(from_on, time.min), at_local(until_on, time.min)
    rows = Meeting.objects.filter(series__in=list(known)).select_related("facility", "room", "schedule")
    rows = rows.filter(Q(starts_at__gte=begin, starts_at__lt=end) | Q(slot_on__gte=from_on, slot_on__lt=until_on))
    found, taken = [], defaultdict(set)
    for row in rows:
        row.series = known[row.series_id]
        if row.slot_on is not None:
            taken[row.schedule_id].add(row.slot_on)
        if begin <= row.starts_at < end:
            found.append(of_row(row))
    closed = closed_days(from_on, until_on)
    for one in known.values():
        for schedule in one.schedules.all():
            for day in dates_of(schedule, from_on, until_on):
                if day not in closed and day not in taken[schedule.pk]:
                    found.append(_by_rhythm(one, schedule, day))
    return sorted(found, key=lambda each: (each.starts_at, each.series.title, each.series.pk))


def of_row(meeting: Meeting) -> Occurrence:
    return Occurrence(meeting.series, meeting.starts_at, meeting.ends_at, meeting.schedule, meeting.slot_on, meeting)


def _by_rhythm(one: Series, schedule: Schedule, day: date) -> Occurrence:
    starts_at, ends_at = schedule.moments_on(day)
    return Occurrence(one, starts_at, ends_at, schedule, day)


def dates_of(schedule: Schedule, from_on: date, until_on: date) -> Iterable[date]:
    """What the rhythm alone says."""
    end = until_on if schedule.until_on is None else min(until_on, schedule.until_on)
    return Rhythm(schedule.rhythm).dates(schedule.first_on, from_on, end)


def closed_days(from_on: date, until_on: date) -> Collection[date]:
    """Public holidays and the municipality's own closing days: nothing comes back on those by itself."""
    years = range(from_on.year, until_on.year + 1)
    return frozenset().union(*(clock.public_holidays(year) for year in years)) | scope.current().closing_days


def moment(pk: int, on: str) -> Occurrence:
    """The moment of a series on a day of its rhythm, whether or not there is a row of it."""
    one = series(pk)
    try:
        day = date.fromisoformat(on)
    except ValueError as fault:
        raise Series.DoesNotExist from fault
    row = _whole_meetings().filter(series=one, slot_on=day).first()
    if row is not None:
        row.series = one
        return of_row(row)
    schedule = next((each for each in one.schedules.all() if each.falls_on(day)), None)
    if schedule is None or day in closed_days(day, day):
        raise Series.DoesNotExist
    return _by_rhythm(one, schedule, day)


def public_moment(pk: int, on: str) -> Occurrence:
    found = moment(pk, on)
    if not found.series.is_open:
        raise Series.DoesNotExist
    return found


def meeting(pk: int) -> Meeting:
    """One meeting with its series, as the policy and its page read it."""
    found: Meeting = _whole_meetings().get(pk=pk)
    found.series = series(found.series_id)
    return found


def public_meeting(pk: int) -> Meeting:
    found = meeting(pk)
    if not found.series.is_open:
        raise Meeting.DoesNotExist
    return found


def _whole_meetings() -> QuerySet[Meeting]:
    rows: QuerySet[Meeting] = Meeting.objects.select_related("facility", "room", "schedule")
    return rows


def next_of(one: Series, *, from_on: date, most: int = 6, days: int = 400) -> list[Occurrence]:
    return occurrences([one], from_on=from_on, until_on=from_on + days * DAY)[:most]


def held_meetings(one: Series) -> QuerySet[Meeting]:
    """Of this series, those whose agenda was frozen: the latest first."""
    rows: QuerySet[Meeting] = Meeting.objects.filter(series=one, frozen_at__isnull=False)
    return rows.select_related("series").order_by("-starts_at", "-id")


def meeting_before(meeting: Meeting | None, one: Series, *, before: datetime) -> Meeting | None:
    """The one before it that was held: what is new, is new since then."""
    rows = held_meetings(one).filter(starts_at__lt=before)
    return (rows.exclude(pk=meeting.pk) if meeting is not None else rows).first()
