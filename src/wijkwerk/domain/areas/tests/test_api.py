"""Areas for machines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.domain.areas import operations
from wijkwerk.domain.areas.tests.factories import (
    BY,
    LONG_AGO,
    YEAR,
    csv,
    make_address,
    make_area,
    make_buurten,
    make_work_area,
    middle,
)
from wijkwerk.foundation.kit import clock

A, B, C = "BU00370000", "BU00370001", "BU00370002"
API = "/api/v1"


@pytest.fixture
def noord(municipality):
    make_area("GM0037", "Veenkanaal")
    make_area("WK003700", "Wijk Noord")
    make_buurten(3)
    return make_work_area("Noord", [A, B])


def rows(client, address):
    response = client.get(API + address)
    assert response.status_code == 200, response.json()
    return response.json()["resultaten"]


def problem(client, address):
    response = client.get(API + address)
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["detail"]


def test_areas_of_this_municipality_by_sort(client, noord):
    make_area("BU01060000", "Elders")
    assert [row["code"] for row in rows(client, "/gebieden")] == [A, B, C]
    assert [row["code"] for row in rows(client, "/gebieden?gemeente=GM0106")] == ["BU01060000"]
    assert rows(client, "/gebieden?soort=wijk") == [
        {
            "code": "WK003700",
            "jaar": YEAR,
            "soort": "wijk",
            "naam": "Wijk Noord",
            "gemeente": "GM0037",
            "isWater": False,
            "lat": None,
            "lon": None,
        }
    ]


def test_a_point_lies_in_a_buurt_a_wijk_and_a_gemeente(client, noord):
    lat, lon = middle(1)
    assert [row["code"] for row in rows(client, f"/gebieden?lat={lat}&lon={lon}")] == [B, "WK003700", "GM0037"]
    assert rows(client, "/gebieden?lat=50.1&lon=3.1") == []
    assert problem(client, "/gebieden?lat=52") == (
        400,
        "Een punt heeft een breedte en een lengte. Stuur “lat” en “lon” allebei mee.",
    )


def test_an_area_has_its_newest_figures_and_hides_small_numbers(client, noord):
    operations.import_figures(csv("code,aantal_inwoners,eenzaam", f"{A},3,41.5"), source="CBS")
    figures = client.get(f"{API}/gebieden/{A}").json()["cijfers"]
    assert [(each["sleutel"], each["waarde"], each["eenheid"], each["beter"]) for each in figures] == [
        ("eenzaam", 41.5, "%", "neer"),
        ("aantal_inwoners", None, "", "geen"),
    ]
    assert problem(client, "/gebieden/BU99999999")[0] == 404


def test_work_areas_of_a_day(client, noord):
    today = clock.today()
    zuid = make_work_area("Zuid", [C])
    operations.end_work_area(noord, on=today, reason="Samen", successors=[zuid], **BY)
    assert [row["naam"] for row in rows(client, "/werkgebieden")] == ["Zuid"]
    assert [row["naam"] for row in rows(client, f"/werkgebieden?op={LONG_AGO}")] == ["Noord", "Zuid"]
    assert client.get(f"{API}/werkgebieden/{noord.pk}").json() == {
        "nummer": noord.pk,
        "naam": "Noord",
        "soort": "wijk",
        "buurten": [A, B],
        "geldigVanaf": "2020-01-01",
        "geldigTot": today.isoformat(),
        "gaatVerderIn": [zuid.pk],
        "adres": noord.get_absolute_url(),
    }
    assert problem(client, "/werkgebieden/999")[0] == 404


def test_the_work_area_of_a_point(client, noord):
    lat, lon = middle(0)
    assert [row["nummer"] for row in rows(client, f"/werkgebieden?lat={lat}&lon={lon}")] == [noord.pk]
    lat, lon = middle(2)
    assert rows(client, f"/werkgebieden?lat={lat}&lon={lon}") == []
    assert problem(client, "/werkgebieden?lat=52.37&lon=4.9") == (
        400,
        "Deze plek ligt niet in de gemeente Veenkanaal. Kies een plek binnen de gemeente.",
    )


def test_work_areas_as_a_map(client, noord):
    make_area("BU00370009", "Zonder grens")
    make_work_area("Zuid", ["BU00370009"])
    response = client.get(f"{API}/werkgebieden/kaart")
    assert response["Content-Type"] == "application/geo+json"
    assert [
        (each["properties"]["naam"], each["geometry"] and each["geometry"]["type"])
        for each in response.json()["features"]
    ] == [
        ("Noord", "Polygon"),
        ("Zuid", None),
    ]


def test_the_list_of_work_areas_costs_the_same_however_many_there_are(client, noord):
    client.get(f"{API}/werkgebieden")
    with CaptureQueriesContext(connection) as of_one:
        client.get(f"{API}/werkgebieden")
    make_work_area("Zuid", [C])
    make_work_area("Leeg")
    with CaptureQueriesContext(connection) as of_three:
        client.get(f"{API}/werkgebieden")
    assert len(of_three) == len(of_one)


def test_addresses_by_words_and_near_a_point(client, noord):
    address = make_address("Dorpsstraat", 1)
    found = [
        {
            "id": f"eigen-{address.pk}",
            "regel": "Dorpsstraat 1, 9500 AA Veenkanaal",
            "postcode": "9500AA",
            "lat": 52.995,
            "lon": 6.905,
        }
    ]
    assert rows(client, "/adressen?zoek=dorps") == found
    assert rows(client, "/adressen?lat=52.99501&lon=6.90501") == found
    assert client.get(f"{API}/adressen/eigen-{address.pk}").json() == found[0]
    for unknown in ("eigen-999", "eigen-x", "adr-1", "eigen-" + "9" * 50):
        assert problem(client, f"/adressen/{unknown}")[0] == 404
    assert problem(client, "/adressen") == (
        400,
        "Zeg met “zoek” naar welk adres u zoekt, of met “lat” en “lon” bij welk punt.",
    )
