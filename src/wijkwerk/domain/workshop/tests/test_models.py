"""What the database itself refuses, whatever the program above it says."""

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.workshop.models import DeskDay, Payment, Visit
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_kind,
    make_loan,
    make_resident,
    make_tool,
)


def refuses(deed):
    with pytest.raises(IntegrityError), transaction.atomic():
        deed()


def test_a_tool_is_with_one_person_at_a_time(workshop, rika):
    tool = make_tool(make_kind(workshop))
    first = make_loan(tool, rika)
    refuses(lambda: make_loan(tool, make_resident(workshop, "Jan Smit")))
    first.returned_at = MONDAY
    first.save()
    assert make_loan(tool, make_resident(workshop, "Jan Smit")).is_open


def test_a_waiver_says_why_and_waives_no_more_than_is_asked(workshop, rika):
    tool = make_tool(make_kind(workshop))
    refuses(lambda: make_loan(tool, rika, contribution_cents=250, waived_cents=250))
    refuses(lambda: make_loan(tool, rika, contribution_cents=250, waived_cents=300, waiver="hardship"))
    assert make_loan(tool, rika, contribution_cents=250, waived_cents=250, waiver="hardship").due_cents == 0


def test_no_more_is_out_than_there_is(workshop):
    chairs = make_kind(workshop, "Klapstoel", stock=20, stock_out=20)
    chairs.stock_out = 21
    refuses(chairs.save)


def test_a_visit_for_one_thing_counts_once_a_day(workshop, rika):
    def visit():
        return Visit.objects.create(
            facility=workshop, on=MONDAY_ON, at=MONDAY, function="meeting", resident=rika, visitor_number=rika.pk
        )

    assert visit().people == 1
    refuses(visit)


def test_a_tally_is_never_a_named_visit(workshop, rika):
    refuses(
        lambda: Visit.objects.create(
            facility=workshop, on=MONDAY_ON, at=MONDAY, function="meeting", visitor_number=rika.pk, people=3
        )
    )


def test_a_receipt_number_is_given_once_and_money_is_never_nothing(workshop):
    def pay(**fields):
        values = {"year": 2026, "number": 1, "on": MONDAY_ON, "at": MONDAY, "amount_cents": 250, "method": "cash"}
        return Payment.objects.create(facility=workshop, words="Heggenschaar", **values | fields)

    assert pay().receipt == "2026-00001"
    refuses(pay)
    refuses(lambda: pay(number=2, amount_cents=0))
    refuses(lambda: pay(number=2, amount_cents=-250))


def test_a_day_closes_with_what_was_counted_and_a_difference_says_why(workshop):
    day = DeskDay.objects.create(facility=workshop, on=MONDAY_ON, opened_at=MONDAY, opened_by="Hanneke")
    day.closed_at = MONDAY
    refuses(day.save)
    day.expected_cents, day.counted_cents = 500, 450
    refuses(day.save)
    day.difference_because = "Een munt onder de kast."
    day.save()
    assert not day.is_open
