"""Votes for machines: a round from the first project to the outcome, and who may do what."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import Ballot, PaperEntry, VoteRound, VoteState
from wijkwerk.domain.budgets.operations import counting
from wijkwerk.domain.budgets.queries import counting_file
from wijkwerk.domain.budgets.tests import vote_factories as make
from wijkwerk.domain.budgets.tests.vote_factories import AFTER
from wijkwerk.domain.people.tests.factories import make_person, make_work_area
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

ROUNDS = "/api/v1/stemrondes"


@pytest.fixture
def send(client, maarswold):
    """Sends as a key of the coordinator of Maarswold."""
    return sender(client, make_key(Role.COORDINATOR, areas=[maarswold]))


def sender(client, key):
    def send(method, address, data=None):
        ask = getattr(client, method)
        return ask(address, data or {}, content_type="application/json", headers=bearer(key))

    return send


def address_of(vote_round, deed=""):
    return f"{ROUNDS}/{vote_round.pk}{deed}"


def open_now(maarswold, **fields):
    now = clock.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    return make.make_vote_round(work_areas=[maarswold], **times | fields)


def rules(pot, area, **more):
    return {
        "naam": "Wijkbudget",
        "wieMagStemmen": "Bewoners van 12 jaar en ouder",
        "pot": pot.pk,
        "werkgebieden": [area.pk],
        "stemmenVanaf": "2027-03-01T00:00:00+01:00",
        "stemmenTot": "2027-03-15T00:00:00+01:00",
        "budgetCenten": 10_000_00,
    } | more


def test_a_round_is_set_up_changed_and_locked(send, maarswold):
    pot = make.make_pot()
    key = str(uuid.uuid4())
    made = send("post", ROUNDS, rules(pot, maarswold, sleutel=key))
    assert made.status_code == 201, made.content
    assert send("post", ROUNDS, rules(pot, maarswold, sleutel=key)).json()["nummer"] == made.json()["nummer"]
    address = f"{ROUNDS}/{made.json()['nummer']}"

    changed = send("put", address, rules(pot, maarswold, naam="Andere naam", telregel="meeste stemmen"))
    assert (changed.json()["naam"], changed.json()["telregel"]) == ("Andere naam", "meeste stemmen")
    green = send("post", f"{address}/categorieen", {"naam": "Groen"}).json()["categorieen"][0]["nummer"]
    renamed = send("put", f"{address}/categorieen/{green}", {"naam": "Groen en water", "hoogstensCenten": 500_000})
    assert renamed.json()["categorieen"] == [{"nummer": green, "naam": "Groen en water", "hoogstensCenten": 500_000}]
    for title in ("Bomen", "Bankjes", "Weg hiermee"):
        send("post", f"{address}/projecten", {"titel": title, "kostenCenten": 1_000_00, "categorie": green})
    send("put", f"{address}/projecten/2", {"titel": "Banken", "kostenCenten": 1_500_00})
    left = send("delete", f"{address}/projecten/3").json()
    assert [(each["nummer"], each["titel"], each["kostenCenten"]) for each in left["projecten"]] == [
        (1, "Bomen", 1_000_00),
        (2, "Banken", 1_500_00),
    ]
    assert send("delete", f"{address}/categorieen/{green}").status_code == 409
    assert send("post", f"{address}/vastlegging").json()["staat"] == "begint nog"
    assert send("put", address, rules(pot, maarswold)).status_code == 409
    assert send("delete", address).status_code == 409


def test_a_round_nobody_saw_is_thrown_away_and_one_that_is_open_stopped_with_a_reason(send, maarswold):
    draft = make.make_vote_round(work_areas=[maarswold], is_open=False)
    assert send("delete", address_of(draft)).status_code == 204
    opened = open_now(maarswold)
    assert send("post", address_of(opened, "/stop"), {"reden": " "}).status_code == 400
    stopped = send("post", address_of(opened, "/stop"), {"reden": "Fout bedrag."}).json()
    assert (stopped["staat"], stopped["gestoptOmdat"]) == ("gestopt", "Fout bedrag.")


def test_everybody_reads_rounds_and_votes_with_a_code_once(client, maarswold):
    opened = open_now(maarswold)
    make.make_vote_round(make.make_pot(name="Ander"), is_open=False)
    listed = client.get(ROUNDS).json()["resultaten"]
    assert [(each["nummer"], each["staat"]) for each in listed] == [(opened.pk, "open")]
    assert client.get(address_of(opened)).json()["projecten"][0]["titel"] == "Bloembakken"

    (code,) = make.make_codes(opened)
    ballot = {"code": code, "keuzes": [{"project": 1}, {"project": 3}]}
    send = lambda data: client.post(address_of(opened, "/stemmen"), data, content_type="application/json")  # noqa: E731
    twice = {"code": code, "keuzes": [{"project": 1}, {"project": 1}]}
    assert send(twice).status_code == 400
    assert send(ballot).status_code == 201
    refused = send(ballot)
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "Met deze code is al gestemd. Iedereen stemt één keer, en die stem telt mee.",
    )
    assert Ballot.objects.get().choices == "1:1,3:1"


def test_rounds_are_asked_by_fund_and_a_longer_list_asks_no_more_questions(
    client, maarswold, django_assert_num_queries
):
    first = open_now(maarswold)
    assert client.get(f"{ROUNDS}?budget={first.pot.fund_id}").json()["resultaten"][0]["budget"] == first.pot.fund_id
    with CaptureQueriesContext(connection) as for_one:
        client.get(ROUNDS)
    for name in ("Ander", "Nog een"):
        make.make_vote_round(make.make_pot(name=name))
    with django_assert_num_queries(len(for_one)):
        assert len(client.get(ROUNDS).json()["resultaten"]) == 3
    assert len(client.get(f"{ROUNDS}?budget={first.pot.fund_id}").json()["resultaten"]) == 1


def test_codes_are_made_handed_out_given_in_and_made_void(send, maarswold):
    opened = open_now(maarswold)
    batch = {"aantal": 2, "sleutel": str(uuid.uuid4())}
    one, two = send("post", address_of(opened, "/codes"), batch).json()["codes"]
    assert send("post", address_of(opened, "/codes"), batch).status_code == 409
    who = {"voornaam": "Rika", "geboortedatum": "1980-05-17", "postcode": "9501 AB", "huisnummer": "12"}
    assert len(send("post", address_of(opened, "/baliecodes"), who).json()["codes"]) == 1
    assert send("post", address_of(opened, "/baliecodes"), who).status_code == 409
    assert send("post", address_of(opened, "/ingewisselde-codes"), {"code": one}).status_code == 201
    assert send("post", address_of(opened, "/ongeldige-codes"), {"code": two}).status_code == 201
    assert send("post", address_of(opened, "/ingewisselde-codes"), {"code": two}).status_code == 409
    kept = send("get", address_of(opened, "/beheer")).json()
    assert (kept["codes"], kept["stemmen"]) == (3, 0)


def test_a_letter_that_was_lost_is_replaced_by_its_number(send, maarswold):
    opened = open_now(maarswold)
    batch = {"aantal": 2, "sleutel": str(uuid.uuid4())}
    made = send("post", address_of(opened, "/codes"), batch).json()
    assert made["briefnummers"] == [1, 2]
    who = {
        "voornaam": "Rika",
        "geboortedatum": "1980-05-17",
        "postcode": "9501 AB",
        "huisnummer": "12",
        "briefnummer": 2,
    }
    assert send("post", address_of(opened, "/baliecodes"), who).status_code == 201
    assert send("post", address_of(opened, "/ingewisselde-codes"), {"code": made["codes"][1]}).status_code == 409
    assert send("post", address_of(opened, "/baliecodes"), who | {"huisnummer": "14"}).status_code == 409


def test_a_slip_is_taken_out_with_a_reason(send, maarswold):
    opened = open_now(maarswold)
    PaperEntry.objects.create(round=opened, slip=21, entered_by=make_person("Anna"), choices="1:1")
    taken_out = address_of(opened, "/weggehaalde-biljetten")
    assert send("post", taken_out, {"biljet": 21, "reden": " "}).status_code == 400
    assert send("post", taken_out, {"biljet": 21, "reden": "Het was 12."}).json()["biljettenDieWachten"] == []
    assert send("post", taken_out, {"biljet": 21, "reden": "Het was 12."}).status_code == 400


def test_a_key_has_no_name_to_type_a_ballot_with(send, maarswold):
    opened = open_now(maarswold)
    slip = {"biljet": 1, "keuzes": [{"project": 1}]}
    assert send("post", address_of(opened, "/biljetten"), slip).status_code == 403


def test_the_outcome_has_both_rules_and_the_file_counts_to_the_same(client, send, maarswold):
    opened = make.make_vote_round(work_areas=[maarswold])
    for numbers in ([1, 2], [1, 2], [1, 3], [2, 3], [4]):
        make.vote(opened, *numbers)
    assert send("post", address_of(opened, "/telling")).json()["staat"] == "geteld"
    for address in ("/uitslag", "/stembestand"):
        assert client.get(address_of(opened, address)).status_code == 404
    assert send("post", address_of(opened, "/bekendmaking")).json()["staat"] == "uitslag bekend"

    found = client.get(address_of(opened, "/uitslag")).json()
    assert [(each["telregel"], each["geldt"]) for each in found["uitkomsten"]] == [
        ("meeste stemmen", True),
        ("gelijke delen", False),
    ]
    chosen = [each["nummer"] for each in found["uitkomsten"][0]["projecten"] if each["gekozen"]]
    file = counting_file.read(client.get(address_of(opened, "/stembestand")).content.decode())
    assert (found["stemmen"], chosen, sorted(counting_file.outcome_of(file).numbers)) == (5, [1, 2], [1, 2])
    assert send("post", address_of(opened, "/besluiten")).json() == {"klaargezet": 0}


def test_whoever_keeps_another_area_does_not_keep_this_round(client, maarswold):
    elsewhere = make_work_area("Parkwijk")
    send = sender(client, make_key(Role.COORDINATOR, areas=[elsewhere]))
    opened = open_now(maarswold)
    assert send("post", address_of(opened, "/stop"), {"reden": "Zomaar"}).status_code == 403
    assert send("post", ROUNDS, rules(make.make_pot(name="Ander"), maarswold)).status_code == 400
    assert VoteRound.objects.get().state == VoteState.OPEN


def test_a_pot_a_category_or_an_application_that_is_not_there_is_named(send, maarswold):
    pot = make.make_pot()
    gone = rules(pot, maarswold) | {"pot": 9_999_999}
    assert send("post", ROUNDS, gone).json()["detail"].startswith("Deze pot is er niet, is gesloten, of hoort bij")
    draft = make.make_vote_round(pot, work_areas=[maarswold], is_open=False)
    project = {"titel": "Bomen", "kostenCenten": 100, "categorie": 9_999_999}
    assert send("post", address_of(draft, "/projecten"), project).status_code == 400
    assert send("post", address_of(draft, "/aanvragen"), {"aanvraag": 9_999_999}).status_code == 400


def test_a_draft_is_for_who_keeps_it(client, maarswold):
    draft = make.make_vote_round(work_areas=[maarswold], is_open=False)
    assert client.get(address_of(draft)).status_code == 404
    assert client.get(address_of(draft, "/beheer")).status_code == 401


def test_what_was_counted_stays_secret_until_it_is_known(client, maarswold):
    opened = make.make_vote_round(work_areas=[maarswold])
    make.vote(opened, 1)
    make.count(opened)
    assert client.get(address_of(opened)).json()["staat"] == "geteld"
    counting.publish_result(opened, by=CLOCK, at=AFTER)
    assert client.get(address_of(opened, "/uitslag")).status_code == 200
