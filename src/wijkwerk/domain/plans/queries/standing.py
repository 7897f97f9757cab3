"""Where goals stand: the last figure of each of their indicators against its target and its beginning.

A fixed number of queries, however many goals: for pages that show all goals of an area next to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import Observation, WorkArea
from wijkwerk.domain.areas.queries.figures import figure_columns
from wijkwerk.domain.plans.models import Goal, Indicator, Measurement, Target
from wijkwerk.domain.plans.models.indicators import Better, IndicatorKind, Known


@dataclass(frozen=True)
class FigureLine:
    """One indicator in words: what it is now, where it began, what is aimed at, and whether that was reached."""

    title: str
    value: str
    period: str
    began: str
    target: str
    verdict: str
    tone: str
    source: str
    address: str


def figures_of(goals: Sequence[Goal], *, work_area: WorkArea, year: int) -> dict[int, list[FigureLine]]:
    """The figures of these goals as far as they were known at the end of a year, by goal."""
    indicators = list(Indicator.objects.filter(goal__in=goals).order_by("goal_id", "id"))
    if not indicators:
        return {}
    targets: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for target in Target.objects.filter(indicator__in=indicators):
        targets[target.indicator_id][target.year] = target.value
    measured: dict[int, list[Measurement]] = defaultdict(list)
    own = Measurement.objects.filter(indicator__in=indicators, known=Known.MEASURED, year__lte=year)
    for measurement in own.order_by("year", "part"):
        measured[measurement.indicator_id].append(measurement)
    national = _national([each.national_key for each in indicators if each.national_key], work_area, year)
    lines: dict[int, list[FigureLine]] = defaultdict(list)
    for each in indicators:
        rows = [(row.year, row.value, row.is_zero, row.source) for row in measured[each.pk] if row.value is not None]
        rows += [row for row in national.get(each.national_key, []) if row[0] not in {known[0] for known in rows}]
        lines[each.goal_id].append(_line(each, sorted(rows, key=lambda row: row[0]), targets[each.pk], year))
    return dict(lines)


def _national(keys: Sequence[str], work_area: WorkArea, year: int) -> dict[str, list[tuple[int, Decimal, bool, str]]]:
    """What the statistics office has, where one of its areas is the work area."""
    if not keys:
        return {}
    columns = figure_columns(work_area, date(year, 12, 31))[:-1]  # the last one is the municipality
    if len(columns) != 1:
        return {}
    rows = Observation.objects.filter(
        area_code=columns[0].code, indicator__key__in=keys, period__lte=year, value__isnull=False
    )
    found: dict[str, list[tuple[int, Decimal, bool, str]]] = defaultdict(list)
    for row in rows.select_related("indicator").order_by("period"):
        found[row.indicator.key].append((row.period, Decimal(str(row.value)), False, row.indicator.source))
    return dict(found)


def _line(
    indicator: Indicator, rows: Sequence[tuple[int, Decimal, bool, str]], targets: dict[int, Decimal], year: int
) -> FigureLine:
    aimed = min((each for each in targets if each >= year), default=max(targets, default=None))
    target = "" if aimed is None else f"{written(indicator, targets[aimed])} ({aimed})"
    if not rows:
        return FigureLine(
            indicator.title, "", "", "", target, _("nog niet gemeten"), "neutral", "", indicator.get_absolute_url()
        )
    began = next((row for row in rows if row[2]), rows[0])
    last = rows[-1]
    verdict, tone = _verdict(indicator, last[1], None if aimed is None else targets[aimed], began[1])
    return FigureLine(
        indicator.title,
        written(indicator, last[1]),
        str(last[0]),
        f"{written(indicator, began[1])} ({began[0]})" if began != last else "",
        target,
        verdict,
        tone,
        last[3],
        indicator.get_absolute_url(),
    )


def _verdict(indicator: Indicator, value: Decimal, target: Decimal | None, began: Decimal) -> tuple[str, str]:
    """What that means, in words and in a tone."""
    sign = 1 if indicator.better == Better.HIGHER else -1
    if target is not None and sign * (value - target) >= 0:
        return _("doel gehaald"), "ok"
    if sign * (value - began) > 0:
        return _("gaat vooruit"), "info"
    if sign * (value - began) < 0:
        return _("gaat achteruit"), "danger"
    return (_("doel nog niet gehaald"), "warning") if target is not None else (_("gelijk gebleven"), "neutral")


def written(indicator: Indicator, value: Decimal) -> str:
    """A value as people read it: 62%, 6,8, "redelijk", 1.250 meldingen."""
    if indicator.kind == IndicatorKind.ORDINAL and 1 <= int(value) <= len(indicator.labels):
        return str(indicator.labels[int(value) - 1])
    number = number_format(value, decimal_pos=indicator.decimals, use_l10n=True, force_grouping=True)
    if indicator.kind == IndicatorKind.PERCENTAGE:
        return f"{number}%"
    return f"{number} {indicator.unit}".strip()
