"""What can be done with an indicator: say what is measured, set targets, enter measurements, break the series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans import periods
from wijkwerk.domain.plans.figures_file import FileRefused, Row, fault
from wijkwerk.domain.plans.models import Goal, Indicator, Measurement, SeriesBreak, Target
from wijkwerk.domain.plans.models.indicators import Better, Grain, IndicatorKind, Known
from wijkwerk.domain.plans.operations import plan_writing
from wijkwerk.domain.plans.operations.plan_writing import line, locked, story
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

MOST = Decimal("1000000000000")  # more than this is a slip of the finger


class ValueMissing(Refusal):
    message = _("Vul een waarde in, of kies “niet gemeten” of “nog niet bekend”.")
    field = "value"


class ValueTooMuch(Refusal):
    message = _("Bij “niet gemeten” en “nog niet bekend” hoort geen waarde. Maak het veld leeg of kies “gemeten”.")
    field = "value"


class ValueNotPossible(Refusal):
    field = "value"


class SourceMissing(Refusal):
    message = _("Schrijf op waar dit cijfer vandaan komt.")
    field = "source"


class PeriodNotPossible(Refusal):
    message = _("Deze periode kan niet. Kies een jaar tussen 1950 en 2150, en een deel daarvan dat gemeten wordt.")
    field = "year"


class PeriodIsInFuture(Refusal):
    message = _("Deze periode is nog niet begonnen. Een waarde kan er dus nog niet zijn.")
    field = "year"


class WordsOfScaleMissing(Refusal):
    message = _("Schrijf ten minste twee woorden op, elk op een eigen regel, van slecht naar goed.")
    field = "labels"


class IsNational(Refusal):
    message = _("Deze cijfers komen vanzelf uit de cijfers per gebied. Invullen hoeft niet.")
    status = 409


class AreaMissing(Refusal):
    message = _("Kies van welk gebied het cijfer is.")
    field = "national_code"


class GrainStands(Refusal):
    message = _("Er staan al metingen per deel van het jaar. Verwijder die eerst, of laat dit zo.")
    field = "grain"


class ScaleStands(Refusal):
    message = _("Er staan al metingen. Een andere soort maakt die onleesbaar: maak een nieuwe indicator.")
    field = "kind"


# ── The indicator ──────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_indicator(goal: Goal, *, title: str, by: Actor, at: datetime, **fields: Any) -> Indicator:
    """Something that shows whether the goal comes nearer; also under a vision that stands: measuring goes on."""
    fresh = locked(Goal, goal.pk, with_=("vision",))
    indicator = Indicator(goal=fresh, created_at=at)
    _fill_in(indicator, title=title, **fields)
    indicator.save()
    journal.record("indicator.added", about=fresh, by=by, at=at, details={"indicator": indicator.pk})
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator, *, title: str, by: Actor, at: datetime, version: int | None = None, **fields: Any
) -> Indicator:
    """Other words. What would make measurements unreadable is refused once there are any."""
    fresh = locked(Indicator, indicator.pk, version=version, with_=("goal", "goal__vision"))
    was = (fresh.kind, fresh.grain)
    _fill_in(fresh, title=title, **fields)
    measured = fresh.measurements.all()
    if was[0] != fresh.kind and measured.filter(known=Known.MEASURED).exists():
        raise ScaleStands
    if measured.filter(part__gt=fresh.grain).exists() or (was[1] != fresh.grain and was[1] != 1 and measured.exists()):
        raise GrainStands
    fresh.version += 1
    fresh.save()
    journal.record("indicator.changed", about=fresh.goal, by=by, at=at, details={"indicator": fresh.pk})
    return fresh


def _fill_in(
    indicator: Indicator,
    *,
    title: str,
    kind: IndicatorKind = IndicatorKind.NUMBER,
    better: Better = Better.HIGHER,
    definition: str = "",
    unit: str = "",
    decimals: int = 0,
    grain: Grain = Grain.YEAR,
    labels: Sequence[str] = (),
    national_key: str = "",
    national_code: str = "",
    source: str = "",
) -> None:
    indicator.title = line(title, field="title", missing=gettext("Schrijf op wat er gemeten wordt."))
    indicator.definition = story(definition, field="definition", longest=2_000)
    indicator.kind, indicator.better = IndicatorKind(kind), Better(better)
    indicator.unit = line(unit, field="unit", longest=40) if kind == IndicatorKind.NUMBER else ""
    indicator.decimals = 0 if kind == IndicatorKind.ORDINAL else min(max(decimals, 0), 4)
    indicator.labels = [line(each, field="labels", longest=60) for each in labels if each.strip()]
    if kind == IndicatorKind.ORDINAL and not 2 <= len(indicator.labels) <= 9:
        raise WordsOfScaleMissing
    if kind != IndicatorKind.ORDINAL:
        indicator.labels = []
    indicator.national_key, indicator.national_code = national_key, national_code if national_key else ""
    if national_key and not national_code:
        raise AreaMissing
    indicator.grain = Grain.YEAR if national_key else Grain(grain)
    indicator.source = line(source, field="source")


@transaction.atomic
def remove_indicator(indicator: Indicator, *, reason: str, by: Actor, at: datetime) -> None:
    """It does not show what it should. Its figures go with it; why stays in the journal of the goal."""
    plan_writing.reason(reason)
    goal = locked(Goal, indicator.goal_id)
    Indicator.objects.filter(pk=indicator.pk).delete()
    journal.record("indicator.removed", about=goal, by=by, at=at, details={"indicator": indicator.pk})


def go_on_with(goal: Goal, *, under: Goal, at: datetime) -> None:
    """The goal of a revision has the same indicators: figures of before are shown with those that follow."""
    for standing in goal.indicators.order_by("pk"):
        Indicator.objects.create(
            goal=under,
            title=standing.title,
            definition=standing.definition,
            kind=standing.kind,
            better=standing.better,
            unit=standing.unit,
            decimals=standing.decimals,
            grain=standing.grain,
            labels=standing.labels,
            national_key=standing.national_key,
            national_code=standing.national_code,
            source=standing.source,
            continues=standing,
            created_at=at,
        )


# ── Figures ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_targets(indicator: Indicator, targets: Mapping[int, Decimal], *, by: Actor, at: datetime) -> None:
    """What is wanted at the end of each year; a year that is not named has no target any more."""
    fresh = locked(Indicator, indicator.pk, with_=("goal",))
    for value in targets.values():
        _check(fresh, value)
    fresh.targets.exclude(year__in=targets).delete()
    for year, value in sorted(targets.items()):
        if not 1990 <= year <= 2150:
            raise PeriodNotPossible
        Target.objects.update_or_create(indicator=fresh, year=year, defaults={"value": value})
    details = {"indicator": fresh.pk, "targets": {str(year): str(value) for year, value in sorted(targets.items())}}
    journal.record("indicator.targets_set", about=fresh.goal, by=by, at=at, details=details)


@transaction.atomic
def measure(
    indicator: Indicator,
    *,
    year: int,
    by: Actor,
    at: datetime,
    part: int = 1,
    known: Known = Known.MEASURED,
    value: Decimal | None = None,
    source: str = "",
    note: str = "",
    is_zero: bool = False,
) -> Measurement:
    """The figure of a period, or that it was not measured, or is not known yet. A second time it is corrected."""
    fresh = locked(Indicator, indicator.pk, with_=("goal",))
    if fresh.national_key:
        raise IsNational
    known = Known(known)
    if not 1950 <= year <= 2150 or not 1 <= part <= fresh.grain:
        raise PeriodNotPossible
    told = line(source, field="source") or fresh.source
    if known == Known.MEASURED:
        if value is None:
            raise ValueMissing
        _check(fresh, value)
        if periods.start_of(year, part, fresh.grain) > clock.dutch(at).date():
            raise PeriodIsInFuture
        if not told:
            raise SourceMissing
    elif value is not None:
        raise ValueTooMuch
    if is_zero:
        fresh.measurements.filter(is_zero=True).exclude(year=year, part=part).update(is_zero=False)
    made, _is_new = Measurement.objects.update_or_create(
        indicator=fresh,
        year=year,
        part=part,
        defaults={
            "known": known,
            "value": value,
            "source": told,
            "note": line(note, field="note", longest=500),
            "is_zero": is_zero and known == Known.MEASURED,
            "entered_at": at,
            "entered_by": plan_writing.person_of(by),
        },
    )
    details = {"indicator": fresh.pk, "year": year, "part": part, "value": None if value is None else str(value)}
    journal.record("indicator.measured", about=fresh.goal, by=by, at=at, details=details)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def remove_measurement(measurement: Measurement, *, by: Actor, at: datetime) -> None:
    fresh = locked(Indicator, measurement.indicator_id, with_=("goal",))
    Measurement.objects.filter(pk=measurement.pk).delete()
    details = {"indicator": fresh.pk, "year": measurement.year, "part": measurement.part}
    journal.record("indicator.measurement_removed", about=fresh.goal, by=by, at=at, details=details)


@transaction.atomic
def break_series(
    indicator: Indicator, *, year: int, reason: str, by: Actor, at: datetime, part: int = 1
) -> SeriesBreak:
    """From this period on something else is measured: the line stops before it and begins anew."""
    fresh = locked(Indicator, indicator.pk, with_=("goal",))
    if not 1950 <= year <= 2150 or not 1 <= part <= fresh.grain:
        raise PeriodNotPossible
    words = line(reason, field="reason", missing=gettext("Schrijf op wat er anders werd."), longest=500)
    made, _is_new = SeriesBreak.objects.update_or_create(
        indicator=fresh, year=year, part=part, defaults={"reason": words}
    )
    details = {"indicator": fresh.pk, "year": year, "part": part}
    journal.record("indicator.series_broken", about=fresh.goal, by=by, at=at, details=details)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def mend_series(gap: SeriesBreak, *, by: Actor, at: datetime) -> None:
    """It was the same after all."""
    fresh = locked(Indicator, gap.indicator_id, with_=("goal",))
    SeriesBreak.objects.filter(pk=gap.pk).delete()
    details = {"indicator": fresh.pk, "year": gap.year, "part": gap.part}
    journal.record("indicator.series_mended", about=fresh.goal, by=by, at=at, details=details)


@transaction.atomic
def measure_all(rows: Sequence[Row], *, by: Actor, at: datetime) -> int:
    """All figures of a file, or none, with every row named that cannot be."""
    faults = []
    for row in rows:
        try:
            with transaction.atomic():
                measure(by=by, at=at, **row.values)
        except Refusal as refusal:
            faults.append(fault(row.line, refusal.words))
    if faults:
        raise FileRefused(faults)
    return len(rows)


def _check(indicator: Indicator, value: Decimal) -> None:
    """Refused where the value cannot be one of this kind."""
    if abs(value) >= MOST:
        raise ValueNotPossible(gettext("Dit getal is te groot. Controleer of er geen cijfer te veel staat."))
    match indicator.kind:
        case IndicatorKind.PERCENTAGE if not 0 <= value <= 100:
            raise ValueNotPossible(gettext("Een percentage ligt tussen 0 en 100."))
        case IndicatorKind.MARK if not 1 <= value <= 10:
            raise ValueNotPossible(gettext("Een rapportcijfer ligt tussen 1 en 10."))
        case IndicatorKind.ORDINAL if value not in range(1, len(indicator.labels) + 1):
            raise ValueNotPossible(gettext("Kies een van de woorden van deze schaal."))
