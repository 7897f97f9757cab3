"""Which buurt and work area a point lies in, and what is outside."""

import pytest

from wijkwerk.domain.areas import queries
from wijkwerk.domain.areas.tests.factories import (
    LONG_AGO,
    TODAY,
    make_area,
    make_buurten,
    make_work_area,
    middle,
    square,
)
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


def test_a_point_has_a_buurt_and_a_work_area(municipality):
    make_buurten(3)
    noord = make_work_area("Noord", ["BU00370000", "BU00370001"])
    assert queries.spot_at(*middle(1), TODAY) == ("BU00370001", noord)
    assert queries.work_area_at(*middle(0), TODAY) == noord


def test_a_buurt_may_have_no_work_area(municipality):
    make_buurten(1)
    assert queries.spot_at(*middle(0), TODAY) == ("BU00370000", None)


def test_a_point_outside_the_municipality_is_refused_with_its_name(municipality):
    make_buurten(1)
    with pytest.raises(queries.OutsideMunicipality) as refused:
        queries.spot_at(52.37, 4.9, TODAY)
    assert refused.value.words == "Deze plek ligt niet in de gemeente Veenkanaal. Kies een plek binnen de gemeente."
    assert not queries.is_in_municipality(52.37, 4.9)
    assert queries.is_in_municipality(*middle(0))


def test_a_point_just_over_the_border_belongs_to_the_neighbour(municipality):
    make_buurten(1)
    make_area("BU01060000", "Assen-Oost", shape=square(6.91, 52.99))
    with pytest.raises(queries.OutsideMunicipality):
        queries.spot_at(52.995, 6.9105, TODAY)


def test_without_areas_every_point_is_outside(municipality):
    with pytest.raises(queries.OutsideMunicipality):
        queries.spot_at(*middle(0), TODAY)


def test_a_point_has_the_work_area_of_that_day(municipality):
    make_buurten(1)
    old = make_work_area("Oud", ["BU00370000"], valid_until=TODAY)
    new = make_work_area("Nieuw", ["BU00370000"], valid_from=TODAY)
    assert queries.work_area_at(*middle(0), LONG_AGO) == old
    assert queries.work_area_at(*middle(0), TODAY) == new
    assert queries.work_area_ids(LONG_AGO) == {"BU00370000": old.pk}


def test_two_municipalities_do_not_see_each_others_work_areas(municipality):
    make_buurten(1)
    make_work_area("Noord", ["BU00370000"])
    make_buurten(1, wijk="WK010600", west=6.5)
    with in_municipality(make_municipality("GM0106", "Assen")):
        assert queries.spot_at(*middle(0, west=6.5), TODAY) == ("BU01060000", None)
        assert list(queries.work_areas(TODAY)) == []
        with pytest.raises(queries.OutsideMunicipality):
            queries.spot_at(*middle(0), TODAY)


def test_finding_a_spot_costs_three_queries_once_the_areas_are_in_memory(municipality, django_assert_num_queries):
    make_buurten(1)
    make_work_area("Noord", ["BU00370000"])
    queries.spot_at(*middle(0), TODAY)
    with django_assert_num_queries(2):
        queries.spot_at(*middle(0), TODAY)
