"""Different deeds about the same thing at the same moment: nobody meets an error, and one outcome stands."""

from datetime import timedelta

import pytest

from wijkwerk.domain.workshop.models import DeskDay, Loan, Payment, Promise, Reservation, Resident, Visit, Waiver
from wijkwerk.domain.workshop.operations import days, desk, lending, money, reserving, visits
from wijkwerk.domain.workshop.operations.residents import NotKnownHere, merge_residents
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_kit, make_loan, make_resident, make_tool
from wijkwerk.domain.workshop.tests.test_never_twice import words_or
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

SAYS = {"by": CLOCK, "at": MONDAY}
TURNS = 12
FREE_AGAIN = "Dit is dan niet vrij. Het is zo lang vrij vanaf woensdag 4 maart om 10.00 uur."


@pytest.fixture
def municipality(transactional_db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


def mixed(threads, *deeds, times=8):
    """Each deed `times` times at once; what was said to each, by deed."""
    answers = threads(len(deeds) * times, lambda number: words_or(deeds[number % len(deeds)]))
    return [answers[number :: len(deeds)] for number in range(len(deeds))]


def test_a_kit_and_its_items_come_back_at_once(workshop, rika, threads):
    kind = make_kind(workshop)
    tools = [make_tool(kind) for _ in range(4)]
    kit = make_kit(workshop, *tools)

    def turn(number):
        lending.lend(tools, resident=rika, by=CLOCK, at=MONDAY + timedelta(minutes=number))
        later = {"by": CLOCK, "at": MONDAY + timedelta(minutes=number, seconds=30)}  # so that each sees who brings it
        mixed(
            threads,
            lambda: desk.take_in(workshop, kit, **later),
            *(lambda tool=tool: desk.take_in(workshop, tool, **later) for tool in tools),
            times=2,
        )
        assert not Loan.objects.open().exists()
        assert Loan.objects.count() == 4 * (number + 1)

    for number in range(TURNS):
        turn(number)


def test_neighbours_borrow_for_each_other_at_once(workshop, rika, threads):
    jan = make_resident(workshop, "Jan")
    kind = make_kind(workshop)
    tools = [make_tool(kind) for _ in range(16)]

    def lend(number):
        pair = (rika, jan) if number % 2 else (jan, rika)
        at = MONDAY + timedelta(seconds=number)
        lending.lend([tools[number]], resident=pair[0], for_resident=pair[1], by=CLOCK, at=at)

    threads(16, lend)
    assert Loan.objects.open().count() == 16


def test_a_promise_is_taken_back_while_it_is_handed_out(workshop, rika, threads):
    kind = make_kind(workshop)
    one, two = make_tool(kind), make_tool(kind)

    def turn():
        promised = reserving.reserve(
            workshop, kind=kind, resident=rika, from_at=MONDAY, until_at=MONDAY + timedelta(days=1), **SAYS
        )
        mixed(
            threads,
            lambda: reserving.cancel_reservation(promised, **SAYS),
            lambda: reserving.hand_out_reserved(promised, **SAYS),
            lambda: lending.lend([one], resident=rika, **SAYS),
            lambda: lending.lend([two], resident=rika, **SAYS),
            times=2,
        )
        promised.refresh_from_db()
        assert (promised.fetched_at is None) != (promised.cancelled_at is None)
        for loan in Loan.objects.open().select_related("tool"):
            lending.give_back(loan.tool, **SAYS)
        assert not Promise.objects.filter(stands=True).exists()

    for _ in range(TURNS):
        turn()
    assert Reservation.objects.count() == TURNS


def test_who_borrows_while_two_rows_become_one_person_is_still_known(workshop, rika, threads):
    kind = make_kind(workshop)

    def turn(number):
        double, tool, out = make_resident(workshop, "Rika dubbel"), make_tool(kind), make_tool(kind)
        lending.lend([out], resident=double, **SAYS)
        later = {"by": CLOCK, "at": MONDAY + timedelta(minutes=number + 1)}
        mixed(
            threads,
            lambda: lending.lend([tool], resident=double, **later),
            lambda: lending.give_back(out, **later),
            lambda: visits.note_visit(workshop, function="lending", resident=double, **later),
            lambda: merge_residents(double, into=rika, **later),
            times=2,
        )
        assert Resident.objects.get(pk=double.pk).merged_into_id == rika.pk
        assert not Loan.objects.filter(resident=double).exists()
        assert not Visit.objects.filter(visitor_number=double.pk).exists()

    for number in range(TURNS):
        turn(number)


def test_who_reserves_while_two_rows_become_one_person_is_told_or_keeps_the_promise(workshop, rika, threads):
    kind = make_kind(workshop)

    def turn(number):
        double, tool = make_resident(workshop, "Rika dubbel"), make_tool(kind)
        later = {"by": CLOCK, "at": MONDAY + timedelta(minutes=number + 1)}
        days = {"from_at": MONDAY + timedelta(days=1), "until_at": MONDAY + timedelta(days=2)}
        [reserved, _merged] = mixed(
            threads,
            lambda: reserving.reserve(workshop, tool=tool, resident=double, **days, **later),
            lambda: merge_residents(double, into=rika, **later),
            times=2,
        )
        assert set(reserved) <= {"done", NotKnownHere().words, FREE_AGAIN}
        assert not Reservation.objects.filter(resident=double).exists()
        assert Reservation.objects.filter(promises__tool=tool).count() == reserved.count("done")

    for number in range(TURNS):
        turn(number)


def test_what_is_paid_and_waived_at_once_is_never_more_than_was_asked(workshop, rika, threads):
    kind = make_kind(workshop, contribution_cents=500)

    def turn():
        loan = make_loan(make_tool(kind), rika, contribution_cents=500)
        mixed(
            threads,
            lambda: money.receive(workshop, amount_cents=500, method="cash", words="Zaag", about=loan, **SAYS),
            lambda: money.waive(loan, cents=300, reason=Waiver.HARDSHIP, **SAYS),
            lambda: money.receive(workshop, amount_cents=200, method="card", words="Zaag", about=loan, **SAYS),
            times=2,
        )
        loan.refresh_from_db()
        paid = sum(Payment.objects.filter(about_id=loan.pk).values_list("amount_cents", flat=True))
        assert 0 < paid + loan.waived_cents <= 500

    for _ in range(TURNS):
        turn()
    numbers = list(Payment.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_cash_that_comes_while_the_day_is_closed_is_counted_or_refused(workshop, rika, threads):
    def turn(number):
        at = MONDAY + timedelta(days=number)
        day = days.open_day(workshop, by=CLOCK, at=at)
        begin = day.float_cents
        paid, closed = mixed(
            threads,
            lambda: money.receive(workshop, amount_cents=100, method="cash", words="Koffie", by=CLOCK, at=at),
            lambda: days.close_day(day, counted_cents=begin, difference_because="Weet niet", by=CLOCK, at=at),
            times=4,
        )
        day.refresh_from_db()
        assert closed.count("done") == 1
        assert day.expected_cents == begin + 100 * paid.count("done")

    for number in range(TURNS):
        turn(number)
    assert DeskDay.objects.count() == TURNS
    numbers = list(Payment.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
