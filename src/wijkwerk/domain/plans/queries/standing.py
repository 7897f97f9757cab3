"""Where goals stand: each of their indicators in one line. A fixed number of queries, however many goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from wijkwerk.domain.plans.models import Goal, Indicator
from wijkwerk.domain.plans.queries import indicators


@dataclass(frozen=True)
class FigureLine:
    """One indicator in words: what it is, where it began, and how that stands against its target."""

    title: str
    value: str
    period: str
    began: str
    verdict: str
    tone: str
    source: str
    address: str


def figures_of(goals: Sequence[Goal], *, until: int | None = None) -> dict[int, list[FigureLine]]:
    """The figures of these goals by goal; with `until` as they were known at the end of that year."""
    rows = Indicator.objects.filter(goal__in=goals).select_related("goal", "goal__vision", "goal__vision__work_area")
    wanted = list(rows.prefetch_related("targets").order_by("goal_id", "pk")) if goals else []
    lines: dict[int, list[FigureLine]] = defaultdict(list)
    for series in indicators.all_series(wanted, until=until) if wanted else []:
        latest, zero = series.latest, series.zero
        lines[series.indicator.goal_id].append(
            FigureLine(
                title=series.indicator.title,
                value=latest.written if latest else "",
                period=latest.words if latest else "",
                began=f"{zero.written} ({zero.words})" if zero and zero != latest else "",
                verdict=series.standing.words,
                tone=series.standing.tone,
                source=latest.source if latest else "",
                address=series.indicator.get_absolute_url(),
            )
        )
    return dict(lines)
