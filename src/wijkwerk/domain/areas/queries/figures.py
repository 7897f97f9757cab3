"""Figures of areas: the newest of each, and which areas stand for a work area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Max

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.models import Area, Indicator, Observation, WorkArea
from wijkwerk.domain.areas.queries.work_areas import parts_of
from wijkwerk.foundation.tenancy import scope

MOST_COLUMNS: Final = 5


class FigureRow(NamedTuple):
    """One indicator for one area: the newest value and its year."""

    indicator: Indicator
    period: int
    value: float | None

    def is_too_small(self, smallest: int) -> bool:
        """A number of people, or of what befell them, so small that it could point at somebody."""
        counted = not self.indicator.unit and not self.indicator.decimals
        return counted and self.value is not None and 0 < self.value < smallest


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


class FigureColumn(NamedTuple):
    """An area whose figures are shown beside each other's."""

    name: str
    code: str


def figure_columns(work_area: WorkArea, on: date) -> list[FigureColumn]:
    """The areas whose figures say something about a work area: the wijk that it is, or else its buurten when there are
    few; and the municipality to hold them against. A sum or a mean of buurten is another matter, and not made here."""
    own = scope.current()
    year = work_area.areas_year
    parts = {part.code for part in parts_of(work_area, on)}
    wijken = {codes.wijk_of(code) for code in parts}
    of_wijken = Area.objects.filter(year=year, kind=codes.AreaKind.BUURT, parent_code__in=wijken)
    shown: set[str] = set()
    if len(wijken) == 1 and parts == set(of_wijken.values_list("code", flat=True)):
        shown = wijken
    elif len(parts) <= MOST_COLUMNS:
        shown = parts
    named = Area.objects.filter(year=year, code__in=shown).order_by("code").values_list("name", "code")
    return [*(FigureColumn(name, code) for name, code in named), FigureColumn(own.name, own.code)]
