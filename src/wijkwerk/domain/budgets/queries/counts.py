"""How many people, households or dwellings an area had on 1 January: typed by the municipality, or from statistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import Area, Indicator, Observation, WorkArea
from wijkwerk.domain.budgets.models import AllotmentTerm
from wijkwerk.foundation.tenancy import scope


class Count(NamedTuple):
    """The number of an area; without one, the buurten that have none."""

    number: int | None
    missing: tuple[str, ...] = ()
    is_typed: bool = False


def countable_figures() -> QuerySet[Indicator]:
    """The figures that count something: only these can be added up over buurten."""
    return Indicator.objects.filter(unit="", decimals=0).order_by("name")


def counts_for(term: AllotmentTerm, work_areas: Sequence[WorkArea | None], *, year: int) -> dict[int | None, Count]:
    """By the number of the area; None is the whole municipality."""
    typed = term.typed_figures.filter(period=term.year_of_figure(year)).values_list("work_area_id", "count")
    found: dict[int | None, Count] = {area_id: Count(number, is_typed=True) for area_id, number in typed}
    open_ones = [each for each in work_areas if (each.pk if each else None) not in found]
    if term.figure is not None and term.is_of_january and open_ones:
        found |= counted(term.figure, open_ones, period=term.year_of_figure(year), on=date(year, 1, 1))
    return {area_id: found.get(area_id, Count(None)) for area_id in (each.pk if each else None for each in work_areas)}


def counted(
    figure: Indicator, work_areas: Sequence[WorkArea | None], *, period: int, on: date
) -> dict[int | None, Count]:
    """From the statistics: that of the municipality, that of the wijk that an area is, or the sum of its buurten."""
    own = scope.current().code
    parts = _parts([each for each in work_areas if each is not None], on)
    wijken = _whole_wijken([each for each in work_areas if each is not None], parts)
    asked = {own, *wijken.values(), *(code for each in parts.values() for code in each)}
    values = _values(figure, asked, period)
    found: dict[int | None, Count] = {}
    for each in work_areas:
        if each is None:
            found[None] = Count(values[own]) if own in values else Count(None, (own,))
            continue
        missing = tuple(code for code in parts[each.pk] if code not in values)
        if parts[each.pk] and not missing:
            found[each.pk] = Count(sum(values[code] for code in parts[each.pk]))
        elif each.pk in wijken and wijken[each.pk] in values:
            found[each.pk] = Count(values[wijken[each.pk]])
        else:
            found[each.pk] = Count(None, missing)
    return found


def _parts(work_areas: Sequence[WorkArea], on: date) -> dict[int, list[str]]:
    """The buurten of each area on a day, or on the nearest day that it is there."""
    found: dict[int, list[str]] = {each.pk: [] for each in work_areas}
    by_day: dict[date, list[WorkArea]] = {}
    for each in work_areas:
        by_day.setdefault(areas.day_to_show(each, on), []).append(each)
    for day, there in by_day.items():
        wanted = {each.pk for each in there}
        for code, pk in sorted(areas.work_area_ids(day).items()):
            if pk in wanted:
                found[pk].append(code)
    return found


def _values(figure: Indicator, area_codes: Iterable[str], period: int) -> dict[str, int]:
    rows = Observation.objects.filter(
        indicator=figure, period=period, area_code__in=list(area_codes), value__isnull=False
    )
    return {code: round(value) for code, value in rows.values_list("area_code", "value") if value is not None}


def _whole_wijken(work_areas: Sequence[WorkArea], parts: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Of the areas that are exactly one wijk, its code."""
    candidates = {}
    for each in work_areas:
        over = {codes.wijk_of(code) for code in parts[each.pk]}
        if len(over) == 1:
            candidates[each.pk] = over.pop()
    years = {each.pk: each.areas_year for each in work_areas}
    buurten: dict[tuple[int, str], set[str]] = {}
    rows = Area.objects.filter(
        year__in=set(years.values()), kind=codes.AreaKind.BUURT, parent_code__in=set(candidates.values())
    )
    for year, wijk, code in rows.values_list("year", "parent_code", "code"):
        buurten.setdefault((year, wijk), set()).add(code)
    return {pk: wijk for pk, wijk in candidates.items() if buurten.get((years[pk], wijk)) == set(parts[pk])}
