"""Meetings and experiments for machines: the same deeds as on the pages, under the same guard."""

from datetime import timedelta

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.facilities.tests.factories import make_facility
from wijkwerk.domain.meetings.models import Registration, Series
from wijkwerk.domain.meetings.operations.series import add_member
from wijkwerk.domain.meetings.tests.factories import (
    MONDAY,
    make_action,
    make_evening,
    make_organisation,
    make_series,
    prepare,
    set_rhythm,
)
from wijkwerk.domain.plans.tests.factories import make_agenda
from wijkwerk.foundation.access.policy import CLOCK
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


# ── Series and kinds ───────────────────────────────────────────────────────────────────────────────────────────────
def put(client, address, values, status=200, **extra):
    answer = client.put(f"{API}{address}", values, content_type="application/json", **extra)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_series_gets_other_words_and_another_place(client, maarswold, mussel, key):
    one = make_evening(maarswold, seats=10)
    place = f"/overlegreeksen/{one.pk}"
    house = make_facility(maarswold, "Buurthuis")
    values = {"titel": "Inloop", "voorziening": house.pk, "aantalPlaatsen": 20, "plaatsenZonderEmail": 2}
    changed = put(client, place, values, headers=key)
    assert (changed["titel"], changed["voorziening"], changed["aantalPlaatsen"]) == ("Inloop", house.pk, 20)
    assert changed["aanmelden"] is True
    put(client, place, values | {"plaatsenZonderEmail": 30}, 400, headers=key)
    assert put(client, place, values | {"voorziening": 999}, 400, headers=key)["code"] == "NoSuchPlace"
    elsewhere = bearer(make_key(Role.COORDINATOR, areas=[mussel], name="Elders"))
    put(client, place, values, 403, headers=elsewhere)
    rows = client.get(f"{API}/overlegreeksen", headers=key).json()["resultaten"]
    assert ([row["titel"] for row in rows], client.get(f"{API}/overlegreeksen", headers=elsewhere).json()) == (
        ["Inloop"],
        {"resultaten": [], "volgende": None},
    )


def test_who_takes_part_is_a_person_a_body_or_a_role_and_goes_again(client, maarswold, key):
    one = make_series(maarswold)
    members = f"/overlegreeksen/{one.pk}/deelnemers"
    body = make_organisation("De Veenkanten")
    sent(client, members, {"organisatie": body.pk, "leidt": True}, 201, headers=key)
    added = sent(client, members, {"rol": "wethouder"}, 201, headers=key)["deelnemers"]
    assert [each["leidt"] for each in added] == [True, False]
    for wrong in ({"rol": "wethouder"}, {"rol": "iedereen"}, {"organisatie": body.pk, "rol": "wethouder"}):
        assert client.post(f"{API}{members}", wrong, content_type="application/json", headers=key).status_code >= 400
    left = sent(client, f"{members}/{added[1]['nummer']}/weg", {}, headers=key)["deelnemers"]
    assert [each["naam"] for each in left] == ["De Veenkanten"]


def test_a_list_of_series_takes_as_many_queries_for_three_as_for_one(
    client, maarswold, key, django_assert_max_num_queries
):
    def asked():
        with django_assert_max_num_queries(40) as counted:
            assert client.get(f"{API}/overlegreeksen", headers=key).status_code == 200
        return len(counted)

    def add():
        one = set_rhythm(make_series(maarswold))
        add_member(one, organisation=make_organisation(f"Raad {one.pk}"), by=CLOCK, at=MONDAY)

    add()
    asked()  # the day on which the key was used is written down once
    first = asked()
    add()
    add()
    assert asked() == first


def test_a_series_is_of_an_agenda_that_one_keeps(client, maarswold, mussel, key):
    own, other = make_agenda(maarswold, 2026), make_agenda(mussel, 2026)
    values = {"soort": "voortgang", "titel": "Voortgang", "werkgebieden": [maarswold.pk]}
    sent(client, "/overlegreeksen", values | {"agendaNummer": own.pk}, 201, headers=key)
    refused = sent(client, "/overlegreeksen", values | {"agendaNummer": other.pk}, 400, headers=key)
    assert (refused["code"], Series.objects.get().agenda) == ("NoSuchAgenda", own)


def test_kinds_have_the_words_of_the_municipality(client, municipality, key):
    administrator = bearer(make_key(Role.ADMINISTRATOR))
    chosen = {"naam": "Voortgang van de wijk", "vanzelfOpDeAgenda": ["projecten", "openActies"]}
    assert put(client, "/overlegsoorten/voortgang", chosen, headers=administrator)["vanzelfOpDeAgenda"] == [
        "projecten",
        "openActies",
    ]
    made = sent(client, "/overlegsoorten", {"naam": "Koffie", "voorIedereen": True}, 201, headers=administrator)
    names = {each["code"]: each["naam"] for each in client.get(f"{API}/overlegsoorten").json()["resultaten"]}
    assert (names["voortgang"], names[made["code"]]) == ("Voortgang van de wijk", "Koffie")
    put(client, "/overlegsoorten/bestaat-niet", chosen, 404, headers=administrator)
    put(client, "/overlegsoorten/voortgang", chosen, 403, headers=key)
    sent(client, "/overlegsoorten", {"naam": " "}, 400, headers=administrator)


# ── The agenda and what comes of it ────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def meeting(maarswold):
    return prepare(set_rhythm(make_series(maarswold)))


def titles(answer):
    return [each["titel"] for each in answer["agenda"]]


def test_points_change_places_and_are_left_out(client, meeting, key):
    whole = f"/overleggen/{meeting.pk}"
    added = sent(client, f"{whole}/punten", {"titel": "Bloemen"}, 201, headers=key)
    point = f"/agendapunten/{next(each['nummer'] for each in added['agenda'] if each['titel'] == 'Bloemen')}"
    assert put(client, point, {"titel": "Tulpen", "minuten": 10}, headers=key)["agenda"][-2]["titel"] == "Tulpen"
    assert titles(sent(client, f"{point}/plaats", {"omhoog": True}, headers=key))[-3] == "Tulpen"
    by_itself = added["agenda"][1]
    without = sent(client, f"/agendapunten/{by_itself['nummer']}/weg", {}, headers=key)
    assert [each["titel"] for each in without["weggelaten"]] == [by_itself["titel"]]
    back = sent(client, f"/agendapunten/{by_itself['nummer']}/terug", {}, headers=key)
    assert (back["weggelaten"], by_itself["titel"] in titles(back)) == ([], True)
    assert "Tulpen" not in titles(sent(client, f"{point}/weg", {}, headers=key))
    sent(client, f"{point}/weg", {}, 404, headers=key)
    sent(client, f"/agendapunten/{by_itself['nummer']}/weg", {}, 401)


def test_an_agenda_thaws_until_something_was_written(client, meeting, key):
    whole = f"/overleggen/{meeting.pk}"
    frozen = sent(client, f"{whole}/vastzetting", {}, headers=key)
    sent(client, f"/agendapunten/{frozen['agenda'][0]['nummer']}/weg", {}, 409, headers=key)
    assert sent(client, f"{whole}/losmaking", {}, headers=key)["agendaVastgezetOp"] is None
    sent(client, f"{whole}/vastzetting", {}, headers=key)
    sent(client, f"{whole}/verslag", {"punt": frozen["agenda"][0]["nummer"], "tekst": "Welkom."}, headers=key)
    assert sent(client, f"{whole}/losmaking", {}, 409, headers=key)["code"] == "MoveNotPossible"


def test_this_one_is_about_something_of_its_own(client, meeting, key):
    told = {"titel": "Over de speeltuin", "omschrijving": "Met de kinderen"}
    described = sent(client, f"/overleggen/{meeting.pk}/onderwerp", told, headers=key)
    assert (described["titel"], described["omschrijving"]) == ("Over de speeltuin", "Met de kinderen")


def test_minutes_and_actions_are_opened_again(client, meeting, key):
    whole = f"/overleggen/{meeting.pk}"
    sent(client, f"{whole}/vastzetting", {}, headers=key)
    action = make_action(meeting)
    assert sent(client, f"{whole}/verslag/klaar", {}, headers=key)["staat"] == "verslagKlaar"
    assert sent(client, f"{whole}/verslag/heropening", {}, headers=key)["staat"] == "begonnen"
    sent(client, f"{whole}/verslag/heropening", {}, 409, headers=key)
    place = f"/acties/{action.pk}"
    changed = {"wat": "Bel de gemeente", "uiterlijk": "2026-04-01", "organisatie": action.owner_organisation_id}
    assert put(client, place, changed, headers=key)["wat"] == "Bel de gemeente"
    assert put(client, place, changed | {"organisatie": 999}, 400, headers=key)["code"] == "NoSuchParty"
    sent(client, f"{place}/gedaan", {}, headers=key)
    put(client, place, changed, 409, headers=key)
    assert sent(client, f"{place}/heropening", {}, headers=key)["staat"] == "open"


def test_staff_write_down_who_comes_and_ring_them(client, maarswold, key):
    evening = make_evening(maarswold, seats=1)
    meeting = sent(client, f"/overlegreeksen/{evening.pk}/voorbereiding", {"op": "2026-03-09"}, 201, headers=key)
    place = f"/bijeenkomsten/{meeting['nummer']}/aanmeldingen"
    who = {"naam": "Ada", "kanaal": "telefoon", "adres": "0599 123456"}
    made = sent(client, f"{place}/balie", who, 201, headers=key)
    sent(client, f"{place}/balie", who | {"naam": "Bas"}, 201, headers=key)
    rows = client.get(f"{API}{place}", headers=key).json()["resultaten"]
    assert [(row["naam"], row["plaats"]) for row in rows] == [("Ada", 1), ("Bas", None)]
    own = f"/bijeenkomsten/aanmeldingen/{made['nummer']}"
    assert sent(client, f"{own}/gebeld", {}, headers=key)["gebeldOp"] is not None
    sent(client, f"{own}/afmelding", {}, headers=key)
    assert Registration.objects.get(seat=1).name == "Bas"
    assert (client.get(f"{API}{place}").status_code, Registration.objects.get(seat=1).is_by_staff) == (401, True)
