"""Bringing in figures of areas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.models import Area, Indicator, Observation
from wijkwerk.domain.areas.operations.national_areas import Tick, quietly
from wijkwerk.domain.areas.operations.outcome import Count, Outcome
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import Faults, dutch_number
from wijkwerk.domain.areas.reading.figures import Figures, Place, Series, read_figures

_AT_ONCE: Final = 2_000
_WRITE: Final = """
    INSERT INTO areas_observation (indicator_id, period, area_code, value) VALUES (%s, %s, %s, %s)
    ON CONFLICT (area_code, indicator_id, period) DO UPDATE SET value = EXCLUDED.value
"""
_A_FEW: Final = 500
_LONGEST_SOURCE: Final = 100


def import_figures(
    file: SourceFile,
    *,
    year: int | None = None,
    source: str = "",
    only: str = "",
    new_areas: bool = False,
    may_change: str = "",
    tick: Tick = quietly,
) -> Outcome:
    """Bring in the figures of a file: all of them, or none when one row is faulty.

    A row about an area that is not known is a fault, unless the table is a national one, which says of each row what
    sort of area it is, or `new_areas` says so: then the area is made, without a border, as some areas are.
    `only` takes one municipality out of a country. `may_change` guards an installation that several municipalities
    share, as it does for areas. Without a `source` the figures bear the name of their file.
    """
    faults = Faults()

    def told(done: int, total: int) -> None:
        tick(50 * done // total, 100, _("%(file)s wordt gelezen") % {"file": file.name})

    figures = read_figures(file, faults, year=year, source=source or _usual_source(file), tick=told)
    if only:
        figures = _of_one(figures, only)
    missing = _unknown_areas(figures)
    if not (figures.is_national or new_areas):
        for place in missing:
            faults.add(figures.where(place), _("Dit gebied bestaat niet in de ingelezen gebieden."))
    faults.refuse_if_any()
    outcome = Outcome()
    with transaction.atomic():
        _make_areas(missing, outcome)
        indicators = _indicators(figures.series)
        count, spared = outcome.counts.setdefault("cijfers", Count()), 0
        for n, series in enumerate(figures.series):
            tick(50 + 50 * n // len(figures.series), 100, _("De cijfers worden bewaard"))
            spared += _keep(series, indicators[series.figure.key], count, may_change)
    if spared:
        outcome.notes.append(
            _("%(number)s cijfers van andere gemeenten zijn in dit bestand anders en bleven zoals ze waren.")
            % {"number": dutch_number(spared)}
        )
    if figures.skipped:
        outcome.notes.append(
            _("Overgeslagen, want er staan geen getallen in: %(columns)s.") % {"columns": ", ".join(figures.skipped)}
        )
    return outcome


def _usual_source(file: SourceFile) -> str:
    """What is said where nobody said whose figures they are: in which file they stood."""
    return PurePath(file.name).name[-_LONGEST_SOURCE:]


def _of_one(figures: Figures, municipality: str) -> Figures:
    series = []
    for each in figures.series:
        kept = [n for n, code in enumerate(each.codes) if codes.municipality_of(code) == municipality]
        if kept:
            series.append(each._replace(codes=[each.codes[n] for n in kept], values=[each.values[n] for n in kept]))
    places = [place for place in figures.places if codes.municipality_of(place.code) == municipality]
    return figures._replace(series=series, places=places)


def _unknown_areas(figures: Figures) -> list[Place]:
    """The areas that a table speaks of and that no year has."""
    mentioned = {place.code for place in figures.places} - {codes.COUNTRY}
    found = Area.objects.all()
    if len(mentioned) < _A_FEW:
        found = found.filter(code__in=mentioned)
    unknown = mentioned.difference(found.values_list("code", flat=True).distinct())
    return [place for place in figures.places if place.code in unknown]


def _make_areas(places: Sequence[Place], outcome: Outcome) -> None:
    if not places:
        return
    made = [
        Area(
            code=place.code,
            year=place.period,
            kind=codes.kind_of(place.code) or "",
            name=place.name or place.code,
            municipality_code=codes.municipality_of(place.code),
            parent_code=codes.parent_of(place.code),
        )
        for place in places
    ]
    Area.objects.bulk_create(made, batch_size=_AT_ONCE, ignore_conflicts=True)
    outcome.counts["gebieden zonder grens"] = Count(new=len(made))


def _indicators(series: Iterable[Series]) -> dict[str, Indicator]:
    """The indicators by key; a new one gets what the catalogue knows, a known one keeps what people made of it.

    One of which nobody said yet whose figures it has, gets that now.
    """
    wanted = {each.figure.key: each for each in series}
    Indicator.objects.bulk_create(
        [
            Indicator(
                key=key,
                name=each.figure.name,
                unit=each.figure.unit,
                source=each.source,
                direction=each.figure.direction,
                decimals=each.figure.decimals,
            )
            for key, each in wanted.items()
        ],
        ignore_conflicts=True,
    )
    found = {indicator.key: indicator for indicator in Indicator.objects.filter(key__in=wanted)}
    for key, indicator in found.items():
        if not indicator.source:
            indicator.source = wanted[key].source
            indicator.save(update_fields=["source"])
    return found


def _keep(series: Series, indicator: Indicator, count: Count, may_change: str) -> int:
    """Write what is new or changed of one figure in one year; how many had to stay as they were."""
    present = dict(
        Observation.objects.filter(indicator=indicator, period=series.period).values_list("area_code", "value")
    )
    spared = 0
    to_write: list[tuple[int, int, str, float | None]] = []
    for code, value in zip(series.codes, series.values, strict=True):
        if code not in present:
            count.new += 1
        elif present[code] == value:
            count.same += 1
            continue
        elif may_change and codes.municipality_of(code) != may_change:
            count.same += 1
            spared += 1
            continue
        else:
            count.changed += 1
        to_write.append((indicator.pk, series.period, code, value))
    with connection.cursor() as cursor:
        # Written in plain SQL that both databases know: a country's figures as objects cost six times as much.
        cursor.executemany(_WRITE, to_write)
    return spared
