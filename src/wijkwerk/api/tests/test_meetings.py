"""Meetings and experiments for machines: the same deeds as on the pages, under the same guard."""

from datetime import timedelta

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.meetings.models import Registration
from wijkwerk.domain.meetings.tests.factories import MONDAY, make_evening, make_organisation, make_series, set_rhythm
from wijkwerk.domain.plans.tests.factories import make_agenda
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

API = "/api/v1"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def key(maarswold):
    return bearer(make_key(Role.COORDINATOR, areas=[maarswold]))


def sent(client, address, values, status=200, **extra):
    answer = client.post(f"{API}{address}", values, content_type="application/json", **extra)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_meeting_from_its_series_to_its_decision(client, maarswold, key):
    made = sent(
        client, "/overlegreeksen", {"soort": "voortgang", "titel": "Voortgang", "werkgebieden": [maarswold.pk]}, 201,
        headers=key,
    )  # fmt: skip
    place = f"/overlegreeksen/{made['nummer']}"
    rhythm = {"ritme": "elkeWeek", "eersteKeer": "2026-03-03", "van": "19:30", "tot": "21:00"}
    sent(client, f"{place}/ritme", rhythm, headers=key)
    found = client.get(f"{API}/overleggen?van=2026-03-01&tot=2026-04-05", headers=key).json()["resultaten"]
    assert [row["begint"] for row in found][-2:] == ["2026-03-24T19:30:00+01:00", "2026-03-31T19:30:00+02:00"]
    meeting = sent(client, f"{place}/voorbereiding", {"op": "2026-03-03"}, 201, headers=key)
    whole = f"/overleggen/{meeting['nummer']}"
    sent(client, f"{whole}/punten", {"titel": "Bloemen"}, 201, headers=key)
    frozen = sent(client, f"{whole}/vastzetting", {}, headers=key)
    point = next(each for each in frozen["agenda"] if each["titel"] == "Bloemen")
    sent(client, f"{whole}/verslag", {"punt": point["nummer"], "tekst": "Tulpen."}, headers=key)
    owner = make_organisation("De Veenkanten")
    action = {"wat": "Koop tulpen", "uiterlijk": "2026-03-09", "organisatie": owner.pk}
    number = sent(client, f"{whole}/acties", action, 201, headers=key)["nummer"]
    sent(client, f"/acties/{number}/stop", {}, 400, headers=key)
    assert sent(client, f"/acties/{number}/gedaan", {"toelichting": "Klaar"}, headers=key)["staat"] == "gedaan"
    decided = sent(client, f"{whole}/besluiten", {"tekst": "Tulpen", "openbaar": True}, 201, headers=key)
    make_agenda(maarswold, 2026)
    item = {"werkgebied": maarswold.pk, "jaar": 2026, "titel": "Tulpen planten"}
    sent(client, f"/besluiten/{decided['nummer']}/projecten", item, 201, headers=key)
    done = sent(client, f"{whole}/verslag/klaar", {}, headers=key)
    assert (done["staat"], [each["tekst"] for each in done["besluiten"]]) == ("verslagKlaar", ["Tulpen"])
    assert [each["tekst"] for each in client.get(f"{API}/besluiten").json()["resultaten"]] == ["Tulpen"]
    assert client.get(f"{API}/acties?stand=alles", headers=key).json()["resultaten"][0]["wie"] == "De Veenkanten"


def test_moved_called_off_extra_and_the_end(client, maarswold, key):
    one = set_rhythm(make_series(maarswold))
    meeting = sent(client, f"/overlegreeksen/{one.pk}/voorbereiding", {"op": "2026-03-09"}, 201, headers=key)
    whole = f"/overleggen/{meeting['nummer']}"
    moved = {"op": "2026-03-11", "van": "20:00", "tot": "21:00", "toelichting": "Zaal bezet"}
    assert sent(client, f"{whole}/verplaatsing", moved, headers=key)["toelichting"] == "Zaal bezet"
    assert sent(client, f"{whole}/afzegging", {"toelichting": "IJzel"}, headers=key)["staat"] == "gaatNietDoor"
    extra = {"op": "2026-03-12", "van": "09:00", "tot": "10:00"}
    sent(client, f"/overlegreeksen/{one.pk}/extra", extra, 201, headers=key)
    sent(client, f"/overlegreeksen/{one.pk}/stop", {"op": "2026-03-20"}, headers=key)
    found = client.get(f"{API}/overleggen?van=2026-03-01&tot=2026-05-01", headers=key).json()["resultaten"]
    assert [row["begint"][:10] for row in found] == ["2026-03-02", "2026-03-11", "2026-03-12", "2026-03-16"]


def test_who_has_no_part_in_it_reads_and_changes_nothing(client, maarswold, mussel, key):
    one = set_rhythm(make_series(maarswold))
    elsewhere = bearer(make_key(Role.COORDINATOR, areas=[mussel], name="Elders"))
    assert client.get(f"{API}/overleggen").status_code == 401
    assert client.get(f"{API}/overleggen?van=2026-03-01", headers=elsewhere).json()["resultaten"] == []
    assert client.get(f"{API}/overlegreeksen/{one.pk}", headers=elsewhere).status_code == 403
    sent(client, f"/overlegreeksen/{one.pk}/voorbereiding", {"op": "2026-03-09"}, 403, headers=elsewhere)
    values = {"soort": "overleg", "titel": "Over de grens", "werkgebieden": [mussel.pk]}
    sent(client, "/overlegreeksen", values, 403, headers=key)


def test_a_period_has_bounds(client, municipality, key):
    for asked in ("van=2026-01-01&tot=2028-01-01", "van=0001-01-01", "van=9999-12-31"):
        assert client.get(f"{API}/overleggen?{asked}", headers=key).status_code == 400


def test_everybody_sees_open_evenings_and_registers(client, maarswold):
    evening = make_evening(maarswold, seats=1)
    set_rhythm(make_series(maarswold))
    [first, *_rest] = client.get(f"{API}/bijeenkomsten?van=2026-03-03").json()["resultaten"]
    assert (first["titel"], first["nummer"]) == ("Inloopavond", None)
    values = {"naam": "Ada", "kanaal": "email", "adres": "ada@example.nl"}
    made = sent(client, f"/bijeenkomsten/{evening.pk}/2026-03-09/aanmeldingen", values, 201)
    assert made["plaats"] == 1
    number = Registration.objects.get().meeting_id
    waits = sent(client, f"/bijeenkomsten/{number}/aanmeldingen", values | {"naam": "Bas"}, 201)
    assert (waits["staat"], waits["plaats"]) == ("op de wachtlijst", None)
    sent(client, f"/bijeenkomsten/{number}/aanmeldingen", values | {"adres": "ada"}, 400)
    secret = Registration.objects.get(seat=1).link_key
    assert sent(client, f"/aanmeldingen/{secret}/afmelding", {})["staat"] == "afgemeld"
    assert Registration.objects.get(seat=1).name == "Bas"


def test_who_takes_part_how_many_may_come_and_did(client, maarswold, key, monkeypatch):
    evening = make_evening(maarswold, seats=1)
    owner = make_organisation("De Veenkanten")
    sent(client, f"/overlegreeksen/{evening.pk}/deelnemers", {"organisatie": owner.pk}, 201, headers=key)
    sent(client, f"/overlegreeksen/{evening.pk}/deelnemers", {}, 400, headers=key)
    meeting = sent(client, f"/overlegreeksen/{evening.pk}/voorbereiding", {"op": "2026-03-02"}, 201, headers=key)
    whole = f"/overleggen/{meeting['nummer']}"
    sent(client, f"{whole}/plaatsen", {"aantalPlaatsen": 2, "plaatsenZonderEmail": 3}, 400, headers=key)
    sent(client, f"{whole}/plaatsen", {"aantalPlaatsen": 2, "plaatsenZonderEmail": 1}, headers=key)
    sent(client, f"{whole}/afzegging", {"toelichting": "IJzel"}, headers=key)
    assert sent(client, f"{whole}/doorgang", {}, headers=key)["staat"] == "gepland"
    sent(client, f"{whole}/opkomst", {"aantal": 12}, 400, headers=key)
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=1))
    sent(client, f"{whole}/opkomst", {"aantal": 12}, headers=key)


def test_experiments_are_read_by_everybody_and_kept_with_a_key(client, maarswold, mussel, key):
    values = {
        "titel": "Loket",
        "wat": "Een loket",
        "waarom": "Te veel",
        "werkgebieden": [maarswold.pk],
        "van": "2026-01-01",
    }
    sent(client, "/proeven", values, 401)
    sent(client, "/proeven", values | {"werkgebieden": [mussel.pk]}, 403, headers=key)
    made = sent(client, "/proeven", values, 201, headers=key)
    place = f"/proeven/{made['nummer']}"
    sent(client, f"{place}/waarnemingen", {"op": "2026-02-01", "tekst": "Druk"}, 201, headers=key)
    sent(client, f"{place}/besluit", {"verder": "stopt", "geleerd": "", "toelichting": "Te duur"}, 400, headers=key)
    sent(client, f"{place}/besluit", {"verder": "stopt", "geleerd": "De plek", "toelichting": "Te duur"}, headers=key)
    assert client.get(f"{API}{place}").json()["verder"] == "stopt"
    assert [row["titel"] for row in client.get(f"{API}/proeven?stand=klaar").json()["resultaten"]] == ["Loket"]
