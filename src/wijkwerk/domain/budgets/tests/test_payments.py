"""Payments: to which account, made ready, in a file for the bank, paid or not; and who may do that."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import sepaxml
from lxml import etree

from wijkwerk.domain.budgets import bank_file, csv_files, iban
from wijkwerk.domain.budgets.models import (
    Advice,
    GrantBalance,
    GrantState,
    PayeeAccount,
    PaymentBatch,
    PaymentKind,
    PaymentState,
)
from wijkwerk.domain.budgets.models.deliberations import AdviceVerdict
from wijkwerk.domain.budgets.operations import applications, claims, ledger, payments
from wijkwerk.domain.budgets.privacy import ledger as privacy
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.queries import payments as queries
from wijkwerk.domain.budgets.queries.ledger import GrantStands
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY, make_fund, make_pot, make_rules
from wijkwerk.domain.budgets.tests.ledger_factories import make_application, make_full_pot, make_grant
from wijkwerk.domain.budgets.tests.test_ledger_balances import balances
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

NUMBER = "NL91 ABNA 0417 1643 00"
OTHER = "BE68 5390 0754 7034"
TOMORROW = TODAY + timedelta(days=1)
REPLY = {"reply_by": "email", "reply_address": "rika@example.nl", "applicant_name": "Rika"}


@pytest.fixture
def olaf(municipality):
    return make_person("Olaf Pennings")


@pytest.fixture
def pot(municipality):
    return make_full_pot(100_000)


@pytest.fixture
def pays(olaf):
    payments.keep_paying_account(holder="Gemeente Veenkanaal", iban="NL20 INGB 0001 2345 67", bic="INGBNL2A", **BY)
    return {"by": olaf, "at": TUESDAY}


def make_payable(pot, *, cents=50_000, number=NUMBER, **fields):
    application = make_application(number=f"2025-{pot.grants.count() + 1:04}", **REPLY, **fields)
    payments.keep_account(application, iban=number, holder="R. Veenstra", **BY)
    return make_grant(pot, cents=cents, application=application)


def prepared(grant, pays, kind=PaymentKind.REST, **how):
    return payments.prepare_payment(grant, kind=kind, **how, **pays)


def exported(grant, pays, **how):
    payment = prepared(grant, pays, **how)
    payments.export_payments([payment], execute_on=TOMORROW, **pays)
    return payment


def letters():
    return list(Letter.objects.order_by("id").values_list("template", flat=True))


# ── Accounts ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_another_account_is_kept_beside_the_one_before(municipality):
    application = make_application()
    assert queries.account_of(application) is None
    first = payments.keep_account(application, iban=NUMBER, holder=" R.  Veenstra", **BY)
    assert (first.iban, first.holder, first.masked) == ("NL91ABNA0417164300", "R. Veenstra", "NL91 •••• 4300")
    assert payments.keep_account(application, iban="nl91abna0417164300", holder="R. Veenstra", **BY) == first
    second = payments.keep_account(application, iban=OTHER, holder="R. Veenstra", **BY)
    assert queries.account_of(application) == second


def test_an_account_that_cannot_be_right_is_refused(municipality):
    with pytest.raises(iban.MistypedIban):
        payments.keep_account(make_application(), iban="NL91 ABNA 0417 1643 01", holder="R. Veenstra", **BY)
    with pytest.raises(payments.HolderMissing):
        payments.keep_account(make_application(), iban=NUMBER, holder=" ", **BY)


# ── From ready to paid ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_payment_is_booked_when_the_bank_paid_it_and_who_asked_hears(pot, pays):
    grant = make_payable(pot)
    payment = exported(grant, pays)
    assert stands.stands_of_grant(grant) == GrantStands(granted=50_000, not_paid=50_000)
    assert stands.stands_of(pot).paid == 0
    payments.tell_paid(payment, paid_on=TODAY, **pays)
    assert stands.stands_of_grant(grant) == GrantStands(granted=50_000, paid=50_000, not_justified=50_000)
    grant.refresh_from_db()
    assert (grant.state, letters()) == (GrantState.PAID, ["budgets/payment_made"])
    assert [entry.value_on for entry in payment.entries.all()] == [TODAY]


def test_an_advance_is_the_part_that_the_rules_give(pot, pays):
    rule_set = make_rules(pot.fund, advance_permille=800)
    grant = make_payable(pot, rule_set=rule_set)
    advance = exported(grant, pays, kind=PaymentKind.ADVANCE)
    assert (advance.amount_cents, advance.words) == (40_000, "Voorschot subsidie 2025-0001: Straatfeest")
    payments.tell_paid(advance, paid_on=TODAY, **pays)
    grant.refresh_from_db()
    assert (grant.state, GrantBalance.objects.get().advanced_cents) == (GrantState.OPEN, 40_000)
    with pytest.raises(ledger.NoAmount):
        prepared(grant, pays, kind=PaymentKind.ADVANCE)
    assert prepared(grant, pays).amount_cents == 10_000


def test_nothing_is_made_ready_twice(pot, pays):
    grant = make_payable(pot)
    prepared(grant, pays, cents=30_000)
    with pytest.raises(ledger.NotSoMuchToPay):
        prepared(grant, pays, cents=20_001)
    assert prepared(grant, pays).amount_cents == 20_000
    with pytest.raises(payments.NothingToPay):
        prepared(grant, pays)
    with pytest.raises(ledger.NotSoMuchToPay):
        ledger.pay(grant, cents=1, **BY)
    assert ledger.release_rest(grant, **BY) == []


def test_a_payment_that_was_taken_back_can_be_made_ready_again(pot, pays):
    grant = make_payable(pot)
    payments.withdraw_payment(prepared(grant, pays), **pays)
    assert prepared(grant, pays).amount_cents == 50_000


def test_a_payment_that_failed_at_the_bank_changes_nothing_in_the_ledger(pot, pays):
    grant = make_payable(pot)
    payment = exported(grant, pays)
    with pytest.raises(payments.ReasonMissing):
        payments.tell_failed(payment, reason=" ", **pays)
    payments.tell_failed(payment, reason="Het rekeningnummer is opgeheven.", **pays)
    assert stands.stands_of_grant(grant) == GrantStands(granted=50_000, not_paid=50_000, to_prepare=50_000)
    assert letters() == ["budgets/payment_failed"]
    assert prepared(grant, pays).amount_cents == 50_000


def test_a_payment_that_was_sent_back_gets_counter_entries(pot, pays):
    grant = make_payable(pot)
    payment = exported(grant, pays)
    payments.tell_paid(payment, paid_on=TODAY, **pays)
    with pytest.raises(ledger.OfAPayment):
        ledger.correct(payment.entries.get(), reason="Daarom.", **BY)
    for day, refusal in ((TOMORROW, payments.BackInFuture), (TODAY - timedelta(days=1), payments.BackBeforePaid)):
        with pytest.raises(refusal):
            payments.tell_failed(payment, reason="Teruggestort.", back_on=day, **pays)
    later = pays | {"at": TUESDAY + timedelta(days=9)}
    payments.tell_failed(payment, reason="Teruggestort.", back_on=TOMORROW, **later)
    assert sorted(payment.entries.values_list("value_on", flat=True)) == [TODAY, TOMORROW]
    assert stands.stands_of_grant(grant) == GrantStands(granted=50_000, not_paid=50_000, to_prepare=50_000)
    assert sorted(payment.entries.values_list("credit", "debit")) == [("granted", "paid"), ("paid", "granted")]
    grant.refresh_from_db()
    assert grant.state == GrantState.OPEN


def test_a_payment_that_was_justified_already_is_sent_back_and_paid_again(pot, pays):
    grant = make_payable(pot)
    payment = exported(grant, pays)
    payments.tell_paid(payment, paid_on=TODAY, **pays)
    ledger.justify(grant, cents=50_000, **BY)
    payments.tell_failed(payment, reason="Teruggestort.", **pays)
    assert stands.stands_of_grant(grant) == GrantStands(
        granted=50_000, not_paid=50_000, to_prepare=50_000, justified=50_000
    )
    payments.tell_paid(exported(grant, pays), paid_on=TODAY, **pays)
    assert stands.stands_of_grant(grant) == GrantStands(granted=50_000, paid=50_000, justified=50_000)
    balances()


def test_a_payment_of_which_money_is_asked_back_is_sent_back_after_that_was_withdrawn(pot, pays):
    make_rules(pot.fund, advance_permille=800)
    grant = make_payable(pot, rule_set=pot.fund.rule_sets.get())
    payment = exported(grant, pays, kind=PaymentKind.ADVANCE)
    payments.tell_paid(payment, paid_on=TODAY, **pays)
    claim = claims.claim_back(grant, cents=30_000, reason="Het gaat niet door.", **BY)
    with pytest.raises(payments.AskedBack):
        payments.tell_failed(payment, reason="Teruggestort.", **pays)
    claims.take_back(claim, reason="Het kwam nooit aan.", **BY)
    payments.tell_failed(payment, reason="Teruggestort.", **pays)
    assert stands.stands_of_grant(grant) == GrantStands(granted=50_000, not_paid=50_000, to_prepare=50_000)
    balances()


def test_what_is_ready_for_a_number_that_was_changed_does_not_go_to_the_bank(pot, pays):
    grant = make_payable(pot)
    payment = prepared(grant, pays)
    payments.keep_account(grant.application, iban=OTHER, holder="R. Veenstra", **BY)
    with pytest.raises(payments.AccountChanged) as refused:
        payments.export_payments([payment], execute_on=TOMORROW, **pays)
    assert grant.application.number in refused.value.words
    payments.withdraw_payment(payment, **pays)
    assert exported(grant, pays).account.iban == OTHER.replace(" ", "")


def test_one_payment_is_from_one_pot(pot, pays):
    grant = make_payable(pot)
    payment = exported(grant, pays, cents=20_000)
    ledger.carry(pot, to_pot=make_pot(pot.fund, 2026), **BY)
    payments.tell_failed(payment, reason="Opgeheven.", **pays)
    assert [prepared(grant, pays).amount_cents for _turn in range(2)] == [30_000, 20_000]
    with pytest.raises(payments.NothingToPay):
        prepared(grant, pays)


def test_a_grant_that_was_done_is_open_again_when_its_last_payment_is_sent_back(pot, pays):
    grant = make_payable(pot)
    ledger.justify(grant, cents=50_000, **BY)
    payment = exported(grant, pays)
    payments.tell_paid(payment, paid_on=TODAY, **pays)
    grant.state, grant.ended_at = GrantState.CLOSED, TUESDAY
    grant.save()
    payments.tell_failed(payment, reason="Teruggestort.", **pays)
    grant.refresh_from_db()
    assert (grant.state, grant.ended_at) == (GrantState.JUSTIFIED, None)
    assert prepared(grant, pays).amount_cents == 50_000


def test_what_is_underway_over_the_years_end_is_paid_from_its_own_year(pot, pays):
    grant = make_payable(pot)
    payment = exported(grant, pays, cents=20_000)
    later = make_pot(pot.fund, 2026)
    ledger.carry(pot, to_pot=later, **BY)
    payments.tell_paid(payment, paid_on=TODAY, **pays)
    assert (stands.stands_of(pot).paid, stands.stands_of(later).not_paid) == (20_000, 30_000)
    assert prepared(grant, pays).pot == later
    balances()


def test_without_an_account_nothing_is_made_ready(pot, pays):
    with pytest.raises(payments.NoAccount):
        prepared(make_grant(pot), pays)


def test_of_a_grant_that_was_withdrawn_nothing_is_paid(pot, pays):
    grant = make_payable(pot)
    grant.state, grant.ended_reason = GrantState.WITHDRAWN, "Het gaat niet door."
    grant.save()
    with pytest.raises(payments.NotGrantedAnyMore):
        prepared(grant, pays)


# ── Three names ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_advised_or_decided_does_not_pay(pot, pays, olaf):
    grant = make_payable(pot)
    for name in ("decided_by", "advised_by", "second_by"):
        setattr(grant.decision, name, olaf)
        grant.decision.save()
        with pytest.raises(payments.PayerDecided):
            prepared(grant, pays)
        setattr(grant.decision, name, None)
        grant.decision.save()
    payment = prepared(grant, pays)
    Advice.objects.create(
        application=grant.application, person=olaf, verdict=AdviceVerdict.YES, amount_cents=1, at=TUESDAY
    )
    with pytest.raises(payments.PayerDecided):
        payments.export_payments([payment], execute_on=TOMORROW, **pays)


def test_a_payment_is_in_the_name_of_a_person(pot, pays):
    with pytest.raises(payments.PayersAreNamed):
        prepared(make_payable(pot), BY)


# ── The file ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def batch(pot, pays):
    first = make_payable(pot, cents=12_345, title="Café “Ünder de brêge” & meer")
    second = make_payable(pot, cents=5, number=OTHER, title="=1+1")
    return payments.export_payments([prepared(grant, pays) for grant in (second, first)], execute_on=TOMORROW, **pays)


def test_the_file_is_what_a_bank_reads(batch):
    written = bank_file.pain_001(batch, queries.in_file(batch))
    schema = etree.XMLSchema(file=str(Path(sepaxml.__file__).parent / "schemas" / f"{bank_file.PAIN}.xsd"))
    read = etree.fromstring(written)
    assert schema.validate(read), schema.error_log
    ns = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}

    def told(path):
        return [element.text for element in read.iterfind(f".//p:{path}", ns)]

    assert told("CtrlSum") == ["123.50", "123.50"]
    assert told("NbOfTxs") == ["2", "2"]
    assert told("MsgId") == [batch.message_id]
    assert told("ReqdExctnDt/p:Dt") == ["2025-03-05"]
    assert told("DbtrAcct//p:IBAN") == ["NL20INGB0001234567"]
    assert sorted(told("InstdAmt")) == ["0.05", "123.45"]
    assert sorted(told("CdtrAcct//p:IBAN")) == ["BE68539007547034", "NL91ABNA0417164300"]
    assert sorted(told("Ustrd")) == [
        "Subsidie 2025-0001: Cafe Under de brege + meer",
        "Subsidie 2025-0002: 1+1",
    ]
    assert bank_file.pain_001(PaymentBatch.objects.get(), queries.in_file(batch)) == written


def as_csv(batch):
    rows = bank_file.rows_of(batch, queries.in_file(batch))
    return b"".join(csv_files.pieces(bank_file.HEADS, rows)).decode("utf-8-sig")


def test_the_same_as_csv_with_amounts_as_the_dutch_write_them(batch):
    written = as_csv(batch)
    rows = list(csv.DictReader(io.StringIO(written), delimiter=";"))
    assert sorted((row["bedrag"], row["rekeningnummer"]) for row in rows) == [
        ("0,05", "BE68539007547034"),
        ("123,45", "NL91ABNA0417164300"),
    ]


def test_a_cell_of_the_csv_is_never_a_formula(batch):
    account = queries.in_file(batch)[0].account
    account.holder = "=HYPERLINK(1)"
    account.save()
    written = as_csv(batch)
    assert ";'=HYPERLINK(1);" in written


def test_all_of_a_file_is_told_paid_at_once(batch, pays, pot):
    payments.tell_failed(queries.in_file(batch)[0], reason="Opgeheven.", **pays)
    assert len(payments.tell_file_paid(batch, paid_on=TODAY, **pays)) == 1
    assert Counter(payment.state for payment in queries.in_file(batch)) == {"paid": 1, "failed": 1}
    with pytest.raises(payments.DayIsStillToCome):
        payments.tell_paid(queries.in_file(batch)[0], paid_on=TOMORROW, **pays)


def test_what_went_to_the_bank_goes_once(pot, pays):
    payment = exported(make_payable(pot), pays)
    with pytest.raises(payments.PaymentMovedOn):
        payments.export_payments([payment], execute_on=TOMORROW, **pays)
    with pytest.raises(payments.NothingChosen):
        payments.export_payments([], execute_on=TOMORROW, **pays)
    with pytest.raises(payments.DayHasBeen):
        payments.export_payments([prepared(make_payable(pot), pays)], execute_on=date(2025, 3, 3), **pays)


def test_without_a_paying_account_there_is_no_file(pot, olaf):
    payment = prepared(make_payable(pot), {"by": olaf, "at": TUESDAY})
    with pytest.raises(payments.NoPayingAccount):
        payments.export_payments([payment], execute_on=TOMORROW, by=olaf, at=TUESDAY)


# ── Forgetting ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_number_goes_when_nothing_is_to_be_paid_any_more_and_the_term_is_over(pot, pays):
    fund = pot.fund
    decided = {"state": "decided", "asked_cents": 1, "sent_at": TUESDAY, "ended_at": TUESDAY, "what": "Feest"}
    grant = make_payable(pot, fund=fund, rule_set=make_rules(fund), **decided)
    (line,) = [line for line in privacy.LINES if line.model == "budgets.PayeeAccount"]
    later, long_after = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=200)
    payment = exported(grant, pays, cents=20_000)
    assert privacy.erase(line, before=later, at=long_after) == 0  # it is at the bank
    payments.tell_paid(payment, paid_on=TODAY, **pays)
    assert privacy.erase(line, before=later, at=long_after) == 0  # the rest is still to be paid
    ledger.release_rest(grant, **BY)
    assert privacy.erase(line, before=TUESDAY, at=long_after) == 0  # it was paid a moment ago
    assert privacy.erase(line, before=later, at=long_after) == 1
    account = PayeeAccount.objects.get()
    assert (account.iban, account.holder, account.masked) == ("", "", "")
    assert (queries.account_of(grant.application), queries.payment(payment.pk).amount_cents) == (None, 20_000)
    assert privacy.erase(line, before=later, at=long_after) == 0


def test_a_number_stays_while_money_is_set_aside_on_a_condition(pot):
    application = make_application(
        number="2025-0001", state="decided", asked_cents=1, sent_at=TUESDAY, ended_at=TUESDAY, what="Feest",
        fund=pot.fund, rule_set=make_rules(pot.fund),
    )  # fmt: skip
    payments.keep_account(application, iban=NUMBER, holder="R. Veenstra", **BY)
    ledger.reserve(pot, cents=100, application=application, **BY)
    later = TUESDAY + timedelta(days=1)
    assert list(queries.accounts_to_forget(later)) == []
    ledger.release_for(application, **BY)
    assert len(queries.accounts_to_forget(later)) == 1


def test_who_withdrew_and_wants_to_be_forgotten_leaves_no_number(municipality):
    application = make_application(
        number="2025-0001",
        state="withdrawn",
        asked_cents=1,
        sent_at=TUESDAY,
        ended_at=TUESDAY,
        fund=make_fund(),
        title="Feest",
        what="Feest",
    )
    payments.keep_account(application, iban=NUMBER, holder="R. Veenstra", **BY)
    applications.forget_applicant(application, **BY)
    assert PayeeAccount.objects.get().iban == ""


# ── At once ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_fifty_make_one_payment_ready_and_one_does(transactional_db, threads):
    with scope.in_municipality(make_municipality()):
        olaf = make_person("Olaf Pennings")
        pays = {"by": olaf, "at": TUESDAY}
        grant = make_payable(make_full_pot(100_000))

        def turn(_number):
            try:
                prepared(grant, pays)
            except payments.NothingToPay:
                return "nothing"
            return "done"

        assert Counter(threads(50, turn)) == {"done": 1, "nothing": 49}


@pytest.mark.django_db(transaction=True)
def test_fifty_tell_that_it_is_paid_and_it_is_booked_once(transactional_db, threads):
    with scope.in_municipality(make_municipality()):
        olaf = make_person("Olaf Pennings")
        pays = {"by": olaf, "at": TUESDAY}
        payments.keep_paying_account(holder="Gemeente", iban="NL20 INGB 0001 2345 67", **BY)
        payment = exported(make_payable(make_full_pot(100_000)), pays)

        def turn(_number):
            try:
                payments.tell_paid(payment, paid_on=TODAY, **pays)
            except payments.PaymentMovedOn:
                return "moved on"
            return "done"

        assert Counter(threads(50, turn)) == {"done": 1, "moved on": 49}
        assert payment.entries.count() == 1
        assert PaymentState(queries.payment(payment.pk).state) == PaymentState.PAID
        balances()


@pytest.mark.django_db(transaction=True)
def test_files_made_at_once_from_several_accounts_each_get_a_number(transactional_db, threads):
    with scope.in_municipality(make_municipality()):
        pays = {"by": make_person("Olaf Pennings"), "at": TUESDAY}
        accounts = [payments.keep_paying_account(holder="Gemeente", iban=each, **BY) for each in (NUMBER, OTHER)]
        pot = make_full_pot(100_000)
        ready = [prepared(make_payable(pot, cents=100), pays) for _turn in range(6)]

        def turn(number):
            how = {"execute_on": TOMORROW, "account": accounts[number % 2]}
            return payments.export_payments([ready[number]], **how, **pays).number

        assert sorted(threads(6, turn)) == [1, 2, 3, 4, 5, 6]
