"""The year plan and steps for machines: what the board shows and its deeds; what slips along is told."""

import orjson
import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.people.tests.factories import make_organisation
from wijkwerk.domain.plans.models import PlannedActivity
from wijkwerk.domain.plans.tests.board_factories import make_codes, make_year_plan
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.domain.plans.tests.plan_factories import make_own_plan, make_vision
from wijkwerk.foundation.access.roles import Role

PLANS, ACTIVITIES = "/api/v1/jaarplanningen", "/api/v1/geplande-activiteiten"


@pytest.fixture
def row(maarswold):
    make_codes()
    return make_year_plan(2026).rows.get()


@pytest.fixture
def send(client, maarswold):
    headers = bearer(make_key(Role.COORDINATOR, areas=[maarswold]))

    def send(method, address, data=None):
        body = orjson.dumps(data) if data is not None else b""
        return client.generic(method, address, body, content_type="application/json", headers=headers)

    return send


def test_an_activity_is_put_moved_split_changed_and_taken_off(send, row):
    values = {"regel": row.pk, "code": "pa", "codeJaar": 2027, "vanMaand": 2, "totMaand": 3}
    made = send("POST", f"{PLANS}/2026/activiteiten", values).json()
    assert (made["titel"], made["versie"]) == ("PA27", 1)
    moved = send("POST", f"{ACTIVITIES}/{made['nummer']}/verplaatsing", {"vanMaand": 5, "versie": 1}).json()
    assert (moved["vanMaand"], moved["totMaand"]) == (5, 6)
    second = send("POST", f"{ACTIVITIES}/{made['nummer']}/splitsing", {"vanafMaand": 6}).json()
    changed = {"code": "V", "vanMaand": 9, "totMaand": 9, "onzeker": True, "versie": 3, "woorden": "kort"}
    assert send("PUT", f"{ACTIVITIES}/{made['nummer']}", changed).json()["titel"] == "V? kort"
    assert send("PUT", f"{ACTIVITIES}/{made['nummer']}", changed).status_code == 409
    assert send("DELETE", f"{ACTIVITIES}/{second['nummer']}").status_code == 204
    whole = send("GET", f"{PLANS}/2026").json()
    assert [each["titel"] for each in whole["regels"][0]["activiteiten"]] == ["V? kort"]
    tables = send("GET", f"{PLANS}/2026/tabellen").json()
    assert tables["planning"]["regels"] == [["Maarswold", *[""] * 8, "V? kort", "", "", ""]]


def test_what_makes_no_sense_is_refused_and_changes_nothing(send, row):
    good = {"regel": row.pk, "code": "V", "vanMaand": 2, "totMaand": 3}
    for bad in ({"code": "X"}, {"vanMaand": 0}, {"totMaand": 1}, {"regel": 999_999}, {"woorden": "w" * 101}):
        assert send("POST", f"{PLANS}/2026/activiteiten", good | bad).status_code == 400
    assert send("POST", f"{PLANS}/2031/activiteiten", good).status_code == 400
    assert send("GET", f"{PLANS}/2031").status_code == 404
    assert PlannedActivity.objects.count() == 0


def test_a_key_of_another_area_plans_nothing_here(client, row, mussel):
    headers = bearer(make_key(Role.COORDINATOR, areas=[mussel]))
    values = {"regel": row.pk, "code": "V", "vanMaand": 2, "totMaand": 3}
    sent = {"content_type": "application/json", "headers": headers}
    assert client.post(f"{PLANS}/2026/activiteiten", values, **sent).status_code == 400
    assert client.get(f"{PLANS}/2026", headers=headers).status_code == 200
    assert [client.get(f"{PLANS}/2026").status_code, client.get("/api/v1/activiteitcodes").status_code] == [401, 401]


def test_the_codes_are_told(send, row):
    codes = send("GET", "/api/v1/activiteitcodes").json()["resultaten"]
    assert [each["code"] for each in codes] == ["V", "P", "PA", "R"]


def test_a_step_that_slips_tells_what_slipped_along(send, maarswold):
    item = make_item(make_agenda(maarswold))
    address = f"/api/v1/stappen/plans.agendaitem/{item.pk}"
    first = {"naam": "Praten", "van": "2026-06-01", "totEnMet": "2026-06-05"}
    talk = send("POST", address, first).json()
    second = {"naam": "Schrijven", "van": "2026-06-08", "totEnMet": "2026-06-10", "wachtOp": [talk["nummer"]]}
    write = send("POST", address, second).json()
    later = {"van": "2026-06-01", "totEnMet": "2026-06-09", "reden": "Ziekte"}
    shifts = send("POST", f"/api/v1/stappen/{talk['nummer']}/verschuiving", later).json()["resultaten"]
    assert [(each["stap"], each["nu"]) for each in shifts] == [
        (talk["nummer"], "2026-06-09"),
        (write["nummer"], "2026-06-12"),
    ]
    rows = send("GET", address).json()["resultaten"]
    assert [(each["naam"], each["eerstTotEnMet"], each["totEnMet"]) for each in rows] == [
        ("Praten", "2026-06-05", "2026-06-09"),
        ("Schrijven", "2026-06-10", "2026-06-12"),
    ]
    assert send("POST", address, second | {"wachtOp": [999_999]}).status_code == 400
    assert send("GET", "/api/v1/stappen/geen/1").status_code == 404


def test_a_step_is_changed_opened_again_and_taken_away(send, maarswold):
    item = make_item(make_agenda(maarswold))
    address = f"/api/v1/stappen/plans.agendaitem/{item.pk}"
    talk = send("POST", address, {"naam": "Praten", "van": "2025-06-01", "totEnMet": "2025-06-05"}).json()
    own = f"/api/v1/stappen/{talk['nummer']}"
    body = make_organisation("Wijkraad")
    changed = {"naam": "Praten met de buurt", "organisatie": body.pk, "versie": talk["versie"]}
    assert send("PUT", own, changed).json()["wie"] == "Wijkraad"
    assert send("PUT", own, changed).status_code == 409
    assert send("PUT", own, changed | {"persoon": 999}).json()["code"] == "NoSuchOwner"
    send("POST", f"{own}/klaar", {"klaarOp": "2025-06-05"})
    assert send("POST", f"{own}/heropening", {}).json()["klaarOp"] is None
    assert send("POST", f"{own}/weg", {"reden": " "}).json()["code"] == "ReasonMissing"
    assert send("POST", f"{own}/weg", {"reden": "Niet nodig"}).json()["resultaten"] == []


def test_a_body_keeps_the_steps_of_its_own_plan_with_a_key(client, maarswold):
    key = bearer(make_key(Role.RESIDENTS_BODY, areas=[maarswold]))
    own, other = make_own_plan(maarswold, state=None), make_vision(maarswold)
    values = {"naam": "Praten", "van": "2025-06-01", "totEnMet": "2025-06-05"}
    sent = {"content_type": "application/json", "headers": key}
    made = client.post(f"/api/v1/stappen/plans.vision/{own.pk}", values, **sent)
    refused = client.post(f"/api/v1/stappen/plans.vision/{other.pk}", values, **sent)
    assert (made.status_code, refused.status_code) == (201, 403)
    assert (
        client.post(f"/api/v1/stappen/{made.json()['nummer']}/weg", {"reden": "x"}, "application/json").status_code
        == 401
    )
