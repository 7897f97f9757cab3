"""Points drawn at random inside an area, so that everybody can draw them again. The rule is in docs/inspection-draw.md.

Whole numbers alone, so that every machine gives the same: places are in millionths of a degree (WGS84).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final, NamedTuple

Ring = Sequence[Sequence[int]]  # [lat, lon] in millionths of a degree, the last as the first
Outline = Sequence[Sequence[Ring]]  # polygons, each an outer ring and its holes

RULE: Final = "wijkwerk-loting-1"
MICRO: Final = 1_000_000
MOST_TRIES: Final = 10_000  # a point; an area that is less than a thousandth of its box is no area


class NothingInside(ValueError):
    """The outline has no inside that a point can be drawn in."""


class Point(NamedTuple):
    """A place in millionths of a degree."""

    lat: int
    lon: int


def draw(seed: str, outline: Outline, *, number: int) -> Point:
    """The `number`th point (from 1) of this seed in this outline."""
    lats = [place[0] for polygon in outline for place in polygon[0]]
    lons = [place[1] for polygon in outline for place in polygon[0]]
    if not lats:
        raise NothingInside
    south, west = min(lats), min(lons)
    high, wide = max(lats) - south + 1, max(lons) - west + 1
    for attempt in range(MOST_TRIES):
        lot = sha256(f"{RULE}|{seed}|{number}|{attempt}".encode()).digest()
        point = Point(south + int.from_bytes(lot[:8]) % high, west + int.from_bytes(lot[8:16]) % wide)
        if is_inside(point, outline):
            return point
    raise NothingInside


def is_inside(point: Point, outline: Outline) -> bool:
    """Whether a line from the point to the east crosses the outline an odd number of times."""
    inside = False
    for polygon in outline:
        for ring in polygon:
            for (lat1, lon1), (lat2, lon2) in pairwise(ring):
                if (lat1 > point.lat) == (lat2 > point.lat):
                    continue
                # lon < lon1 + (lat - lat1) * (lon2 - lon1) / (lat2 - lat1), without dividing
                side = (point.lon - lon1) * (lat2 - lat1) - (point.lat - lat1) * (lon2 - lon1)
                if side < 0 if lat2 > lat1 else side > 0:
                    inside = not inside
    return inside


def outline_of(geometry: Mapping[str, Any] | str) -> list[list[list[list[int]]]]:
    """A GeoJSON polygon or several, in whole numbers: what is kept with a draw and published with it."""
    read: Mapping[str, Any] = json.loads(geometry) if isinstance(geometry, str) else geometry
    polygons = [read["coordinates"]] if read["type"] == "Polygon" else read["coordinates"]
    return [[[_whole(place) for place in ring] for ring in polygon] for polygon in polygons]


def _whole(place: Sequence[float]) -> list[int]:
    return [round(place[1] * MICRO), round(place[0] * MICRO)]
