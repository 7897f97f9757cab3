"""What the page of a workshop shows to everybody, from what is there today. No word about residents or helpers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from wijkwerk.domain.facilities.models import Facility, Function
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop.models import RuleCard, WorkshopGoal
from wijkwerk.domain.workshop.queries import catalogue
from wijkwerk.domain.workshop.queries.catalogue import Offer
from wijkwerk.foundation.kit import clock

MOST_KINDS = 200


def free_now(workshop: Facility, *, at: datetime) -> tuple[date, list[Offer]]:
    """The first day that it is open, and the kinds of which at least one is free on it."""
    calendar = Calendar(workshop)
    on = calendar.open_day_from(clock.dutch(at).date())
    kinds = list(catalogue.kinds(workshop).order_by("group", "name", "id")[:MOST_KINDS])
    offers = catalogue.offers(kinds, calendar, on=on, at=at)
    return on, [offers[kind.pk] for kind in kinds if offers[kind.pk].free]


def cards(workshop: Facility, *, does: bool) -> Any:
    return RuleCard.objects.filter(facility=workshop, is_done=does).order_by("position", "id")


def goals(workshop: Facility) -> list[str]:
    return list(WorkshopGoal.objects.filter(facility=workshop).order_by("order", "id").values_list("name", flat=True))


def partners(workshop: Facility, *, on: date) -> Any:
    """The organisations that run something here."""
    run = Function.objects.on(on).filter(facility=workshop, organisation__isnull=False).values("organisation")
    return Organisation.objects.active().filter(pk__in=run)
