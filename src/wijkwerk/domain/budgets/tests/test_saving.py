"""Saving over the years, and closing the year of a pot."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wijkwerk.domain.budgets.models import Balance, Pot, Saving
from wijkwerk.domain.budgets.operations import ledger, saving
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_fund, make_rules
from wijkwerk.domain.budgets.tests.ledger_factories import make_full_pot, make_grant
from wijkwerk.domain.budgets.tests.test_ledger_balances import balances
from wijkwerk.domain.people.tests.factories import make_coordinator, make_holder
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Letter

NEW_YEAR = {"by": CLOCK, "at": datetime(2026, 1, 2, 9, tzinfo=UTC)}


@pytest.fixture
def pot(maarswold):
    fund = make_fund(per_area=True)
    make_rules(fund, save_until_years=2)
    return make_full_pot(100_000, fund=fund, work_area=maarswold)


def save(pot, cents=20_000, until_year=2026, purpose="Speeltuin", **who):
    return saving.save_up(pot, cents=cents, until_year=until_year, purpose=purpose, **(who or BY))


def noon(year, month, day):
    return datetime(year, month, day, 11, tzinfo=UTC)


def test_saving_is_for_as_long_as_the_rules_let_it(pot):
    save(pot, until_year=2027)
    with pytest.raises(saving.SavedTooLong) as refused:
        save(pot, until_year=2028)
    assert refused.value.words == "Volgens de regels van dit budget mag u sparen tot en met 2027."
    with pytest.raises(saving.SavedTooShort):
        save(pot, until_year=2025)
    with pytest.raises(saving.PurposeMissing):
        save(pot, purpose=" ")
    with pytest.raises(ledger.NotEnoughLeft):
        save(pot, cents=80_001)


def test_where_the_rules_say_nothing_of_saving_nothing_is_saved(municipality):
    fund = make_fund()
    make_rules(fund)
    with pytest.raises(saving.NoSavingHere):
        save(make_full_pot(fund=fund))


# ── The end is told ────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_keeps_the_money_and_who_knows_the_area_hear_of_the_end_in_time_and_once(pot, maarswold):
    make_holder(Role.TREASURER, name="Olaf Pennings", email="olaf@example.nl")
    make_coordinator(maarswold, email="corrie@example.nl")
    make_holder(Role.TREASURER, name="Zonder adres")
    save(pot)
    assert saving.announce_what_lapses(at=noon(2026, 9, 30)) == 0
    assert saving.announce_what_lapses(at=noon(2026, 10, 1)) == 1
    assert saving.announce_what_lapses(at=noon(2026, 10, 2)) == 0
    assert sorted(Letter.objects.values_list("to_address", "subject")) == [
        ("corrie@example.nl", "Gespaard geld vervalt na 31 december 2026: Speeltuin"),
        ("olaf@example.nl", "Gespaard geld vervalt na 31 december 2026: Speeltuin"),
    ]


def test_nothing_lapses_before_it_was_told(pot):
    save(pot)
    assert saving.lapse_what_was_not_used(at=noon(2027, 6, 1)) == 0
    saving.announce_what_lapses(at=noon(2027, 6, 1))
    assert saving.lapses_after(Saving.objects.get()) == date(2027, 7, 2)
    assert saving.lapse_what_was_not_used(at=noon(2027, 7, 2)) == 0
    assert saving.lapse_what_was_not_used(at=noon(2027, 7, 3)) == 1
    assert (stands.stands_of(pot).lapsed, stands.stands_of(pot).saved) == (20_000, 0)


def test_what_was_told_in_time_lapses_after_the_last_day_of_its_last_year(pot):
    own = save(pot)
    saving.announce_what_lapses(at=noon(2026, 10, 1))
    ledger.use_saving(own, cents=5_000, **BY)
    assert saving.lapse_what_was_not_used(at=noon(2026, 12, 31)) == 0
    assert saving.lapse_what_was_not_used(at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == 1  # 1 January here
    assert saving.lapse_what_was_not_used(at=noon(2027, 1, 2)) == 0
    assert stands.stands_of(pot).lapsed == 15_000


def test_what_was_used_in_time_is_not_told_of(pot):
    ledger.use_saving(save(pot), cents=20_000, **BY)
    assert saving.announce_what_lapses(at=noon(2026, 12, 1)) == 0


# ── The year is closed ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_year_that_is_closed_goes_on_in_the_next_with_what_is_saved_and_promised(pot):
    grant = make_grant(pot, cents=30_000)
    ledger.advance(grant, cents=10_000, **BY)
    own = save(pot)
    with pytest.raises(saving.YearIsNotOver):
        saving.close_year(pot, by=CLOCK, at=NEW_YEAR["at"] - timedelta(days=3))
    following = saving.close_year(pot, **NEW_YEAR)
    assert (following.year, following.work_area) == (2026, pot.work_area)
    assert (stands.stands_of(following).saved, stands.stands_of(following).not_paid) == (20_000, 20_000)
    assert (stands.stands_of(pot).lapsed, stands.stands_of(pot).left) == (50_000, 0)
    own.refresh_from_db()
    assert own.pot == following
    with pytest.raises(saving.ClosedAlready):
        saving.close_year(pot, **NEW_YEAR)
    with pytest.raises(ledger.PotIsClosed):
        ledger.allot(pot, cents=1, **BY)
    balances()


def test_promises_stay_in_their_year_where_that_is_chosen(pot):
    make_grant(pot, cents=30_000)
    following = saving.close_year(pot, carry_commitments=False, **NEW_YEAR)
    assert (stands.stands_of(pot).not_paid, stands.stands_of(following).not_paid) == (30_000, 0)


def test_saved_money_of_which_the_last_year_is_this_one_stays_behind_until_it_was_told(pot):
    save(pot, until_year=2026)
    following = saving.close_year(pot, **NEW_YEAR)
    last = saving.close_year(following, by=CLOCK, at=noon(2027, 1, 2))
    assert (stands.stands_of(following).saved, stands.stands_of(last).saved) == (20_000, 0)


def test_a_pot_in_which_nothing_stands_is_closed_too(maarswold):
    pot = make_full_pot(1, work_area=maarswold)
    ledger.withdraw_allotment(pot, cents=1, reason="Daarom.", **BY)
    assert saving.close_year(pot, **NEW_YEAR).balance.closed_at is None
    assert Balance.objects.get(pot=pot).closed_at == NEW_YEAR["at"]
    assert Pot.objects.count() == 2


def test_a_closed_year_can_be_opened_again_with_a_reason(pot):
    with pytest.raises(saving.NotClosed):
        saving.reopen_year(pot, reason="Vergeten.", **NEW_YEAR)
    saving.close_year(pot, **NEW_YEAR)
    with pytest.raises(ledger.ReasonMissing):
        saving.reopen_year(pot, reason=" ", **NEW_YEAR)
    saving.reopen_year(pot, reason="Vergeten.", **NEW_YEAR)
    ledger.allot(pot, cents=1, **BY)
