"""The areas of the example municipality: thirteen work areas as the Stadskanaal note of 2012 has them.

The shapes are schematic and drawn by us on a plane in kilometres, along the canal and across it; codes with a V and
addresses are invented. They stand among the national areas of 2012, beside those of any other year.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import shapely
from django.db import transaction

from wijkwerk.domain.areas import codes, operations
from wijkwerk.domain.areas.index import METRES_PER_DEGREE
from wijkwerk.domain.areas.models import WorkArea, WorkAreaKind
from wijkwerk.domain.areas.reading.addresses import AddressRow
from wijkwerk.domain.areas.reading.areas import AreaRow
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

YEAR: Final = 2012
CODE: Final = "GM0037"
NAME: Final = "Stadskanaal"
FIRST_DAY: Final = date(2012, 1, 1)
_DRAWING: Final = Path(__file__).with_name("example_areas.json")
# The canal begins here and runs to the south-east: one kilometre along it, and one across it, east and north.
_LAT, _LON = 53.004, 6.886
_ALONG: Final = (0.94, -0.342)
_ACROSS: Final = (0.342, 0.94)
_FLATTER: Final = 0.6017  # a degree of longitude here, in degrees of latitude


@transaction.atomic
def make_example_areas(municipality: Municipality, *, at: datetime, by: Actor = CLOCK) -> None:
    """Draw the areas, make the thirteen work areas and a short list of addresses. Again is harmless."""
    drawing = json.loads(_DRAWING.read_text(encoding="utf-8"))
    operations.keep_areas({YEAR: {row.code: row for row in area_rows(drawing)}}, at=at, source="schematisch voorbeeld")
    if municipality.areas_year != YEAR:
        municipality.areas_year = YEAR
        municipality.save(update_fields=["areas_year"])
    with scope.in_municipality(municipality):
        present = set(WorkArea.objects.values_list("name", flat=True))
        for wijk in drawing["wijken"]:
            if wijk["name"] not in present:
                operations.create_work_area(
                    name=wijk["name"],
                    kind=WorkAreaKind(wijk["kind"]),
                    codes=[buurt["code"] for buurt in wijk["buurten"]],
                    valid_from=FIRST_DAY,
                    by=by,
                    at=at,
                )
        operations.keep_addresses(address_rows(drawing))


def area_rows(drawing: dict[str, Any]) -> list[AreaRow]:
    """The gemeente, its wijken and buurten; what is larger is the sum of its parts."""
    rows, wijk_shapes = [], []
    for wijk in drawing["wijken"]:
        shapes: dict[str, shapely.Geometry] = {}
        for buurt in wijk["buurten"]:
            ring = [_place(drawing["corners"][p] if isinstance(p, str) else p) for p in buurt["ring"]]
            shape = shapely.Polygon(ring)
            if "without" in buurt:
                shape = shape.difference(shapes[buurt["without"]])
            shapes[buurt["code"]] = shape
            rows.append(_row(buurt["code"], buurt["name"], shape))
        wijk_shapes.append(shapely.union_all(list(shapes.values())))
        rows.append(_row(wijk["code"], wijk["name"], wijk_shapes[-1]))
    return [_row(CODE, NAME, shapely.union_all(wijk_shapes)), *rows]


def address_rows(drawing: dict[str, Any]) -> list[AddressRow]:
    rows = []
    for street in drawing["streets"]:
        for n, number in enumerate(street["numbers"]):
            lon, lat = _place([at + n * step for at, step in zip(street["at"], street["step"], strict=True)])
            rows.append(AddressRow(street["postcode"], number, "", street["street"], street["place"], lat, lon))
    return rows


def _place(point: list[float]) -> tuple[float, float]:
    """From kilometres along and across the canal to degrees: lon, lat."""
    along, across = point
    east = along * _ALONG[0] + across * _ACROSS[0]
    north = along * _ALONG[1] + across * _ACROSS[1]
    degrees = 1000 / METRES_PER_DEGREE
    return round(_LON + east * degrees / _FLATTER, 6), round(_LAT + north * degrees, 6)


def _row(code: str, name: str, shape: shapely.Geometry) -> AreaRow:
    kind = codes.kind_of(code)
    assert kind is not None
    west, south, east, north = shape.bounds
    inside = shapely.point_on_surface(shape)
    return AreaRow(
        code=code,
        kind=kind,
        name=name,
        is_water=False,
        border=shapely.to_wkb(shape),
        south=south,
        west=west,
        north=north,
        east=east,
        lat=round(inside.y, 6),
        lon=round(inside.x, 6),
    )
