"""Which area is this point in: answered in the memory of the process, for one point or for a million.

Knows no database: codes and borders go in, codes come out. Simplified borders overlap and leave gaps: on overlap the
lowest code wins, a point in a gap gets the nearest area within a hundred metres.
"""

import math
from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy
import shapely
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[numpy.float64]
Numbers: TypeAlias = NDArray[numpy.int64]

NEAR_METRES: Final = 100.0
METRES_PER_DEGREE: Final = 111_320.0
AT_ONCE: Final = 25_000  # points; more at once only costs memory
NONE: Final = -1


class AreaIndex:
    """Areas by point.

    Works on a plane in metres: a degree of longitude is as long as it is in the middle of these areas. Within the
    Netherlands that is wrong by three in a hundred at most, which only touches the hundred metres.
    """

    def __init__(self, codes: Sequence[str], borders: Sequence[bytes]) -> None:
        order = sorted(range(len(codes)), key=codes.__getitem__)
        self.codes: list[str] = [codes[n] for n in order]
        self._code_array = numpy.array([*self.codes, None], dtype=object)  # the last one is the answer to NONE
        shapes = shapely.from_wkb([borders[n] for n in order])
        south, north = shapely.total_bounds(shapes)[[1, 3]] if order else (52.0, 52.0)
        self._x_scale = METRES_PER_DEGREE * math.cos(math.radians((south + north) / 2))
        self._y_scale = METRES_PER_DEGREE
        self._shapes = shapely.transform(shapes, lambda degrees: degrees * (self._x_scale, self._y_scale))
        self._tree = shapely.STRtree(self._shapes)

    def __len__(self) -> int:
        return len(self.codes)

    def area_of(self, lat: float, lon: float) -> str | None:
        """The code of the area that this point lies in, or None."""
        if not (math.isfinite(lat) and math.isfinite(lon)):
            return None
        point = shapely.Point(lon * self._x_scale, lat * self._y_scale)
        found = self._tree.query(point, predicate="intersects")
        if not len(found):
            found = self._tree.query_nearest(point, max_distance=NEAR_METRES)
        return self.codes[min(found)] if len(found) else None

    def areas_of(self, lats: Sequence[float] | Floats, lons: Sequence[float] | Floats) -> NDArray[numpy.object_]:
        """The codes of the areas that these points lie in, in the same order; None for a point outside all of them."""
        codes: NDArray[numpy.object_] = self._code_array[self.places_of(lats, lons)]
        return codes

    def places_of(self, lats: Sequence[float] | Floats, lons: Sequence[float] | Floats) -> Numbers:
        """As `areas_of`, but as places in `codes`: less to carry for whoever counts; -1 for a point outside."""
        xs = numpy.asarray(lons, dtype=numpy.float64) * self._x_scale
        ys = numpy.asarray(lats, dtype=numpy.float64) * self._y_scale
        # First by box, then by border: a border that was prepared once answers faster than one asked by the tree.
        shapely.prepare(self._shapes)
        parts = [self._places_of(xs[n : n + AT_ONCE], ys[n : n + AT_ONCE]) for n in range(0, len(xs), AT_ONCE)]
        return numpy.concatenate(parts) if parts else numpy.empty(0, dtype=numpy.int64)

    def _places_of(self, xs: Floats, ys: Floats) -> Numbers:
        outside = len(self.codes)
        places = numpy.full(len(xs), outside, dtype=numpy.int64)
        usable = numpy.flatnonzero(numpy.isfinite(xs) & numpy.isfinite(ys))
        xs, ys = xs[usable], ys[usable]
        asked, found = self._tree.query(shapely.points(xs, ys))
        inside = shapely.intersects_xy(self._shapes[found], xs[asked], ys[asked])
        numpy.minimum.at(places, usable[asked[inside]], found[inside])
        lost = numpy.flatnonzero(places[usable] == outside)
        if len(lost):
            asked, found = self._tree.query_nearest(shapely.points(xs[lost], ys[lost]), max_distance=NEAR_METRES)
            numpy.minimum.at(places, usable[lost[asked]], found)
        places[places == outside] = NONE
        return places
