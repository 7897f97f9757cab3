"""Committees and decisions for machines: what a key may do, and what a person does in their own name."""

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import Committee, Conflict, Decision, Deliberation
from wijkwerk.domain.budgets.operations import committees, decisions, deliberations
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.decision_factories import (
    EURO,
    a_condition,
    make_committee,
    make_coordinator,
    make_ready,
    seats,
)
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

V1 = "/api/v1"


@pytest.fixture(autouse=True)
def on_the_tuesday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def key(maarswold):
    return bearer(make_key(Role.COORDINATOR, areas=[maarswold]))


@pytest.fixture
def treasurer(municipality):
    return bearer(make_key(Role.TREASURER))


def send(client, address, data, key, method="post"):
    return getattr(client, method)(f"{V1}{address}", data, content_type="application/json", headers=key)


def read(client, address, key=None):
    return client.get(f"{V1}{address}", headers=key or {})


def test_a_committee_is_founded_filled_changed_and_closed(client, treasurer):
    person = make_person("Nieuw Lid")
    content = {"naam": "Wijkcommissie", "quorum": 2, "hoogstensLeden": 3, "bijGelijkeStemmen": "voorzitter"}
    made = send(client, "/commissies", content, treasurer).json()
    member = {"persoon": person.pk, "vanaf": "2025-03-01", "isVoorzitter": True}
    seat = send(client, f"/commissies/{made['nummer']}/leden", member, treasurer).json()
    assert (seat["naam"], seat["isVoorzitter"]) == ("Nieuw Lid", True)
    again = send(client, f"/commissies/{made['nummer']}/leden", member, treasurer)
    assert (again.status_code, again.json()["detail"]) == (400, "Deze persoon zit in deze tijd al in de commissie.")
    changed = send(client, f"/commissies/{made['nummer']}", content | {"taak": "Adviseert."}, treasurer, "put").json()
    assert (changed["taak"], [each["naam"] for each in changed["leden"]]) == ("Adviseert.", ["Nieuw Lid"])
    assert read(client, f"/commissies/{made['nummer']}").json()["leden"] == []
    send(client, f"/commissieleden/{seat['nummer']}/vertrek", {"tot": "2025-03-04"}, treasurer)
    assert send(client, f"/commissies/{made['nummer']}/opheffen", {}, treasurer).json()["opgehevenOp"] == "2025-03-04"
    assert [each["naam"] for each in read(client, "/commissies").json()] == ["Wijkcommissie"]


def test_a_chair_is_made_and_a_coordinators_key_founds_nothing(client, key, treasurer):
    seat = seats(make_committee(members=2))[1]
    assert send(client, f"/commissieleden/{seat.pk}/voorzitter", {}, treasurer).json()["isVoorzitter"] is True
    assert send(client, "/commissies", {"naam": "Anders"}, key).status_code == 403
    assert Committee.objects.count() == 1


def test_a_deliberation_from_laying_before_to_the_end(client, key, maarswold):
    committee = make_committee(members=3, quorum=2)
    application = make_ready(maarswold, rules={"committee": committee, "committee_role": "advises"})
    talk = send(client, f"/aanvragen/{application.pk}/beraad", {}, key).json()
    address = f"/beraden/{talk['nummer']}"
    assert (talk["rol"], talk["voorstel"], talk["bedragInCenten"]) == ("adviseert", "alles", 250 * EURO)
    part = {"voorstel": "een deel", "bedragInCenten": 100 * EURO, "toelichting": "Minder."}
    assert send(client, f"{address}/voorstel", part, key).json()["voorstelNummer"] == 2
    first, second, third = seats(committee)
    interest = {"persoon": third.person_id, "belang": "Zwager."}
    told = send(client, f"/aanvragen/{application.pk}/belangen", interest, key).json()
    for seat in (first, second):
        vote = {"lid": seat.pk, "stem": "voor", "voorstelNummer": 2}
        assert send(client, f"{address}/stemmen", vote, key).status_code == 200
    assert send(client, f"{address}/stemmen", {"lid": third.pk, "stem": "voor"}, key).status_code == 400
    now = read(client, address, key).json()
    assert (now["metBelang"], now["quorumGehaald"], now["aangenomen"]) == (1, True, True)
    assert send(client, f"{address}/afronden", {}, key).json()["afgerondOp"] is not None
    advices = read(client, f"/aanvragen/{application.pk}/besluit", key).json()["adviezen"]
    assert [(each["wie"], each["advies"]) for each in advices] == [("Commissie Wijk aan zet", "een deel")]
    assert client.delete(f"{V1}/belangen/{told['nummer']}", headers=key).status_code == 204
    assert Conflict.objects.count() == 0


def test_a_deliberation_is_stopped(client, key, maarswold):
    rules = {"committee": make_committee(), "committee_role": "advises"}
    talk = deliberations.open_deliberation(make_ready(maarswold, rules=rules), **BY)
    assert send(client, f"/beraden/{talk.pk}/stoppen", {}, key).status_code == 204
    assert Deliberation.objects.count() == 0


def test_a_key_prepares_and_drops_and_a_person_publishes(client, key, maarswold):
    application = make_ready(maarswold)
    address = f"/aanvragen/{application.pk}/besluit"
    condition = {"soort": "besluit", "wat": "Een vergunning", "vanWie": "de gemeente", "uiterlijkOp": "2025-05-01"}
    content = {"uitkomst": "ja, op voorwaarde", "voorwaarden": [condition], "versie": 0}
    made = send(client, address, content, key, "put").json()
    assert (made["staatKlaar"], made["voorwaarden"][0]["wat"]) == (True, "Een vergunning")
    assert [row["nummer"] for row in read(client, "/klaargezette-besluiten", key).json()] == [made["nummer"]]
    publish = send(client, "/besluiten/bekendmaken", {"besluiten": [made["nummer"]]}, key)
    assert (publish.status_code, publish.json()["detail"]) == (
        403,
        "Adviseren en beslissen doet een mens, op eigen naam.",
    )
    for deed, data in (("/besluit/nagelezen", {}), ("/advies", {"voorstel": "alles"})):
        assert send(client, f"/aanvragen/{application.pk}{deed}", data, key).status_code == 403
    assert client.delete(f"{V1}{address}", headers=key).status_code == 204
    assert Decision.objects.count() == 0


def test_what_does_not_fit_is_shared_out_by_the_rules(client, key, maarswold):
    application = make_ready(maarswold, asked=800 * EURO, rules={"when_short": "shared"})
    other = make_application(application.fund, maarswold, asked_cents=800 * EURO)
    for each in (application, other):
        send(client, f"/aanvragen/{each.pk}/besluit", {"uitkomst": "ja"}, key, "put")
    shared = send(client, "/klaargezette-besluiten/verdelen", {"budget": application.fund.pk}, key).json()
    assert [(row["uitkomst"], row["bedragInCenten"]) for row in shared] == [("ja, een deel", 500 * EURO)] * 2


def test_a_no_without_a_reason_is_a_problem_that_names_the_field(client, key, maarswold):
    application = make_ready(maarswold)
    told = send(client, f"/aanvragen/{application.pk}/besluit", {"uitkomst": "nee"}, key, "put")
    assert (told.status_code, told.json()["detail"]) == (
        400,
        "Schrijf op waarom. De aanvrager leest dit: geef de reden in gewone woorden.",
    )


def test_conditions_are_moved_met_and_lapse_and_a_grant_is_withdrawn(client, key, maarswold):
    corrie, application = make_coordinator(maarswold), make_ready(maarswold)
    decision = decisions.decide(application, outcome="provisional", conditions=[a_condition()], by=corrie, at=TUESDAY)
    one = f"/aanvragen/{application.pk}/voorwaarden/{decision.answer.conditions.get().pk}"
    moved = send(client, f"{one}/dag", {"uiterlijkOp": "2025-06-01", "reden": "Later."}, key).json()
    assert moved["besluit"]["voorwaarden"][0]["uiterlijkOp"] == "2025-06-01"
    met = send(client, f"{one}/vervuld", {"toelichting": "Vergunning 12."}, key).json()
    assert (met["besluit"]["isDefinitief"], met["toekenning"]["bedragInCenten"]) == (True, 250 * EURO)
    assert met["drieNamen"] == {"adviseerde": [], "besliste": "Corrie Coördinator", "betaalt": []}
    taken = send(client, f"/aanvragen/{application.pk}/toekenning/intrekken", {"reden": "Gaat niet door."}, key).json()
    assert taken["staat"] == "ingetrokken"
    again = send(client, f"/aanvragen/{application.pk}/besluit/opnieuw", {"reden": "Nieuw plan."}, key).json()
    assert (again["besluit"], [each["geldt"] for each in again["eerder"]]) == (None, [False])
    second = decisions.decide(application, outcome="provisional", conditions=[a_condition()], by=corrie, at=TUESDAY)
    one = f"/aanvragen/{application.pk}/voorwaarden/{second.answer.conditions.get().pk}"
    lapsed = send(client, f"{one}/vervallen", {"reden": "Geen vergunning."}, key).json()
    assert (lapsed["besluit"], len(lapsed["eerder"])) == (None, 2)


def test_who_asked_reads_the_decision_by_the_link(client, maarswold):
    application = make_ready(maarswold)
    address = f"/eigen-aanvragen/{application.link_key}/besluit"
    assert read(client, address).status_code == 404
    decisions.decide(application, outcome="no", reason="Geen feest.", by=make_coordinator(maarswold), at=TUESDAY)
    told = read(client, address).json()
    assert (told["uitkomst"], told["reden"], told["bezwaarTotEnMet"]) == ("nee", "Geen feest.", "2025-04-15")
    assert client.get(told["pdf"].partition("testserver")[2])["Content-Type"] == "application/pdf"


def test_a_key_of_another_area_reads_nothing(client, mussel, maarswold):
    application, key = make_ready(maarswold), bearer(make_key(Role.COORDINATOR, areas=[mussel]))
    assert read(client, f"/aanvragen/{application.pk}/besluit", key).status_code == 403
    committees.found_committee(name="Leeg", **BY)
    assert read(client, f"/commissies/{Committee.objects.get().pk}", key).status_code == 200
