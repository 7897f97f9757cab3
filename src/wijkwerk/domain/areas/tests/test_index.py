"""Points in areas, without a database."""

import math

import numpy
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.domain.areas.index import AreaIndex


def square(west, south, size=0.01):
    return shapely.to_wkb(shapely.box(west, south, west + size, south + size))


INDEX = AreaIndex(
    ["BU00370002", "BU00370001", "BU00370003"],
    [square(6.91, 52.99), square(6.90, 52.99), square(6.9213, 52.99)],
)


def test_a_point_lies_in_its_area():
    assert INDEX.area_of(52.995, 6.905) == "BU00370001"
    assert INDEX.area_of(52.995, 6.915) == "BU00370002"


def test_a_point_on_the_common_border_gets_the_lowest_code():
    assert INDEX.area_of(52.995, 6.91) == "BU00370001"


def test_where_two_areas_overlap_the_lowest_code_wins():
    index = AreaIndex(["BU00370009", "BU00370004"], [square(6.90, 52.99), square(6.90, 52.99)])
    assert index.area_of(52.995, 6.905) == "BU00370004"
    assert list(index.areas_of([52.995], [6.905])) == ["BU00370004"]


def test_a_point_in_a_gap_gets_the_nearest_area_within_a_hundred_metres():
    assert INDEX.area_of(52.995, 6.9204) == "BU00370002"
    assert INDEX.area_of(52.995, 6.9210) == "BU00370003"
    assert INDEX.area_of(53.0008, 6.905) == "BU00370001"


def test_a_point_farther_than_a_hundred_metres_lies_nowhere():
    assert INDEX.area_of(53.0010, 6.905) is None


def test_a_point_that_is_no_point_lies_nowhere():
    assert INDEX.area_of(math.nan, 6.9) is None
    assert list(INDEX.areas_of([math.nan, math.inf, 52.995], [6.9, 6.9, 6.905])) == [None, None, "BU00370001"]


def test_no_areas_and_no_points_are_ordinary():
    empty = AreaIndex([], [])
    assert empty.area_of(52.995, 6.905) is None
    assert list(empty.areas_of([52.995], [6.905])) == [None]
    assert list(INDEX.areas_of([], [])) == []


@given(st.lists(st.tuples(st.floats(52.98, 53.01), st.floats(6.89, 6.94)), max_size=30))
def test_many_at_once_say_the_same_as_one_by_one(points):
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    together = INDEX.areas_of(numpy.array(lats), numpy.array(lons))
    assert list(together) == [INDEX.area_of(lat, lon) for lat, lon in points]
