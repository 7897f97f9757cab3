"""Inspections for machines: the same as on the pages, under the same guard."""

import uuid
from datetime import date

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.inspections.models import Inspection, Mark
from wijkwerk.domain.inspections.operations import walks
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.inspections.tests import factories
from wijkwerk.domain.signals.models import Signal
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Letter

WALKS = "/api/v1/schouwen"


@pytest.fixture
def maarswold(municipality):
    return factories.make_work_area("Maarswold", border=factories.square())


@pytest.fixture
def inspection(maarswold):
    return factories.make_inspection(maarswold)


@pytest.fixture
def key(maarswold):
    return bearer(make_key(Role.COORDINATOR, areas=[maarswold]))


def post(client, address, data, key=None):
    return client.post(address, data, content_type="application/json", headers=key or {})


def test_everybody_reads_the_walks_and_what_they_say_without_names(client, inspection):
    rika = factories.make_walker(inspection)
    bridge, _school = factories.spots(inspection)
    factories.mark(rika, bridge, "D", note="Naast Piet")
    walks.move(inspection, state=InspectionState.WALKED, **factories.BY)
    (listed,) = client.get(WALKS, {"jaar": 2025, "staat": "gelopen"}).json()["resultaten"]
    whole = client.get(f"{WALKS}/{listed['nummer']}")
    judged = whole.json()["punten"][0]["oordelen"]
    assert [(each["aspect"], each["niveau"], each["onderDeNorm"], each["lopers"]) for each in judged] == [
        ("Onkruid", "D", True, 1)
    ]
    assert [word for word in ("Rika", "Piet") if word in whole.content.decode()] == []
    (result,) = client.get("/api/v1/schouwuitkomsten", {"werkgebied": inspection.work_area_id, "jaar": 2025}).json()[
        "resultaten"
    ]
    assert (result["aspect"], result["punten"], result["onderDeNorm"]) == ("Onkruid", 1, 1)


def test_a_key_prepares_draws_invites_and_sends_marks_once(client, maarswold, key):
    subject, scale = factories.make_subject(), factories.make_scale()
    sent = {
        "werkgebied": maarswold.pk,
        "schaal": scale.pk,
        "aspecten": [aspect.pk for aspect in subject.aspects.all()],
        "titel": "Groenschouw",
        "op": "2030-05-06",
        "sleutel": str(uuid.uuid4()),
    }
    answers = [post(client, WALKS, sent, key) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    number = Inspection.objects.get().pk
    drawn = post(client, f"{WALKS}/{number}/lotingen", {"zaad": "6 mei", "aantal": 2}, key).json()
    post(client, f"{WALKS}/{number}/punten", {"naam": "Bij de brug"}, key)
    walker = post(client, f"{WALKS}/{number}/lopers", {"naam": "Rika"}, key).json()
    marks = {
        "loper": walker["nummer"],
        "oordelen": [
            {
                "sleutel": str(uuid.uuid4()),
                "punt": drawn["punten"][0]["sleutel"],
                "aspect": drawn["aspecten"][0]["nummer"],
                "niveau": drawn["niveaus"][-1]["nummer"],
                "moment": "2030-05-06T10:00:00Z",
            }
        ],
    }
    assert [post(client, f"{WALKS}/{number}/oordelen", marks, key).status_code for _turn in range(2)] == [201, 201]
    walked = post(client, f"{WALKS}/{number}/staat", {"staat": "gelopen"}, key).json()
    assert (Mark.objects.count(), len(walked["punten"]), len(walked["actielijst"])) == (1, 3, 1)


def test_a_finding_is_added_and_answered(client, inspection, key, maarswold):
    walks.move(inspection, state=InspectionState.WALKED, **factories.BY)
    body = factories.make_body(work_areas=[maarswold])
    line = {"titel": "Bankje maken", "organisatie": body.pk, "uiterlijk": "2030-01-01"}
    made = post(client, f"{WALKS}/{inspection.pk}/bevindingen", line, key).json()
    wrong = post(client, f"/api/v1/schouwbevindingen/{made['nummer']}/antwoord", {"staat": "gebeurtNiet"}, key)
    assert (wrong.status_code, wrong.json()["detail"]) == (
        400,
        "Schrijf op waarom het niet gebeurt. Wie meeliep, leest dit.",
    )
    post(client, f"/api/v1/schouwbevindingen/{made['nummer']}/antwoord", {"staat": "gedaan"}, key)
    (found,) = client.get("/api/v1/schouwbevindingen", {"staat": "gedaan"}).json()["resultaten"]
    assert (found["titel"], found["eigenaar"]) == ("Bankje maken", "Wijkraad Maarswold")


def test_without_a_key_of_this_area_nothing_is_done(client, inspection):
    elsewhere = bearer(make_key(Role.COORDINATOR, areas=[factories.make_work_area("Mussel")]))
    for headers, status in ((None, 401), (elsewhere, 403)):
        assert post(client, f"{WALKS}/{inspection.pk}/staat", {"staat": "gelopen"}, headers).status_code == status
    assert inspection.on == date(2025, 6, 12)


# ── The route ──────────────────────────────────────────────────────────────────────────────────────────────────────
def put(client, address, data, key):
    return client.put(address, data, content_type="application/json", headers=key)


def test_an_inspection_gets_other_words_and_keeps_its_subject(client, inspection, key):
    (weeds, litter), other = inspection.aspects.order_by("name"), factories.make_subject("Spelen", "Wipkip")
    data = {"titel": "Voorjaarsschouw", "op": "2030-05-07", "schaal": inspection.scale_id, "aspecten": [litter.pk]}
    changed = put(client, f"{WALKS}/{inspection.pk}", data | {"versie": inspection.version}, key).json()
    assert (changed["titel"], [each["naam"] for each in changed["aspecten"]]) == ("Voorjaarsschouw", [litter.name])
    for wrong, code in (
        ({"aspecten": [weeds.pk, other.aspects.get().pk]}, "NoSuchAspects"),
        ({"schaal": 999}, "NoSuchScale"),
    ):
        refused = put(client, f"{WALKS}/{inspection.pk}", data | {"versie": inspection.version + 1} | wrong, key)
        assert (refused.status_code, refused.json()["code"]) == (400, code)
    again = put(client, f"{WALKS}/{inspection.pk}", data | {"versie": inspection.version}, key)
    assert again.status_code == 409


def test_fixed_points_are_kept_put_on_a_route_and_ended(client, inspection, key, maarswold):
    address = f"/api/v1/werkgebieden/{maarswold.pk}/vaste-schouwpunten"
    point = {"naam": "Speeltuin", "breedte": 53.002, "lengte": 6.902}
    made = post(client, address, point, key).json()
    assert post(client, address, point, key).json()["code"] == "PointExists"
    on_route = f"{WALKS}/{inspection.pk}/vaste-punten"
    spots = [post(client, on_route, {"punten": [made["nummer"]]}, key).json()["punten"] for _turn in range(2)]
    assert [[each["naam"] for each in found] for found in spots] == [["Bij de brug", "Bij de school", "Speeltuin"]] * 2
    ended = post(client, f"/api/v1/vaste-schouwpunten/{made['nummer']}/einde", {}, key).json()
    assert (ended["bekekenTot"] is None, client.get(address, headers=key).json()["resultaten"]) == (False, [])
    assert post(client, on_route, {"punten": [made["nummer"]]}, key).json()["code"] == "NoSuchPoint"
    assert client.get(address).status_code == 401


def test_spots_are_changed_moved_and_taken_off(client, inspection, key):
    bridge, school = factories.spots(inspection)
    address = f"{WALKS}/{inspection.pk}/punten"

    def names(answer):
        return [each["naam"] for each in answer.json()["punten"]]

    place = {"naam": "Bij de sluis", "breedte": 53.001, "lengte": 6.901}
    assert names(put(client, f"{address}/{bridge.client_key}", place, key)) == ["Bij de sluis", "Bij de school"]
    moved = post(client, f"{address}/{school.client_key}/plaats", {"stappen": -1}, key)
    assert names(moved) == ["Bij de school", "Bij de sluis"]
    assert names(post(client, f"{WALKS}/{inspection.pk}/volgorde", {}, key)) == ["Bij de school", "Bij de sluis"]
    factories.mark(factories.make_walker(inspection), school, "A")
    assert post(client, f"{address}/{school.client_key}/weg", {}, key).json()["code"] == "SpotIsMarked"
    assert names(post(client, f"{address}/{bridge.client_key}/weg", {}, key)) == ["Bij de school"]
    assert post(client, f"{address}/{uuid.uuid4()}/weg", {}, key).status_code == 404


def test_who_walks_along_is_invited_and_taken_off(client, inspection, key, maarswold):
    body = factories.make_body(work_areas=[maarswold])
    address = f"{WALKS}/{inspection.pk}/lopers"
    numbers = [post(client, address, {"organisatie": body.pk}, key).json()["nummer"] for _turn in range(2)]
    assert numbers[0] == numbers[1]
    for wrong in ({"organisatie": 999}, {"persoon": 999}, {"organisatie": body.pk, "persoon": 1}):
        assert post(client, address, wrong, key).json()["code"] == "NoSuchParty"
    (walker,) = client.get(address, headers=key).json()["resultaten"]
    assert (walker["naam"], walker["oordelen"]) == ("Wijkraad Maarswold", 0)
    assert post(client, f"/api/v1/schouwlopers/{numbers[0]}/weg", {}, key).status_code == 200
    assert client.get(address, headers=key).json()["resultaten"] == []
    assert client.get(address).status_code == 401


# ── The action list ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def finding(client, inspection, key, maarswold):
    """A finding at the first spot, as the API gives it, with what was sent."""
    walks.move(inspection, state=InspectionState.WALKED, **factories.BY)
    body = factories.make_body(work_areas=[maarswold])
    sent = {"titel": "Bankje maken", "organisatie": body.pk, "uiterlijk": "2030-01-01"}
    spot = str(factories.spots(inspection)[0].client_key)
    return post(client, f"{WALKS}/{inspection.pk}/bevindingen", sent | {"punt": spot}, key).json() | {"sent": sent}


def test_a_finding_is_changed_and_opened_again(client, finding, key):
    address = f"/api/v1/schouwbevindingen/{finding['nummer']}"
    changed = finding["sent"] | {"titel": "Bank maken", "versie": finding["versie"]}
    assert put(client, address, changed, key).json()["titel"] == "Bank maken"
    assert put(client, address, changed, key).json()["code"] == "ChangedMeanwhile"
    for wrong in ({"persoon": 999}, {"organisatie": None}):
        assert put(client, address, changed | wrong, key).json()["code"] == "NoSuchOwner"
    post(client, f"{address}/antwoord", {"staat": "gedaan", "antwoord": "Klaar"}, key)
    assert put(client, address, changed | {"versie": 3}, key).json()["code"] == "AnsweredAlready"
    again = post(client, f"{address}/heropening", {"uiterlijk": "2030-02-01"}, key).json()
    assert (again["staat"], again["antwoord"], again["uiterlijk"]) == ("open", "", "2030-02-01")


def test_a_finding_becomes_a_signal_once(client, finding, key):
    address = f"/api/v1/schouwbevindingen/{finding['nummer']}/melding"
    made = post(client, address, {}, key)
    assert (made.status_code, Signal.objects.get().pk) == (201, made.json()["signaalNummer"])
    assert post(client, address, {}, key).json()["code"] == "HasSignal"
    assert post(client, address, {}).status_code == 401


def test_the_list_goes_to_who_walked(client, inspection, key, finding):
    factories.make_walker(inspection)
    Letter.objects.all().delete()
    assert post(client, f"{WALKS}/{inspection.pk}/lijst", {}, key).status_code == 200
    assert [letter.template for letter in Letter.objects.all()] == ["inspections/list"]


def test_a_list_that_is_empty_is_not_sent(client, inspection, key):
    address = f"{WALKS}/{inspection.pk}/lijst"
    assert post(client, address, {}, key).json()["code"] == "NotWalkedYet"
    walks.move(inspection, state=InspectionState.WALKED, **factories.BY)
    assert post(client, address, {}, key).json()["code"] == "ListIsEmpty"


# ── Settings ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def administrator(municipality):
    return bearer(make_key(Role.ADMINISTRATOR))


def test_what_happens_by_itself_is_chosen(client, administrator, key):
    address = "/api/v1/schouwinstellingen"
    assert client.get(address, headers=administrator).json() == {"meldtVanzelf": False, "werkdagenTotAntwoord": 20}
    chosen = {"meldtVanzelf": True, "werkdagenTotAntwoord": 10}
    assert put(client, address, chosen, administrator).json() == chosen
    assert put(client, address, chosen | {"werkdagenTotAntwoord": 0}, administrator).status_code == 400
    assert put(client, address, chosen, key).status_code == 403


def test_a_scale_gets_a_version_and_ends(client, administrator, key):
    address = "/api/v1/schouwschalen"
    levels = [{"code": "goed"}, {"code": "matig"}, {"code": "slecht"}]
    made = post(
        client, address, {"naam": "Drie woorden", "soort": "woorden", "niveaus": levels, "norm": "matig"}, administrator
    )
    assert [each["code"] for each in made.json()["niveaus"]] == ["goed", "matig", "slecht"]
    of_this = f"{address}/{made.json()['nummer']}"
    stricter = {"niveaus": levels, "norm": "goed"}
    assert post(client, f"{of_this}/versies", stricter, administrator).json()["versie"] == 2
    assert post(client, f"{of_this}/versies", stricter, administrator).json()["code"] == "ScaleHasEnded"
    newest = client.get(address, headers=key).json()["resultaten"][0]
    assert (newest["norm"], newest["inGebruik"]) == ("goed", True)
    assert post(client, f"{address}/{newest['nummer']}/einde", {}, administrator).json()["inGebruik"] is False
    usual = post(client, f"{address}/gebruikelijk", {}, administrator).json()["resultaten"]
    assert len({each["naam"] for each in usual}) == 4
    assert post(client, f"{address}/gebruikelijk", {}, key).status_code == 403


def test_subjects_have_aspects_and_pictures(client, administrator, key, media):
    subject = post(client, "/api/v1/schouwonderwerpen", {"naam": "Groen"}, administrator).json()
    address = f"/api/v1/schouwonderwerpen/{subject['nummer']}"
    aspect = post(client, f"{address}/aspecten", {"naam": "Onkruid", "seizoen": "zomer"}, administrator).json()
    changed = {"naam": "Onkruid", "waarOpLetten": "Tussen de tegels", "teKiezen": True}
    own = f"/api/v1/schouwaspecten/{aspect['nummer']}"
    assert put(client, own, changed, administrator).json()["seizoen"] == "heleJaar"
    level = factories.make_scale().levels.get(code="D")
    picture = {"niveau": level.pk, "beschrijving": "Stoep vol onkruid", "foto": factories.photo_file()}
    kept = client.post(f"{own}/voorbeelden", picture, headers=administrator).json()["voorbeelden"]
    assert [each["beschrijving"] for each in kept] == ["Stoep vol onkruid"]
    gone = post(client, f"/api/v1/schouwvoorbeelden/{kept[0]['nummer']}/weg", {}, administrator)
    assert gone.json()["voorbeelden"] == []
    put(client, address, {"naam": "Openbaar groen", "teKiezen": False}, administrator)
    (told,) = client.get("/api/v1/schouwonderwerpen", headers=key).json()["resultaten"]
    assert (told["naam"], told["teKiezen"], [each["naam"] for each in told["aspecten"]]) == (
        "Openbaar groen",
        False,
        ["Onkruid"],
    )
