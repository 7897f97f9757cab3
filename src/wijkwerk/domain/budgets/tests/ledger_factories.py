"""Plain makers of what the ledger needs: an application and a grant that nobody had to decide on, a pot with money."""

from wijkwerk.domain.budgets.models import Application, Decision, Grant
from wijkwerk.domain.budgets.models.decisions import DecisionOutcome
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY, make_fund, make_pot

EURO = 100


def make_full_pot(cents=1_000 * EURO, *, fund=None, year=2025, work_area=None):
    pot = make_pot(fund or make_fund(), year, work_area=work_area)
    ledger.allot(pot, cents=cents, **BY)
    return pot


def make_application(title="Straatfeest", **fields):
    return Application.objects.create(title=title, created_at=TUESDAY, changed_at=TUESDAY, **fields)


def make_bare_grant(pot, *, cents=100 * EURO, application=None, **fields):
    """Without its entry in the ledger."""
    application = application or make_application()
    decision = Decision.objects.create(
        application=application,
        outcome=DecisionOutcome.YES,
        amount_cents=cents,
        pot=pot,
        prepared_at=TUESDAY,
        **fields,
    )
    return Grant.objects.create(
        decision=decision, application=application, pot=pot, amount_cents=cents, granted_at=TUESDAY
    )


def make_grant(pot, *, cents=100 * EURO, **fields):
    grant = make_bare_grant(pot, cents=cents, **fields)
    ledger.grant(pot, grant=grant, cents=cents, **BY)
    return grant
