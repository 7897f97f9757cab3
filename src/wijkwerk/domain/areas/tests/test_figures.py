"""Bringing figures in."""

import pytest
from django.core.management import call_command

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.catalogue import Direction
from wijkwerk.domain.areas.models import Area, Indicator, Observation
from wijkwerk.domain.areas.reading.faults import FileRefused
from wijkwerk.domain.areas.tests.factories import csv, make_area

pytestmark = pytest.mark.django_db

FILE = csv("code,aantal_inwoners,pct_koopwoningen", "BU00370000,1200,61.5", "GM0037,32013,")


@pytest.fixture
def town():
    make_area("GM0037", "Veenkanaal")
    make_area("BU00370000", "Oost")


def kept():
    rows = Observation.objects.order_by("indicator__key", "area_code", "period")
    return list(rows.values_list("indicator__key", "area_code", "period", "value"))


def test_figures_are_brought_in_with_what_they_mean(town):
    outcome = operations.import_figures(FILE, source="CBS")
    assert str(outcome.counts["cijfers"]) == "4 nieuw, 0 gewijzigd, 0 hetzelfde"
    assert kept() == [
        ("aantal_inwoners", "BU00370000", 2024, 1200.0),
        ("aantal_inwoners", "GM0037", 2024, 32013.0),
        ("pct_koopwoningen", "BU00370000", 2024, 61.5),
        ("pct_koopwoningen", "GM0037", 2024, None),
    ]
    indicator = Indicator.objects.get(key="pct_koopwoningen")
    assert (indicator.name, indicator.unit, indicator.source) == ("Koopwoningen", "%", "CBS")
    assert indicator.direction == Direction.NEITHER


def test_figures_of_which_nobody_says_whose_they_are_bear_the_name_of_their_file(town):
    operations.import_figures(FILE)
    assert set(Indicator.objects.values_list("source", flat=True)) == {FILE.name}
    operations.import_figures(FILE, source="GGD")
    assert set(Indicator.objects.values_list("source", flat=True)) == {FILE.name}


def test_a_figure_that_had_no_source_gets_the_one_of_the_next_file(town):
    operations.import_figures(FILE, source="CBS")
    Indicator.objects.filter(key="aantal_inwoners").update(source="")
    operations.import_figures(FILE, source="GGD")
    assert list(Indicator.objects.order_by("key").values_list("source", flat=True)) == ["GGD", "CBS"]


def test_one_municipality_is_taken_out_of_a_country(town):
    file = csv("code,aantal_inwoners", "BU00370000,1200", "BU01060000,900", "GM0106,70000")
    operations.import_figures(file, only="GM0037")
    assert kept() == [("aantal_inwoners", "BU00370000", 2024, 1200.0)]


def test_bringing_them_in_again_changes_nothing(town):
    operations.import_figures(FILE)
    before = list(Observation.objects.order_by("id").values())
    outcome = operations.import_figures(FILE)
    assert str(outcome.counts["cijfers"]) == "0 nieuw, 0 gewijzigd, 4 hetzelfde"
    assert list(Observation.objects.order_by("id").values()) == before


def test_a_figure_that_changed_or_went_missing_is_counted(town):
    operations.import_figures(FILE)
    outcome = operations.import_figures(csv("code,aantal_inwoners", "BU00370000,1210", "GM0037,."))
    assert str(outcome.counts["cijfers"]) == "0 nieuw, 2 gewijzigd, 0 hetzelfde"
    assert kept()[:2] == [("aantal_inwoners", "BU00370000", 2024, 1210.0), ("aantal_inwoners", "GM0037", 2024, None)]


def test_an_area_that_does_not_exist_is_named_and_nothing_is_kept(town):
    with pytest.raises(FileRefused) as refused:
        operations.import_figures(csv("code,naam,eenzaam", "BU00370000,Oost,1", "BU00379999,Nergens,2"))
    assert refused.value.words == (
        "Er is niets ingelezen, want er is 1 fout. "
        "cijfers_2024.csv, regel 3 (BU00379999): Dit gebied bestaat niet in de ingelezen gebieden."
    )
    assert (kept(), Indicator.objects.count()) == ([], 0)


def test_a_national_table_knows_areas_that_have_no_border(town):
    outcome = operations.import_figures(csv("code,soort,naam,eenzaam", "BU00379999,Buurt,Nergenshuizen,2"))
    assert outcome.lines() == [
        "gebieden zonder grens: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
        "cijfers: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
    ]
    area = Area.objects.get(code="BU00379999")
    assert (area.name, area.year, area.border, area.parent_code) == ("Nergenshuizen", 2024, None, "WK003799")


def test_areas_of_another_year_may_be_made_when_it_is_said(town):
    operations.import_figures(csv("code,jaar,eenzaam", "GM0003,2012,2"), new_areas=True)
    assert queries.area("GM0003", 2012).name == "GM0003"


def test_on_a_shared_installation_figures_of_another_municipality_stay_as_they_are(town):
    make_area("BU01060000", "Assen-Oost")
    lines = ["BU01060000,5", "BU00370000,6", "NL00,7"]
    operations.import_figures(csv("code,eenzaam", *lines))
    changed = [line + "9" for line in lines]
    again = csv("code,eenzaam,roker", *(f"{line},1" for line in changed))
    outcome = operations.import_figures(again, may_change="GM0037")
    assert outcome.lines() == [
        "cijfers: 3 nieuw, 1 gewijzigd, 2 hetzelfde.",
        "2 cijfers van andere gemeenten zijn in dit bestand anders en bleven zoals ze waren.",
    ]
    assert [row[1:] for row in kept() if row[0] == "eenzaam"] == [
        ("BU00370000", 2024, 69.0),
        ("BU01060000", 2024, 5.0),
        ("NL00", 2024, 7.0),
    ]


def test_the_country_needs_no_area(town):
    operations.import_figures(csv("code,eenzaam", "NL01,45.9"))
    assert kept() == [("eenzaam", "NL00", 2024, 45.9)]


def test_what_people_made_of_an_indicator_stays(town):
    operations.import_figures(FILE)
    Indicator.objects.filter(key="aantal_inwoners").update(name="Bewoners")
    operations.import_figures(FILE)
    assert Indicator.objects.get(key="aantal_inwoners").name == "Bewoners"


def test_the_newest_figures_of_areas_are_found_in_two_queries(town, django_assert_num_queries):
    lines = ["BU00370000,2022,1", "BU00370000,2023,2", "BU00370000,2024,", "GM0037,2022,9"]
    operations.import_figures(csv("code,jaar,eenzaam", *lines))
    with django_assert_num_queries(2):
        figures = queries.newest_figures(["BU00370000", "GM0037", "BU00370001"])
    assert {code: [(row.indicator.key, row.period, row.value) for row in rows] for code, rows in figures.items()} == {
        "BU00370000": [("eenzaam", 2023, 2.0)],
        "GM0037": [("eenzaam", 2022, 9.0)],
        "BU00370001": [],
    }


def test_the_command_says_what_was_new(town, tmp_path, capsys):
    path = tmp_path / "cijfers_2024.csv"
    path.write_bytes(FILE.content)
    call_command("import_figures", str(path))
    assert capsys.readouterr().out == "cijfers: 4 nieuw, 0 gewijzigd, 0 hetzelfde.\n"
