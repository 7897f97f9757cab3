"""The way to lists of money, for who may open them."""

from __future__ import annotations

from django import template
from django.urls import reverse

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission

register = template.Library()


@register.simple_tag(takes_context=True)
def applications_list(context: template.Context) -> str:
    """The list of applications; nothing for a member of a committee, who comes to single ones."""
    actor = policy.actor_of(context["request"])
    return reverse("budgets:applications") if actor.reach(Permission.APPLICATION_VIEW) else ""
