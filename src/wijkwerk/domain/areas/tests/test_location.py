"""The national location service, by recorded answers."""

import time

import pytest

from wijkwerk.domain.areas import location
from wijkwerk.domain.areas.location import Location, LocationServiceDown, Suggestion
from wijkwerk.domain.areas.tests.recorded import MARKET, WITHOUT_POINT, documents, served

PLACE = Location("adr-0037-1", "Marktkade 2, 9509AA Veenkanaal", "9509AA", 52.995, 6.905)


@pytest.fixture
def service(settings):
    def start(**answers):
        manager = served({f"/{question}": answer for question, answer in answers.items()})
        started.append(manager)
        settings.LOCATION_SERVICE, asked = manager.__enter__()
        return asked

    started = []
    yield start
    for manager in started:
        manager.__exit__(None, None, None)


def test_places_by_words_within_the_municipality(service):
    asked = service(free=documents(MARKET, WITHOUT_POINT))
    assert location.free("marktkade 2", municipality_code="GM0037") == [PLACE]
    (_path, question) = asked[0]
    assert question["q"] == ["marktkade 2"]
    assert "gemeentecode:0037" in question["fq"]


def test_lines_to_choose_from_and_the_place_of_the_chosen_one(service):
    service(
        suggest=documents({"id": "adr-0037-1", "weergavenaam": "Marktkade 2"}, {"id": "x"}), lookup=documents(MARKET)
    )
    assert location.suggest("markt", municipality_code="GM0037") == [Suggestion("adr-0037-1", "Marktkade 2")]
    assert location.lookup("adr-0037-1") == PLACE


def test_the_address_nearest_to_a_point(service):
    asked = service(reverse=documents(MARKET))
    assert location.reverse(52.9951, 6.9051) == PLACE
    assert asked[0][1]["lat"] == ["52.9951"]


def test_no_address_is_an_answer_too(service):
    service(reverse=documents(), lookup=documents())
    assert location.reverse(52.9, 6.9) is None
    assert location.lookup("weg") is None


@pytest.mark.parametrize("answer", [500, b"<html>", [], {"response": {}}, {"response": None}])
def test_a_service_that_fails_is_down(service, answer):
    service(free=answer)
    with pytest.raises(LocationServiceDown):
        location.free("marktkade", municipality_code="GM0037")


def test_a_service_that_dawdles_is_down_within_seconds(service, monkeypatch):
    monkeypatch.setattr(location, "_TIME", 0.1)
    service(free=0.5)
    start = time.monotonic()
    with pytest.raises(LocationServiceDown):
        location.free("marktkade", municipality_code="GM0037")
    assert time.monotonic() - start < 0.4


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "geen adres", ""])
def test_a_service_that_is_not_there_is_down(settings, address):
    settings.LOCATION_SERVICE = address
    with pytest.raises(LocationServiceDown):
        location.free("marktkade", municipality_code="GM0037")
