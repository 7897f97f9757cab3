"""Fifty at the same moment: a year is allotted once, and one set of rules begins on a day."""

from collections import Counter
from datetime import date

import pytest

from wijkwerk.domain.budgets.models import RuleSet
from wijkwerk.domain.budgets.operations import funds, rules
from wijkwerk.domain.budgets.queries.ledger import stands_of_fund
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
