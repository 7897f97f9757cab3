"""Fifty decide at the same moment: together they never give more than there is, whichever way they give it."""

from collections import Counter

import pytest

from wijkwerk.domain.budgets.models import Decision, DecisionOutcome, Grant
from wijkwerk.domain.budgets.operations import decision_conditions as conditions
from wijkwerk.domain.budgets.operations import decisions as operations
from wijkwerk.domain.budgets.operations import deliberations, granting, ledger
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.decision_factories import EURO, a_condition, make_coordinator, make_ready
from wijkwerk.domain.budgets.tests.fund_factories import TUESDAY
from wijkwerk.domain.budgets.tests.test_ledger_balances import balances
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

FIFTY = 50


@pytest.fixture
def municipality(transactional_db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def corrie(maarswold):
    return make_coordinator(maarswold)


def outcome(deed):
    """What somebody who pressed the button sees: done, or the refusal."""
    try:
        deed()
    except Refusal as refusal:
        return type(refusal).__name__
    return "done"


def left(application):
    return stands.stands_of(queries.pots_for(application, at=TUESDAY)[0]).left


def test_fifty_applications_granted_at_once_from_one_fund_never_overspend_it(threads, maarswold, corrie):
    first = make_ready(maarswold, asked=90 * EURO)
    wanted = [first, *(make_application(first.fund, maarswold, asked_cents=90 * EURO) for _n in range(FIFTY - 1))]

    def grant(number):
        what = {"outcome": DecisionOutcome.YES, "by": corrie, "at": TUESDAY}
        return outcome(lambda: operations.decide(wanted[number], **what))

    assert Counter(threads(FIFTY, grant)) == {"done": 11, "NotEnoughLeft": 39}
    assert (Grant.objects.count(), left(first)) == (11, 10 * EURO)
    assert Letter.objects.filter(template="budgets/decided").count() == 11
    balances()


def test_grants_and_money_set_aside_at_once_are_together_no_more_than_there_is(threads, maarswold, corrie):
    first = make_ready(maarswold, asked=90 * EURO)
    wanted = [first, *(make_application(first.fund, maarswold, asked_cents=90 * EURO) for _n in range(FIFTY - 1))]

    def decide(number):
        what = {"by": corrie, "at": TUESDAY, "outcome": DecisionOutcome.YES}
        if number % 2:
            what |= {"outcome": DecisionOutcome.PROVISIONAL, "conditions": [a_condition()]}
        return outcome(lambda: operations.decide(wanted[number], **what))

    assert Counter(threads(FIFTY, decide)) == {"done": 11, "NotEnoughLeft": 39}
    assert left(first) == 10 * EURO
    balances()


def test_one_application_decided_fifty_times_is_one_grant(threads, maarswold, corrie):
    application = make_ready(maarswold)
    what = {"outcome": DecisionOutcome.YES, "by": corrie, "at": TUESDAY}
    found = threads(FIFTY, lambda _n: outcome(lambda: operations.decide(application, **what)))
    assert Counter(found) == {"done": 1, "NotHandledNow": 49}
    assert (Grant.objects.count(), left(application)) == (1, 750 * EURO)


def test_drafts_published_fifty_times_are_published_once(threads, maarswold, corrie):
    first = make_ready(maarswold)
    both = [first, make_application(first.fund, maarswold, asked_cents=100 * EURO)]
    what = {"by": corrie, "at": TUESDAY}
    drafts = [operations.prepare_decision(each, outcome=DecisionOutcome.YES, **what) for each in both]
    found = Counter(
        threads(FIFTY, lambda n: outcome(lambda: operations.publish_decisions(drafts[:: 1 - 2 * (n % 2)], **what)))
    )
    assert (found["done"], found["done"] + found["PublishedAlready"] + found["DraftChangedMeanwhile"]) == (1, FIFTY)
    assert (Grant.objects.count(), Letter.objects.filter(template="budgets/decided").count()) == (2, 2)


def test_the_last_condition_met_fifty_times_is_one_grant_and_one_letter(threads, maarswold, corrie):
    application = make_ready(maarswold)
    what = {"by": corrie, "at": TUESDAY}
    outcome_, rows = DecisionOutcome.PROVISIONAL, [a_condition()]
    decision = operations.decide(application, outcome=outcome_, conditions=rows, **what)
    condition = decision.answer.conditions.get()

    def meet(number):
        if number % 2:
            return outcome(lambda: conditions.settle_what_is_met(at=TUESDAY))
        return outcome(lambda: conditions.meet_condition(decision, condition, **what))

    threads(FIFTY, meet)
    assert (Grant.objects.count(), Letter.objects.filter(template="budgets/decision_final").count()) == (1, 1)
    balances()


def test_deeds_that_want_pot_and_application_in_every_way_never_wait_in_a_circle(threads, maarswold, corrie):
    first = make_ready(maarswold, asked=10 * EURO)
    wanted = [first, *(make_application(first.fund, maarswold, asked_cents=10 * EURO) for _n in range(9))]
    what = {"by": corrie, "at": TUESDAY}
    pot = queries.pots_for(first, at=TUESDAY)[0]
    for each in wanted[5:]:  # as after a vote
        ledger.reserve(pot, cents=10 * EURO, application=each, **what)

    def deed(number):
        application = wanted[number % 10]
        match number // 10:
            case 0 | 1:
                return outcome(lambda: operations.decide(application, outcome=DecisionOutcome.YES, **what))
            case 2:
                do = operations.decide if number % 2 else operations.prepare_decision
                return outcome(lambda: do(application, outcome=DecisionOutcome.NO, reason="Nee.", **what))
            case 3:
                return outcome(lambda: operations.publish_decisions(list(Decision.objects.drafts()), **what))
        grants = list(Grant.objects.filter(application=application))
        for grant in grants:
            return outcome(lambda grant=grant: granting.withdraw_grant(grant, reason="Toch niet.", **what))
        return outcome(lambda: deliberations.tell_interest(application, person=corrie, reason="Buurvrouw.", **what))

    found = set(threads(FIFTY, deed))
    assert found <= {
        "done",
        "NotHandledNow",
        "HasInterest",
        "OneStopsAll",
        "NothingToPublish",
        "PublishedAlready",
        "DraftChangedMeanwhile",
        "WithdrawnAlready",
    }
    balances()
