"""Addresses: from the own list, from the service, and from the own list when the service fails."""

import pytest
from django.core.management import CommandError, call_command

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.models import Address
from wijkwerk.domain.areas.reading.faults import FileRefused
from wijkwerk.domain.areas.tests.factories import TODAY, csv, make_address, make_buurten, make_work_area
from wijkwerk.domain.areas.tests.recorded import MARKET, documents, served

HEADER = "postcode;huisnummer;huisletter;toevoeging;straatnaam;woonplaats;lat;lon"


def lines_of(words):
    return [place.line for place in queries.addresses_like(words)]


@pytest.fixture
def addresses(municipality):
    make_buurten(2)
    make_address("Dorpsstraat", 1)
    make_address("Dorpsstraat", 1, addition="A", lat=52.9952)
    make_address("Dorpsstraat", 12, postcode="9500AB", lon=6.915)
    make_address("Café-laan", 3, postcode="9500AC", lon=6.916)


def test_addresses_are_found_by_words_in_any_order(addresses):
    assert lines_of("veenkanaal dorpsstr 12") == ["Dorpsstraat 12, 9500 AB Veenkanaal"]
    assert lines_of("DORPSSTRAAT 1") == ["Dorpsstraat 1, 9500 AA Veenkanaal", "Dorpsstraat 1A, 9500 AA Veenkanaal"]
    assert lines_of("dorpsstraat 1 a") == ["Dorpsstraat 1A, 9500 AA Veenkanaal"]
    assert lines_of("café laan") == ["Café-laan 3, 9500 AC Veenkanaal"]


def test_addresses_are_found_by_postcode_and_number(addresses):
    assert lines_of("9500ab 12") == ["Dorpsstraat 12, 9500 AB Veenkanaal"]
    assert lines_of("9500 AA") == ["Dorpsstraat 1, 9500 AA Veenkanaal", "Dorpsstraat 1A, 9500 AA Veenkanaal"]
    assert lines_of("9500ab 13") == []


@pytest.mark.parametrize("words", ["", " ", "x", "\x00", "'; drop table", "%%", "9" * 500, "💥💥"])
def test_words_that_are_no_address_find_nothing(addresses, words):
    assert lines_of(words) == []


def test_what_somebody_means_is_found_when_it_is_clear(addresses):
    assert queries.find_address("Dorpsstraat 1").line == "Dorpsstraat 1, 9500 AA Veenkanaal"
    assert queries.find_address("café-laan").line == "Café-laan 3, 9500 AC Veenkanaal"
    assert queries.find_address("Dorpsstraat") is None
    assert queries.find_address("Nergensstraat 5") is None


def test_the_nearest_address_lies_within_fifty_metres(addresses):
    assert queries.nearest_address(52.99505, 6.90501).line == "Dorpsstraat 1, 9500 AA Veenkanaal"
    assert queries.nearest_address(52.99, 6.95) is None


def test_a_postcode_has_a_buurt_and_a_work_area(addresses):
    oost = make_work_area("Oost", ["BU00370001"])
    assert queries.spot_of_postcode("9500 ac", TODAY) == ("BU00370001", oost)
    assert queries.spot_of_postcode("9999ZZ", TODAY) is None
    assert queries.spot_of_postcode("geen postcode", TODAY) is None


def test_the_service_answers_only_where_the_municipality_uses_it(addresses, municipality, settings):
    one = documents(MARKET)
    with served({"/free": one, "/reverse": one, "/suggest": one, "/lookup": one}) as (address, asked):
        settings.LOCATION_SERVICE = address
        assert lines_of("marktkade") == []
        assert asked == []
        municipality.uses_location_service = True
        assert lines_of("marktkade") == ["Marktkade 2, 9509AA Veenkanaal"]
        assert queries.nearest_address(52.995, 6.905).line == "Marktkade 2, 9509AA Veenkanaal"
        assert queries.address_lines("markt") == ["Marktkade 2, 9509AA Veenkanaal"]
        assert queries.address("adr-0037-1").postcode == "9509AA"


def test_when_the_service_fails_the_own_list_answers(addresses, municipality, settings):
    municipality.uses_location_service = True
    with served({}) as (address, _asked):
        settings.LOCATION_SERVICE = address
        assert lines_of("9500ab 12") == ["Dorpsstraat 12, 9500 AB Veenkanaal"]
        assert queries.nearest_address(52.995, 6.905).line == "Dorpsstraat 1, 9500 AA Veenkanaal"
        assert queries.address_lines("dorpsstraat 12") == ["Dorpsstraat 12, 9500 AB Veenkanaal"]
        assert queries.address("adr-0037-1") is None


def test_a_list_is_brought_in_and_again_is_harmless(municipality):
    file = csv(
        HEADER,
        "9500 aa;1;;;Dorpsstraat;Veenkanaal;52,995;6,905",
        "9500AA;1;A;2;Dorpsstraat;Veenkanaal;52,995;6,905",
        "",
    )
    assert operations.import_addresses(file).lines() == ["adressen: 2 nieuw, 0 gewijzigd, 0 hetzelfde."]
    assert [str(address) for address in Address.objects.all()] == [
        "Dorpsstraat 1, 9500 AA Veenkanaal",
        "Dorpsstraat 1A2, 9500 AA Veenkanaal",
    ]
    assert operations.import_addresses(file).lines() == ["adressen: 0 nieuw, 0 gewijzigd, 2 hetzelfde."]
    moved = csv(HEADER, "9500AA;1;;;Dorpsstraat;Veenkanaal;52.996;6.905")
    assert operations.import_addresses(moved).lines() == ["adressen: 0 nieuw, 1 gewijzigd, 0 hetzelfde."]


def test_every_faulty_address_is_named_and_none_is_kept(municipality):
    with pytest.raises(FileRefused) as refused:
        operations.import_addresses(
            csv(
                HEADER,
                "9500AA;1;;;Dorpsstraat;Veenkanaal;52.9;6.9",
                "9500A;1;;;Dorpsstraat;Veenkanaal;52.9;6.9",
                "9500AA;nul;;;Dorpsstraat;Veenkanaal;52.9;6.9",
                "9500AA;2;;;;Veenkanaal;52.9;6.9",
                "9500AA;3;;;Dorpsstraat;Veenkanaal;260000;560000",
                "9500AA;4;;;Dorpsstraat;Veenkanaal;hier;6.9",
                "9500AA;1;;;Dorpsstraat;Veenkanaal;52.9;6.9",
                "9500AA;1",
                "9500AA;5;;met een lange naam;Dorpsstraat;Veenkanaal;52.9;6.9",
            )
        )
    assert [str(fault).removeprefix("cijfers_2024.csv, ") for fault in refused.value.faults] == [
        "regel 3: «9500A» is geen postcode.",
        "regel 4: «nul» is geen huisnummer.",
        "regel 5: De kolom «straat» is leeg.",
        "regel 6: Deze plek ligt niet in Nederland. De breedte is hier 50 tot 54, de lengte 3 tot 8 graden.",
        "regel 7: De lengte of de breedte is geen getal.",
        "regel 8: Dit adres staat twee keer in het bestand.",
        "regel 9: Deze regel heeft 2 kolommen, de kop heeft er 8.",
        "regel 10: De toevoeging «MET EEN LANGE NAAM» is te lang.",
    ]
    assert Address.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (csv("postcode,huisnummer,straat,plaats", "9500AA,1,a,b"), "Deze kolommen ontbreken: lat, lon."),
        (csv("postcode,huisnummer,straat,plaats,x,y", "9500AA,1,a,b,1,2"), "Zet ze om naar lengte en breedte (WGS84)."),
        (csv("postcode,huisnummer,straat,plaats,lat,lon"), "onder de kop geen enkele regel"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(municipality, file, words):
    with pytest.raises(FileRefused) as refused:
        operations.import_addresses(file)
    assert words in refused.value.words


def test_the_command_is_about_one_municipality(municipality, tmp_path, capsys):
    path = tmp_path / "adressen.csv"
    path.write_bytes(csv(HEADER, "9500AA;1;;;Dorpsstraat;Veenkanaal;52.9;6.9").content)
    call_command("import_addresses", "GM0037", str(path))
    assert capsys.readouterr().out == "adressen: 1 nieuw, 0 gewijzigd, 0 hetzelfde.\n"
    with pytest.raises(CommandError, match="Er is geen gemeente GM9999"):
        call_command("import_addresses", "GM9999", str(path))
