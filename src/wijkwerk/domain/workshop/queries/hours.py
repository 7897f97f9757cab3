"""Hours that were really worked: of a person, of a kind of helper, for a function. Nothing in them is an estimate.

Presence on shifts is what counts, each minute once. Work logged on a chore or a repair says what a part of the day
went into. Only where more work was logged than presence, or none is known, does that work tell the hours of a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from wijkwerk.domain.facilities.models import Facility, FacilityKind, FunctionKind
from wijkwerk.domain.workshop.models import Participant, PlaceState, ShiftPlace, WorkLog
from wijkwerk.domain.workshop.queries.shifts import midnight
from wijkwerk.foundation.kit import clock

Span = tuple[datetime, datetime]


@dataclass
class Hours:
    """Minutes by function, and how many shifts still have no times."""

    by_function: dict[str, int] = field(default_factory=dict)
    days: int = 0
    not_filled_in: int = 0

    @property
    def minutes(self) -> int:
        return sum(self.by_function.values())

    def add(self, other: Hours) -> None:
        for function, minutes in other.by_function.items():
            self.by_function[function] = self.by_function.get(function, 0) + minutes
        self.days += other.days
        self.not_filled_in += other.not_filled_in


class HoursOf(NamedTuple):
    participant: Participant
    hours: Hours


class KindHours(NamedTuple):
    kind: str
    people: int  # who are still known by name
    hours: Hours


class GroupHours(NamedTuple):
    """A kind, or several together where each is too small to be shown."""

    kinds: list[str]
    people: int
    hours: Hours


@dataclass
class _Day:
    spans: list[tuple[Span, str]] = field(default_factory=list)
    work: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def hours_of(participant: Participant, from_on: date, until_on: date) -> Hours:
    """What one person did from a day until a day: two queries."""
    return _totals(_rows(from_on, until_on, participant=participant)).get((participant.pk, participant.kind), Hours())


def hours_by_person(workshop: Facility, from_on: date, until_on: date) -> list[HoursOf]:
    """Everybody with hours in the period, by name: three queries."""
    totals: dict[int, Hours] = defaultdict(Hours)
    for (participant_id, _kind), hours in _totals(_rows(from_on, until_on, facility=workshop)).items():
        if participant_id is not None:
            totals[participant_id].add(hours)
    people = Participant.objects.filter(pk__in=totals).select_related("facility", "resident__facility")
    return [HoursOf(one, totals[one.pk]) for one in people.order_by("resident__name_key", "id")]


def hours_by_kind(workshop: Facility, from_on: date, until_on: date) -> list[KindHours]:
    """Hours by the arrangement under which people work here, also of those whose names are gone: two queries."""
    hours: dict[str, Hours] = defaultdict(Hours)
    people: dict[str, set[int]] = defaultdict(set)
    for (participant_id, kind), theirs in _totals(_rows(from_on, until_on, facility=workshop)).items():
        hours[kind].add(theirs)
        if participant_id is not None:
            people[kind].add(participant_id)
    return [KindHours(kind, len(people[kind]), hours[kind]) for kind in sorted(hours)]


def hours_by_group(workshop: Facility, from_on: date, until_on: date, *, smallest: int) -> list[GroupHours]:
    """By kind, as far as no group is smaller than may be shown. Those that are go together, with the smallest of the
    others where they are still too few: what is left out could be told from a total. Alone, a group may be too small.
    """
    rows = [GroupHours([row.kind], row.people, row.hours) for row in hours_by_kind(workshop, from_on, until_on)]
    rows.sort(key=lambda row: (row.people, row.kinds))
    while len(rows) > 1 and rows[0].people < smallest:
        first, second, *others = rows
        both = Hours()
        both.add(first.hours)
        both.add(second.hours)
        rows = [GroupHours(sorted(first.kinds + second.kinds), first.people + second.people, both), *others]
    return sorted(rows, key=lambda row: row.kinds)


def times_missing(workshop: Facility, at: datetime) -> Any:
    """Places on shifts that are over of which it is not known who came, or when: the oldest first."""
    found = ShiftPlace.objects.filter(shift__until_at__lt=at, shift__cancelled_at=None)
    found = found.filter(participant__facility=workshop, left_at=None)
    found = found.filter(state__in=(PlaceState.SIGNED_UP, PlaceState.PRESENT))
    return found.select_related("shift__facility", "resident__facility", "participant").order_by("shift__from_at", "id")


class _Row(NamedTuple):
    participant_id: int | None
    kind: str
    on: date
    span: Span | None  # none: somebody was there, and the times are not filled in
    minutes: int  # of work on a thing
    function: str
    apart: int  # rows without a name are of several people: none of their spans lies in another's


def _rows(
    from_on: date, until_on: date, *, facility: Facility | None = None, participant: Participant | None = None
) -> Iterable[_Row]:
    places = ShiftPlace.objects.filter(
        state=PlaceState.PRESENT, shift__from_at__gte=midnight(from_on), shift__from_at__lt=midnight(until_on)
    ).exclude(kind="")
    logs = WorkLog.objects.filter(on__gte=from_on, on__lt=until_on)
    if participant is not None:
        places, logs = places.filter(participant=participant), logs.filter(participant=participant)
    if facility is not None:
        places, logs = places.filter(_counts_for(facility)), logs.filter(facility=facility)
    for place in places.select_related("shift"):
        known = place.came_at is not None and place.left_at is not None
        span = (place.came_at, place.left_at) if known else None
        nameless = place.pk if place.participant_id is None else 0
        yield _Row(place.participant_id, place.kind, place.shift.on, span, 0, place.shift.function, nameless)
    for log in logs:
        nameless = -log.pk if log.participant_id is None else 0
        yield _Row(log.participant_id, log.kind, log.on, None, log.minutes, log.function, nameless)


def _counts_for(workshop: Facility) -> Q:
    """Hours are of the workshop where somebody takes part, also those in a garden near it."""
    near = Q(shift__facility=workshop) | Q(
        shift__facility__kind=FacilityKind.GARDEN, shift__facility__work_area=workshop.work_area_id
    )
    return Q(participant__facility=workshop) | (Q(participant=None) & near)


def _totals(rows: Iterable[_Row]) -> dict[tuple[int | None, str], Hours]:
    totals: dict[tuple[int | None, str], Hours] = defaultdict(Hours)
    days: dict[tuple[int | None, str, date, int], _Day] = defaultdict(_Day)
    for row in rows:
        day = days[row.participant_id, row.kind, row.on, row.apart]
        if row.minutes:
            day.work[row.function] += row.minutes
        elif row.span is not None:
            day.spans.append((row.span, row.function))
        else:
            totals[row.participant_id, row.kind].not_filled_in += 1
    for (participant_id, kind, _on, _apart), day in days.items():
        by_function = _day(day)
        if by_function:
            totals[participant_id, kind].add(Hours(by_function, days=1))
    return totals


def _day(day: _Day) -> dict[str, int]:
    """One person's day: work on things goes to its function, the rest of the presence to the shift's."""
    found = dict(day.work)
    worked = sum(found.values())
    presence = _presence(day.spans)
    spare = sum(presence.values()) - worked
    if spare <= 0:
        return found
    # Time on a thing comes off the shift for the same work first, and off the others as far as is needed.
    rest = dict(presence)
    for function in (*found, *presence):
        taken = min(worked, rest.get(function, 0))
        if taken:
            rest[function] -= taken
            worked -= taken
    for function, minutes in rest.items():
        if minutes:
            found[function] = found.get(function, 0) + minutes
    return found


def _presence(spans: list[tuple[Span, str]]) -> dict[str, int]:
    """Minutes of presence by function; where times overlap, the shift that began first has them."""
    found: dict[str, int] = defaultdict(int)
    until: datetime | None = None
    for (from_at, until_at), function in sorted(spans):
        begin = max(from_at, until) if until is not None else from_at
        if until_at > begin:
            found[function] += round((until_at - begin) / timedelta(minutes=1))
            until = until_at
    return found


def in_words(minutes: int) -> str:
    """As people write it: "2 uur en 30 minuten" is 2:30."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def functions_in_order(hours: Hours) -> list[tuple[str, int]]:
    """What the hours went into, most first, in words."""
    rows = sorted(hours.by_function.items(), key=lambda row: -row[1])
    return [(str(FunctionKind(function).label), minutes) for function, minutes in rows]


def quarter_of(on: date) -> tuple[date, date]:
    """The first day of the quarter that a day is in, and of the next."""
    first = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
    return first, date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)


def this_year(at: datetime) -> tuple[date, date]:
    year = clock.dutch(at).year
    return date(year, 1, 1), date(year + 1, 1, 1)
