"""Areas for machines: gemeenten, wijken and buurten, work areas with their shapes, addresses, and what lies where."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query

from wijkwerk.domain.areas import codes, queries
from wijkwerk.domain.areas.codes import AreaKind
from wijkwerk.domain.areas.models import Area, WorkArea, WorkAreaKind
from wijkwerk.domain.areas.queries import Location
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Lat, Line, Lon, Number, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope

router = api.router("gebieden")
BY_CODE = ("code", "id")
GEOJSON = "application/geo+json"


class HalfAPoint(Refusal):
    message = _("Een punt heeft een breedte en een lengte. Stuur “lat” en “lon” allebei mee.")


class NothingAsked(Refusal):
    message = _("Zeg met “zoek” naar welk adres u zoekt, of met “lat” en “lon” bij welk punt.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class AreaDocument(Document):
    """A gemeente, wijk or buurt of one year. Without a border it has no place either."""

    code: str
    year: int = named("jaar")
    kind: AreaKind = named("soort")
    name: str = named("naam")
    municipality: str = named("gemeente")
    is_water: bool = named("isWater")
    lat: float | None = None
    lon: float | None = None


class AreaList(Document):
    rows: list[AreaDocument] = named("resultaten")
    following: str | None = named("volgende", None)


class FigureDocument(Document):
    """The newest figure of its sort. No value where it is missing, or so small that it could point at somebody."""

    key: str = named("sleutel")
    name: str = named("naam")
    year: int = named("jaar")
    value: float | None = named("waarde")
    unit: str = named("eenheid")
    source: str = named("bron")
    better: str = named("beter")


class AreaWithFigures(AreaDocument):
    figures: list[FigureDocument] = named("cijfers")


class WorkAreaDocument(Document):
    """What the municipality works with: a set of buurten, from a day, up to but not with another."""

    number: int = named("nummer")
    name: str = named("naam")
    kind: WorkAreaKind = named("soort")
    buurten: list[str]
    valid_from: date = named("geldigVanaf")
    valid_until: date | None = named("geldigTot", None)
    lives_on_in: list[int] = named("gaatVerderIn")
    address: str = named("adres")


class WorkAreaList(Document):
    rows: list[WorkAreaDocument] = named("resultaten")
    following: str | None = named("volgende", None)


class AddressDocument(Document):
    id: str
    line: str = named("regel")
    postcode: str
    lat: float
    lon: float


class AddressList(Document):
    rows: list[AddressDocument] = named("resultaten")
    following: str | None = named("volgende", None)


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class PointQuestion(Input):
    lat: Lat | None = None
    lon: Lon | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        if (self.lat is None) != (self.lon is None):
            raise HalfAPoint
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class AreaQuestion(PointQuestion):
    year: api.Number | None = named("jaar", None)
    kind: AreaKind = named("soort", AreaKind.BUURT)
    municipality: Line = named("gemeente", "")
    following: str = named("volgende", "")


class YearQuestion(Input):
    year: api.Number | None = named("jaar", None)


class WorkAreaQuestion(PointQuestion):
    on: date | None = named("op", None)


class DayQuestion(Input):
    on: date | None = named("op", None)


class AddressQuestion(PointQuestion):
    words: Line = named("zoek", "")


# ── Areas of the country ───────────────────────────────────────────────────────────────────────────────────────────
@router.get("/gebieden", response=AreaList, summary="Gemeenten, wijken of buurten van een jaar, of die van een punt")
@needs(Permission.AREA_VIEW)
def areas(request: HttpRequest, filters: Query[AreaQuestion]) -> HttpResponse:
    """Zonder “gemeente” die van deze gemeente. Met “lat” en “lon” de buurt, wijk en gemeente waar het punt in ligt."""
    own = scope.current()
    year = filters.year or own.areas_year
    if filters.point is not None:
        return api.list_answer(request, [_area(each) for each in _areas_at(filters.point, year)], next_token=None)
    api.check_token(filters.following, order=BY_CODE)
    found = queries.areas(year, filters.kind, municipality_code=filters.municipality or own.code)
    page = paging.page(found, after=filters.following, order=BY_CODE, size=api.MOST)
    return api.list_answer(request, [_area(each) for each in page.rows], next_token=page.next)


@router.get("/gebieden/{code}", response=AreaWithFigures, summary="Eén gebied, met de nieuwste cijfers")
@needs(Permission.AREA_VIEW)
def area(request: HttpRequest, code: str, filters: Query[YearQuestion]) -> HttpResponse:
    found = queries.area(code, filters.year or scope.current().areas_year)
    if found is None:
        raise Http404
    figures = [_figure(row) for row in queries.newest_figures([code])[code]]
    return api.answer(_area(found) | {"cijfers": figures})


def _areas_at(point: tuple[float, float], year: int) -> list[Area]:
    code = queries.area_index(year).area_of(*point)
    if code is None:
        return []
    wanted = [code, codes.wijk_of(code), codes.municipality_of(code)]
    return [found for each in wanted if (found := queries.area(each, year)) is not None]


# ── Work areas ─────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkgebieden", response=WorkAreaList, summary="Werkgebieden op een dag, of dat van een punt")
@needs(Permission.AREA_VIEW)
def work_areas(request: HttpRequest, filters: Query[WorkAreaQuestion]) -> HttpResponse:
    """Alle werkgebieden passen in één antwoord. Een punt buiten de gemeente wordt geweigerd."""
    on = filters.on or clock.today()
    if filters.point is not None:
        found = queries.work_area_at(*filters.point, on)
        here = [found] if found is not None else []
    else:
        here = list(queries.work_areas(on))
    return api.list_answer(request, _work_areas(here, on), next_token=None)


@router.get("/werkgebieden/kaart", summary="Werkgebieden op een dag als kaart (GeoJSON)")
@needs(Permission.AREA_VIEW)
def work_area_map(request: HttpRequest, filters: Query[DayQuestion]) -> HttpResponse:
    """Een FeatureCollection; een werkgebied zonder grens heeft geen vorm."""
    import shapely  # slow import

    on = filters.on or clock.today()
    found = list(queries.work_areas(on))
    shapes = queries.shapes_of(found, on)
    features = [
        {
            "type": "Feature",
            "id": told["nummer"],
            "properties": told,
            "geometry": json.loads(shapely.to_geojson(shapes[told["nummer"]])) if told["nummer"] in shapes else None,
        }
        for told in _work_areas(found, on)
    ]
    response = api.answer({"type": "FeatureCollection", "features": features})
    response["Content-Type"] = GEOJSON
    return response


def _work_area(number: Number) -> WorkArea:
    return queries.work_area(number)


@router.get("/werkgebieden/{int:nummer}", response=WorkAreaDocument, summary="Eén werkgebied")
@needs(Permission.AREA_VIEW, find=_work_area, by=("nummer",))
def work_area(request: HttpRequest, found: WorkArea) -> HttpResponse:
    """Ook een werkgebied van vroeger: het zegt in welke het verder gaat."""
    return api.answer(_work_areas([found], queries.day_to_show(found, clock.today()))[0])


# ── Addresses ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/adressen", response=AddressList, summary="Adressen op woorden, op postcode en nummer, of bij een punt")
@needs(Permission.AREA_VIEW)
def addresses(request: HttpRequest, filters: Query[AddressQuestion]) -> HttpResponse:
    if filters.point is not None:
        near = queries.nearest_address(*filters.point)
        found = [near] if near is not None else []
    elif filters.words:
        found = queries.addresses_like(filters.words)
    else:
        raise NothingAsked
    return api.list_answer(request, [_address(each) for each in found], next_token=None)


@router.get("/adressen/{adres}", response=AddressDocument, summary="Eén adres")
@needs(Permission.AREA_VIEW)
def address(request: HttpRequest, adres: str) -> HttpResponse:
    found = queries.address(adres[:100])
    if found is None:
        raise Http404
    return api.answer(_address(found))


# ── Rows to documents ──────────────────────────────────────────────────────────────────────────────────────────────
def _area(one: Area) -> dict[str, Any]:
    return AreaDocument(
        code=one.code,
        year=one.year,
        kind=AreaKind(one.kind),
        name=one.name,
        municipality=one.municipality_code,
        is_water=one.is_water,
        lat=one.lat,
        lon=one.lon,
    ).model_dump(by_alias=True)


def _figure(row: queries.FigureRow) -> dict[str, Any]:
    indicator = row.indicator
    return FigureDocument(
        key=indicator.key,
        name=indicator.name,
        year=row.period,
        value=None if row.is_too_small(scope.current().smallest_group) else row.value,
        unit=indicator.unit,
        source=indicator.source,
        better=indicator.direction,
    ).model_dump(by_alias=True)


def _work_areas(found: list[WorkArea], on: date) -> list[dict[str, Any]]:
    parts: dict[int, list[str]] = {}
    for code, pk in queries.work_area_ids(on).items():
        parts.setdefault(pk, []).append(code)
    successors = queries.successor_ids()
    return [
        WorkAreaDocument(
            number=one.pk,
            name=one.name,
            kind=WorkAreaKind(one.kind),
            buurten=sorted(parts.get(one.pk, [])),
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            lives_on_in=successors.get(one.pk, []),
            address=one.get_absolute_url(),
        ).model_dump(by_alias=True)
        for one in found
    ]


def _address(place: Location) -> dict[str, Any]:
    return AddressDocument(
        id=place.id, line=place.line, postcode=place.postcode, lat=place.lat, lon=place.lon
    ).model_dump(by_alias=True)
