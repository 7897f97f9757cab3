"""The ledger and payments for machines: the same deeds as the pages."""

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.budgets.models import Payment
from wijkwerk.domain.budgets.operations import ledger, payments
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY, make_pot, make_rules
from wijkwerk.domain.budgets.tests.ledger_factories import make_application, make_full_pot, make_grant
from wijkwerk.domain.people.tests.factories import make_organisation, make_person, make_work_area
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

API = "/api/v1"


@pytest.fixture
def pot(municipality):
    pot = make_full_pot(100_000)
    make_rules(pot.fund, save_until_years=2)
    return pot


@pytest.fixture
def sent(municipality):
    return {"content_type": "application/json", "headers": bearer(make_key(Role.TREASURER))}


@pytest.fixture
def payment(pot):
    application = make_application(number="2025-0001")
    payments.keep_account(application, iban="NL91 ABNA 0417 1643 00", holder="R. Veenstra", **BY)
    grant = make_grant(pot, cents=25_000, application=application)
    return payments.prepare_payment(grant, kind="rest", by=make_person("Olaf Pennings"), at=TUESDAY)


def test_a_pot_with_its_stand_and_its_entries(client, pot, sent):
    found = client.get(f"{API}/potten?budget={pot.fund_id}&jaar=2025", **sent).json()["resultaten"]
    assert [(each["nummer"], each["stand"]["over"]) for each in found] == [(pot.pk, 100_000)]
    assert client.get(f"{API}/potten/{pot.pk}").status_code == 401
    (entry,) = client.get(f"{API}/potten/{pot.pk}/boekingen?soort=toewijzing", **sent).json()["resultaten"]
    assert (entry["van"], entry["naar"], entry["centen"]) == ("bron", "vrij", 100_000)
    assert client.get(f"{API}/boekingen/{entry['nummer']}", **sent).json() == entry


def test_money_is_given_saved_moved_and_mended(client, pot, sent):
    address = f"{API}/potten/{pot.pk}"
    made = client.post(f"{address}/toewijzingen", {"centen": 5_000}, **sent)
    assert made.status_code == 201
    client.post(f"{API}/boekingen/{made.json()['nummer']}/herstel", {"reden": "Vergissing"}, **sent)
    other = make_pot(pot.fund, 2026)
    client.post(f"{address}/overhevelingen", {"centen": 1_000, "naarPot": other.pk, "reden": "Samen"}, **sent)
    saved = client.post(
        f"{address}/spaargelden", {"centen": 2_000, "waarvoor": "Speeltuin", "totEnMet": 2027}, **sent
    ).json()
    assert (saved["centen"], saved["laatsteDag"]) == (2_000, "2027-12-31")
    used = client.post(f"{API}/spaargelden/{saved['nummer']}/inzet", {"centen": 500}, **sent).json()
    assert used["centen"] == 1_500
    client.post(f"{address}/vervallen", {"centen": 100, "reden": "Over"}, **sent)
    client.post(f"{address}/verlagingen", {"centen": 400, "reden": "Te veel"}, **sent)
    following = client.post(f"{address}/afsluiting", {}, **sent).json()
    assert (following["nummer"], following["stand"]["gespaard"]) == (other.pk, 1_500)
    assert client.post(f"{address}/toewijzingen", {"centen": 1}, **sent).status_code == 400
    reopened = client.post(f"{address}/heropening", {"reden": "Vergeten"}, **sent).json()
    assert (reopened["stand"]["toegewezen"], reopened["stand"]["over"]) == (99_600, 0)


def test_the_statement_of_a_year_per_pot_and_together(client, pot, sent):
    found = client.get(f"{API}/budgetten/{pot.fund_id}/jaaroverzicht?jaar=2025", **sent).json()
    (own,) = found["potten"]
    assert (own["pot"], own["afgeslotenOp"], own["overzicht"]) == (pot.pk, None, found["samen"])
    assert (found["samen"]["toegewezen"], found["samen"]["over"]) == (100_000, 100_000)
    before = client.get(f"{API}/budgetten/{pot.fund_id}/jaaroverzicht?jaar=2025&tot=2025-01-01", **sent).json()
    assert (before["tot"], before["samen"]["toegewezen"]) == ("2025-01-01", 0)
    assert client.get(f"{API}/budgetten/999999/jaaroverzicht", **sent).status_code == 404


def test_what_is_too_much_is_told_in_the_words_of_the_page(client, pot, sent):
    refused = client.post(f"{API}/potten/{pot.pk}/verlagingen", {"centen": 100_001, "reden": "Te veel"}, **sent)
    assert (refused.status_code, refused.json()["code"]) == (400, "NotEnoughLeft")
    assert client.post(f"{API}/potten/{pot.pk}/toewijzingen", {"centen": 0}, **sent).status_code == 400


def test_the_number_of_an_account_is_masked_in_a_list_and_whole_for_who_pays(client, payment, sent):
    (listed,) = client.get(f"{API}/betalingen?stand=klaargezet", **sent).json()["resultaten"]
    assert (listed["rekening"], "rekeningnummer" in listed) == ("NL91 •••• 4300", False)
    assert client.get(f"{API}/betalingen/{payment.pk}", **sent).json()["rekeningnummer"] == "NL91ABNA0417164300"
    coordinator = bearer(make_key(Role.COORDINATOR))
    assert client.get(f"{API}/betalingen/{payment.pk}", headers=coordinator).status_code == 403


def test_what_the_bank_did_is_told_by_the_program_that_pays(client, payment, sent):
    payments.keep_paying_account(holder="Gemeente", iban="NL20 INGB 0001 2345 67", **BY)
    batch = payments.export_payments([payment], execute_on=TUESDAY.date(), by=payment.prepared_by, at=TUESDAY)
    assert b"NL91ABNA0417164300" in client.get(f"{API}/betaalbestanden/{batch.pk}/sepa", **sent).content
    (file,) = client.get(f"{API}/betaalbestanden", **sent).json()["resultaten"]
    assert (file["aantal"], file["centen"]) == (1, 25_000)
    today = clock.today().isoformat()
    told = client.post(f"{API}/betaalbestanden/{batch.pk}/betaald", {"betaaldOp": today}, **sent).json()
    assert [each["stand"] for each in told["betalingen"]] == ["betaald"]
    failed = client.post(f"{API}/betalingen/{payment.pk}/mislukt", {"reden": "Teruggestort"}, **sent).json()
    assert (failed["stand"], failed["mislukt"]) == ("mislukt", "Teruggestort")
    assert client.post(f"{API}/betalingen/{payment.pk}/betaald", {"betaaldOp": today}, **sent).status_code == 409


def test_a_payment_is_made_ready_and_exported_in_the_name_of_a_person(client, payment, sent):
    payments.keep_paying_account(holder="Gemeente", iban="NL20 INGB 0001 2345 67", **BY)
    asked = {"betalingen": [payment.pk], "betaaldag": clock.today().isoformat()}
    assert client.post(f"{API}/betaalbestanden", asked, **sent).json()["code"] == "PayersAreNamed"
    withdrawn = client.post(f"{API}/betalingen/{payment.pk}/ingetrokken", **sent).json()
    assert withdrawn["stand"] == "ingetrokken"
    assert client.post(f"{API}/betaalbestanden", asked, **sent).json()["code"] == "NoSuchPayments"
    again = client.post(f"{API}/toekenningen/{payment.grant_id}/betalingen", {}, **sent)
    assert (again.json()["code"], Payment.objects.count()) == ("PayersAreNamed", 1)


def test_accounts(client, pot, sent):
    account = {"rekeningnummer": "NL20 INGB 0001 2345 67", "opNaamVan": "Gemeente"}
    made = client.post(f"{API}/betaalrekeningen", account, **sent).json()
    assert [each["rekeningnummer"] for each in client.get(f"{API}/betaalrekeningen", **sent).json()["resultaten"]] == [
        "NL20INGB0001234567"
    ]
    assert client.delete(f"{API}/betaalrekeningen/{made['nummer']}", **sent).status_code == 204
    assert client.get(f"{API}/betaalrekeningen", **sent).json()["resultaten"] == []
    wrong = account | {"rekeningnummer": "NL21 INGB 0001 2345 67"}
    assert client.post(f"{API}/betaalrekeningen", wrong, **sent).json()["code"] == "MistypedIban"


def test_money_of_partners_beside_what_was_agreed(client, municipality):
    maarswold = make_work_area("Maarswold")
    item = make_item(make_agenda(maarswold))
    partner = make_organisation(work_areas=[maarswold])
    item.partners.create(organisation=partner, does="Betaalt mee", amount_cents=500_000)
    sent = {"content_type": "application/json", "headers": bearer(make_key(Role.COORDINATOR))}
    given = {"organisatie": partner.pk, "soort": "gegeven", "centen": 125_050, "op": clock.today().isoformat()}
    assert client.post(f"{API}/projecten/{item.pk}/partnerbijdragen", given, **sent).status_code == 201
    (line,) = client.get(f"{API}/partnerbijdragen?jaar=2025", **sent).json()["resultaten"]
    assert (line["afgesproken"], line["gereserveerd"], line["gegeven"]) == (500_000, 0, 125_050)
    unknown = given | {"organisatie": 999}
    assert client.post(f"{API}/projecten/{item.pk}/partnerbijdragen", unknown, **sent).status_code == 400


def test_what_belongs_to_a_grant_is_not_mended_in_the_ledger(client, pot, sent):
    grant = make_grant(pot)
    (entry,) = ledger.pay(grant, cents=100, **BY)
    assert client.post(f"{API}/boekingen/{entry.pk}/herstel", {"reden": "Fout"}, **sent).status_code == 400
