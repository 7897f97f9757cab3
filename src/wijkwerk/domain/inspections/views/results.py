"""Results per area, aspect and year: as table, map and chart. Over the years within one scale only."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.forms import walks as forms
from wijkwerk.domain.inspections.models import Aspect, Inspection
from wijkwerk.domain.inspections.queries import results as queries
from wijkwerk.domain.inspections.queries.results import AspectResult, Series
from wijkwerk.domain.inspections.views import shared
from wijkwerk.domain.inspections.views.inspections import counts_in_words
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Bar, Column, Dot, Table, line_chart, link
from wijkwerk.foundation.tenancy import scope

DEPTHS = 5


@needs(Permission.INSPECTION_VIEW)
def results(request: HttpRequest) -> HttpResponse:
    """Of all areas in a year; of one area over the years."""
    form = forms.ResultFilter(request.GET or None)
    area, subject = form.values.get("gebied"), form.values.get("onderwerp")
    context = _of_area(request, area, subject) if area is not None else _of_year(request, form.year, subject)
    return render(request, "inspections/results.html", {"form": form, "year": form.year, "area": area} | context)


def _of_year(request: HttpRequest, year: int, subject: Any) -> dict[str, Any]:
    walked = Inspection.objects.walked().filter(on__year=year)
    if subject is not None:
        walked = walked.filter(subject=subject)
    by_area: dict[int, list[Inspection]] = {}
    for each in walked.select_related("scale", "subject", "work_area").order_by("-on", "-pk"):
        by_area.setdefault(each.work_area_id, []).append(each)
    rows = [
        (walks[0].work_area, result)
        for walks in sorted(by_area.values(), key=lambda walks: walks[0].work_area.name)
        for result in queries.results_among(walks)
    ]
    columns: list[Column[Any]] = [
        Column(capfirst(scope.current().word("work_area")), lambda row: _area_link(row[0], row[0].name), main=True),
        Column(_("Aspect"), lambda row: f"{row[1].aspect.subject.name}: {row[1].aspect.name}"),
        Column(_("Middelste oordeel"), lambda row: shared.level_badge(row[1].level, row[1].scale.norm)),
        Column(_("Goed genoeg"), lambda row: good(row[1]), numeric=True),
        Column(_("Verdeling"), lambda row: counts_in_words(row[1])),
        Column(_("Schaal"), lambda row: str(row[1].scale)),
    ]
    caption = _("Uitkomst van de schouwen in %(year)s") % {"year": year}
    table: Table[Any] = Table(
        columns, rows, caption=caption, request=request, empty=_("In dit jaar is nog niets geschouwd.")
    )
    shares = _shares([(area, result) for area, result in rows])
    return {
        "table": table,
        "map": area_maps.work_area_map(
            clock.today(),
            notes={pk: _("%(share)s%% goed genoeg") % {"share": share} for pk, share in shares.items()},
            levels={pk: round(share * DEPTHS / 100) for pk, share in shares.items()},
            title=caption,
        )
        if rows
        else None,
        "bars": [Bar(walks[0].work_area.name, shares[pk]) for pk, walks in by_area.items() if pk in shares],
        "caption": caption,
    }


def _shares(rows: list[tuple[WorkArea, AspectResult]]) -> dict[int, int]:
    """How many of a hundred judged spots of an area are good enough, by their own norms."""
    counted: dict[int, tuple[int, int]] = {}
    for area, result in rows:
        good_ones, all_of_them = counted.get(area.pk, (0, 0))
        counted[area.pk] = (good_ones + result.spots - result.below, all_of_them + result.spots)
    return {pk: round(100 * good_ones / all_of_them) for pk, (good_ones, all_of_them) in counted.items()}


def _of_area(request: HttpRequest, area: WorkArea, subject: Any) -> dict[str, Any]:
    series = queries.series_of(area, subject_id=subject.pk if subject is not None else None)
    rows = [(year, each.by_year[year]) for each in series for year in reversed(each.years)]
    columns: list[Column[Any]] = [
        Column(_("Aspect"), lambda row: f"{row[1].aspect.subject.name}: {row[1].aspect.name}", main=True),
        Column(_("Jaar"), lambda row: link(row[1].address, row[0])),
        Column(_("Middelste oordeel"), lambda row: shared.level_badge(row[1].level, row[1].scale.norm)),
        Column(_("Goed genoeg"), lambda row: good(row[1]), numeric=True),
        Column(_("Verdeling"), lambda row: counts_in_words(row[1])),
        Column(_("Schaal"), lambda row: str(row[1].scale)),
    ]
    table: Table[Any] = Table(
        columns,
        rows,
        caption=_("Uitkomst van de schouwen in %(area)s") % {"area": area.name},
        request=request,
        empty=_("In dit gebied is nog niets geschouwd."),
    )
    by_aspect = [(aspect, list(own)) for aspect, own in groupby(series, key=lambda each: each.aspect)]
    return {
        "table": table,
        "map": None,
        "charts": [_chart(aspect, own) for aspect, own in by_aspect if sum(len(each.years) for each in own) > 1],
        "breaks": queries.breaks_of(series),
    }


def _chart(aspect: Aspect, series: list[Series]) -> SafeString:
    """An aspect over the years: no line across a change of scale, nor across a year in which nobody walked."""
    return line_chart(
        dots_of(series),
        key=f"aspect-{aspect.pk}",
        title=_("%(subject)s: %(aspect)s, hoeveel punten goed genoeg zijn")
        % {"subject": aspect.subject.name, "aspect": aspect.name},
        unit="%",
        lowest=0,
        highest=100,
    )


def dots_of(series: list[Series]) -> list[Dot]:
    """Of one aspect, oldest first; when the scale changed within a year, that year has two."""
    rows = sorted(
        ((year, place, each) for place, each in enumerate(series) for year in each.years), key=lambda row: row[:2]
    )
    dots: list[Dot] = []
    before: tuple[int, Series] | None = None
    for year, _place, each in rows:
        last_year, last = before if before is not None else (year, each)
        dots += [Dot(str(missed), missed, None, note=_("niet geschouwd")) for missed in range(last_year + 1, year)]
        result = each.by_year[year]
        again = before is not None and last_year == year
        dots.append(
            Dot(
                _("%(year)s, schaal %(scale)s") % {"year": year, "scale": each.scale} if again else str(year),
                year + 0.5 if again else year,
                result.share,
                written=good(result),
                source=_("schaal %(scale)s") % {"scale": each.scale},
                breaks="" if last is each else queries.break_words(last, each),
            )
        )
        before = (year, each)
    return dots


def good(result: AspectResult) -> str:
    """7 / 12 (58%)."""
    return f"{result.spots - result.below} / {result.spots} ({result.share}%)"


def _area_link(area: WorkArea, words: str) -> Any:
    return link(f"{reverse('inspections:results')}?gebied={area.pk}", words)
