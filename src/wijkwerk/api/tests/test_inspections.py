"""Inspections for machines: the same as on the pages, under the same guard."""

import uuid
from datetime import date

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.inspections.models import Inspection, Mark
from wijkwerk.domain.inspections.operations import walks
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.inspections.tests import factories
from wijkwerk.foundation.access.roles import Role

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
