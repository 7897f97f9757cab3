"""Pages of the ledger, of payments and of the money of partners, as those who use them meet them."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.budgets.models import Entry, PartnerMoney, PayeeAccount, Payment, PaymentBatch, PaymentState
from wijkwerk.domain.budgets.operations import ledger, partner_money, payments
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.queries import partner_money as partner_queries
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY, make_fund, make_pot, make_rules
from wijkwerk.domain.budgets.tests.ledger_factories import make_bare_grant, make_full_pot
from wijkwerk.domain.people.tests.factories import (
    make_coordinator,
    make_holder,
    make_organisation,
    make_work_area,
    sign_in,
)
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.privacy.models import AccessLog

NUMBER = "NL91 ABNA 0417 1643 00"


@pytest.fixture
def olaf(municipality):
    return make_holder(Role.TREASURER, name="Olaf Pennings")


@pytest.fixture
def treasurer(client, olaf):
    sign_in(client, olaf, "olaf@example.nl")
    return client


@pytest.fixture
def fund(municipality):
    fund = make_fund()
    make_rules(fund, save_until_years=2)
    return fund


@pytest.fixture
def pot(fund):
    return make_full_pot(100_000, fund=fund)


@pytest.fixture
def grant(pot, fund, maarswold):
    application = make_application(fund, maarswold)
    grant = make_bare_grant(pot, cents=25_000, application=application)
    ledger.grant(pot, grant=grant, cents=25_000, **BY)
    return grant


def address(name, *parts):
    return reverse(f"budgets:{name}", args=parts)


def words_of(response):
    return " ".join(response.content.decode().split())


# ── The ledger ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_ledger_of_a_fund_says_to_the_cent_what_became_of_it(treasurer, pot, grant, fund):
    ledger.pay(grant, cents=12_345, **BY)
    page = words_of(treasurer.get(address("ledger", fund.pk), {"jaar": "2025"}))
    for amount in ("1.000,00", "250,00", "123,45", "750,00"):
        assert f"€ {amount}" in page
    assert grant.application.number in page


def test_entries_are_filtered_by_kind_and_go_on_by_key(treasurer, pot):
    for _turn in range(60):
        ledger.allot(pot, cents=100, **BY)
    first = treasurer.get(address("pot", pot.pk), {"soort": "allot"})
    page = first.context["table"].page
    assert (len(page), page.next is not None) == (50, True)
    second = treasurer.get(address("pot", pot.pk), {"soort": "allot", "na": page.next})
    assert len(second.context["table"].page) == 11
    assert len(treasurer.get(address("pot", pot.pk), {"soort": "lapse"}).context["table"].page) == 0


def test_a_page_of_entries_asks_as_much_for_one_as_for_many(treasurer, pot, grant, django_assert_max_num_queries):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            treasurer.get(address("pot", pot.pk))
        return len(queries)

    asked()
    few = asked()
    for _turn in range(5):
        ledger.pay(grant, cents=100, **BY)
    assert asked() == few


def test_the_entries_of_a_year_as_csv_and_as_a_sheet(treasurer, pot, grant, fund):
    ledger.withdraw_allotment(pot, cents=150, reason="=1+1", **BY)
    answer = treasurer.get(address("ledger", fund.pk), {"jaar": "2025", "als": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert [(row["soort"], row["bedrag"], row["aanvraag"], row["reden"]) for row in rows] == [
        ("Toewijzing", "1000,00", "", ""),
        ("Toekenning", "250,00", grant.application.number, ""),
        ("Toewijzing verlaagd", "1,50", "", "'=1+1"),
    ]
    sheet = treasurer.get(address("pot", pot.pk), {"als": "ods"})
    assert sheet["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert treasurer.get(address("pot", pot.pk), {"als": "exe"}).status_code == 404


def test_a_year_that_nobody_wrote_gives_one_that_there_is(treasurer, pot, fund):
    for typed in ("1700", "twintig", "２０２５", "99999999999999999999"):
        assert treasurer.get(address("ledger", fund.pk), {"jaar": typed}).status_code == 200


def test_the_filter_says_which_year_is_shown(treasurer, pot, fund):
    make_pot(fund, 2024)
    make_pot(fund, clock.today().year)
    shown = treasurer.get(address("ledger", fund.pk), {"soort": "allot"})
    assert (shown.context["year"], shown.context["form"]["jaar"].value()) == (
        clock.today().year,
        str(clock.today().year),
    )


def test_a_coordinator_reads_the_pots_of_the_own_area_alone(client, fund, maarswold, municipality):
    other = make_work_area("Parkwijk")
    mine, theirs = make_pot(fund, work_area=maarswold), make_pot(fund, work_area=other)
    sign_in(client, make_coordinator(maarswold), "corrie@example.nl")
    assert client.get(address("pot", mine.pk)).status_code == 200
    assert client.get(address("pot", theirs.pk)).status_code == 403
    page = words_of(client.get(address("ledger", fund.pk), {"jaar": "2025"}))
    assert ("Maarswold" in page, "Parkwijk" in page) == (True, False)
    assert client.get(address("allot_pot", mine.pk)).status_code == 403


def test_the_entries_of_one_pot_are_chosen_among_those_of_the_fund(treasurer, client, fund, maarswold):
    here, there = (
        make_full_pot(cents, fund=fund, work_area=area)
        for cents, area in ((100, maarswold), (200, make_work_area("Parkwijk")))
    )

    def shown(**asked):
        table = client.get(address("ledger", fund.pk), {"jaar": "2025", **asked}).context["table"]
        return [entry.amount_cents for entry in table.page]

    assert (shown(), shown(pot=here.pk), shown(pot=there.pk)) == ([200, 100], [100], [200])
    sign_in(client, make_coordinator(maarswold), "corrie@example.nl")
    assert (shown(), shown(pot=there.pk)) == ([100], [100])


def test_who_reads_no_applications_sees_a_number_and_no_way_to_it(client, pot, grant):
    sign_in(client, make_holder(Role.CLERK, name="Gerda Griffier"), "gerda@example.nl")
    page = words_of(client.get(address("pot", pot.pk)))
    assert grant.application.number in page
    assert grant.application.get_absolute_url() not in page


def test_money_is_given_taken_back_moved_and_saved_by_forms(treasurer, pot, fund, maarswold):
    other = make_pot(fund, work_area=maarswold)
    treasurer.post(address("allot_pot", pot.pk), {"cents": "1.250,50", "reason": "Begroting"})
    treasurer.post(address("withdraw_allotment", pot.pk), {"cents": "250,50", "reason": "Te veel"})
    treasurer.post(address("transfer", pot.pk), {"to_pot": other.pk, "cents": "100", "reason": "Samen"})
    treasurer.post(address("save_up", pot.pk), {"cents": "200", "what_for": "Speeltuin", "until_year": "2026"})
    treasurer.post(address("lapse", pot.pk), {"cents": "50", "reason": "Over"})
    found = stands.stands_of(pot)
    assert (found.allotted, found.from_elsewhere, found.saved, found.lapsed) == (200_000, -10_000, 20_000, 5_000)
    refused = treasurer.post(address("withdraw_allotment", pot.pk), {"cents": "99999", "reason": "Te veel"})
    assert "Er is niet genoeg geld over" in words_of(refused)
    saving = pot.savings.get()
    assert treasurer.get(saving.get_absolute_url()).status_code == 200
    treasurer.post(address("use_saving", saving.pk), {"cents": "200", "reason": ""})
    assert stands.stands_of(pot).saved == 0


def test_a_year_is_closed_and_opened_by_forms(treasurer, pot, grant):
    assert "afsluiten" in words_of(treasurer.get(address("pot", pot.pk)))  # 2025 is over
    assert "vervalt" in words_of(treasurer.get(address("close_year", pot.pk)))
    treasurer.post(address("close_year", pot.pk), {"carry_commitments": "ja"})
    assert stands.stands_of(pot).lapsed == 75_000
    assert "Dit jaar is afgesloten" in words_of(treasurer.get(address("pot", pot.pk)))
    treasurer.post(address("reopen_year", pot.pk), {"reason": "Vergeten"})
    assert "Dit jaar is afgesloten" not in words_of(treasurer.get(address("pot", pot.pk)))


def test_an_entry_is_mended_by_a_counter_entry_where_it_may_be(treasurer, pot, grant):
    entry = Entry.objects.get(kind="allot")
    assert "Herstel met een tegenboeking" not in words_of(
        treasurer.get(address("entry", Entry.objects.get(kind="grant").pk))
    )
    ledger.allot(pot, cents=500, **BY)
    wrong = Entry.objects.filter(kind="allot").first()
    assert wrong != entry
    assert "Herstel met een tegenboeking" in words_of(treasurer.get(address("entry", wrong.pk)))
    treasurer.post(address("correct_entry", wrong.pk), {"reason": "Vergissing"})
    assert stands.stands_of(pot).allotted == 100_000
    assert "Hersteld met" in words_of(treasurer.get(address("entry", wrong.pk)))


# ── Payments ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_from_an_account_to_a_paid_grant(treasurer, client, grant):
    application = grant.application
    own_account = address("own_account", application.link_key)
    assert "In dit rekeningnummer klopt een teken niet" in words_of(
        client.post(own_account, {"iban": "NL91 ABNA 0417 1643 01", "holder": "R. Veenstra"})
    )
    client.post(own_account, {"iban": NUMBER, "holder": "R. Veenstra"})
    assert "NL91 •••• 4300" in words_of(client.get(application.own_address))
    treasurer.post(
        address("paying_accounts"), {"holder": "Gemeente Veenkanaal", "iban": "NL20 INGB 0001 2345 67", "bic": ""}
    )
    assert application.number in words_of(treasurer.get(address("to_pay")))
    assert "NL91 •••• 4300" in words_of(treasurer.get(address("prepare_payment", grant.pk)))
    treasurer.post(address("prepare_payment", grant.pk), {"kind": "rest", "cents": "250"})
    payment = Payment.objects.get()
    listed = treasurer.get(address("payments"), {"stand": "prepared"})
    assert f'value="{payment.pk}"' in words_of(listed)
    asked = treasurer.post(address("export_payments"), {"payments": [payment.pk]})
    assert "Op welke dag betaalt de bank?" in words_of(asked)
    treasurer.post(
        address("export_payments"),
        {
            "payments": [payment.pk],
            "execute_on": clock.today().isoformat(),
            "account": asked.context["form"]["account"].value() or asked.context["form"].initial["account"].pk,
        },
    )
    batch = PaymentBatch.objects.get()
    assert b"<IBAN>NL91ABNA0417164300</IBAN>" in treasurer.get(address("payment_batch_xml", batch.pk)).content
    assert b"NL91ABNA0417164300" in b"".join(treasurer.get(address("payment_batch_csv", batch.pk)).streaming_content)
    assert "NL91 •••• 4300" in words_of(treasurer.get(batch.get_absolute_url()))
    treasurer.post(address("tell_file_paid", batch.pk), {"paid_on": clock.today().isoformat()})
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
    assert "NL91 ABNA 0417 1643 00" in words_of(treasurer.get(payment.get_absolute_url()))
    assert AccessLog.objects.filter(about_kind="budgets.payment").count() == 1
    back = {"reason": "Teruggestort.", "back_on": clock.today().isoformat()}
    treasurer.post(address("tell_failed", payment.pk), back)
    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED
    own = words_of(client.get(application.own_address))
    assert ("Wij hebben op" in own, "Het overmaken van € 250,00 is niet gelukt: Teruggestort." in own) == (False, True)
    assert "Zet opnieuw klaar" in words_of(treasurer.get(payment.get_absolute_url()))
    prepare = address("prepare_payment", grant.pk)
    assert "Het rekeningnummer is sindsdien hetzelfde gebleven" in words_of(treasurer.get(prepare))
    client.post(own_account, {"iban": "BE68 5390 0754 7034", "holder": "R. Veenstra"})
    assert "Er is daarna een ander rekeningnummer doorgegeven" in words_of(treasurer.get(prepare))
    treasurer.post(prepare, {"kind": "rest", "cents": "250"})
    again = Payment.objects.first()
    assert (again.state, again.account.iban) == (PaymentState.PREPARED, "BE68539007547034")
    client.post(own_account, {"iban": NUMBER, "holder": "R. Veenstra"})
    assert "Trek deze betaling in" in words_of(treasurer.get(again.get_absolute_url()))


def test_the_whole_number_is_on_no_page_of_who_does_not_pay(client, grant, maarswold):
    payments.keep_account(grant.application, iban=NUMBER, holder="R. Veenstra", **BY)
    sign_in(client, make_coordinator(maarswold), "corrie@example.nl")
    page = words_of(client.get(grant.application.get_absolute_url()))
    assert ("NL91 •••• 4300" in page, "NL91ABNA0417164300" in page, "0417" in page) == (True, False, False)
    entered = client.get(address("account_for_applicant", grant.application_id))
    assert "0417 1643" not in words_of(entered).replace("NL91 ABNA 0417 1643 00", "")
    for name in ("to_pay", "payments", "payment_batches", "paying_accounts"):
        assert client.get(address(name)).status_code == 403


def test_somebody_phones_with_the_number(client, grant, maarswold):
    sign_in(client, make_coordinator(maarswold), "corrie@example.nl")
    client.post(
        address("account_for_applicant", grant.application_id), {"iban": "be68 5390 0754 7034", "holder": "Rika"}
    )
    assert PayeeAccount.objects.get().iban == "BE68539007547034"


def test_a_payment_that_is_ready_can_be_taken_back(treasurer, olaf, grant):
    payments.keep_account(grant.application, iban=NUMBER, holder="R. Veenstra", **BY)
    payment = payments.prepare_payment(grant, kind="rest", by=olaf, at=TUESDAY)
    treasurer.post(address("withdraw_payment", payment.pk))
    payment.refresh_from_db()
    assert payment.state == PaymentState.WITHDRAWN


def test_who_pays_is_led_from_today_to_what_is_to_be_paid_and_from_there_to_the_file(treasurer, olaf, grant):
    today = words_of(treasurer.get("/"))
    assert (f'href="{address("to_pay")}"' in today, "Klaar voor de bank" in today) == (True, False)
    payments.keep_account(grant.application, iban=NUMBER, holder="R. Veenstra", **BY)
    payment = payments.prepare_payment(grant, kind="rest", by=olaf, at=TUESDAY)
    to_the_file = f'href="{address("payments")}?stand=prepared"'
    for page in ("/", address("to_pay"), address("payment_batches"), payment.get_absolute_url()):
        assert to_the_file in words_of(treasurer.get(page))


def test_a_file_of_which_numbers_are_gone_is_not_made_again(treasurer, olaf, grant):
    payments.keep_account(grant.application, iban=NUMBER, holder="R. Veenstra", **BY)
    payments.keep_paying_account(holder="Gemeente", iban="NL20 INGB 0001 2345 67", **BY)
    payment = payments.prepare_payment(grant, kind="rest", by=olaf, at=TUESDAY)
    batch = payments.export_payments([payment], execute_on=TUESDAY.date(), by=olaf, at=TUESDAY)
    PayeeAccount.objects.update(iban="", holder="", erased_at=TUESDAY + timedelta(days=100))
    assert treasurer.get(address("payment_batch_xml", batch.pk)).status_code == 410
    assert treasurer.get(address("payment_batch_csv", batch.pk)).status_code == 410
    assert "niet meer bewaard" in words_of(treasurer.get(batch.get_absolute_url()))


# ── Money of partners ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def item(maarswold):
    item = make_item(make_agenda(maarswold), title="Speelplek Rozenstraat")
    partner = make_organisation(work_areas=[maarswold])
    item.partners.create(organisation=partner, does="Betaalt mee", amount_cents=500_000)
    return item


def test_what_a_partner_sets_aside_and_gives_stands_beside_what_it_agreed(client, item, maarswold):
    sign_in(client, make_coordinator(maarswold), "corrie@example.nl")
    partner = item.partners.get().organisation
    book = address("book_partner_money", item.pk, partner.pk)
    today = clock.today().isoformat()
    client.post(book, {"deed": "reserved", "cents": "5000", "on": today})
    client.post(book, {"deed": "given", "cents": "1.250,50", "on": today})
    page = words_of(client.get(address("partner_money")))
    for amount in ("5.000,00", "1.250,50", "3.749,50"):
        assert f"€ {amount}" in page
    refused = client.post(book, {"deed": "given", "cents": "2000", "on": today, "takes_back": "on", "words": "Fout"})
    assert "Er staat € 1.250,50" in words_of(refused)
    client.post(book, {"deed": "given", "cents": "0,50", "on": today, "takes_back": "on", "words": "Tikfout"})
    assert sorted(PartnerMoney.objects.values_list("amount_cents", flat=True)) == [-50, 125_050, 500_000]
    assert client.get(address("partner_money_of_item", item.pk)).status_code == 200


def test_what_partners_do_together_is_of_all_projects_and_not_of_one_page(client, item, maarswold, olaf):
    other = make_item(item.agenda, title="Nog een project")
    partner = item.partners.get().organisation
    other.partners.create(organisation=partner, does="Betaalt mee", amount_cents=100)
    for one, cents in ((item, 500), (other, 70)):
        partner_money.book(one, organisation=partner, deed="given", cents=cents, on=TUESDAY.date(), **BY)
    partner_money.book(other, organisation=partner, deed="reserved", cents=30, on=TUESDAY.date(), **BY)
    found = partner_queries.items_with_money(actor=olaf)
    assert partner_queries.together(found) == (500_100, 30, 570)
    sign_in(client, olaf, "olaf@example.nl")
    page = words_of(client.get(address("partner_money_of_item", other.pk)))
    assert [figure in page for figure in ("€ 1,00", "€ 0,30", "€ 0,70", "€ 5,00")] == [True, True, True, False]


def test_a_partner_who_takes_no_part_any_more_stays_with_what_it_gave(client, item, maarswold, olaf):
    partner = item.partners.get().organisation
    partner_money.book(item, organisation=partner, deed="given", cents=100, on=TUESDAY.date(), **BY)
    item.partners.all().delete()
    sign_in(client, olaf, "olaf@example.nl")
    assert partner.name in words_of(client.get(address("partner_money")))


def test_money_of_partners_is_booked_in_the_own_area_alone(client, item, municipality):
    sign_in(client, make_coordinator(make_work_area("Parkwijk")), "corrie@example.nl")
    partner = item.partners.get().organisation
    assert client.post(address("book_partner_money", item.pk, partner.pk), {}).status_code == 403


def test_the_frame_of_the_page_stays_that_of_who_looks(treasurer, grant):
    payments.keep_account(grant.application, iban=NUMBER, holder="R. Veenstra", **BY)
    for place in (address("prepare_payment", grant.pk), address("paying_accounts")):
        assert "Uitloggen" in words_of(treasurer.get(place))
