"""Chores, the week and rounds through the API: the same rules, the same refusals."""

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.workshop.models import Chore, PlannedWork
from wijkwerk.domain.workshop.operations import planning
from wijkwerk.domain.workshop.tests import factories
from wijkwerk.domain.workshop.tests.chore_factories import make_agreed, make_chore, make_helper, make_round
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

JSON = "application/json"


@pytest.fixture
def parkwijk(municipality):
    return factories.make_work_area("Parkwijk")


@pytest.fixture
def workshop(parkwijk):
    workshop = factories.make_facility(parkwijk)
    factories.open_on(workshop, 0, 1, 2, 3, 4)
    return workshop


@pytest.fixture
def rika(workshop):
    return factories.make_resident(workshop)


@pytest.fixture
def host(parkwijk):
    return factories.make_host(parkwijk, email="hanneke@example.nl")


@pytest.fixture
def call(client, parkwijk):
    """`call("get" or "post", path, sent)` as a key with the role of a host."""
    key = bearer(make_key(Role.HOST, areas=[parkwijk]))

    def send(method, path, sent=None):
        words = {} if method == "get" else {"data": sent or {}, "content_type": JSON}
        return getattr(client, method)(f"/api/v1{path}", **words, headers=key)

    return send


def test_a_chore_goes_from_asked_to_done(call, workshop, rika):
    sent = {"inwoner": rika.pk, "soort": "tuin", "titel": "Heg snoeien", "haast": "haast"}
    made = call("post", f"/werkplaatsen/{workshop.pk}/klussen", sent)
    assert (made.status_code, made.json()["stand"]) == (201, "gevraagd")
    number = made.json()["nummer"]
    bare = call("post", f"/klussen/{number}/gesprek", {"uitkomst": "nee", "waarom": "Te groot"})
    assert (bare.status_code, bare.json()["code"]) == (400, "BetterAddressMissing")
    assert call("post", f"/klussen/{number}/gesprek", {"uitkomst": "ja"}).json()["uitkomst"] == "ja"
    lines = [{"soort": "materiaal", "wat": "Zakken", "bedragInCenten": 750}]
    quoted = call("post", f"/klussen/{number}/opgaven", {"regels": lines, "bijdrageInCenten": 250}).json()
    assert (quoted["stand"], quoted["opgaven"][0]["kostInCenten"]) == ("wacht-op-ja", 750)
    quote = quoted["opgaven"][0]["nummer"]
    assert call("post", f"/opgaven/{quote}/ja").json()["stand"] == "afgesproken"
    again = call("post", f"/opgaven/{quote}/ja")
    assert (again.status_code, again.json()["code"]) == (409, "AnsweredAlready")
    assert call("post", f"/klussen/{number}/begin").json()["stand"] == "bezig"
    assert call("post", f"/klussen/{number}/klaar").json()["stand"] == "klaar"
    assert call("post", f"/klussen/{number}/tevreden", {"tevreden": True}).json()["tevreden"] is True


def test_the_list_goes_by_state(call, workshop, rika):
    make_chore(rika)
    assert [row["titel"] for row in call("get", f"/werkplaatsen/{workshop.pk}/klussen").json()["resultaten"]] == [
        "Heg snoeien"
    ]
    done = call("get", f"/werkplaatsen/{workshop.pk}/klussen?stand=klaar")
    assert done.json()["resultaten"] == []


def test_what_does_not_belong_here_is_refused(call, workshop, rika):
    base = {"inwoner": rika.pk, "soort": "tuin", "titel": "Heg"}
    for wrong in ({"inwoner": 999_999}, {"vaardigheden": [999_999]}, {"minuten": 5}, {"geboortedatum": "1950-01-01"}):
        assert call("post", f"/werkplaatsen/{workshop.pk}/klussen", base | wrong).status_code == 400
    assert Chore.objects.count() == 0


def test_the_week_is_proposed_moved_and_accepted(call, workshop, rika, host):
    helper = make_helper(workshop, "Haile", halves=[(day, "morning") for day in range(5)])
    make_agreed(rika, by=host)
    on = (clock.today() + planning.timedelta(days=7)).isoformat()
    path = f"/werkplaatsen/{workshop.pk}/week"
    assert call("get", f"{path}?week={on}").status_code == 404
    assert call("post", path, {"week": on}).status_code == 202
    plan = planning.WeekPlan.objects.get()
    planning.compute_week.func(plan.pk, plan.version)
    shown = call("get", f"{path}?week={on}").json()
    assert (shown["hoeGevonden"], len(shown["werk"])) == ("bewezen-beste", 1)
    work = PlannedWork.objects.get()
    sent = {"weekdag": 3, "dagdeel": "ochtend", "medewerkers": [helper.pk]}
    assert call("post", f"/weken/werk/{work.pk}", sent).json()["zelfGezet"] is True
    assert call("post", f"{path}/akkoord", {"week": on}).json() == {"aantal": 1}


def test_a_round_is_called_walked_and_reported(call, workshop):
    make_round(workshop, "Strooien", kind="gritting", calling="frost", from_on=clock.today())
    called = call("post", f"/werkplaatsen/{workshop.pk}/rondes/vorst", {"op": clock.today().isoformat()}).json()
    (run,) = called["resultaten"]
    for stop in run["plekken"]:
        assert call("post", f"/rondes/plekken/{stop['nummer']}", {"gedaan": True}).status_code == 200
    assert call("post", f"/rondes/{run['nummer']}/melden").json()["gemeld"] is True
    assert len(call("get", f"/werkplaatsen/{workshop.pk}/rondes").json()["resultaten"]) == 1


def test_another_area_is_refused_and_a_visitor_needs_a_key(client, call, workshop, mussel, rika):
    chore = make_chore(rika)
    other = bearer(make_key(Role.HOST, areas=[mussel]))
    assert client.get(f"/api/v1/klussen/{chore.pk}", headers=other).status_code == 403
    assert client.get(f"/api/v1/klussen/{chore.pk}").status_code == 401
    assert client.get(f"/api/v1/werkplaatsen/{workshop.pk}/regels").status_code == 200
