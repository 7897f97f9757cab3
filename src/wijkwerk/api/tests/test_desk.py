"""The desk of a workshop for machines."""

import uuid

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.workshop.models import FormsHelp, Payment, Resident, Visit
from wijkwerk.domain.workshop.tests.factories import (
    make_facility,
    make_kind,
    make_loan,
    make_resident,
    make_tool,
    make_work_area,
)
from wijkwerk.foundation.access.roles import Role

API = "/api/v1/werkplaatsen"


@pytest.fixture
def workshop(municipality):
    return make_facility(make_work_area("Parkwijk"))


@pytest.fixture
def talk(client, workshop):
    """What a machine with the role of a desk volunteer says, and hears."""
    key = make_key(Role.VOLUNTEER, areas=[workshop.work_area])

    def talk(path, data=None):
        address, headers = f"{API}/{workshop.pk}/{path}", bearer(key)
        if data is None:
            return client.get(address, headers=headers)
        return client.post(address, data, content_type="application/json", headers=headers)

    return talk


def test_somebody_is_written_in_and_found_by_name_and_by_card(talk):
    made = talk("inwoners", {"naam": "Rika Veen", "kaart": "b-1"})
    assert (made.status_code, made.json()["bereikbaarVia"]) == (201, "geen")
    for words in ("vee", "B-1"):
        assert [each["naam"] for each in talk("inwoners/zoeken", {"woorden": words}).json()] == ["Rika Veen"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"naam": ""}, "NameMissing"),
        ({"naam": "Rika", "bereikbaarVia": "telefoon", "adres": "1"}, "PhoneTooShort"),
        ({"naam": "Rika", "buurtCode": "BU99"}, "NoSuchBuurt"),
    ],
)
def test_what_the_desk_refuses_a_machine_hears_with_the_same_sentence(talk, sent, code):
    answer = talk("inwoners", sent)
    assert (answer.status_code, answer.json()["code"], Resident.objects.count()) == (400, code, 0)


def test_a_birth_date_is_no_word_that_we_know(talk):
    assert talk("inwoners", {"naam": "Rika", "geboortedatum": "1950-01-01"}).status_code == 400


def test_a_visit_sent_twice_is_one(talk, workshop):
    rika = make_resident(workshop)
    for _again in range(2):
        answer = talk("bezoek", {"waarvoor": "ontmoeten", "inwoner": rika.pk, "sleutel": str(uuid.uuid4())})
        assert (answer.status_code, answer.json()["aantal"]) == (201, 1)
    assert Visit.objects.count() == 1
    assert talk("bezoek", {"waarvoor": "ontmoeten", "inwoner": rika.pk + 1}).json()["code"] == "NoSuchResident"


def test_money_comes_in_once_and_less_than_nothing_is_refused(talk):
    sent = {"bedragInCenten": 250, "hoe": "contant", "waarvoor": "Koffie", "sleutel": str(uuid.uuid4())}
    receipts = {talk("betalingen", sent).json()["bon"] for _again in range(2)}
    assert (len(receipts), Payment.objects.count()) == (1, 1)
    assert talk("betalingen", sent | {"bedragInCenten": -250, "sleutel": None}).json()["code"] == "NotAPayment"
    listed = talk("betalingen").json()["resultaten"]
    assert [(row["bedragInCenten"], row["hoe"], row["terugbetaald"]) for row in listed] == [(250, "contant", False)]
    assert talk("dag").json()["hoortInKasInCenten"] == 250


# ── Several things in one go ───────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def loans(workshop):
    kind, rika = make_kind(workshop, "Tuin"), make_resident(workshop)
    return [make_loan(make_tool(kind), rika, contribution_cents=cents) for cents in (100, 200)]


def bills_of(loans):
    return [{"soort": "uitleen", "nummer": loan.pk, "sleutel": str(uuid.uuid4())} for loan in loans]


def test_several_things_are_paid_in_one_go_and_once(talk, loans):
    sent = {"hoe": "pin", "dingen": bills_of(loans)}
    first, second = (talk("betalingen/samen", sent) for _again in range(2))
    assert (first.status_code, first.json()["samenInCenten"], first.json()) == (201, 300, second.json())
    assert [each["bedragInCenten"] for each in first.json()["betalingen"]] == [100, 200]
    assert Payment.objects.count() == 2


def test_when_one_of_several_is_not_open_none_is_paid(talk, loans):
    talk("betalingen/samen", {"hoe": "pin", "dingen": bills_of(loans[:1])})
    refused = talk("betalingen/samen", {"hoe": "pin", "dingen": bills_of(loans)})
    assert (refused.json()["code"], Payment.objects.count()) == ("NotAllOpen", 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda bills: [bills[0], bills[0] | {"sleutel": None}], "SameTwice"),
        (lambda bills: [bills[0], bills[1] | {"sleutel": bills[0]["sleutel"]}], "SameTwice"),
        (lambda bills: [bills[0], bills[1] | {"nummer": 999}], "NoSuchThing"),
        (lambda bills: [bills[0], bills[1] | {"soort": "reparatie"}], "NoSuchThing"),
    ],
)
def test_of_things_that_cannot_be_paid_together_none_is(talk, loans, change, code):
    refused = talk("betalingen/samen", {"hoe": "contant", "dingen": change(bills_of(loans))})
    assert (refused.status_code, refused.json()["code"], Payment.objects.count()) == (400, code, 0)


def test_a_loan_of_another_workshop_is_not_paid_here(talk, loans):
    elsewhere = make_facility(make_work_area("Mussel", kind="dorp"), "Wijkwerkplaats Mussel")
    loan = make_loan(make_tool(make_kind(elsewhere, "Tuin")), make_resident(elsewhere), contribution_cents=100)
    assert talk("betalingen/samen", {"hoe": "pin", "dingen": bills_of([loan])}).json()["code"] == "NoSuchThing"


def test_money_goes_back_whole_and_once(talk, loans):
    (paid,) = talk("betalingen/samen", {"hoe": "pin", "dingen": bills_of(loans[:1])}).json()["betalingen"]
    address = f"betalingen/{paid['nummer']}/terugbetaling"
    assert talk(address, {"reden": " "}).json()["code"] == "ReasonMissing"
    assert talk(address, {"reden": "Stuk"}).json()["bedragInCenten"] == -100
    assert talk(address, {"reden": "Stuk"}).json()["code"] == "PaidBackAlready"
    assert talk("betalingen/999/terugbetaling", {"reden": "Stuk"}).status_code == 404


def test_what_is_open_need_not_be_paid(talk, loans):
    thing = {"soort": "uitleen", "nummer": loans[1].pk, "reden": "eersteKeer"}
    assert talk("kwijtscheldingen", thing | {"bedragInCenten": 50}).json() == {"nogOpenInCenten": 150}
    assert talk("kwijtscheldingen", thing | {"bedragInCenten": 500}).json()["code"] == "WaivedTooMuch"
    assert talk("kwijtscheldingen", thing).json() == {"nogOpenInCenten": 0}
    assert talk("kwijtscheldingen", thing | {"nummer": 999}).json()["code"] == "NoSuchThing"


def test_help_with_forms_says_nothing_of_anybody(talk):
    answer = talk("formulierenhulp", {"onderwerp": "schulden"})
    assert (answer.status_code, set(answer.json())) == (201, {"nummer", "dag", "onderwerp"})
    assert FormsHelp.objects.count() == 1
    assert talk("dag").json()["bezoek"] == [{"waarvoor": "formulieren", "metNaam": 0, "geteld": 1}]


def test_a_key_of_elsewhere_hears_who_may(client, workshop):
    key = make_key(Role.VOLUNTEER, areas=[make_work_area("Mussel", kind="dorp")])
    for path in ("betalingen", "dag"):
        assert client.get(f"{API}/{workshop.pk}/{path}", headers=bearer(key)).status_code == 403
