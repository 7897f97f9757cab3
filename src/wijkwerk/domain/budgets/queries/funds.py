"""Funds and their pots: which there are, which one is meant, where one may apply."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import Category, Fund, Pot, RuleSet
from wijkwerk.domain.budgets.models.funds import FundQuerySet
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock


def fund(pk: int, slug: str = "") -> Fund:
    """By its number; the name in an address only helps who reads it."""
    found: Fund = Fund.objects.get(pk=pk)
    return found


class FundYear(NamedTuple):
    """A fund, and a year of its money."""

    fund: Fund
    year: int


def fund_year(pk: int, year: int) -> FundYear | None:
    return FundYear(fund(pk), year) if 1990 <= year <= 2100 else None


def funds_visible_to(actor: Actor) -> FundQuerySet:
    """All of them for who sets them up; for others those that are no longer a draft."""
    found: FundQuerySet = Fund.objects.all()
    return found if actor.reach(Permission.FUND_MANAGE) else found.shown()


def is_unused(fund: Fund) -> bool:
    """Never open, and without money or rules that were published."""
    return fund.is_draft and not fund.pots.exists() and not RuleSet.objects.filter(fund=fund).shown().exists()


def areas_of(fund: Fund, *, on: date) -> QuerySet[WorkArea]:
    """The work areas of a day that it is for."""
    there = areas.work_areas(on)
    named = list(fund.work_areas.values_list("pk", flat=True))
    return (there.filter(pk__in=named) if named else there).order_by("name")


def is_for(fund: Fund, work_area: WorkArea | None) -> bool:
    """Whether this fund is for a plan in this work area; somewhere in the municipality where none is named."""
    named = set(fund.work_areas.values_list("pk", flat=True))
    if work_area is None:
        return not named and not fund.per_area
    return not named or work_area.pk in named


def open_to_applications(at: datetime, work_area: WorkArea | None) -> list[Fund]:
    """Where one may apply at this moment for a plan in this area: open, with rules, for this area. What has no round
    open now is there too: who is early or late is told so."""
    found: FundQuerySet = Fund.objects.open()
    on = clock.dutch(at).date()
    offered = found.of_area(work_area.pk if work_area else None)
    return [each for each in offered.order_by("name", "id") if rules.find_rule_set(each, work_area=work_area, on=on)]


def find_pot(fund: Fund, *, work_area: WorkArea | None, year: int) -> Pot | None:
    """The pot that a grant for this area comes from. The pot of all areas where the fund has none for each."""
    of_area = work_area if fund.per_area else None
    found: Pot | None = Pot.objects.filter(fund=fund, year=year, work_area=of_area).first()
    return found


def category(pk: int) -> Category:
    found: Category = Category.objects.select_related("fund").get(pk=pk)
    return found
