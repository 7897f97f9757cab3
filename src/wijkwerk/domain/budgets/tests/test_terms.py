from datetime import UTC, date, datetime

import pytest

from wijkwerk.domain.budgets.models import RuleSet
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.budgets.tests.fund_factories import make_fund, make_round

MONDAY = date(2025, 3, 3)


def terms(**fields):
    return RuleSet(valid_from=MONDAY, **fields)


@pytest.mark.parametrize(
    ("count", "unit", "end"),
    [
        (10, "working", date(2025, 3, 17)),
        (14, "calendar", date(2025, 3, 17)),
        (8, "weeks", date(2025, 4, 28)),
        (1, "months", date(2025, 4, 3)),
    ],
)
def test_a_term_is_counted_in_its_own_unit(count, unit, end):
    assert rules.add_term(MONDAY, count, unit) == end


def test_a_term_that_ends_on_a_holiday_runs_until_the_next_working_day():
    assert rules.add_term(date(2025, 4, 7), 2, "weeks") == date(2025, 4, 22)  # Easter Monday is the 21st


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert rules.add_term(date(2025, 1, 31), 1, "months") == date(2025, 2, 28)


def test_closing_days_count_in_a_term_of_weeks_and_not_in_one_of_working_days():
    closed = {date(2025, 3, 4)}
    assert rules.add_term(MONDAY, 1, "working", closed) == date(2025, 3, 5)
    assert rules.add_term(date(2025, 2, 25), 1, "weeks", closed) == date(2025, 3, 4)


def test_days_that_the_clock_stood_still_come_on_top():
    eight_weeks = terms(decide_within=8, decide_unit="weeks")
    assert rules.decide_by(eight_weeks, received_on=MONDAY, suspended_days=9) == date(2025, 5, 7)
    ten_days = terms(decide_within=10, decide_unit="working")
    assert rules.decide_by(ten_days, received_on=MONDAY, suspended_days=2) == date(2025, 3, 19)


def test_time_begins_when_the_rules_say_so(municipality):
    spring = make_round(make_fund(), closes_at=datetime(2025, 3, 31, 22, 0, tzinfo=UTC))
    of_closing = terms(decide_within=2, decide_unit="weeks", decide_from="closing")
    assert rules.decide_by(of_closing, received_on=MONDAY, round=spring) == date(2025, 4, 14)
    of_complete = terms(decide_within=2, decide_unit="weeks", decide_from="complete")
    assert rules.decide_by(of_complete, received_on=MONDAY, complete_on=date(2025, 3, 10)) == date(2025, 3, 24)


def test_the_days_stood_still_are_added_before_the_end_is_moved_to_a_working_day():
    a_week = terms(decide_within=5, decide_unit="calendar")  # Saturday the 8th, and so Monday
    assert rules.decide_by(a_week, received_on=MONDAY) == date(2025, 3, 10)
    assert rules.decide_by(a_week, received_on=MONDAY, suspended_days=1) == date(2025, 3, 10)
