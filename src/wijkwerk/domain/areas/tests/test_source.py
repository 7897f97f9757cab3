"""The national sources, by recorded answers."""

import pytest
from django.core.management import CommandError, call_command

from wijkwerk.domain.areas import queries, source
from wijkwerk.domain.areas.reading.areas import read_areas
from wijkwerk.domain.areas.reading.faults import Faults
from wijkwerk.domain.areas.tests.factories import feature, make_area, square
from wijkwerk.domain.areas.tests.recorded import served

HERE = square(6.9, 52.9)
LAYERS = {
    "wijkenbuurten:gemeenten": [feature("GM0037", "Veenkanaal", HERE, water="NEE", jaar=2024)],
    "wijkenbuurten:wijken": [feature("WK003700", "Noord", HERE, gemeentecode="GM0037", water="NEE")],
    "wijkenbuurten:buurten": [
        feature("BU00370000", "Oost", HERE, wijkcode="WK003700", gemeentecode="GM0037", water="NEE"),
        {"type": "Feature", "properties": {"buurtcode": "BUBU999999", "gemeentecode": "GMGM99"}, "geometry": None},
    ],
}
FIGURES = {
    "odata.metadata": "…",
    "value": [
        {"ID": 0, "WijkenEnBuurten": "NL00      ", "SoortRegio_2": "Land      ", "AantalInwoners_5": 17942942},
        {"ID": 1, "WijkenEnBuurten": "BU00370000", "SoortRegio_2": "Buurt     ", "AantalInwoners_5": None},
    ],
}


def layers(per_page=10):
    """A server of layers that gives some features at a time."""

    def answer(question):
        start = int(question["startIndex"][0])
        found = LAYERS[question["typeNames"][0]]
        return {"type": "FeatureCollection", "features": found[start : start + per_page]}

    return answer


def test_layers_are_fetched_page_by_page(settings, monkeypatch):
    monkeypatch.setattr(source, "AT_ONCE", 1)
    with served({"/2024/wfs": layers(per_page=1)}) as (address, asked):
        settings.AREAS_SOURCE = address + "/{year}/wfs"
        told = []
        files = source.fetch_areas(2024, only="GM0037", told=told.append)
    faults = Faults()
    assert [row.code for file in files for row in read_areas(file, faults)] == ["GM0037", "WK003700", "BU00370000"]
    assert faults.total == 0
    assert [question["count"] for _path, question in asked] == [["1"]] * 7
    assert all("GM0037" in question["filter"][0] for _path, question in asked)
    assert told[-1] == "2 buurten"


def test_figures_are_fetched_page_by_page(settings):
    def first(question):
        return FIGURES | {"value": FIGURES["value"][:1], "odata.nextLink": f"{address}/next"}

    answers = {"/85984NED/TypedDataSet": first, "/next": FIGURES | {"value": FIGURES["value"][1:]}}
    with served(answers) as (address, _asked):
        settings.FIGURES_SOURCE = address
        file = source.fetch_figures(2024)
    assert file.name == "85984NED_2024.csv"
    assert file.content.decode().splitlines() == [
        "ID;WijkenEnBuurten;SoortRegio_2;AantalInwoners_5",
        "0;NL00      ;Land      ;17942942",
        "1;BU00370000;Buurt     ;",
    ]


@pytest.mark.parametrize("answer", [500, b"<xml/>", [], {"features": None, "value": "x"}, {"value": []}])
def test_a_source_that_fails_is_down(settings, answer):
    with served({"/wfs": answer, "/85984NED/TypedDataSet": answer}) as (address, _asked):
        settings.AREAS_SOURCE, settings.FIGURES_SOURCE = address + "/wfs", address
        with pytest.raises(source.SourceDown):
            source.fetch_areas(2024)
        with pytest.raises(source.SourceDown):
            source.fetch_figures(2024)


def test_a_year_without_a_table_is_refused(settings):
    with pytest.raises(source.NoTable, match="Geef het nummer van de tabel op"):
        source.fetch_figures(1999)


@pytest.mark.django_db
def test_the_commands_fetch_when_they_are_told_to(settings, capsys):
    with served({"/2024/wfs": layers(), "/85984NED/TypedDataSet": FIGURES}) as (address, _asked):
        settings.AREAS_SOURCE, settings.FIGURES_SOURCE = address + "/{year}/wfs", address
        call_command("import_areas", "--from-source", "--year", "2024")
        call_command("import_figures", "--from-source", "--year", "2024")
    assert capsys.readouterr().out.splitlines() == [
        "gemeenten: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
        "wijken: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
        "buurten: 1 nieuw, 0 gewijzigd, 0 hetzelfde.",
        "cijfers: 2 nieuw, 0 gewijzigd, 0 hetzelfde.",
    ]
    assert queries.area("BU00370000", 2024).name == "Oost"


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["import_areas", "import_figures"])
def test_the_commands_say_what_they_need(command):
    make_area("GM0037")
    with pytest.raises(CommandError, match="Noem een bestand, of kies --from-source met --year"):
        call_command(command)
    with pytest.raises(CommandError, match="Geef met --year op welk jaar"):
        call_command(command, "--from-source")
