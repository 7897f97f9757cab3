"""A municipality from the areas of the country."""

import pytest
from django.core.management import CommandError, call_command

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.models import WorkArea, WorkAreaPart
from wijkwerk.domain.areas.tests.factories import BY, TODAY, make_area, make_buurten
from wijkwerk.foundation.tenancy.models import Municipality
from wijkwerk.foundation.tenancy.scope import in_municipality


@pytest.fixture
def country(db):
    for year in (2023, 2024):
        make_area("GM0106", "Assen", year=year)
        make_area("WK010600", "Centrum", year=year)
        make_buurten(2, wijk="WK010600", year=year)
    make_area("WK010601", "Assen-Oost")
    make_buurten(1, wijk="WK010601", south=52.98)
    make_area("WK010602", "Zonder buurten")
    make_area("WK010699", "Groot water", is_water=True)
    make_area("BU01069900", "Het meer", is_water=True)


def test_its_wijken_on_land_are_its_work_areas(country):
    municipality = operations.add_municipality("GM0106", **BY)
    assert (municipality.name, municipality.slug, municipality.areas_year) == ("Assen", "assen", 2024)
    with in_municipality(municipality):
        assert [each.name for each in queries.work_areas(TODAY)] == ["Assen-Oost", "Centrum"]
        centrum = WorkArea.objects.get(name="Centrum")
        assert [part.code for part in queries.parts_of(centrum, TODAY)] == ["BU01060000", "BU01060001"]


def test_adding_it_again_changes_nothing(country):
    municipality = operations.add_municipality("GM0106", **BY)
    with in_municipality(municipality):
        before = list(WorkAreaPart.objects.order_by("id").values())
        assert operations.add_municipality("GM0106", **BY) == municipality
        assert list(WorkAreaPart.objects.order_by("id").values()) == before
    assert Municipality.objects.count() == 1


def test_an_older_year_and_its_own_address_can_be_chosen(country):
    municipality = operations.add_municipality("GM0106", year=2023, slug="drenthe", host="wijk.example.nl", **BY)
    assert (municipality.areas_year, municipality.slug, municipality.host) == (2023, "drenthe", "wijk.example.nl")
    with in_municipality(municipality):
        assert [each.name for each in queries.work_areas(TODAY)] == ["Centrum"]


def test_a_municipality_that_was_not_brought_in_is_refused(country):
    words = "Gemeente GM9999 is niet ingelezen. Lees eerst de gemeenten, wijken en buurten van een jaar in."
    with pytest.raises(CommandError, match=words):
        call_command("add_municipality", "GM9999")


def test_the_command_says_where_to_find_it(country, capsys):
    call_command("add_municipality", "GM0106")
    assert capsys.readouterr().out == "Assen: 2 werkgebieden. Te vinden op assen.localhost.\n"
