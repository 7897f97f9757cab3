"""What a decision shows on the pages of an application: for staff, and for who asked."""

from __future__ import annotations

from typing import Any

from django import template

from wijkwerk.domain.budgets.models import Application
from wijkwerk.domain.budgets.operations.deliberations import HANDLED
from wijkwerk.domain.budgets.queries import committees, deliberations, objections
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock

register = template.Library()


@register.inclusion_tag("budgets/decisions/on_application.html", takes_context=True)
def decision_of(context: template.Context, application: Application) -> dict[str, Any]:
    """How far it is, and the deeds that come next; for who has an interest nothing of what others say."""
    actor = policy.actor_of(context["request"])
    ways = deliberations.ways_for(application)
    handles = bool(policy.may(actor, Permission.APPLICATION_HANDLE, on=application))
    is_out = committees.has_interest(actor, application)
    talks = [] if is_out else deliberations.deliberations_about(application)
    return {
        "application": application,
        "conflicts": committees.conflicts_of(application),
        "is_out": is_out,
        "current": queries.standing_on(application),
        "draft": None if is_out else queries.draft_on(application),
        "advices": [] if is_out else deliberations.advices_on(application),
        "talks": talks,
        "objections": [] if is_out else objections.objections_on(application),
        "today": clock.today(),
        "lays_before": handles and ways is not None and ways.committee is not None and not talks,
        "ways": ways,
        "who_decides": queries.who_decides_in_words(ways) if ways is not None else "",
        "handles": handles,
        "advises": bool(policy.may(actor, Permission.APPLICATION_ADVISE, on=application)),
        "decides": bool(queries.decides(actor, application, ways)),
        "may_publish": queries.may_publish(actor, application, ways),
        "is_handled": application.state in HANDLED,
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
    }


@register.inclusion_tag("budgets/decisions/for_applicant.html")
def decision_for_applicant(application: Application) -> dict[str, Any]:
    """What was decided, in plain words, with the letter and the last day to object."""
    current = queries.standing_on(application)
    shown = current or queries.last_published_on(application)
    return {
        "application": application,
        "current": shown,
        "objections": objections.objections_to(shown) if shown is not None else [],
        "stands": current is not None,
        "answer": thread.current_answer(application) if current is not None else None,
        "grant": queries.grant_of(application),
        "today": clock.today(),
    }
