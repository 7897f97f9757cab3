"""Who takes it up: by rule, by the trade in the area's team, or else the coordinator of the area."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals.models import RoutingRule, Signal


class Route(NamedTuple):
    """One of the two, or neither when nobody is known for the area."""

    person: Person | None = None
    organisation: Organisation | None = None


def route_for(signal: Signal, *, on: date) -> Route:
    """The most specific rule; else the team member of the category's trade who takes signals; else the coordinator."""
    rules = RoutingRule.objects.filter(
        Q(category=signal.category_id) | Q(category__isnull=True),
        Q(work_area=signal.work_area_id) | Q(work_area__isnull=True),
    ).select_related("person", "organisation")
    for rule in sorted(rules, key=lambda rule: (rule.work_area_id is None, rule.category_id is None)):
        if rule.organisation is not None or (rule.person is not None and rule.person.is_active):
            return Route(rule.person, rule.organisation)
    if signal.work_area is None:
        return Route()
    if signal.category is not None and signal.category.trade:
        for member in people.takers_of(signal.work_area, on=on):
            if member.trade.casefold() == signal.category.trade.casefold():
                return Route(member.person, None) if member.person else Route(None, member.organisation)
    return Route(coordinator_of(signal.work_area, on=on))


def coordinator_of(work_area: WorkArea | None, *, on: date) -> Person | None:
    """Who to turn to in the area: its coordinator, or who stands in."""
    contact = people.contact_of(work_area, on=on) if work_area else None
    return contact.person if contact else None
