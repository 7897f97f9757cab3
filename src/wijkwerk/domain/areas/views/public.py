"""The areas of the municipality, for everybody."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps, queries
from wijkwerk.domain.areas.forms import FindAreaForm
from wijkwerk.domain.areas.models import WorkArea, WorkAreaKind
from wijkwerk.domain.areas.queries import FigureColumn, FigureRow, OutsideMunicipality, Spot
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table, amount, link
from wijkwerk.foundation.tenancy import scope

MOST_OPTIONS = 8


class Found(NamedTuple):
    """What came of the question where somebody lives."""

    line: str
    spot: Spot | None
    others: list[str]


@needs(Permission.AREA_VIEW)
def area_list(request: HttpRequest) -> HttpResponse:
    """All work areas, on a map and in a list; and in which of them an address lies."""
    today = clock.today()
    work_areas = list(queries.work_areas(today))
    columns: list[Column[WorkArea]] = [
        Column(_("Naam"), lambda each: link(each.get_absolute_url(), each.name), main=True),
        Column(_("Soort"), lambda each: WorkAreaKind(each.kind).label),
    ]
    form = FindAreaForm(request.GET if "adres" in request.GET else None)
    found = _find(form.cleaned_data["adres"]) if form.is_valid() else None
    title = capfirst(scope.current().word("work_area", plural=True))
    return render(
        request,
        "areas/list.html",
        {
            "title": title,
            "form": form,
            "found": found,
            "map": maps.work_area_map(today, chosen=found.spot.work_area if found and found.spot else None),
            "table": Table(columns, work_areas, caption=title, request=request, empty=_("Er zijn nog geen gebieden.")),
            "keeps": bool(policy.may_somewhere(policy.actor_of(request), Permission.AREA_MANAGE)),
        },
    )


def _find(words: str) -> Found:
    today = clock.today()
    place = queries.find_address(words)
    if place is not None:
        try:
            return Found(place.line, queries.spot_at(place.lat, place.lon, today), [])
        except OutsideMunicipality:
            return Found(place.line, None, [])
    if spot := queries.spot_of_postcode(words, today):
        return Found(words, spot, [])
    return Found(words, None, [each.line for each in queries.addresses_like(words)])


@needs(Permission.AREA_VIEW)
def address_options(request: HttpRequest) -> HttpResponse:
    """Addresses that go with what was typed so far: options of a list beside a field."""
    words = request.GET.get("adres") or request.GET.get("address") or ""
    return render(request, "areas/address_options.html", {"lines": queries.address_lines(words, most=MOST_OPTIONS)})


@needs(Permission.AREA_VIEW, find=queries.work_area)
def work_area(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """The public page of one work area."""
    return render(request, "areas/work_area.html", work_area_context(request, work_area))


def work_area_context(request: HttpRequest, work_area: WorkArea) -> dict[str, Any]:
    """What the page of a work area shows; a room above adds what it knows, in a template that extends this one."""
    today = clock.today()
    day = queries.day_to_show(work_area, today)
    parts = [part.code for part in queries.parts_of(work_area, day)]
    names = queries.names_of(parts, work_area.areas_year)
    return {
        "work_area": work_area,
        "is_current": work_area.is_valid_on(today),
        "living_on": [each for each in queries.living_on(work_area, today) if each != work_area],
        "predecessors": list(work_area.predecessors.all()),
        "buurten": [(code, names.get(code, code)) for code in parts],
        "map": maps.work_area_map(day, chosen=work_area),
        "figures": _figure_table(request, queries.figure_columns(work_area, day)),
        "keeps": bool(policy.may(policy.actor_of(request), Permission.AREA_MANAGE, on=work_area)),
    }


def _figure_table(request: HttpRequest, columns: list[FigureColumn]) -> Table[Any] | None:
    """Each figure in a row, each area in a column. None without figures."""
    figures = queries.newest_figures([column.code for column in columns])
    rows: dict[int, dict[str, FigureRow]] = {}
    for code, found in figures.items():
        for row in found:
            rows.setdefault(row.indicator.pk, {})[code] = row
    if not rows:
        return None

    def one(row: dict[str, FigureRow]) -> FigureRow:
        return next(iter(row.values()))

    def value_in(code: str) -> Any:
        return lambda row: _value(row[code]) if code in row else "–"

    columns = [column for column in columns if figures[column.code]]
    shown: list[Column[dict[str, FigureRow]]] = [
        Column(_("Cijfer"), lambda row: one(row).indicator.name, main=True),
        *(Column(column.name, value_in(column.code), numeric=True) for column in columns),
        Column(_("Jaar"), lambda row: max(each.period for each in row.values()), numeric=True),
        Column(_("Bron"), lambda row: one(row).indicator.source or "–"),
    ]
    ordered = sorted(rows.values(), key=lambda row: one(row).indicator.name)
    return Table(shown, ordered, caption=_("Cijfers"), request=request)


def _value(row: FigureRow) -> str:
    """The figure as it is written."""
    indicator, value, smallest = row.indicator, row.value, scope.current().smallest_group
    if row.is_too_small(smallest):
        return _("minder dan %(number)s") % {"number": smallest}
    return amount(value if indicator.decimals or value is None else round(value), indicator.unit)
