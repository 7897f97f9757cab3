"""Objections for machines: what a key writes down, and what a person decides in their own name."""

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import Objection
from wijkwerk.domain.budgets.operations import decisions
from wijkwerk.domain.budgets.tests.decision_factories import make_coordinator, make_ready
from wijkwerk.domain.budgets.tests.fund_factories import TUESDAY
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

V1 = "/api/v1"


@pytest.fixture(autouse=True)
def on_the_tuesday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def key(maarswold):
    return bearer(make_key(Role.COORDINATOR, areas=[maarswold]))


@pytest.fixture
def refused(maarswold):
    by = make_coordinator(maarswold)
    return decisions.decide(make_ready(maarswold), outcome="no", reason="Geen feest.", by=by, at=TUESDAY)


def send(client, address, data, key):
    return client.post(f"{V1}{address}", data, content_type="application/json", headers=key)


def test_an_objection_is_written_down_read_extended_and_withdrawn(client, key, refused):
    content = {
        "van": "iemand anders",
        "naam": "Buurman Bezwaar",
        "bereikbaarVia": "brief",
        "adres": "Brugstraat 3",
        "manier": "post",
        "binnenOp": "2025-03-04",
        "kern": "Te druk in de straat.",
    }
    address = f"/aanvragen/{refused.application_id}/besluit/{refused.pk}/bezwaar"
    told = send(client, address, content | {"adres": ""}, key)
    assert told.status_code == 400
    made = send(client, address, content, key).json()
    assert (made["opTijd"], made["beslissenVoor"], made["naam"]) == (True, "2025-05-27", "Buurman Bezwaar")
    one = f"/bezwaren/{made['nummer']}"
    assert send(client, f"{one}/verlengen", {"reden": "Druk."}, key).json()["beslissenVoor"] == "2025-07-08"
    rows = client.get(f"{V1}/bezwaren", headers=key).json()["resultaten"]
    assert [(row["nummer"], row["naam"]) for row in rows] == [(made["nummer"], "")]
    assert send(client, f"{one}/intrekken", {}, key).json()["stand"] == "ingetrokken"
    assert client.get(f"{V1}/bezwaren", headers=key).json()["resultaten"] == []
    assert len(client.get(f"{V1}/bezwaren?toont=afgerond", headers=key).json()["resultaten"]) == 1


def test_a_key_decides_on_no_objection(client, key, refused):
    content = {"van": "aanvrager", "manier": "afgegeven", "binnenOp": "2025-03-04", "kern": "Wel een feest."}
    made = send(client, f"/aanvragen/{refused.application_id}/besluit/{refused.pk}/bezwaar", content, key).json()
    decided = send(client, f"/bezwaren/{made['nummer']}/beslissen", {"uitkomst": "blijft", "reden": "Nee."}, key)
    assert (decided.status_code, decided.json()["detail"]) == (
        403,
        "Adviseren en beslissen doet een mens, op eigen naam.",
    )
    assert Objection.objects.get().is_open


def test_the_decision_tells_of_it_to_staff_and_to_who_asked(client, key, refused):
    content = {"van": "aanvrager", "manier": "afgegeven", "binnenOp": "2025-03-04", "kern": "Wel een feest."}
    about = f"/aanvragen/{refused.application_id}/besluit"
    made = send(client, f"{about}/{refused.pk}/bezwaar", content, key).json()
    assert client.get(f"{V1}{about}", headers=key).json()["bezwaren"] == [made["nummer"]]
    own = client.get(f"{V1}/eigen-aanvragen/{refused.application.link_key}/besluit").json()
    told = {"vanUzelf": True, "binnenOp": "2025-03-04", "beslissenVoor": "2025-05-27", "stand": "loopt"}
    assert (own["geldt"], own["bezwaren"]) == (True, [told])


def test_a_key_of_another_area_reads_none(client, mussel, refused, key):
    content = {"van": "aanvrager", "manier": "afgegeven", "binnenOp": "2025-03-04", "kern": "Wel een feest."}
    made = send(client, f"/aanvragen/{refused.application_id}/besluit/{refused.pk}/bezwaar", content, key).json()
    elsewhere = bearer(make_key(Role.COORDINATOR, areas=[mussel]))
    assert client.get(f"{V1}/bezwaren/{made['nummer']}", headers=elsewhere).status_code == 403
    assert client.get(f"{V1}/bezwaren", headers=elsewhere).json()["resultaten"] == []
