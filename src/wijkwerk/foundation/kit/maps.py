"""Maps: areas and points as a drawing that needs no script, and the same as data for Leaflet.

Shapes are put on a grid as fine as the eye: half a pixel of a large map. That keeps a page with many areas light.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from wijkwerk.foundation.kit.controls import escaped

Ring = list[tuple[float, float]]  # (lon, lat)
Polygons = list[list[Ring]]

WIDTH = 1000
GRID = 1500  # steps over the longest side
MOST_NAMES = 30  # more names than this would cover the map
LETTER = (15, 34)  # how wide a letter of a name is and how high its line, on a sheet of WIDTH


@dataclass(frozen=True, slots=True)
class Shape:
    """An area with its own outline (GeoJSON Polygon or MultiPolygon, as a dict or as text)."""

    id: str
    name: str
    geometry: Mapping[str, Any] | str
    address: str = ""
    note: str = ""
    level: int | None = None  # 0 to 5: the depth of its colour
    name_at: tuple[float, float] | None = None  # lat, lon: where its name goes when the middle lies outside


@dataclass(frozen=True, slots=True)
class Point:
    """Something at a place."""

    lat: float
    lon: float
    name: str
    address: str = ""
    note: str = ""
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class DrawnShape:
    shape: Shape
    path: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class DrawnPoint:
    point: Point
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths and places on a sheet of `width` by `height`. Numbers are text: a template would write commas."""

    width: str
    height: str
    shapes: list[DrawnShape]
    points: list[DrawnPoint]
    names: list[DrawnShape]  # whose names fit without lying over another

    @property
    def circles(self) -> SafeString:
        """The points as SVG. Put together here: a template takes five times as long, and a map has hundreds."""
        return mark_safe("".join(_circle(drawn) for drawn in self.points))


@dataclass
class Map:
    """What is on a map. Tiles are only fetched when an address is given: a choice of the municipality."""

    title: str
    description: str = ""
    shapes: Sequence[Shape] = ()
    points: Sequence[Point] = ()
    tiles: str = ""
    attribution: str = ""
    legend: Sequence[tuple[int, str]] = ()
    id: str = "kaart"
    _outlines: list[Polygons] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        raw = [list(polygons(shape.geometry)) for shape in self.shapes]
        west, south, east, north = _bounds(self._places(raw))
        self._west, self._north = west, north
        self._flatten = cos(radians((south + north) / 2))
        wide, high = (east - west) * self._flatten, north - south
        self._step = max(wide, high) / GRID or 1e-5
        self._outlines = [[[self._on_grid(ring) for ring in polygon] for polygon in shape] for shape in raw]
        margin = 0.03 * max(wide, high)
        self._scale = WIDTH / (wide + 2 * margin) if wide + margin else 1.0
        self._margin = margin
        self._height = max(round((high + 2 * margin) * self._scale), 1)

    def drawing(self) -> Drawing:
        """The map for a page without script."""
        shapes = [
            DrawnShape(shape, self._path(outline), *_written(self._place_of_name(shape, outline)))
            for shape, outline in self._drawable()
        ]
        return Drawing(
            width=str(WIDTH),
            height=str(self._height),
            shapes=shapes,
            points=[DrawnPoint(point, *_written(self._at(point.lon, point.lat))) for point in self.points],
            names=_names_that_fit(shapes) if len(shapes) <= MOST_NAMES else [],
        )

    def data(self) -> dict[str, Any]:
        """The map for Leaflet; what is not there is left out or empty."""
        return {
            "tiles": self.tiles,
            "attribution": self.attribution,
            "shapes": [
                {
                    "id": shape.id,
                    "name": str(shape.name),
                    "note": str(shape.note),
                    "address": shape.address,
                    "level": shape.level,
                    "name_at": shape.name_at,
                    "geometry": {"type": "MultiPolygon", "coordinates": outline},
                }
                for shape, outline in self._drawable()
            ],
            "points": [
                {
                    "lat": point.lat,
                    "lon": point.lon,
                    "name": str(point.name),
                    "note": str(point.note),
                    "address": point.address,
                    "tone": point.tone,
                }
                for point in self.points
            ],
        }

    def _drawable(self) -> Iterator[tuple[Shape, Polygons]]:
        """An area without an outline is in the list, and not on the map."""
        return ((shape, outline) for shape, outline in zip(self.shapes, self._outlines, strict=True) if outline)

    def _places(self, raw: Iterable[Iterable[Iterable[Ring]]]) -> Iterator[tuple[float, float]]:
        for shape in raw:
            for polygon in shape:
                for ring in polygon:
                    yield from ring
        for point in self.points:
            yield point.lon, point.lat

    def _on_grid(self, ring: Ring) -> Ring:
        step_lat, step_lon = self._step, self._step / self._flatten
        placed: Ring = []
        for lon, lat in ring:
            place = (round(round(lon / step_lon) * step_lon, 5), round(round(lat / step_lat) * step_lat, 5))
            if not placed or placed[-1] != place:
                placed.append(place)
        # A ring that became too small to see keeps its own points: it stays findable when somebody zooms in.
        return placed if len(placed) >= 4 else [(round(lon, 6), round(lat, 6)) for lon, lat in ring]

    def _at(self, lon: float, lat: float) -> tuple[float, float]:
        x = ((lon - self._west) * self._flatten + self._margin) * self._scale
        y = (self._north - lat + self._margin) * self._scale
        return round(x, 1), round(y, 1)

    def _path(self, outline: Polygons) -> str:
        rings = (ring for polygon in outline for ring in polygon)
        return "".join(
            "M" + "L".join(f"{x:g} {y:g}" for x, y in (self._at(*place) for place in ring)) + "z" for ring in rings
        )

    def _place_of_name(self, shape: Shape, outline: Polygons) -> tuple[float, float]:
        if shape.name_at is None:
            return self._middle(outline)
        lat, lon = shape.name_at
        x, y = self._at(lon, lat)
        return round(x, 1), round(y, 1)

    def _middle(self, outline: Polygons) -> tuple[float, float]:
        """The centre of gravity of the largest part: where the name goes."""
        best, largest = (0.0, 0.0), -1.0
        for polygon in outline:
            area, x, y = _gravity([self._at(*place) for place in polygon[0]])
            if area > largest:
                best, largest = (round(x, 1), round(y, 1)), area
        return best


def _circle(drawn: DrawnPoint) -> str:
    point = drawn.point
    words = escaped(f"{point.name}, {point.note}" if point.note else point.name)
    circle = (
        f'<circle class="ww-point ww-point--{escaped(point.tone)}" cx="{drawn.x}" cy="{drawn.y}" r="11">'
        f"<title>{words}</title></circle>"
    )
    return f'<a href="{escaped(point.address)}" aria-label="{words}">{circle}</a>' if point.address else circle


def _names_that_fit(shapes: Sequence[DrawnShape]) -> list[DrawnShape]:
    """Shapes whose names lie over no other, the shortest names first: the list beside the map has them all."""
    wide, high = LETTER
    taken: list[tuple[float, float, float]] = []
    fitting: list[DrawnShape] = []
    for drawn in sorted(shapes, key=lambda drawn: len(drawn.shape.name)):
        x, y, half = float(drawn.x), float(drawn.y), len(drawn.shape.name) * wide / 2
        if all(
            abs(x - other_x) >= half + other_half or abs(y - other_y) >= high for other_x, other_y, other_half in taken
        ):
            taken.append((x, y, half))
            fitting.append(drawn)
    return fitting


def _written(place: tuple[float, float]) -> tuple[str, str]:
    return f"{place[0]:g}", f"{place[1]:g}"


def polygons(geometry: Mapping[str, Any] | str) -> Iterator[list[Ring]]:
    """The polygons of a GeoJSON geometry, each an outer ring and its holes."""
    read: Mapping[str, Any] = json.loads(geometry) if isinstance(geometry, str) else geometry
    if not read:
        return
    coordinates = [read["coordinates"]] if read["type"] == "Polygon" else read["coordinates"]
    for polygon in coordinates:
        yield [[(place[0], place[1]) for place in ring] for ring in polygon]


def _bounds(places: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    found = list(places)
    if not found:
        return 3.2, 50.7, 7.3, 53.6  # the Netherlands
    lons, lats = [lon for lon, _ in found], [lat for _, lat in found]
    if len(found) == 1 or (min(lons) == max(lons) and min(lats) == max(lats)):
        return lons[0] - 0.01, lats[0] - 0.006, lons[0] + 0.01, lats[0] + 0.006
    return min(lons), min(lats), max(lons), max(lats)


def _gravity(ring: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    if not area:
        return 0.0, ring[0][0], ring[0][1]
    return abs(area) / 2, x / (3 * area), y / (3 * area)
