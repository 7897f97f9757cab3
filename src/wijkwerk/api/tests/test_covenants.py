"""Covenants for machines: of the own areas, agreed against delivered, and a delivery with where it can be seen."""

from datetime import UTC, date, datetime

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.people.operations import covenants as operations
from wijkwerk.domain.people.tests.factories import make_organisation
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

MAY = datetime(2026, 5, 20, 9, tzinfo=UTC)
API = "/api/v1"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MAY)


@pytest.fixture
def promised(maarswold):
    covenant = operations.make_covenant(
        work_area=maarswold,
        organisation=make_organisation("De Veenkanten"),
        title="Samen",
        aim="Werken en leren.",
        from_on=date(2026, 4, 1),
        by=CLOCK,
        at=MAY,
    )
    return operations.promise(covenant, kind="hours", amount=40, per="month", words="Veertig uur", by=CLOCK, at=MAY)


def test_agreed_and_delivered_by_quarter(client, maarswold, promised):
    key = bearer(make_key(Role.COORDINATOR, areas=[maarswold]))
    address = f"{API}/afspraken/{promised.pk}/geleverd"
    for wrong in ({"hoeveel": 0}, {"teZienIn": ""}, {"op": "2027-01-01"}):
        values = {"op": "2026-05-01", "hoeveel": 25, "teZienIn": "Urenlijst"} | wrong
        assert client.post(address, values, content_type="application/json", headers=key).status_code == 400
    values = {"op": "2026-05-01", "hoeveel": 25, "teZienIn": "Urenlijst"}
    assert client.post(address, values, content_type="application/json", headers=key).status_code == 201
    assert [row["titel"] for row in client.get(f"{API}/convenanten", headers=key).json()["resultaten"]] == ["Samen"]
    whole = client.get(f"{API}/convenanten/{promised.covenant_id}", headers=key).json()
    assert whole["afspraken"][0]["kwartalen"] == [{"jaar": 2026, "kwartaal": 2, "afgesproken": 120, "geleverd": 25}]


def test_only_who_sees_to_the_area_may(client, maarswold, mussel, promised):
    assert client.get(f"{API}/convenanten").status_code == 401
    elsewhere = bearer(make_key(Role.COORDINATOR, areas=[mussel]))
    assert client.get(f"{API}/convenanten", headers=elsewhere).json()["resultaten"] == []
    assert client.get(f"{API}/convenanten/{promised.covenant_id}", headers=elsewhere).status_code == 403
    host = bearer(make_key(Role.HOST, areas=[maarswold], name="Balie"))
    assert client.get(f"{API}/convenanten/{promised.covenant_id}", headers=host).status_code == 200
    values = {"op": "2026-05-01", "hoeveel": 25, "teZienIn": "Urenlijst"}
    address = f"{API}/afspraken/{promised.pk}/geleverd"
    assert client.post(address, values, content_type="application/json", headers=host).status_code == 403
