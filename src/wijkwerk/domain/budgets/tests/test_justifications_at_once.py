"""Two at once, or fifty: a justification is approved once, and no more comes back than was asked."""

import pytest

from wijkwerk.domain.budgets.models import Claim, Justification, Receipt, Reminder, Repayment
from wijkwerk.domain.budgets.operations import claims
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY
from wijkwerk.domain.budgets.tests.justification_factories import (
    DUE,
    EURO,
    make_handed_in,
    make_justification,
    make_paid_grant,
)
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

KEY = "0b6f2f2e-7d30-4f0a-9c3f-3d3a53d6f6a1"


@pytest.fixture
def municipality(transactional_db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")


def refused(deed):
    """What was refused, if anything was; a fault is raised."""
    try:
        deed()
    except Refusal as refusal:
        return type(refusal).__name__
    return ""


def test_fifty_who_approve_at_once_claim_once(maarswold, threads):
    told = make_handed_in(maarswold, spent=200 * EURO)
    answers = threads(50, lambda _number: refused(lambda: operations.approve(told, **BY)))
    assert sorted(answers) == [""] + ["JudgedAlready"] * 49
    now = stands.stands_of_grant(told.grant)
    assert (now.justified, now.to_repay, Claim.objects.count()) == (200 * EURO, 50 * EURO, 1)
    assert Letter.objects.filter(template="budgets/justification_approved").count() == 1


def test_fifty_repayments_at_once_never_bring_back_more_than_was_asked(maarswold, threads):
    told = make_handed_in(maarswold, spent=200 * EURO)
    operations.approve(told, **BY)
    claim = Claim.objects.get()

    def repay(_number):
        return refused(lambda: claims.register_repayment(claim, cents=3 * EURO, received_on=TODAY, **BY))

    answers = threads(50, repay)
    claim.refresh_from_db()
    assert (answers.count(""), claim.repaid_cents, Repayment.objects.count()) == (16, 48 * EURO, 16)
    assert stands.stands_of_grant(told.grant).to_repay == 2 * EURO


def test_a_repayment_that_eight_send_at_once_is_one(maarswold, threads):
    operations.approve(make_handed_in(maarswold, spent=200 * EURO), **BY)
    claim = Claim.objects.get()
    deed = {"cents": 10 * EURO, "received_on": TODAY, "client_key": KEY}
    assert threads(8, lambda _number: refused(lambda: claims.register_repayment(claim, **deed, **BY))) == [""] * 8
    claim.refresh_from_db()
    assert claim.repaid_cents == 10 * EURO


def test_handing_in_and_sending_back_at_once_leave_one_stand(maarswold, threads):
    told = make_handed_in(maarswold)

    def judge(number):
        if number % 2:
            return refused(lambda: operations.approve(told, **BY))
        return refused(lambda: operations.return_to_complete(told, words="Een bon.", **BY))

    assert threads(8, judge).count("") == 1


def test_what_eight_begin_at_once_is_one(maarswold, threads):
    grant = make_paid_grant(maarswold)
    threads(8, lambda _number: operations.expect(grant, at=TUESDAY))
    assert Justification.objects.count() == 1


def test_a_receipt_that_eight_send_at_once_is_one(maarswold, threads):
    told = make_justification(maarswold)
    threads(8, lambda _number: operations.add_receipt(told, words="Vlees", cents=1, client_key=KEY, **BY))
    assert Receipt.objects.count() == 1


def test_eight_clocks_remind_once(maarswold, threads):
    make_justification(maarswold)
    threads(8, lambda _number: operations.remind_all(at=TUESDAY + (DUE - TODAY)))
    assert Reminder.objects.count() == 1
