"""What the money of a grant shows on the pages of an application: for staff, and for who asked."""

from __future__ import annotations

from typing import Any

from django import template

from wijkwerk.domain.budgets.models import Application, PaymentState
from wijkwerk.domain.budgets.queries import claims, decisions, payments
from wijkwerk.domain.budgets.queries import ledger as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission

register = template.Library()


@register.simple_tag(takes_context=True)
def reads_ledger(context: template.Context) -> bool:
    return bool(policy.may_somewhere(policy.actor_of(context["request"]), Permission.LEDGER_VIEW))


@register.inclusion_tag("budgets/ledger/on_application.html", takes_context=True)
def money_of(context: template.Context, application: Application) -> dict[str, Any]:
    """Granted, paid, accounted for and to come back, with the account masked for everybody."""
    actor = policy.actor_of(context["request"])
    grant = decisions.grant_of(application)
    if grant is None:
        return {"grant": None}
    return {
        "application": application,
        "grant": grant,
        "stands": queries.stands_of_grant(grant),
        "account": payments.account_of(application),
        "payments": payments.payments_of(grant),
        "claim": claims.open_claim_on(grant),
        "enters": bool(policy.may(actor, Permission.APPLICATION_VIEW_APPLICANT, on=application)),
        "pays": bool(policy.may(actor, Permission.PAYMENT_MANAGE, on=application)),
        "reads_ledger": bool(policy.may(actor, Permission.LEDGER_VIEW, on=grant.pot)),
    }


@register.inclusion_tag("budgets/ledger/for_applicant.html")
def money_for_applicant(application: Application) -> dict[str, Any]:
    """What was paid and when, what did not arrive, and to which account."""
    grant = decisions.grant_of(application)
    own = list(payments.payments_of(grant)) if grant is not None else []
    return {
        "application": application,
        "grant": grant,
        "stands": queries.stands_of_grant(grant) if grant is not None else None,
        "account": payments.account_of(application),
        "paid": [each for each in own if each.state == PaymentState.PAID],
        "failed": payments.failed_before(grant) if grant is not None else None,
    }
