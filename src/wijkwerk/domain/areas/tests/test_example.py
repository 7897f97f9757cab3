"""The areas of the example municipality."""

import pytest
import shapely

from wijkwerk.domain.areas import example, queries
from wijkwerk.domain.areas.models import Address, Area, WorkArea, WorkAreaPart
from wijkwerk.domain.areas.tests.factories import BY, TODAY
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

THIRTEEN = [
    "Alteveer",
    "Ceresdorp",
    "De Hagen / De Borgen / Vogelwijk",
    "Maarsstee",
    "Maarsveld",
    "Maarswold",
    "Mussel",
    "Musselkanaal",
    "Onstwedde",
    "Parkwijk",
    "Stadskanaal Centrum",
    "Stadskanaal Noord",
    "Vledderveen",
]


@pytest.fixture
def stadskanaal(db):
    municipality = make_municipality("GM0037", "Stadskanaal")
    example.make_example_areas(municipality, **BY)
    with in_municipality(municipality):
        yield municipality


def test_there_are_thirteen_work_areas_and_three_quarters_are_one(stadskanaal):
    assert [each.name for each in queries.work_areas(TODAY)] == THIRTEEN
    three = queries.work_areas(TODAY).get(name__startswith="De Hagen")
    names = queries.names_of([part.code for part in queries.parts_of(three, TODAY)], 2012)
    assert sorted(names.values()) == ["De Borgen", "De Hagen", "Vogelwijk"]


def test_making_them_again_changes_nothing(stadskanaal):
    models = (Area, WorkArea, WorkAreaPart, Address)
    before = [list(model.objects.order_by("id").values()) for model in models]
    example.make_example_areas(stadskanaal, **BY)
    assert [list(model.objects.order_by("id").values()) for model in models] == before


def test_the_shapes_lie_beside_each_other_without_overlap_or_gap(stadskanaal):
    buurten = [shapely.from_wkb(bytes(b)) for b in Area.objects.filter(kind="buurt").values_list("border", flat=True)]
    whole = shapely.union_all(buurten)
    assert all(shape.is_valid for shape in buurten)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert sum(shape.area for shape in buurten) == pytest.approx(whole.area, rel=1e-6)
    assert 52.9 < whole.centroid.y < 53.1
    assert 6.9 < whole.centroid.x < 7.2


def test_every_buurt_is_in_a_work_area(stadskanaal):
    assert sorted(queries.work_area_ids(TODAY)) == sorted(
        Area.objects.filter(kind="buurt").values_list("code", flat=True)
    )


def test_the_addresses_lie_in_the_municipality_and_in_the_village_that_they_name(stadskanaal):
    for address in Address.objects.all():
        area = queries.work_area_at(address.lat, address.lon, TODAY)
        if area.kind == "dorp":
            assert area.name == address.place
        else:
            assert address.place == "Stadskanaal"
