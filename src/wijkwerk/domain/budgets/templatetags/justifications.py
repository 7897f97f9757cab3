"""What the page of an application shows of its justification: `{% load justifications %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from wijkwerk.domain.budgets.models import Application, Fund, Grant, Justification
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.queries import ledger
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission

register = template.Library()


@register.simple_tag
def grant_to_tell_of(application: Application) -> Grant | None:
    """The grant that somebody has to tell about."""
    grant = queries.grant_of(application)
    return grant if grant is not None and grant.justify_by is not None else None


@register.simple_tag
def own_fund_of(grant: Grant) -> Fund | None:
    """The fund of the body that distributes this grant."""
    found: Fund | None = Fund.objects.shown().filter(funded_by_grant=grant).first()
    return found


@register.simple_tag(takes_context=True)
def may_be_distributed(context: Context, grant: Grant) -> bool:
    """By an organisation, when somebody who keeps the funds looks."""
    actor = policy.actor_of(context["request"])
    of_body = grant.application.organisation_id is not None
    return of_body and bool(policy.may(actor, Permission.FUND_MANAGE, on=grant))


@register.simple_tag
def paid_of(grant: Grant) -> int:
    """What of it was paid; some is paid only after somebody told what became of it."""
    return ledger.stands_of_grant(grant).paid


@register.simple_tag
def told_of(application: Application) -> Justification | None:
    return queries.of_application(application)
