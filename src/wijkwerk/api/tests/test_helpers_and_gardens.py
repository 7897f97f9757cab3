"""Helpers, the rota, hours and gardens for machines: under the same guards, in Dutch, refusals as problems."""

from datetime import UTC, datetime

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.facilities.tests.factories import make_facility, open_on
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.domain.workshop.models import Season
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_participant, make_resident, make_skill
from wijkwerk.domain.workshop.tests.rota_factories import make_garden, make_presence, make_shift, make_work
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

API = "/api/v1"
AT_NINE = datetime(2026, 3, 3, 8, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def parkwijk(municipality):
    return make_work_area("Parkwijk")


@pytest.fixture
def workshop(parkwijk):
    workshop = make_facility(parkwijk)
    open_on(workshop, 0, 1, 2, 3, 4)
    return workshop


@pytest.fixture
def rika(workshop):
    return make_resident(workshop)


def talking(client, key):
    def talk(path, data=None):
        if data is None:
            return client.get(f"{API}{path}", headers=bearer(key))
        return client.post(f"{API}{path}", data, content_type="application/json", headers=bearer(key))

    return talk


@pytest.fixture
def machine(client, parkwijk):
    return talking(client, make_key(Role.HOST, areas=[parkwijk]))


@pytest.fixture
def sam(workshop):
    return make_participant(make_resident(workshop, "Sam Kuiper"), kind="day_activity")


def test_the_arrangement_is_for_who_may_see_it(client, machine, parkwijk, workshop, sam):
    desk = talking(client, make_key(Role.VOLUNTEER, areas=[parkwijk]))
    address = f"/werkplaatsen/{workshop.pk}/medewerkers"
    assert [row["regeling"] for row in machine(address).json()["resultaten"]] == ["dagbesteding"]
    assert [(row["naam"], row["regeling"]) for row in desk(address).json()["resultaten"]] == [("Sam Kuiper", None)]
    assert desk(f"/werkplaatsen/{workshop.pk}/uren").status_code == 403
    assert client.get(f"{API}{address}").status_code == 401


def test_somebody_is_taken_on_with_their_own_yes(machine, workshop, rika):
    address = f"/werkplaatsen/{workshop.pk}/medewerkers"
    values = {"inwoner": rika.pk, "vindtBewarenGoed": False, "kan": [make_skill(workshop).pk]}
    values["dagdelen"] = [{"weekdag": 0, "dagdeel": "ochtend"}]
    refused = machine(address, values)
    assert (refused.status_code, refused.json()["code"]) == (400, "NotAgreed")
    made = machine(address, values | {"vindtBewarenGoed": True})
    assert (made.status_code, made.json()["kan"], made.json()["dagdelen"]) == (
        201,
        ["Snoeien"],
        [{"weekdag": 0, "dagdeel": "ochtend"}],
    )
    for wrong in ({"inwoner": 999}, {"kan": [999]}, {"dagdelen": [{"weekdag": 8, "dagdeel": "ochtend"}]}):
        assert machine(address, values | {"vindtBewarenGoed": True} | wrong).status_code in (400, 422)


def test_hours_are_given_as_minutes_that_were_really_worked(machine, workshop, sam):
    make_presence(sam, days=-7)
    make_work(sam, 60, days=-7, about_id=1)
    found = machine(f"/werkplaatsen/{workshop.pk}/uren").json()
    assert found["personen"] == [
        {
            "deelnemer": sam.pk,
            "minuten": 180,
            "dagen": 1,
            "nogNietIngevuld": 0,
            "besteedAan": [{"waaraan": "klussen", "minuten": 60}, {"waaraan": "ontmoeten", "minuten": 120}],
        }
    ]
    assert found["groepen"] == [{"regeling": "dagbesteding", "mensen": 1, "minuten": 180}]
    too_long = machine(f"/werkplaatsen/{workshop.pk}/uren?van=2020-01-01&tot=2026-01-01")
    assert too_long.json()["code"] == "PeriodTooLong"


def test_a_shift_goes_the_whole_way(machine, workshop, sam, monkeypatch):
    values = {"naam": "Balie", "waarvoor": "ontmoeten", "vanTijd": "09:00", "totTijd": "12:00", "plaatsen": 1}
    made = machine(f"/voorzieningen/{workshop.pk}/diensten", values | {"op": "2026-03-03"}).json()
    address = f"/diensten/{made['nummer']}"
    place = machine(f"{address}/plaatsen", {"inwoner": sam.resident_id})
    assert (place.status_code, place.json()["stand"]) == (201, "komt")
    other = make_participant(make_resident(workshop, "Els Bos"))
    full = machine(f"{address}/plaatsen", {"inwoner": other.resident_id})
    assert (full.status_code, full.json()["code"]) == (400, "ShiftIsFull")
    monkeypatch.setattr(clock, "now", lambda: AT_NINE)
    number = place.json()["nummer"]
    assert machine(f"/plaatsen/{number}/aanwezig", {}).json()["stand"] == "is-er"
    assert machine(f"/plaatsen/{number}/afmelden", {}).json()["code"] == "PlaceIsGone"
    shown = machine(address).json()
    assert [(row["naam"], row["minuten"]) for row in shown["wie"]] == [("Sam Kuiper", None)]


def test_a_series_stands_eight_weeks_ahead_and_a_shift_is_called_off_with_a_reason(machine, workshop):
    values = {"naam": "Balie", "waarvoor": "ontmoeten", "vanTijd": "09:00", "totTijd": "12:00", "plaatsen": 2}
    values |= {"weekdag": 1, "van": "2026-03-02"}
    made = machine(f"/voorzieningen/{workshop.pk}/reeksen", values)
    assert (made.status_code, made.json()["diensten"]) == (201, 8)
    rows = machine(f"/voorzieningen/{workshop.pk}/diensten?van=2026-03-02&tot=2026-03-09").json()["resultaten"]
    done = machine(f"/diensten/{rows[0]['nummer']}/afzeggen", {"waarom": "Ziek"}).json()
    assert done["gaatNietDoorOmdat"] == "Ziek"
    assert machine(f"/diensten/{rows[0]['nummer']}/afzeggen", {"waarom": ""}).status_code == 400


def test_the_rota_takes_as_many_queries_for_three_as_for_one(machine, workshop, sam, django_assert_max_num_queries):
    address = f"/voorzieningen/{workshop.pk}/diensten"
    make_presence(sam, days=1)
    machine(address)
    with django_assert_max_num_queries(12):
        machine(address)
    for n in range(3):
        make_presence(make_participant(make_resident(workshop, f"Helper {n}")), days=n)
    with django_assert_max_num_queries(12):
        assert len(machine(address).json()["resultaten"]) == 4


def test_a_garden_is_numbers_for_everybody_and_the_list_for_the_desk(client, machine, parkwijk, workshop, rika):
    garden = make_garden(parkwijk)
    public = client.get(f"{API}/tuinen/{garden.pk}").json()
    assert (public["percelen"], public["vrij"], public["opDeWachtlijst"]) == (2, 2, 0)
    assert client.get(f"{API}/tuinen/{garden.pk}/wachtlijst").status_code == 401
    waiting = machine(f"/tuinen/{garden.pk}/wachtlijst", {"inwoner": rika.pk})
    assert (waiting.status_code, waiting.json()["stand"]) == (201, "wacht")
    plot = machine(f"/tuinen/{garden.pk}/percelen").json()["resultaten"][0]
    offered = machine(f"/percelen/{plot['nummer']}/aanbieden", {"seizoen": 2026}).json()
    assert (offered["stand"], offered["antwoordVoor"]) == ("aangeboden", "2026-03-16")
    assert machine(f"/wachtlijst/{offered['nummer']}/ja", {}).json()["stand"] == "gekregen"
    assert machine(f"/tuinen/{garden.pk}/percelen").json()["resultaten"][0]["inwoner"] == rika.pk
    assert [row["vrij"] for row in machine("/tuinen").json()["resultaten"]] == [1]


def test_what_is_of_another_place_is_not_known_here(machine, mussel, parkwijk, workshop):
    far = make_resident(make_facility(mussel, "Wijkwerkplaats Mussel"), "Ver Weg")
    garden = make_garden(parkwijk)
    assert machine(f"/tuinen/{garden.pk}/wachtlijst", {"inwoner": far.pk}).json()["code"] == "NotHere"
    shift = make_shift(workshop)
    assert machine(f"/diensten/{shift.pk}/plaatsen", {"inwoner": far.pk}).json()["code"] == "NotHere"
    assert machine(f"/diensten/{make_shift(far.facility).pk}").status_code == 403
    assert Season.objects.count() == 1
