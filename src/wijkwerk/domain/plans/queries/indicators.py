"""What can be asked of indicators: the series as it is drawn, and how it stands, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import Indicator as NationalIndicator
from wijkwerk.domain.areas.models import Observation, WorkArea
from wijkwerk.domain.areas.queries.figures import FigureRow, figure_columns
from wijkwerk.domain.plans import periods
from wijkwerk.domain.plans.models import Indicator, Measurement, SeriesBreak, Vision
from wijkwerk.domain.plans.models.indicators import Better, IndicatorKind, Known
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import amount
from wijkwerk.foundation.tenancy import scope

Period = tuple[int, int]  # year and part


def indicator(number: int) -> Indicator:
    rows = Indicator.objects.select_related("goal", "goal__vision", "goal__vision__work_area", "continues")
    found: Indicator = rows.get(pk=number)
    return found


def measurement(number: int, measurement_id: int) -> Measurement:
    rows = Measurement.objects.select_related("indicator__goal__vision")
    found: Measurement = rows.get(pk=measurement_id, indicator_id=number)
    return found


def series_break(number: int, break_id: int) -> SeriesBreak:
    rows = SeriesBreak.objects.select_related("indicator__goal__vision")
    found: SeriesBreak = rows.get(pk=break_id, indicator_id=number)
    return found


def indicators_of(vision: Vision) -> list[Indicator]:
    rows = Indicator.objects.filter(goal__vision=vision).select_related("goal", "goal__vision")
    return list(rows.order_by("goal__number", "pk"))


# ── The series ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Point:
    """A period with its value, or why there is none."""

    year: int
    part: int
    words: str  # the period: "2013", "1e helft 2013"
    place: float  # years along a line
    known: Known
    value: Decimal | None
    written: str
    source: str
    note: str = ""
    is_zero: bool = False
    breaks: str = ""  # why the series begins anew here

    @property
    def is_awaited(self) -> bool:
        return self.known == Known.NOT_YET_KNOWN


@dataclass(frozen=True)
class Wanted:
    """A target: what is wanted at the end of a year."""

    year: int
    value: Decimal
    written: str


@dataclass(frozen=True)
class Standing:
    """How it stands: a label of a word or two, the tone that says it once more, and the whole in words."""

    label: str
    tone: str
    words: str = ""
    is_behind: bool = False


@dataclass(frozen=True)
class Series:
    """Everything about an indicator that a page, a report or a chart needs."""

    indicator: Indicator
    points: Sequence[Point]
    targets: Sequence[Wanted]
    standing: Standing

    @property
    def latest(self) -> Point | None:
        """The last period that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def zero(self) -> Point | None:
        """Where it began: the zero measurement, or else nothing."""
        return next((point for point in self.points if point.is_zero), None)

    @property
    def unit(self) -> str:
        return unit_of(self.indicator)


def unit_of(indicator: Indicator) -> str:
    return "%" if indicator.kind == IndicatorKind.PERCENTAGE else indicator.unit


def written(indicator: Indicator, value: Decimal | None) -> str:
    """A value as people read it: 6,5; 12%; a word of the scale."""
    if value is None:
        return ""
    if indicator.kind == IndicatorKind.ORDINAL:
        number = int(value)
        return str(indicator.labels[number - 1]) if 0 < number <= len(indicator.labels) else str(number)
    decimals = max(indicator.decimals, 1) if indicator.kind == IndicatorKind.MARK else indicator.decimals
    rounded = round(value, decimals)
    if decimals == 0:
        return amount(int(rounded), unit_of(indicator))
    places = f"{rounded:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    unit = unit_of(indicator)
    return f"{places}%" if unit == "%" else f"{places} {unit}".strip()


def series_of(indicator: Indicator) -> Series:
    """The series of one indicator, with what it continues from before a revision."""
    return all_series([indicator])[0]


def all_series(indicators: Iterable[Indicator], *, until: int | None = None) -> list[Series]:
    """The series of these indicators, perhaps as it was at the end of a year: a fixed number of queries, and one more
    for each revision on the way."""
    wanted = list(indicators)
    lines = _lines(wanted)
    every = {each.pk for line in lines.values() for each in line}
    measured = _grouped(Measurement.objects.filter(indicator__in=every).order_by("year", "part"))
    breaks = _grouped(SeriesBreak.objects.filter(indicator__in=every))
    targets: dict[int, dict[int, Decimal]] = {}
    for each in chain.from_iterable(lines.values()):
        targets.setdefault(each.pk, {target.year: target.value for target in each.targets.all()})
    national = _national(wanted)
    found = []
    for each in wanted:
        line = lines[each.pk]  # the oldest first: what is newer counts
        gaps = {(gap.year, gap.part): gap.reason for one in line for gap in breaks.get(one.pk, [])}
        if each.national_key:
            points = national.get(each.pk, [])
        else:
            rows = {(row.year, row.part): row for one in line for row in measured.get(one.pk, [])}
            points = [_point(each, rows[period]) for period in sorted(rows)]
        points = [point for point in _with_breaks(points, gaps) if until is None or point.year <= until]
        own = {year: value for one in line for year, value in targets[one.pk].items()}
        aims = [Wanted(year, value, written(each, value)) for year, value in sorted(own.items())]
        found.append(Series(each, points, aims, _standing(each, points, aims)))
    return found


def _lines(indicators: Sequence[Indicator]) -> dict[int, list[Indicator]]:
    """Each indicator with those that it continues, the oldest first."""
    lines = {each.pk: [each] for each in indicators}
    ends = {each.pk: each.continues_id for each in indicators if each.continues_id is not None}
    while ends:
        earlier = Indicator.objects.prefetch_related("targets").in_bulk(set(ends.values()))
        following: dict[int, int] = {}
        for pk, before in ends.items():
            if before in earlier:
                lines[pk].insert(0, earlier[before])
                if earlier[before].continues_id is not None:
                    following[pk] = earlier[before].continues_id
        ends = following
    return lines


def _grouped(rows: Iterable[object]) -> dict[int, list]:  # type: ignore[type-arg]
    found: dict[int, list] = {}  # type: ignore[type-arg]
    for row in rows:
        found.setdefault(row.indicator_id, []).append(row)  # type: ignore[attr-defined]
    return found


def _point(indicator: Indicator, row: Measurement) -> Point:
    return Point(
        row.year,
        row.part,
        periods.words_of(row.year, row.part, indicator.grain),
        periods.place_of(row.year, row.part, indicator.grain),
        Known(row.known),
        row.value,
        written(indicator, row.value),
        row.source,
        row.note,
        row.is_zero,
    )


def _with_breaks(points: Sequence[Point], gaps: dict[Period, str]) -> list[Point]:
    """Each break at the first period from it on that has a point."""
    found = list(points)
    for period, reason in sorted(gaps.items()):
        for number, point in enumerate(found):
            if (point.year, point.part) >= period:
                found[number] = Point(**{**point.__dict__, "breaks": reason})
                break
    return found


# ── How it stands ──────────────────────────────────────────────────────────────────────────────────────────────────
def _standing(indicator: Indicator, points: Sequence[Point], targets: Sequence[Wanted]) -> Standing:
    """Held against the target of its year, or the last one before; else against where it began."""
    latest = next((point for point in reversed(points) if point.value is not None), None)
    if latest is None:
        awaited = any(point.is_awaited for point in points)
        return Standing(_("nog niet bekend") if awaited or not points else _("niet gemeten"), "neutral")
    if not targets:
        return Standing(_("geen streefwaarde"), "neutral")
    due = [target for target in targets if target.year <= latest.year]
    if not due:
        return _on_the_way(indicator, points, latest, targets[0])
    target = due[-1]
    told = {"year": target.year, "value": target.written}
    if _is_reached(indicator, latest.value, target.value):
        return Standing(_("op koers"), "ok", _("de streefwaarde van %(year)s (%(value)s) is gehaald") % told)
    words = _("de streefwaarde van %(year)s (%(value)s) is niet gehaald") % told
    return Standing(_("loopt achter"), "warning", words, is_behind=True)


def _on_the_way(indicator: Indicator, points: Sequence[Point], latest: Point, target: Wanted) -> Standing:
    """Before the year of the first target: nearer to it than at the beginning, or not."""
    told = {"year": target.year, "value": target.written}
    wanted = _("de streefwaarde voor %(year)s is %(value)s") % told
    if _is_reached(indicator, latest.value, target.value):
        return Standing(_("op koers"), "ok", _("de streefwaarde van %(year)s (%(value)s) is nu al gehaald") % told)
    zero = next((point for point in points if point.is_zero), None)
    if zero is None or zero == latest:
        return Standing(_("begonnen"), "neutral", wanted)
    if any(point.breaks for point in points if zero.place < point.place <= latest.place):
        words = _("door een breuk in de reeks niet te vergelijken met de nulmeting; %(wanted)s") % {"wanted": wanted}
        return Standing(_("niet te vergelijken"), "neutral", words)
    if zero.value == latest.value:
        return Standing(_("gelijk gebleven"), "neutral", wanted)
    if _is_reached(indicator, latest.value, zero.value):
        return Standing(_("op weg"), "info", wanted)
    words = _("verder weg dan bij de nulmeting; %(wanted)s") % {"wanted": wanted}
    return Standing(_("loopt achter"), "warning", words, is_behind=True)


def _is_reached(indicator: Indicator, value: Decimal | None, target: Decimal | None) -> bool:
    if value is None or target is None:
        return False
    return value >= target if indicator.better == Better.HIGHER else value <= target


# ── Figures of the nation ──────────────────────────────────────────────────────────────────────────────────────────
def _national(indicators: Sequence[Indicator]) -> dict[int, list[Point]]:
    """The points of indicators that take their values from the figures of areas; two queries, however many."""
    wanted = [each for each in indicators if each.national_key]
    if not wanted:
        return {}
    known = {row.key: row for row in NationalIndicator.objects.filter(key__in={each.national_key for each in wanted})}
    rows: dict[tuple[int, str], list[Observation]] = {}
    observed = Observation.objects.filter(
        indicator__in=known.values(), area_code__in={each.national_code for each in wanted}
    )
    for row in observed.order_by("period"):
        rows.setdefault((row.indicator_id, row.area_code), []).append(row)
    return {
        each.pk: [
            _national_point(each, known[each.national_key], row)
            for row in rows.get((known[each.national_key].pk, each.national_code), [])
        ]
        for each in wanted
        if each.national_key in known
    }


def _national_point(indicator: Indicator, national: NationalIndicator, row: Observation) -> Point:
    smallest = scope.current().smallest_group
    too_small = FigureRow(national, row.period, row.value).is_too_small(smallest)
    value = None if row.value is None or too_small else Decimal(str(row.value))
    note = _("minder dan %(number)s, niet getoond") % {"number": smallest} if too_small else ""
    this_year = row.period >= clock.today().year
    unknown = Known.NOT_YET_KNOWN if this_year and not too_small else Known.NOT_MEASURED
    return Point(
        row.period,
        1,
        str(row.period),
        float(row.period),
        unknown if value is None else Known.MEASURED,
        value,
        written(indicator, value),
        national.source,
        note,
    )


def national_choices() -> list[tuple[str, str]]:
    """The figures of areas that an indicator can take its values from."""
    return list(NationalIndicator.objects.order_by("name").values_list("key", "name"))


def area_choices(work_area: WorkArea) -> list[tuple[str, str]]:
    """The areas whose figures say something about a work area."""
    return [(column.code, f"{column.name} ({column.code})") for column in figure_columns(work_area, clock.today())]
