"""Initiatives in public and the yearly award for machines: the same deeds as on the pages, under the same guard."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import Juror, Nomination, Starter, Support
from wijkwerk.domain.budgets.operations import helping
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.tests.initiative_factories import MONDAY, make_award, make_initiative, nominate
from wijkwerk.domain.signals.models import Kind
from wijkwerk.domain.signals.tests.factories import report
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

API = "/api/v1"
OPEN = {"voordragenVanaf": "2025-03-01T00:00:00+01:00", "voordragenTot": "2025-04-01T00:00:00+02:00"}


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


def test_an_initiative_from_the_idea_to_what_it_brought(client, maarswold, key):
    values = {"naam": "Moestuin", "tekst": "Samen groente kweken.", "werkgebied": maarswold.pk}
    values |= {"initiatiefnemer": "Rika", "bereikbaarVia": "email", "adres": "rika@example.nl"}
    made = sent(client, "/initiatieven", values, 201)
    own, one = f"/eigen-initiatieven/{made['sleutel']}", f"/initiatieven/{made['nummer']}"
    assert client.get(f"{API}/initiatieven").json()["resultaten"] == []
    sent(client, f"{one}/openbaarmaking", {"naam": "Moestuin", "tekst": "Bel 0599-123456"}, 400, headers=key)
    sent(client, f"{one}/openbaarmaking", {"naam": "Moestuin", "tekst": "Samen groente kweken."}, headers=key)
    [listed] = client.get(f"{API}/initiatieven?werkgebied={maarswold.pk}").json()["resultaten"]
    assert (listed["naam"], listed["stand"], listed["steun"]) == ("Moestuin", "idee", 0)
    sent(client, f"{one}/steun", {"email": "buur@example.nl"}, 202)
    sent(client, f"/steunbetuigingen/{Support.objects.get().link_key}/bevestiging", {})
    wanted = sent(client, f"{own}/hulpvragen", {"tekst": "Wie heeft een aanhanger?"}, 201)
    sent(client, f"{one}/hulp", {"hulpvraag": wanted["nummer"], "naam": "Wim", "bereikbaarVia": "telefoon",
                                 "adres": "0599 123456"}, 409)  # fmt: skip
    sent(client, f"/hulpvragen/{wanted['nummer']}/openbaarmaking", {"tekst": "Wie heeft een aanhanger?"}, headers=key)
    offer = {"hulpvraag": wanted["nummer"], "naam": "Wim", "bereikbaarVia": "telefoon", "adres": "0599 123456"}
    sent(client, f"{one}/hulp", offer, 201)
    assert [each["adres"] for each in client.get(f"{API}{own}").json()["aanbod"]] == ["0599 123456"]
    sent(client, f"{own}/stand", {"stand": "erIsGeld"}, 400)
    sent(client, f"{own}/stand", {"stand": "klaar"})
    told = sent(client, f"{own}/berichten", {"tekst": "Veertig kilo.", "soort": "opbrengst"}, 201)
    sent(client, f"/initiatiefberichten/{told['nummer']}/openbaarmaking", {"tekst": "Veertig kilo."}, headers=key)
    whole = client.get(f"{API}{one}").json()
    assert (whole["stand"], whole["steun"], [each["tekst"] for each in whole["opbrengst"]]) == (
        "klaar",
        1,
        ["Veertig kilo."],
    )
    assert "Rika" not in str(whole)
    assert "0599 123456" not in str(whole)


def test_from_an_idea_by_who_had_it_and_by_who_keeps_the_area(client, maarswold, key):
    reporter = report(maarswold, "Een moestuin.", kind=Kind.IDEA)
    values = {"naam": "Moestuin", "tekst": "Samen.", "werkgebied": maarswold.pk}
    made = [sent(client, f"/eigen-meldingen/{reporter.link_key}/initiatief", values, 201) for _ in range(2)]
    assert made[0]["nummer"] == made[1]["nummer"]
    other = sent(client, "/initiatieven/balie", values | {"signaal": reporter.signal_id}, 201, headers=key)
    for number in (made[0]["nummer"], other["nummer"]):
        assert [each.pk for each in queries.signals_behind(queries.initiative(number))] == [reporter.signal_id]
    sent(client, f"/eigen-meldingen/{report(maarswold).link_key}/initiatief", values, 400)
    sent(client, "/initiatieven/balie", values | {"signaal": 10**6}, 400, headers=key)


def test_merged_by_a_machine_nobody_is_lost_and_elsewhere_is_out_of_reach(client, maarswold, mussel, key):
    one, other, far = (make_initiative(area, title) for area, title in
                       ((maarswold, "Een"), (maarswold, "Twee"), (mussel, "Ver")))  # fmt: skip
    paper = {"handtekeningen": 7, "ingeleverdOp": "2025-03-01"}
    sent(client, f"/initiatieven/{other.pk}/handtekeninglijsten", paper, 201, headers=key)
    sent(client, f"/initiatieven/{one.pk}/samenvoeging", {"met": far.pk}, 400, headers=key)
    merged = sent(client, f"/initiatieven/{other.pk}/samenvoeging", {"met": one.pk}, headers=key)
    assert (merged["nummer"], merged["steun"]) == (one.pk, 7)
    sent(client, f"/initiatieven/{far.pk}/weigering", {"waarom": "Nee"}, 403, headers=key)
    sent(client, f"/initiatieven/{other.pk}/splitsing", {"waarom": "Toch anders"}, headers=key)


def test_what_waits_and_what_is_prepared_are_lists(client, maarswold, mussel, key):
    initiative = make_initiative(maarswold)
    wanted = helping.ask_help(initiative, words="Wie helpt?", by=VISITOR, at=MONDAY)
    helping.ask_help(make_initiative(mussel), words="Elders.", by=VISITOR, at=MONDAY)
    [waiting] = client.get(f"{API}/initiatieven/na-te-kijken", headers=key).json()["resultaten"]
    assert (waiting["soort"], waiting["nummer"], waiting["initiatief"]) == ("hulpvraag", wanted.pk, initiative.pk)
    make_award(2024, work_area=mussel)
    values = {"tekst": "Voor wie zich inzet.", **OPEN}
    for year in (2025, 2026):
        sent(client, "/waarderingen", values | {"jaar": year, "werkgebied": maarswold.pk}, 201, headers=key)
    first = client.get(f"{API}/waarderingen/beheer?aantal=1", headers=key).json()
    assert [(row["jaar"], row["stand"]) for row in first["resultaten"]] == [(2026, "voorbereiding")]
    assert [row["jaar"] for row in client.get(first["volgende"], headers=key).json()["resultaten"]] == [2025]


def test_what_is_kept_by_the_link_alone(client, maarswold):
    starter = Starter.objects.get(initiative=make_initiative(maarswold))
    own = f"/eigen-initiatieven/{starter.link_key}"
    changed = sent(client, f"{own}/wijziging", {"naam": "Tuin", "tekst": "Bloemen.", "werkgebied": maarswold.pk})
    assert changed["wordtNagekeken"]
    assert sent(client, f"{own}/intrekking", {})["stand"] == "gestopt"
    sent(client, "/eigen-initiatieven/niets-van-dit-alles/intrekking", {}, 404)


def test_an_award_from_its_year_to_its_winner(client, maarswold, key):
    values = {"jaar": 2025, "werkgebied": maarswold.pk, "tekst": "Voor wie zich inzet.", **OPEN}
    made = sent(client, "/waarderingen", values, 201, headers=key)
    one = f"/waarderingen/{made['nummer']}"
    assert client.get(f"{API}{one}").status_code == 404
    sent(client, f"{one}/opening", {}, headers=key)
    received = sent(client, f"{one}/voordrachten", {"voorgedragene": "Dirk", "waarom": "Ruimt op."}, 201)
    nomination = f"/voordrachten/{received['nummer']}"
    sent(client, f"{nomination}/aanvaarding", {"tekst": "Ruimt op."}, headers=key)
    again = sent(client, f"{one}/voordrachten", {"voorgedragene": "D.", "waarom": "Ruimt op."}, 201)
    twin = f"/voordrachten/{again['nummer']}"
    assert sent(client, f"{twin}/samenvoeging", {"met": received["nummer"]}, headers=key)["kerenVoorgedragen"] == 2
    assert sent(client, f"{twin}/splitsing", {}, headers=key)["stand"] == "nieuw"
    sent(client, f"{one}/juryleden", {"naam": "Anke", "email": "anke@example.nl"}, 201, headers=key)
    sent(client, f"{one}/jury", {}, headers=key)
    jury = f"/juryleden/{Juror.objects.get().link_key}"
    sent(client, f"{jury}/oordelen/{received['nummer']}", {"cijfer": 9})
    answer = {"voordracht": received["nummer"], "juryverslag": "Mooi werk."}
    sent(client, f"{one}/uitreiking", answer, 400, headers=key)
    sent(client, f"{nomination}/toestemming", {"ja": True}, headers=key)
    given = sent(client, f"{one}/uitreiking", answer, headers=key)
    assert [(row["plaats"], row["gemiddelde"]) for row in given["standVanDeJury"]] == [(1, "9,0")]
    assert client.get(f"{API}{one}").json()["winnaar"]["naam"] == "Dirk"
    secret = Nomination.objects.get(pk=received["nummer"]).nominee_link_key
    sent(client, f"/voordrachten/{secret}/antwoord", {"ja": False})
    assert client.get(f"{API}{one}").json()["winnaar"] is None


@pytest.mark.parametrize("name", ["waarderingen", "initiatieven"])
def test_a_list_of_three_asks_as_much_as_a_list_of_one(client, maarswold, name):
    counts = []
    for years in ((2025,), (2026, 2027)):
        for year in years:
            make_award(year, work_area=maarswold)
            make_initiative(maarswold, f"Feest in {year}")
        client.get(f"{API}/{name}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{API}/{name}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_award_of_another_area_is_out_of_reach(client, maarswold, mussel, key):
    row = nominate(make_award(work_area=mussel))
    sent(client, f"/voordrachten/{row.pk}/aanvaarding", {"tekst": "Ruimt op."}, 403, headers=key)
    values = {"jaar": 2025, "werkgebied": mussel.pk, "tekst": "Voor wie zich inzet.", **OPEN}
    sent(client, "/waarderingen", values, 403, headers=key)
    assert client.get(f"{API}/voordrachten/{row.pk}").status_code == 401
