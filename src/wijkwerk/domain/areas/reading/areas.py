"""Areas in GeoJSON: gemeenten, wijken and buurten, recognised by what their properties are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import orjson
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.reading.contents import SourceFile, unpacked, year_in_name
from wijkwerk.domain.areas.reading.faults import Faults, refuse
from wijkwerk.foundation.kit import text

# The names that the statistics office gave to its properties through the years, the newest first.
_CODE: Final = {
    codes.AreaKind.BUURT: ("buurtcode", "bu_code"),
    codes.AreaKind.WIJK: ("wijkcode", "wk_code"),
    codes.AreaKind.MUNICIPALITY: ("gemeentecode", "gm_code"),
}
_NAME: Final = {
    codes.AreaKind.BUURT: ("buurtnaam", "bu_naam"),
    codes.AreaKind.WIJK: ("wijknaam", "wk_naam"),
    codes.AreaKind.MUNICIPALITY: ("gemeentenaam", "gm_naam"),
}
_ANY_CODE: Final = ("statcode",)
_ANY_NAME: Final = ("statnaam",)
LONGEST_NAME: Final = 100
# The Netherlands with its sea, so wide that no border touches it.
_WEST, _SOUTH, _EAST, _NORTH = 1.5, 50.0, 8.0, 56.5
_AT_ONCE: Final = 500


class AreaRow(NamedTuple):
    """An area as a file has it. The border is WKB in degrees; None for an area that has no polygon."""

    code: str
    kind: codes.AreaKind
    name: str
    is_water: bool
    border: bytes | None
    south: float | None
    west: float | None
    north: float | None
    east: float | None
    lat: float | None
    lon: float | None


def year_of(file: SourceFile, given: int | None) -> int:
    """The year of the areas in a file: as said, or as its name says."""
    year = given or year_in_name(file.name)
    if year is None:
        raise refuse(file.name, _("Van welk jaar zijn deze gebieden? Geef het jaar op, of zet het in de naam."))
    return year


def read_areas(
    file: SourceFile, faults: Faults, *, only: str = "", tick: Callable[[int, int], None] = lambda done, total: None
) -> list[AreaRow]:
    """The areas in a file. What is wrong is added to `faults`; `only` leaves out all but one municipality."""
    import shapely  # slow import

    features = _features(file)
    rows: list[AreaRow] = []
    seen: dict[str, int] = {}
    for start in range(0, len(features), _AT_ONCE):
        part = [_Feature.read(n, feature) for n, feature in enumerate(features[start : start + _AT_ONCE], start + 1)]
        borders, troubles = _borders([feature.geometry for feature in part])
        bounds = shapely.bounds(borders)
        centres = shapely.point_on_surface(borders)
        wkb = shapely.to_wkb(borders)
        for n, feature in enumerate(part):
            where = _("%(file)s, onderdeel %(number)s") % {"file": file.name, "number": feature.number}
            if feature.code:
                where = f"{where} ({text.shorten(feature.code, 20)})"
            why = feature.trouble or troubles[n]
            if not why and feature.code in seen:
                why = _("Deze code staat ook al bij onderdeel %(number)s.") % {"number": seen[feature.code]}
            if why:
                faults.add(where, why)
                continue
            seen[feature.code] = feature.number
            kind = codes.kind_of(feature.code)
            if kind is None or (only and codes.municipality_of(feature.code) != only):
                continue
            box = [None] * 4 if borders[n] is None else [round(float(edge), 6) for edge in bounds[n]]
            lat = None if borders[n] is None else round(centres[n].y, 6)
            lon = None if borders[n] is None else round(centres[n].x, 6)
            west, south, east, north = box
            rows.append(
                AreaRow(feature.code, kind, feature.name, feature.is_water, wkb[n], south, west, north, east, lat, lon)
            )
        tick(min(start + _AT_ONCE, len(features)), len(features))
    return rows


def _features(file: SourceFile) -> Sequence[Any]:
    try:
        document = orjson.loads(unpacked(file))
    except orjson.JSONDecodeError as broken:
        raise refuse(
            file.name, _("Dit is geen GeoJSON-bestand. Haal de wijk- en buurtkaart op als GeoJSON (ook .gz mag).")
        ) from broken
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise refuse(file.name, _("In dit bestand staat geen lijst van gebieden (GeoJSON FeatureCollection)."))
    if not features:
        raise refuse(file.name, _("In dit bestand staat geen enkel gebied."))
    system = orjson.dumps(document.get("crs")).decode()
    if "28992" in system or "7415" in system:
        raise refuse(file.name, _in_metres())
    return features


def _in_metres() -> str:
    return _(
        "De coördinaten zijn rijksdriehoekscoördinaten (RD, EPSG:28992). "
        "Haal het bestand op met lengte en breedte in graden (WGS84, EPSG:4326)."
    )


class _Feature(NamedTuple):
    number: int
    code: str
    name: str
    is_water: bool
    geometry: Any
    trouble: str

    @classmethod
    def read(cls, number: int, feature: Any) -> _Feature:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            return cls(number, "", "", False, None, _("Dit onderdeel heeft geen eigenschappen."))
        known = {str(key).strip().lower(): value for key, value in properties.items()}
        code, name, kind, trouble = _code_and_name(known)
        if not trouble:
            trouble = _trouble_with_parents(known, code, kind) or _trouble_with_name(name)
        is_water = str(known.get("water") or "").strip().upper() == "JA"
        return cls(number, code, name, is_water, feature.get("geometry"), trouble)


def _word(known: Mapping[str, Any], keys: Sequence[str]) -> str:
    return next((text.one_line(str(known[key])) for key in keys if known.get(key) is not None), "")


def _code_and_name(known: Mapping[str, Any]) -> tuple[str, str, codes.AreaKind | None, str]:
    for kind, keys in _CODE.items():
        if code := _word(known, keys):
            name = _word(known, _NAME[kind])
            if codes.kind_of(code) == kind:
                return code, name, kind, ""
            why = _("%(code)s is geen %(kind)scode. Een %(kind)scode ziet eruit als %(example)s.")
            return code, name, kind, why % {"code": text.shorten(code, 20), "kind": kind, "example": _EXAMPLE[kind]}
    if code := _word(known, _ANY_CODE):
        kind_said = codes.kind_of(code)
        trouble = "" if kind_said else _("%(code)s is geen code van een gemeente, wijk of buurt.") % {"code": code[:20]}
        return code, _word(known, _ANY_NAME), kind_said, trouble
    return "", "", None, _("Dit onderdeel heeft geen gemeentecode, wijkcode of buurtcode.")


_EXAMPLE: Final = {
    codes.AreaKind.BUURT: "BU00370001",
    codes.AreaKind.WIJK: "WK003700",
    codes.AreaKind.MUNICIPALITY: "GM0037",
}


def _trouble_with_parents(known: Mapping[str, Any], code: str, kind: codes.AreaKind | None) -> str:
    """A buurt says which wijk and gemeente it lies in; its code says so too, and must say the same."""
    for level, expected in (
        (codes.AreaKind.WIJK, codes.wijk_of(code) if kind == codes.AreaKind.BUURT else ""),
        (codes.AreaKind.MUNICIPALITY, codes.municipality_of(code) if kind != codes.AreaKind.MUNICIPALITY else ""),
    ):
        said = _word(known, _CODE[level])
        if expected and said and said != expected:
            return _("De %(kind)s is volgens de eigenschappen %(said)s, maar volgens de code %(expected)s.") % {
                "kind": level,
                "said": text.shorten(said, 20),
                "expected": expected,
            }
    return ""


def _trouble_with_name(name: str) -> str:
    if not name:
        return _("Dit gebied heeft geen naam.")
    if len(name) > LONGEST_NAME:
        return _("De naam van dit gebied is langer dan %(most)s tekens.") % {"most": LONGEST_NAME}
    return ""


def _borders(geometries: Sequence[Any]) -> tuple[Any, list[str]]:
    """The borders as polygons, None where there is none, and what is wrong with each."""
    import numpy  # slow import
    import shapely  # slow import

    written = [orjson.dumps(geometry).decode() if geometry is not None else None for geometry in geometries]
    borders = shapely.from_geojson(written, on_invalid="ignore")
    troubles = [""] * len(geometries)
    flat = shapely.force_2d(borders)
    mended = numpy.where(shapely.is_valid(flat) | shapely.is_missing(flat), flat, shapely.make_valid(flat))
    bounds = shapely.bounds(mended)
    for n, (geometry, border) in enumerate(zip(geometries, mended, strict=True)):
        if geometry is None:
            continue
        if border is None:
            troubles[n] = _("De grens van dit gebied is niet te lezen.")
            continue
        border = mended[n] = _only_area(border)
        if border is None or border.is_empty:
            troubles[n] = _("De grens van dit gebied is geen vlak.")
            mended[n] = None
        else:
            troubles[n] = _trouble_with_place(*bounds[n])
    return mended, troubles


def _only_area(border: Any) -> Any:
    """The polygons of a border; a mended border may have left-over lines and points."""
    import shapely  # slow import

    if border.geom_type in ("Polygon", "MultiPolygon"):
        return border
    polygons = [part for part in shapely.get_parts(border) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(polygons) if polygons else None


def _trouble_with_place(west: float, south: float, east: float, north: float) -> str:
    if _WEST <= west <= east <= _EAST and _SOUTH <= south <= north <= _NORTH:
        return ""
    if max(abs(west), abs(east), abs(south), abs(north)) > 360:
        return _in_metres()
    if _WEST <= south <= north <= _EAST and _SOUTH <= west <= east <= _NORTH:
        return _("Lengte en breedte staan verwisseld. In GeoJSON staat de lengte (bijvoorbeeld 6,9) voor de breedte.")
    return _("Dit gebied ligt buiten Nederland.")
