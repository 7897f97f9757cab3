"""Justifications, money that comes back and a body that distributes, for machines: the same deeds as on the pages."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import Claim, Fund
from wijkwerk.domain.budgets.operations import committees
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY
from wijkwerk.domain.budgets.tests.justification_factories import (
    EURO,
    a_photo,
    make_handed_in,
    make_justification,
    make_paid_grant,
    too_large,
)
from wijkwerk.domain.people.tests.factories import make_body
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

API = "/api/v1"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def coordinator(maarswold):
    return bearer(make_key(Role.COORDINATOR, areas=[maarswold]))


@pytest.fixture
def treasurer(maarswold):
    return bearer(make_key(Role.TREASURER))


def sent(client, address, values=None, status=200, *, how="post", headers=None):
    answer = getattr(client, how)(f"{API}{address}", values or {}, content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_telling_with_the_link_from_the_first_word_to_taking_consent_back(client, maarswold):
    told = make_justification(maarswold)
    own = f"/eigen-aanvragen/{told.grant.application.link_key}/verantwoording"
    values = {"verhaal": "Wij aten samen.", "uitgegevenCenten": 25_000, "verhaalMagOpenbaar": True}
    assert sent(client, own, values, how="put")["vraagtBonnen"] is True
    sent(client, f"{own}/inleveren", status=400)
    receipt = client.post(f"{API}{own}/bonnen", {"omschrijving": "Vlees", "centen": "25000", "foto": a_photo()})
    assert (receipt.status_code, receipt.json()["heeftFoto"]) == (201, True)
    photo = client.post(f"{API}{own}/fotos", {"magOpenbaar": "true", "foto": a_photo()}).json()
    refused = client.post(f"{API}{own}/bonnen", {"centen": "1", "foto": too_large()})
    assert (refused.status_code, refused.json()["detail"]) == (
        400,
        "Deze foto is groter dan 20 MB. Maak de foto kleiner, of kies een andere foto.",
    )
    assert sent(client, f"{own}/inleveren")["stand"] == "ingeleverd"
    consent = f"{own}/fotos/{photo['nummer']}/toestemming"
    assert sent(client, consent, {"toestemming": False}, how="put")["magOpenbaar"] is False
    assert sent(client, f"{own}/toestemming", {"toestemming": False}, how="put")["verhaalMagOpenbaar"] is False
    assert client.delete(f"{API}{own}/fotos/{photo['nummer']}").status_code == 204


def test_somebody_elses_link_opens_nothing(client, maarswold):
    make_justification(maarswold)
    assert client.get(f"{API}/eigen-aanvragen/verzonnen/verantwoording").status_code == 404


def test_judging_and_what_comes_back(client, maarswold, coordinator, treasurer):
    told = make_handed_in(maarswold, spent=200 * EURO)
    one = f"/verantwoordingen/{told.pk}"
    listed = client.get(f"{API}/verantwoordingen?toont=beoordelen", headers=coordinator).json()["resultaten"]
    assert [each["nummer"] for each in listed] == [told.pk]
    whole = client.get(f"{API}{one}", headers=coordinator).json()
    assert whole["berekening"][-1] == {"regel": "Terug te betalen", "centen": 5_000}
    sent(client, f"{one}/terugsturen", {"watOntbreekt": "Een bon."}, headers=coordinator)
    sent(client, f"{one}/inleveren", headers=coordinator)
    sent(client, f"{one}/goedkeuring", {}, 403, headers=treasurer)
    assert sent(client, f"{one}/goedkeuring", {}, headers=coordinator)["goedgekeurdCenten"] == 20_000
    claim = f"/terugvorderingen/{Claim.objects.get().pk}"
    paid = {"centen": 5_000, "ontvangenOp": "2025-03-04"}
    sent(client, f"{claim}/terugbetalingen", paid, 403, headers=coordinator)
    assert sent(client, f"{claim}/terugbetalingen", paid, 201, headers=treasurer)["stand"] == "terugbetaald"
    assert client.get(f"{API}/terugvorderingen?toont=open", headers=treasurer).json()["resultaten"] == []
    (paid,) = client.get(f"{API}{claim}", headers=treasurer).json()["terugbetalingen"]
    mistake = f"{claim}/terugbetalingen/{paid['nummer']}/terugdraaien"
    again = sent(client, mistake, {"reden": "Van een ander."}, headers=treasurer)
    assert (again["stand"], again["terugbetalingen"][0]["teruggedraaidOmdat"]) == ("nog te betalen", "Van een ander.")


def test_showing_what_there_is_consent_for(client, maarswold, coordinator):
    told = make_justification(maarswold)
    photo = operations.add_photo(told, a_photo(), may_publish=True, **BY)
    operations.keep(told, words="Ja.", spent_cents=25_000, why_no_receipts="Nat", **BY)
    operations.approve(operations.hand_in(told, **BY), **BY)
    public = f"/verantwoordingen/{told.pk}/openbaar"
    sent(client, public, {"verhaal": "Leuk."}, 400, how="put", headers=coordinator)
    shown = sent(client, public, {"fotos": [photo.pk]}, how="put", headers=coordinator)
    assert [each["openbaar"] for each in shown["fotos"]] == [True]
    [story] = client.get(f"{API}/verhalen").json()["resultaten"]
    assert (story["titel"], story["verhaal"], len(story["fotos"])) == (shown["titel"], "", 1)
    assert client.get(story["fotos"][0]["adres"]).status_code == 200
    sent(client, public, how="delete", headers=coordinator)
    assert client.get(f"{API}/verhalen").json()["resultaten"] == []
    assert client.get(story["fotos"][0]["adres"]).status_code == 404


def test_typing_for_somebody(client, maarswold, coordinator):
    grant = make_paid_grant(maarswold)
    of = f"/aanvragen/{grant.application_id}/verantwoording"
    number = sent(client, of, headers=coordinator)["nummer"]
    one = f"/verantwoordingen/{number}"
    values = {"verhaal": "Op papier.", "uitgegevenCenten": 25_000}
    sent(client, one, values, how="put", headers=coordinator)
    added = client.post(f"{API}{one}/bonnen", {"centen": "25000"}, headers=coordinator)
    assert added.status_code == 201
    assert sent(client, f"{one}/inleveren", headers=coordinator)["stand"] == "ingeleverd"


def test_a_body_distributes_and_accounts(client, maarswold, treasurer):
    body = make_body(work_areas=[maarswold])
    committee = committees.found_committee(name="Commissie", organisation=body, **BY)
    grant = make_paid_grant(maarswold)
    grant.application.organisation = body
    grant.application.save()
    values = {"naam": "Wijkpot", "waarvoor": "Voor de wijk.", "commissie": committee.pk}
    made = sent(client, f"/toekenningen/{grant.pk}/verdelen", values, 201, headers=treasurer)
    fund = f"/budgetten/{made['nummer']}"
    assert (made["organisatie"], made["overCenten"]) == (body.name, 25_000)
    item = make_item(make_agenda(maarswold))
    line = {"project": item.pk, "begrootCenten": 20_000}
    sent(client, f"{fund}/plannen", line, 403)
    planned = sent(client, f"{fund}/plannen", line, 201, headers=treasurer)
    assert planned["nogTeBegrotenCenten"] == 5_000
    one = f"{fund}/plannen/{planned['plannen'][0]['nummer']}"
    sent(client, one, {"begrootCenten": 25_001}, 400, how="put", headers=treasurer)
    pdf = client.get(f"{API}{fund}/verantwoording/pdf")
    assert PdfReader(BytesIO(pdf.content)).metadata.title == "Rekening en verantwoording: Wijkpot"
    kept = sent(client, f"{fund}/verantwoording", {"verhaal": "Nog niets gegeven."}, 201, headers=treasurer)
    assert client.get(f"{API}/budgetverantwoordingen/{kept['nummer']}").json() == kept
    assert Fund.objects.get(pk=made["nummer"]).funded_by_grant.justification.state == "handed_in"
