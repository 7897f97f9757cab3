"""Plain makers of areas: squares in a row, of one municipality, in one year."""

import gzip
import json
from datetime import UTC, date, datetime

import shapely

from wijkwerk.domain.areas import codes, queries
from wijkwerk.domain.areas.models import Address, Area, AreaYear, WorkArea, WorkAreaPart
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.foundation.access.policy import CLOCK

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
TODAY = date(2025, 3, 4)
LONG_AGO = date(2020, 1, 1)
BY = {"by": CLOCK, "at": NOON}
YEAR = 2024
SIZE = 0.01  # degrees


def square(west, south, size=SIZE):
    return shapely.box(west, south, west + size, south + size)


def make_area(code, name="", *, year=YEAR, shape=None, **fields):
    AreaYear.objects.get_or_create(year=year, defaults={"imported_at": NOON})
    if shape is not None:
        west, south, east, north = shape.bounds
        inside = shape.point_on_surface()
        fields |= {"border": shapely.to_wkb(shape), "lat": inside.y, "lon": inside.x}
        fields |= {"west": west, "south": south, "east": east, "north": north}
    return Area.objects.create(
        code=code,
        year=year,
        kind=codes.kind_of(code),
        name=name or f"Gebied {code}",
        municipality_code=codes.municipality_of(code),
        parent_code=codes.parent_of(code),
        **fields,
    )


def make_buurten(number, *, wijk="WK003700", year=YEAR, west=6.90, south=52.99):
    """Buurten in a row from west to east: BU00370000, BU00370001, …"""
    return [
        make_area(f"BU{wijk[2:]}{n:02}", f"Buurt {n}", year=year, shape=square(west + n * SIZE, south))
        for n in range(number)
    ]


def middle(n, *, west=6.90, south=52.99):
    """A point in the middle of the n-th of those buurten: lat, lon."""
    return south + SIZE / 2, west + (n + 0.5) * SIZE


def make_work_area(name="Maarswold", codes=(), *, valid_from=LONG_AGO, valid_until=None, **fields):
    if valid_until is not None:
        fields.setdefault("end_reason", "Herindeling")
    work_area = WorkArea.objects.create(
        name=name, **{"areas_year": YEAR, "valid_from": valid_from, "valid_until": valid_until} | fields
    )
    for code in codes:
        WorkAreaPart.objects.create(work_area=work_area, code=code, valid_from=valid_from, valid_until=valid_until)
    return work_area


def make_address(street="Dorpsstraat", number=1, **fields):
    values = {"postcode": "9500AA", "addition": "", "place": "Veenkanaal", "lat": 52.995, "lon": 6.905}
    values |= fields
    words = queries.plain(f"{street} {values['place']}")
    return Address.objects.create(street=street, number=number, words=words, **values)


def feature(code, name="Een naam", shape=None, **properties):
    kind = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}[code[:2]]
    properties |= {f"{kind}code": code, f"{kind}naam": name}
    geometry = shape if isinstance(shape, dict) else shape and json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(*features, name="gebieden_2024.geojson", zipped=False, **members):
    content = json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()
    return SourceFile(name, gzip.compress(content) if zipped else content)


def csv(*lines, name="cijfers_2024.csv", encoding="utf-8"):
    return SourceFile(name, "\n".join(lines).encode(encoding))
