"""The till: receipts without gaps, waivers with a reason, a box that agrees at day's end."""

import uuid
from datetime import timedelta

import pytest

from wijkwerk.domain.workshop.models import DeskDay, Method, Payment, Waiver
from wijkwerk.domain.workshop.operations import days, money
from wijkwerk.domain.workshop.queries import days as day_queries
from wijkwerk.domain.workshop.queries.money import open_cents, open_of_each, paid_for
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_loan, make_tool
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def loan(workshop, rika):
    return make_loan(make_tool(make_kind(workshop)), rika, contribution_cents=250, full_cost_cents=900)


@pytest.fixture
def pay(workshop, host):
    def paid(cents=250, method=Method.CASH, at=MONDAY, **how):
        return money.receive(workshop, amount_cents=cents, method=method, words="Heggenschaar", by=host, at=at, **how)

    return paid


def test_money_that_comes_in_gets_the_next_number_and_says_what_it_was_for(pay, loan, rika):
    first, second = pay(200, about=loan, resident=rika), pay(50, Method.CARD, about=loan)
    assert [first.receipt, second.receipt] == ["2026-00001", "2026-00002"]
    assert (paid_for(loan), open_cents(loan), first.resident) == (250, 0, rika)


def test_what_is_open_of_several_things_is_one_question(pay, loan, rika, workshop, django_assert_num_queries):
    free = make_loan(make_tool(loan.tool.kind), rika)
    pay(100, about=loan)
    with django_assert_num_queries(1):
        assert open_of_each([loan, free]) == {ref(loan): 150}


@pytest.mark.parametrize(
    ("cents", "refusal"), [(0, money.NotAPayment), (-250, money.NotAPayment), (10**9, money.TooMuchMoney)]
)
def test_nothing_less_than_nothing_and_a_slip_of_the_finger_are_refused(pay, cents, refusal):
    with pytest.raises(refusal):
        pay(cents)
    assert Payment.objects.count() == 0


def test_more_than_is_asked_and_what_is_paid_already_are_refused(pay, loan):
    with pytest.raises(money.MoreThanAsked, match="2,50"):
        pay(300, about=loan)
    pay(250, about=loan)
    with pytest.raises(money.NothingToPay):
        pay(250, about=loan)


def test_sent_twice_is_one_payment_even_when_nothing_is_open_any_more(pay, loan):
    key = uuid.uuid4()
    assert pay(about=loan, client_key=key) == pay(about=loan, client_key=key)
    assert Payment.objects.count() == 1


def test_what_was_paid_goes_back_whole_once_and_is_asked_again(pay, loan, host):
    paid = pay(about=loan)
    back = money.pay_back(paid, because="Schaar was stuk", by=host, at=MONDAY)
    assert (back.amount_cents, back.words, open_cents(loan)) == (-250, "Terug van bon 2026-00001: Schaar was stuk", 250)
    with pytest.raises(money.PaidBackAlready):
        money.pay_back(paid, because="Nog eens", by=host, at=MONDAY)
    with pytest.raises(money.NotWhatWasPaid):
        money.pay_back(back, because="Andersom", by=host, at=MONDAY)


def test_money_does_not_go_back_without_a_reason(pay, host):
    paid = pay()
    with pytest.raises(money.ReasonMissing):
        money.pay_back(paid, because=" ", by=host, at=MONDAY)


def test_a_contribution_is_waived_with_a_reason_and_asked_again_with_nothing(loan, host):
    money.waive(loan, cents=250, reason=Waiver.HARDSHIP, by=host, at=MONDAY)
    loan.refresh_from_db()
    assert (loan.waived_cents, loan.waiver, open_cents(loan)) == (250, "hardship", 0)
    assert Entry.objects.get(verb="contribution.waived").details == {"cents": 250}
    money.waive(loan, cents=0, reason=Waiver.OTHER, by=host, at=MONDAY)
    loan.refresh_from_db()
    assert (loan.waived_cents, loan.waiver) == (0, "")


def test_no_more_is_waived_than_is_open_and_nothing_below_zero(pay, loan, host):
    pay(100, about=loan)
    for cents, refusal in ((200, money.WaivedTooMuch), (-1, money.NotNegative)):
        with pytest.raises(refusal):
            money.waive(loan, cents=cents, reason=Waiver.OTHER, by=host, at=MONDAY)
    free = make_loan(make_tool(loan.tool.kind), loan.resident)
    with pytest.raises(money.NothingToWaive):
        money.waive(free, cents=1, reason=Waiver.OTHER, by=host, at=MONDAY)


def test_the_first_cash_of_a_day_opens_it_with_what_was_counted_last(workshop, host, pay):
    monday = days.open_day(workshop, by=host, at=MONDAY)
    pay(300)
    days.close_day(monday, counted_cents=300, by=host, at=MONDAY)
    pay(100, Method.CARD, at=TUESDAY)
    assert DeskDay.objects.count() == 1
    pay(100, at=TUESDAY)
    tuesday = day_queries.day(workshop, TUESDAY.date())
    assert (tuesday.float_cents, day_queries.expected_cents(tuesday)) == (300, 400)


def test_a_box_that_does_not_agree_says_why(workshop, host, pay):
    day = days.open_day(workshop, by=host, at=MONDAY)
    pay(300)
    with pytest.raises(days.DifferenceUnexplained, match="0,50 te weinig"):
        days.close_day(day, counted_cents=250, by=host, at=MONDAY)
    closed = days.close_day(day, counted_cents=250, difference_because="Zoek", by=host, at=MONDAY)
    assert (closed.expected_cents, closed.counted_cents, closed.difference_because) == (300, 250, "Zoek")
    with pytest.raises(days.DayIsClosedAlready):
        days.close_day(day, counted_cents=300, by=host, at=MONDAY)


def test_a_closed_day_takes_no_cash_until_it_is_opened_again_with_a_reason(workshop, host, pay, loan):
    day = days.open_day(workshop, by=host, at=MONDAY)
    days.close_day(day, counted_cents=0, by=host, at=MONDAY)
    with pytest.raises(money.DayIsClosed):
        pay(about=loan)
    assert pay(100, Method.CARD, about=loan).number == 1
    with pytest.raises(days.ReopenReasonMissing):
        days.reopen_day(day, because="", by=host, at=MONDAY)
    days.reopen_day(day, because="Nog iemand aan de deur", by=host, at=MONDAY)
    assert pay(150, about=loan).number == 2


def test_a_day_that_was_forgotten_is_closed_later_and_its_count_goes_on(workshop, host, pay):
    monday = days.open_day(workshop, by=host, at=MONDAY)
    pay(300)
    tuesday = days.open_day(workshop, by=host, at=TUESDAY)
    assert tuesday.float_cents == 300
    assert day_queries.forgotten_day(workshop, TUESDAY.date()) == monday
    days.close_day(monday, counted_cents=280, difference_because="Zoek", by=host, at=TUESDAY)
    tuesday.refresh_from_db()
    assert tuesday.float_cents == 280


def test_fifty_payments_at_once_are_numbered_one_to_fifty(workshop, host, threads, pay):
    numbers = threads(50, lambda number: pay(100 + number).number)
    assert sorted(numbers) == list(range(1, 51))
    assert DeskDay.objects.count() == 1


def test_one_payment_sent_by_fifty_is_one_and_leaves_no_number_out(workshop, host, threads, pay):
    key = uuid.uuid4()
    assert set(threads(50, lambda number: pay(100, client_key=key).number)) == {1}
    assert pay(100).number == 2


def test_a_loan_that_two_desks_pay_at_once_is_paid_once(workshop, host, threads, pay, loan):
    def one(number):
        try:
            return pay(about=loan).number
        except Refusal as refusal:
            return type(refusal)

    assert sorted(map(str, threads(8, one))) == sorted(["1", *[str(money.NothingToPay)] * 7])


def test_a_payment_and_the_count_at_once_agree(workshop, host, threads, pay):
    day = days.open_day(workshop, by=host, at=MONDAY)

    def one(number):
        try:
            if number == 3:
                return days.close_day(day, counted_cents=0, difference_because="Telling", by=host, at=MONDAY)
            return pay(100)
        except Refusal:
            return None

    threads(8, one)
    day.refresh_from_db()
    assert day.expected_cents == day_queries.cash_of(workshop, day.on)


# ── Several things at once ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def loans(workshop, rika):
    kind = make_kind(workshop, "Tuin")
    return [make_loan(make_tool(kind), rika, contribution_cents=cents) for cents in (100, 200, 300)]


def bills_of(loans):
    return [money.Bill(loan, f"Tuin {loan.pk}", loan.resident, uuid.uuid4()) for loan in loans]


def test_several_things_are_paid_in_one_go_each_with_its_receipt(workshop, host, loans):
    bills, says = bills_of(loans), {"method": Method.CASH, "by": host, "at": MONDAY}
    paid = money.receive_all(workshop, bills, **says)
    assert [(each.receipt, each.amount_cents) for each in paid] == [
        ("2026-00001", 100),
        ("2026-00002", 200),
        ("2026-00003", 300),
    ]
    assert money.receive_all(workshop, bills, **says) == paid
    assert Payment.objects.count() == 3


def test_when_one_of_several_cannot_be_paid_none_is_and_no_number_is_lost(workshop, host, loans, pay):
    pay(200, about=loans[1])
    with pytest.raises(money.NotAllOpen):
        money.receive_all(workshop, bills_of(loans), method=Method.CASH, by=host, at=MONDAY)
    assert Payment.objects.count() == 1
    paid = money.receive_all(workshop, bills_of([loans[0], loans[2]]), method=Method.CARD, by=host, at=MONDAY)
    assert [each.number for each in paid] == [2, 3]


@pytest.mark.django_db(transaction=True)
def test_desks_that_take_the_same_things_in_another_order_never_wait_in_a_circle(workshop, host, loans, threads):
    def take(number):
        mine = loans if number % 2 else loans[::-1]
        try:
            money.receive_all(workshop, bills_of(mine), method=Method.CARD, by=host, at=MONDAY)
        except money.NotAllOpen:
            return 0
        return 1

    assert sum(threads(8, take)) == 1
    assert sorted(Payment.objects.values_list("number", flat=True)) == [1, 2, 3]
