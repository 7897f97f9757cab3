"""What the page of an application shows of its justification: `{% load justifications %}`."""

from __future__ import annotations

from django import template

from wijkwerk.domain.budgets.models import Application, Grant, Justification
from wijkwerk.domain.budgets.queries import justifications as queries

register = template.Library()


@register.simple_tag
def grant_to_tell_of(application: Application) -> Grant | None:
    """The grant that somebody has to tell about."""
    grant = queries.grant_of(application)
    return grant if grant is not None and grant.justify_by is not None else None


@register.simple_tag
def told_of(application: Application) -> Justification | None:
    return queries.of_application(application)
