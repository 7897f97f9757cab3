"""Lending for machines: what is free for everybody, the deeds of the desk with a key, and never twice."""

import uuid
from datetime import timedelta

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.facilities.tests.factories import make_facility, open_on
from wijkwerk.domain.workshop.models import Loan, Reservation
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_kit, make_resident, make_tool
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """It is Monday morning, ten o'clock."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def workshop(maarswold):
    workshop = make_facility(maarswold)
    open_on(workshop, 0, 1, 2, 3, 4)
    return workshop


@pytest.fixture
def rika(workshop):
    return make_resident(workshop)


@pytest.fixture
def trimmer(workshop):
    return make_tool(make_kind(workshop, contribution_cents=250), "T-1")


@pytest.fixture
def key(maarswold):
    return bearer(make_key(Role.VOLUNTEER, areas=[maarswold]))


@pytest.fixture
def key_elsewhere(mussel):
    return bearer(make_key(Role.HOST, areas=[mussel]))


def at(workshop, part):
    return f"/api/v1/werkplaatsen/{workshop.pk}/{part}"


def post(client, address, data, key):
    return client.post(address, data, content_type="application/json", headers=key)


def test_everybody_reads_what_is_free_and_the_rest_asks_a_key(client, workshop, trimmer, rika, key, key_elsewhere):
    lend = post(client, at(workshop, "uitleen"), {"codes": ["t-1"], "inwoner": rika.pk}, key)
    assert (lend.status_code, lend.json()[0]["bijdrageInCenten"]) == (201, 250)
    (offer,) = client.get(at(workshop, "catalogus")).json()["resultaten"]
    assert (offer["naam"], offer["vrij"], offer["totaal"]) == ("Heggenschaar", 0, 1)
    assert "Rika" not in client.get(at(workshop, "catalogus")).content.decode()
    for part in ("gereedschap", "uitleen", "reserveringen"):
        answers = [client.get(at(workshop, part), headers=headers) for headers in ({}, key_elsewhere, key)]
        assert [answer.status_code for answer in answers] == [401, 403, 200]
    assert [row["code"] for row in client.get(at(workshop, "uitleen"), headers=key).json()["resultaten"]] == ["T-1"]
    assert client.get(at(workshop, "uitleen") + "?welke=te-laat", headers=key).json()["resultaten"] == []


def test_a_loan_goes_out_and_comes_back_once(client, workshop, trimmer, rika, key):
    data = {"codes": ["T-1"], "inwoner": rika.pk, "sleutels": [str(uuid.uuid4())]}
    first, second = (post(client, at(workshop, "uitleen"), data, key).json() for _twice in range(2))
    assert first == second
    extended = post(client, f"/api/v1/uitleen/{first[0]['nummer']}/verlengen", {}, key)
    assert extended.json()["terugOp"] > first[0]["terugOp"]
    back = {"code": "T-1", "sleutel": str(uuid.uuid4())}
    assert [post(client, at(workshop, "terug"), back, key).status_code for _twice in range(2)] == [200, 200]
    again = post(client, at(workshop, "terug"), {"code": "T-1"}, key)
    assert (again.status_code, again.json()["detail"]) == (400, "Heggenschaar T-1 was niet uitgeleend.")
    assert Loan.objects.count() == 1


def test_a_reservation_is_made_refused_and_cancelled(client, workshop, trimmer, rika, key):
    data = {"soort": trimmer.kind_id, "inwoner": rika.pk}
    data |= {"van": (MONDAY + DAY).isoformat(), "tot": (MONDAY + 2 * DAY).isoformat()}
    made = post(client, at(workshop, "reserveringen"), data, key)
    assert (made.status_code, made.json()["codes"]) == (201, ["T-1"])
    refused = post(client, at(workshop, "reserveringen"), data, key)
    assert refused.status_code == 409
    assert "vrij vanaf woensdag 4 maart" in refused.json()["detail"]
    assert len(client.get(at(workshop, "reserveringen"), headers=key).json()["resultaten"]) == 1
    gone = post(client, f"/api/v1/reserveringen/{made.json()['nummer']}/annuleren", {}, key)
    assert gone.status_code == 200
    assert client.get(at(workshop, "reserveringen"), headers=key).json()["resultaten"] == []


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("uitleen", {"codes": ["NIETS"]}),
        ("uitleen", {"codes": []}),
        ("uitleen", {"codes": ["🔨\x00"]}),
        ("uitleen", {"codes": ["T-1"], "inwoner": 999}),
        ("uitleen", {"codes": ["T-1"], "inwoner": -1}),
        ("terug", {"code": "SET-1"}),
        ("terug", {"code": "x" * 999}),
        ("reserveringen", {"soort": None}),
        ("reserveringen", {"soort": 999}),
        ("reserveringen", {"code": "T-1"}),
        ("reserveringen", {"van": "2026-03-03T10:00:00"}),
        ("reserveringen", {"tot": "9999-12-31T23:59:59Z"}),
        ("reserveringen", {"van": "0001-01-01T00:00:00Z"}),
    ],
)
def test_what_makes_no_sense_is_told_and_does_nothing(client, workshop, trimmer, rika, key, part, wrong):
    make_kit(workshop, trimmer, code="SET-1")
    sense = {"inwoner": rika.pk}
    if part == "reserveringen":
        sense |= {"soort": trimmer.kind_id}
        sense |= {"van": (MONDAY + DAY).isoformat(), "tot": (MONDAY + 2 * DAY).isoformat()}
    if part == "terug":
        sense = {}
    assert post(client, at(workshop, part), sense | wrong, key).status_code in (400, 409, 422)
    assert (Loan.objects.count(), Reservation.objects.count()) == (0, 0)


# ── Counted ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_chairs_go_out_stay_longer_and_come_back(client, workshop, rika, key, key_elsewhere):
    chairs = make_kind(workshop, "Klapstoel", stock=20, contribution_cents=25)
    address, data = f"/api/v1/soorten/{chairs.pk}/uitlenen", {"aantal": 12, "inwoner": rika.pk}
    data["sleutel"] = str(uuid.uuid4())
    made, again = (post(client, address, data, key) for _twice in range(2))
    assert (made.status_code, made.json()) == (201, again.json())
    assert (made.json()["nogUit"], made.json()["bijdrageInCenten"]) == (12, 300)
    assert post(client, address, data, key_elsewhere).status_code == 403
    loan = f"/api/v1/getelde-uitleningen/{made.json()['nummer']}"
    assert post(client, f"{loan}/verlengen", {}, key).json()["terugOp"].startswith("2026-03-16")
    assert post(client, f"{loan}/verlengen", {}, key).status_code == 400
    assert post(client, f"{loan}/terug", {"aantal": 5}, key).json()["nogUit"] == 7
    [row] = client.get(at(workshop, "geteld"), headers=key).json()["resultaten"]
    assert (row["soort"], row["nogUit"]) == (chairs.pk, 7)


@pytest.mark.parametrize("many", [0, -1, 21, 10**18])
def test_a_number_of_chairs_that_cannot_be_is_told(client, workshop, rika, key, many):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    for part in ("uitlenen", "wachtlijst"):
        sent = post(client, f"/api/v1/soorten/{chairs.pk}/{part}", {"aantal": many, "inwoner": rika.pk}, key)
        assert sent.status_code in (400, 409, 422)


def test_a_place_in_line_is_taken_and_left(client, workshop, rika, key):
    chairs, jan = make_kind(workshop, "Klapstoel", stock=20), make_resident(workshop, "Jan Smit")
    post(client, f"/api/v1/soorten/{chairs.pk}/uitlenen", {"aantal": 15, "inwoner": jan.pk}, key)
    line = f"/api/v1/soorten/{chairs.pk}/wachtlijst"
    place = post(client, line, {"aantal": 6, "inwoner": rika.pk}, key).json()
    assert (place["aantal"], place["reservering"]) == (6, None)
    assert client.get(line, headers=key).json()["resultaten"] == [place]
    assert post(client, f"/api/v1/wachtplekken/{place['nummer']}/eraf", {}, key).json()["voorbijOp"] is not None
    assert client.get(line, headers=key).json()["resultaten"] == []
