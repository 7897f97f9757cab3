"""Fifty at the same moment: a year is allotted once, one set of rules begins on a day, and what comes in goes by rules
that hold."""

from collections import Counter
from datetime import date

import pytest

from wijkwerk.domain.budgets.models import Application, RuleSet
from wijkwerk.domain.budgets.operations import funds, rules
from wijkwerk.domain.budgets.queries.ledger import stands_of_fund
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, make_fund, make_rules
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

FIFTY = 50


@pytest.fixture
def municipality(transactional_db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


def done_or(deed):
    try:
        deed()
    except Refusal as refusal:
        return type(refusal).__name__
    return "done"


def test_fifty_allot_a_year_and_it_is_allotted_once(municipality, threads):
    fund = make_fund()
    draft = make_rules(fund, state="draft")
    rules.add_term(draft, kind="fixed", words="Geld voor het jaar", cents=8_600_000, **BY)
    rules.publish_rules(draft, **BY)
    answers = threads(FIFTY, lambda _number: done_or(lambda: funds.allot_year(fund, year=2025, **BY)))
    assert Counter(answers) == {"done": 1, "NothingToAllot": FIFTY - 1}
    assert stands_of_fund(fund, year=2025).left == 8_600_000


def test_fifty_start_a_draft_and_there_is_one(municipality, threads):
    fund = make_fund()
    answers = threads(
        FIFTY, lambda _number: done_or(lambda: rules.start_rules(fund, valid_from=date(2025, 7, 1), **BY))
    )
    assert Counter(answers) == {"done": 1, "DraftIsThere": FIFTY - 1}


def test_fifty_publish_one_draft_and_it_is_published_once(municipality, threads):
    fund = make_fund()
    draft = rules.start_rules(fund, valid_from=date(2025, 7, 1), **BY)
    answers = threads(FIFTY, lambda _number: done_or(lambda: rules.publish_rules(draft, **BY)))
    assert Counter(answers) == {"done": 1, "RulesAreFixed": FIFTY - 1}
    assert RuleSet.objects.published().count() == 1


def test_some_apply_while_the_rules_are_withdrawn_and_nothing_came_in_by_rules_that_do_not_hold(municipality, threads):
    funds_of_two = make_fund(), make_fund("Ander")
    held = [make_rules(fund) for fund in funds_of_two]

    def one(number):
        if number >= 10:
            return done_or(lambda: rules.withdraw_rules(held[number % 2], reason="Fout.", **BY))
        return done_or(lambda: make_application(funds_of_two[number % 2]))

    answers = Counter(threads(12, one))
    assert set(answers) <= {"done", "AppliedByThem", "NoRules"}
    for rule_set in held:
        rule_set.refresh_from_db()
        assert rule_set.is_withdrawn == (not Application.objects.filter(rule_set=rule_set).exists())
