"""Reach: how many different people a workshop reaches, how the visits lie over them, for what, from where.

Named visits count people; tallies count heads and are never added up as people. Groups below the municipality's
smallest number are not shown. All of it comes from four questions to the database, which its indexes answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, Max, Sum
from django.db.models.functions import Cast

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.models import Visit, WorkshopGoal

REGULAR = 6  # visits in the period from which somebody counts as a regular
TOP = 0.1  # part of the people


class ByFunction(NamedTuple):
    """What people came for: named visits, different people (None where too few to show), heads of tallies."""

    function: FunctionKind
    visits: int
    people: int | None
    heads: int


class ByBuurt(NamedTuple):
    code: str
    people: int | None  # None: too few to show


class ByGoal(NamedTuple):
    goal: WorkshopGoal
    visits: int
    people: int | None
    heads: int


class Month(NamedTuple):
    first: date
    visits: int
    new: int


@dataclass(frozen=True)
class Spread:
    """How the visits lie over the people."""

    people: int
    visits: int
    half: int  # people who, most first, make half of the visits
    top_share: float  # part of the visits that the tenth who come most make
    effective: float  # 1 / Σ share²: with so many equal visitors it would look the same
    once: int
    regular: int
    several_functions: int


@dataclass(frozen=True)
class Reach:
    from_on: date
    until_on: date
    spread: Spread
    new: int
    heads: int
    helpers: int  # different people who were helpers at the time of a visit
    functions: list[ByFunction]
    buurten: list[ByBuurt]
    without_buurt: int | None
    goals: list[ByGoal]
    months: list[Month]
    smallest: int


def reach(workshop: Facility, *, from_on: date, until_on: date, smallest: int) -> Reach:
    """The report from a day until (without) a day; `smallest` is the least group that is shown."""
    visits = Visit.objects.filter(facility=workshop, on__gte=from_on, on__lt=until_on).order_by()
    named = visits.filter(visitor_number__isnull=False)
    people = list(
        named.values_list("visitor_number", "function").annotate(
            times=Count("on"),
            buurt=Max("buurt_code"),
            helper=Max(Cast("is_helper", IntegerField())),  # PostgreSQL has no largest of true and false
        )
    )
    rows = [(visitor, function, times) for visitor, function, times, _buurt, _helper in people]
    heads = dict(visits.filter(visitor_number__isnull=True).values_list("function").annotate(Sum("people")))
    months = months_of(
        named.values_list("on").annotate(Count("on")),
        visits.filter(is_first=True).values_list("on").annotate(Count("on")),
        from_on,
        until_on,
    )
    buurten = Counter({visitor: buurt for visitor, _function, _times, buurt, _helper in people}.values())
    goals = list(WorkshopGoal.objects.filter(facility=workshop))
    without = buurten.pop("", 0)
    return Reach(
        from_on=from_on,
        until_on=until_on,
        spread=spread_of(rows),
        new=sum(month.new for month in months),
        heads=sum(heads.values()),
        helpers=len({visitor for visitor, _function, _times, _buurt, helper in people if helper}),
        functions=by_function(rows, heads, smallest),
        buurten=[
            ByBuurt(code, _shown(people, smallest))
            for code, people in sorted(buurten.items(), key=lambda row: (-row[1], row[0]))
        ],
        without_buurt=_shown(without, smallest),
        goals=by_goal(goals, rows, heads, smallest),
        months=months,
        smallest=smallest,
    )


Row = tuple[int, str, int]  # visitor, function, times


def spread_of(rows: Iterable[Row]) -> Spread:
    """From how often each person came for each function."""
    times: Counter[int] = Counter()
    functions: Counter[int] = Counter()
    for visitor, _function, count in rows:
        times[visitor] += count
        functions[visitor] += 1
    counts = sorted(times.values(), reverse=True)
    visits = sum(counts)
    return Spread(
        people=len(counts),
        visits=visits,
        half=_how_many_make(counts, visits / 2),
        top_share=sum(counts[: max(1, round(len(counts) * TOP))]) / visits if visits else 0.0,
        effective=visits**2 / sum(count**2 for count in counts) if visits else 0.0,
        once=sum(count == 1 for count in counts),
        regular=sum(count >= REGULAR for count in counts),
        several_functions=sum(count > 1 for count in functions.values()),
    )


def _how_many_make(counts: Sequence[int], wanted: float) -> int:
    """How many of the counts, most first, add up to what is wanted."""
    made = 0
    for number, count in enumerate(counts, start=1):
        made += count
        if made >= wanted:
            return number
    return len(counts)


def by_function(rows: Iterable[Row], heads: Mapping[str, int], smallest: int) -> list[ByFunction]:
    visits: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for _visitor, function, count in rows:
        visits[function] += count
        people[function] += 1
    return [
        ByFunction(kind, visits[kind], _shown(people[kind], smallest), heads.get(kind, 0))
        for kind in FunctionKind
        if visits[kind] or heads.get(kind)
    ]


def by_goal(
    goals: Iterable[WorkshopGoal], rows: Sequence[Row], heads: Mapping[str, int], smallest: int
) -> list[ByGoal]:
    """A person who came for two things that serve a goal is one person for that goal."""
    people: dict[str, set[int]] = defaultdict(set)
    visits: Counter[str] = Counter()
    for visitor, function, count in rows:
        people[function].add(visitor)
        visits[function] += count
    found = []
    for goal in goals:
        together: set[int] = set().union(*(people[kind] for kind in goal.functions))
        found.append(
            ByGoal(
                goal,
                sum(visits[kind] for kind in goal.functions),
                _shown(len(together), smallest),
                sum(heads.get(kind, 0) for kind in goal.functions),
            )
        )
    return found


def months_of(
    visits: Iterable[tuple[date, int]], first: Iterable[tuple[date, int]], from_on: date, until_on: date
) -> list[Month]:
    """Every month of the period, also those in which nobody came, from visits and first visits by day."""
    came, new = _by_month(visits), _by_month(first)
    found, month = [], from_on.replace(day=1)
    while month < until_on:
        found.append(Month(month, came[month], new[month]))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def _by_month(days: Iterable[tuple[date, int]]) -> Counter[date]:
    found: Counter[date] = Counter()
    for on, count in days:
        found[on.replace(day=1)] += count
    return found


def _shown(people: int, smallest: int) -> int | None:
    """None for a group that is too small to show; nobody at all is no group."""
    return None if 0 < people < smallest else people


def years_with_visits(workshop: Facility) -> list[int]:
    """The years that a report can be made of, newest first; one look at each end of the index."""
    ends: Any = Visit.objects.filter(facility=workshop).order_by()
    first, last = (ends.order_by(way).values_list("on", flat=True).first() for way in ("on", "-on"))
    return list(range(last.year, first.year - 1, -1)) if first and last else []
