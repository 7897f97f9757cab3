"""Applications for machines: the same deeds as the pages, and the same refusals."""

from uuid import uuid4

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import Application, Criterion
from wijkwerk.domain.budgets.operations import completing
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import make_fund, make_rules
from wijkwerk.domain.people.tests.factories import make_coordinator, make_organisation, make_work_area
from wijkwerk.domain.signals.tests.factories import photo_file
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.files.tests.factories import pdf_of, picture, upload
from wijkwerk.foundation.kit import clock

ADDRESS = "/api/v1/aanvragen"
OWN = "/api/v1/eigen-aanvragen"


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")


@pytest.fixture
def fund(municipality):
    fund = make_fund()
    rules = make_rules(fund, state="draft")
    Criterion.objects.create(rule_set=rules, words="Het is goed voor de buurt")
    rules.state, rules.published_at = "published", rules.created_at
    rules.save()
    return fund


@pytest.fixture
def key(municipality):
    return bearer(make_key(Role.COORDINATOR))


@pytest.fixture
def plan(fund, maarswold):
    return {
        "titel": "Straatfeest",
        "wat": "Samen eten",
        "budget": fund.pk,
        "werkgebied": maarswold.pk,
        "wanneer": "in mei",
        "kosten": [{"omschrijving": "Eten", "centen": 12_550}],
        "aanvrager": {"naam": "Rika Veen", "adres": "rika@example.nl"},
    }


def send(client, address, data, key=None, how="post"):
    return getattr(client, how)(address, data, content_type="application/json", headers=key or {})


def test_anybody_applies_once_and_follows_with_the_key_of_the_link(client, plan):
    twice = plan | {"clientKey": str(uuid4())}
    first, again = (send(client, ADDRESS, twice) for _time in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert Application.objects.count() == 1
    own = client.get(f"{OWN}/{first.json()['sleutel']}").json()
    assert (own["nummer"], own["staat"], own["gevraagdCenten"]) == (first.json()["nummer"], "in behandeling", 12_550)
    assert client.get(f"{OWN}/raden").status_code == 404


def test_what_the_pages_refuse_is_refused_with_the_names_of_the_sender(client, plan):
    wrong = send(client, ADDRESS, plan | {"werkgebied": 999_999})
    assert (wrong.status_code, wrong.json()["errors"][0]["name"]) == (400, "werkgebied")
    mussel = make_fund("Budget Mussel", work_areas=[make_work_area("Mussel")])
    make_rules(mussel)
    refused = send(client, ADDRESS, plan | {"budget": mussel.pk}).json()
    assert (refused["errors"][0]["name"], "is niet voor Maarswold" in refused["detail"]) == ("budget", True)
    assert send(client, ADDRESS, plan | {"gevraagdCenten": 99_999}).json()["errors"][0]["name"] == "gevraagdCenten"
    assert Application.objects.came_in().count() == 0


def test_the_applicant_completes_and_withdraws_by_the_link(client, plan, fund, maarswold):
    application = make_application(fund, maarswold, at=clock.now())
    address = f"{OWN}/{application.link_key}"
    assert send(client, address, plan | {"versie": application.version}, how="put").status_code == 409
    completing.ask_to_complete(application, text="En?", by=CLOCK, at=clock.now())
    application.refresh_from_db()
    changed = send(client, address, plan | {"versie": application.version}, how="put").json()
    assert (changed["titel"], changed["gevraagdCenten"]) == ("Straatfeest", 12_550)
    assert send(client, f"{address}/berichten", {"tekst": "Zo is het goed."}).status_code == 201
    assert client.get(address).json()["staat"] == "in behandeling"
    assert send(client, f"{address}/intrekken", {"reden": "Gaat niet door"}).json()["staat"] == "ingetrokken"


def test_staff_read_the_rules_one_by_one_and_judge(client, fund, maarswold, key):
    application = make_application(fund, maarswold, at=clock.now())
    assert [each["nummer"] for each in client.get(ADDRESS, headers=key).json()["resultaten"]] == [application.number]
    assert client.get(ADDRESS).status_code == 401
    whole = client.get(f"{ADDRESS}/{application.pk}", headers=key).json()
    assert [each["uitkomst"] for each in whole["regels"]] == ["te beoordelen"]
    assert whole["aanvrager"]["adres"] == "rika@example.nl"
    rule = f"{ADDRESS}/{application.pk}/regels/{whole['regels'][0]['nummer']}"
    assert send(client, rule, {"uitkomst": "voldoet"}, key, how="put").status_code == 403  # a person judges


def test_staff_ask_hand_over_change_and_withdraw(client, plan, fund, maarswold, key):
    application = make_application(fund, maarswold, at=clock.now())
    address = f"{ADDRESS}/{application.pk}"
    marit = make_coordinator(maarswold, email="marit@example.nl")
    body = make_organisation("Speeltuinvereniging")
    handed = send(client, f"{address}/behandelaar", {"nummer": marit.pk}, key, how="put").json()
    assert handed["behandelaar"] == marit.pk
    assert send(client, f"{address}/behandelaar", {"nummer": 999_999}, key, how="put").status_code == 400
    named = send(client, f"{address}/organisatie", {"nummer": body.pk}, key, how="put").json()
    assert named["aanvrager"]["organisatie"] == "Speeltuinvereniging"
    assert send(client, f"{address}/aanvulling", {"tekst": "Wat kost het?"}, key).status_code == 201
    assert client.get(address, headers=key).json()["staat"] == "wacht op aanvulling"
    assert send(client, f"{address}/aangevuld", {"tekst": "Belde: 75 euro."}, key).status_code == 201
    assert send(client, f"{address}/berichten", {"tekst": "Dank u."}, key).status_code == 201
    assert send(client, f"{address}/notities", {"tekst": "Gebeld"}, key).status_code == 201
    assert send(client, f"{address}/link", {}, key).status_code == 200
    version = client.get(address, headers=key).json()["versie"]
    assert send(client, address, plan | {"versie": version}, key, how="put").json()["titel"] == "Straatfeest"
    assert send(client, address, plan | {"versie": version}, key, how="put").status_code == 409
    assert send(client, f"{address}/intrekken", {"reden": ""}, key).json()["staat"] == "ingetrokken"


def test_an_applicant_adds_a_quote_as_pdf_and_takes_a_page_away(client, fund, maarswold):
    application = make_application(fund, maarswold, at=clock.now())
    address = f"{OWN}/{application.link_key}/fotos"
    numbers = client.post(address, {"foto": upload(pdf_of(picture(), picture()), "offerte.pdf")}).json()["nummers"]
    assert [photo.pk for photo in application.photos.all()] == numbers
    assert [client.delete(f"{address}/{numbers[0]}").status_code for _twice in range(2)] == [204, 404]
    assert application.photos.get().pk == numbers[1]


def test_a_form_on_paper_counts_from_its_own_day_and_has_its_scan(client, plan, key):
    made = send(client, "/api/v1/papieren-aanvragen", plan | {"binnenOp": "2025-03-03"}, key).json()
    assert (made["nummer"], made["binnenOp"]) == ("2025-0001", "2025-03-03T11:00:00Z")
    address = f"{ADDRESS}/{made['id']}"
    kept = client.post(f"{address}/scans", {"scan": photo_file()}, headers=key)
    assert (kept.status_code, client.get(address, headers=key).json()["scans"]) == (201, kept.json()["nummers"])
    [number] = kept.json()["nummers"]
    page = client.get(f"{address}/scans/{number}", headers=key)
    assert (
        page.headers["Content-Type"],
        client.get(f"{address}/fotos/{number}", headers=key).status_code,
    ) == (
        "image/jpeg",
        404,
    )
    refused = send(client, "/api/v1/papieren-aanvragen", plan | {"binnenOp": "2099-01-01"}, key)
    assert (refused.status_code, Application.objects.count()) == (400, 1)
    assert client.delete(f"{address}/fotos/{number}", headers=key).status_code == 204
    assert client.get(address, headers=key).json()["scans"] == []
    assert send(client, "/api/v1/papieren-aanvragen", plan | {"binnenOp": "2025-03-03"}).status_code == 401
