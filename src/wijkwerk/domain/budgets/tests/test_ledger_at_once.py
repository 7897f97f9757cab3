"""Fifty at the same moment: a pot is never overspent, nobody meets an error, and the ledger balances."""

from collections import Counter

import pytest

from wijkwerk.domain.budgets.models import Balance, Entry
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.queries import ledger as queries
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_fund, make_pot
from wijkwerk.domain.budgets.tests.ledger_factories import make_bare_grant, make_full_pot, make_grant
from wijkwerk.domain.budgets.tests.test_ledger_balances import balances
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

FIFTY = 50
WHY = BY | {"reason": "Daarom."}


@pytest.fixture
def municipality(transactional_db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


def words_or(deed):
    """What the deed refused with, or "done"."""
    try:
        deed()
    except Refusal as refusal:
        return refusal.words
    return "done"


def test_fifty_grants_from_one_pot_are_never_more_than_it_has(municipality, threads):
    pot = make_full_pot(100_000)
    grants = [make_bare_grant(pot, cents=9_000) for _turn in range(FIFTY)]
    answers = Counter(
        threads(FIFTY, lambda number: words_or(lambda: ledger.grant(pot, grant=grants[number], cents=9_000, **BY)))
    )
    assert answers == {
        "done": 11,
        "Er is niet genoeg geld over. In deze pot is nog €\u00a010,00 vrij te besteden.": 39,
    }
    assert queries.stands_of(pot).left == 1_000
    balances()


def test_fifty_give_money_to_a_pot_in_which_nothing_was_booked_yet(municipality, threads):
    pot = make_pot(make_fund())
    answers = threads(FIFTY, lambda number: words_or(lambda: ledger.allot(pot, cents=100, **BY)))
    assert Counter(answers) == {"done": FIFTY}
    assert (Balance.objects.count(), Entry.objects.count(), queries.stands_of(pot).left) == (1, FIFTY, 5_000)


def test_fifty_pay_one_grant_and_no_more_than_it_is(municipality, threads):
    grant = make_grant(make_full_pot(100_000), cents=10_000)
    answers = Counter(threads(FIFTY, lambda number: words_or(lambda: ledger.pay(grant, cents=2_000, **BY))))
    assert answers["done"] == 5
    assert queries.stands_of_grant(grant).paid == 10_000
    balances()


def test_money_between_pots_and_years_and_deeds_on_grants_never_wait_for_each_other_in_a_circle(municipality, threads):
    fund = make_fund()
    one, two = make_full_pot(100_000, fund=fund), make_full_pot(100_000, fund=fund, year=2026)
    other = make_full_pot(100_000, fund=make_fund("Ander"))
    grants = [make_grant(pot, cents=9_000) for pot in (one, two, other)]
    ledger.save(one, cents=5_000, until_year=2026, purpose="Speeltuin", **BY)
    deeds = [
        lambda: ledger.transfer(two, to_pot=one, cents=100, **WHY),
        lambda: ledger.transfer(one, to_pot=other, cents=100, **WHY),
        lambda: ledger.transfer(other, to_pot=two, cents=100, **WHY),
        lambda: ledger.carry(one, to_pot=two, **BY),
        *(lambda grant=grant: ledger.pay(grant, cents=1_000, **BY) for grant in grants),
        *(lambda grant=grant: ledger.justify(grant, cents=1_000, **BY) for grant in grants),
    ]
    answers = threads(FIFTY, lambda number: words_or(deeds[number % len(deeds)]))
    assert Counter(answers) == {"done": FIFTY}
    balances()


def test_fifty_correct_the_same_entry_and_it_is_corrected_once(municipality, threads):
    pot = make_full_pot(100_000)
    entry = ledger.allot(pot, cents=500, **BY)
    answers = Counter(threads(FIFTY, lambda number: words_or(lambda: ledger.correct(entry, **WHY))))
    assert answers == {"done": 1, "Deze boeking is al hersteld.": 49}
    assert queries.stands_of(pot).left == 100_000
