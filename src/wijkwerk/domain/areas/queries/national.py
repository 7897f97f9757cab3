"""Gemeenten, wijken and buurten of the country, and their figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Max, QuerySet

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.models import Area, AreaYear, Indicator, Observation
from wijkwerk.foundation.tenancy import scope


def area(code: str, year: int) -> Area | None:
    return Area.objects.defer("border").filter(code=code, year=year).first()


def areas(year: int, kind: codes.AreaKind, *, municipality_code: str = "") -> QuerySet[Area]:
    """Areas of one sort and year, by code; without their borders, which are large."""
    found = Area.objects.defer("border").filter(year=year, kind=kind).order_by("code")
    return found.filter(municipality_code=municipality_code) if municipality_code else found


def own_buurten(year: int | None = None) -> QuerySet[Area]:
    """The buurten of this municipality, of the year that it works with."""
    own = scope.current()
    return areas(year or own.areas_year, codes.AreaKind.BUURT, municipality_code=own.code)


def years() -> list[int]:
    """The years of which there are areas, the newest first."""
    return list(AreaYear.objects.order_by("-year").values_list("year", flat=True))


def names_of(area_codes: Iterable[str], year: int) -> dict[str, str]:
    return dict(Area.objects.filter(code__in=set(area_codes), year=year).values_list("code", "name"))


class FigureRow(NamedTuple):
    """One indicator for one area: the newest value and its year."""

    indicator: Indicator
    period: int
    value: float | None


def newest_figures(area_codes: Sequence[str]) -> dict[str, list[FigureRow]]:
    """The newest figures of each of these areas, by the name of the indicator. Two queries, however many areas."""
    observed = Observation.objects.filter(area_code__in=area_codes, value__isnull=False)
    newest: Mapping[tuple[str, int], int] = {
        (code, indicator): period
        for code, indicator, period in observed.values_list("area_code", "indicator").annotate(newest=Max("period"))
    }
    rows: dict[str, list[FigureRow]] = {code: [] for code in area_codes}
    for observation in observed.select_related("indicator").order_by("indicator__name", "indicator_id"):
        if newest.get((observation.area_code, observation.indicator_id)) == observation.period:
            rows[observation.area_code].append(FigureRow(observation.indicator, observation.period, observation.value))
    return rows
