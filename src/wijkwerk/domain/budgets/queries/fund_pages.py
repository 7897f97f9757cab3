"""What stands on the pages of a fund: where one can apply now, until when, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wijkwerk.domain.budgets.models import Allotted, Fund, Pot, Round, RuleSet
from wijkwerk.domain.budgets.models.rounds import RoundQuerySet
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.budgets.queries.ledger import Stands, stands_of_pots
from wijkwerk.foundation.kit import clock


@dataclass(frozen=True)
class Chance:
    """How one can apply to a fund at a moment."""

    rule_set: RuleSet | None
    is_open: bool  # an application that comes now is in time
    round: Round | None = None  # the one that is open
    next_round: Round | None = None
    coming: RuleSet | None = None  # the next rules for all areas, which do not hold yet

    @property
    def last_day(self) -> date | None:
        return rules.last_day_of(self.round) if self.round else None

    @property
    def opens_on(self) -> date | None:
        return clock.dutch(self.next_round.opens_at).date() if self.next_round else None


def chance_of(fund: Fund, *, at: datetime) -> Chance:
    return chances_of([fund], at=at)[fund.pk]


def chances_of(funds: Sequence[Fund], *, at: datetime) -> dict[int, Chance]:
    """By the rules and rounds for all areas. Two queries, however many funds."""
    on = clock.dutch(at).date()
    held: dict[int, RuleSet] = {}
    coming: dict[int, RuleSet] = {}
    published = RuleSet.objects.filter(fund__in=funds, work_area=None).published().exclude(valid_until__lte=on)
    for rule_set in published.select_related("committee", "allotment").order_by("valid_from", "id"):
        if rule_set.holds_on(on):
            held[rule_set.fund_id] = rule_set
        else:
            coming.setdefault(rule_set.fund_id, rule_set)
    to_come: dict[int, list[Round]] = {}
    for each in Round.objects.filter(fund__in=funds, work_area=None, closes_at__gt=at).going_on():
        to_come.setdefault(each.fund_id, []).append(each)
    return {
        fund.pk: _chance(fund, held.get(fund.pk), coming.get(fund.pk), to_come.get(fund.pk, []), at) for fund in funds
    }


def _chance(
    fund: Fund, rule_set: RuleSet | None, coming: RuleSet | None, to_come: Sequence[Round], at: datetime
) -> Chance:
    first = rule_set or coming
    if first is None or not fund.is_open:
        return Chance(rule_set, False, coming=coming)
    if not rules.is_in_rounds(first):
        return Chance(rule_set, rule_set is not None, coming=coming)
    now = min((each for each in to_come if each.opens_at <= at), key=lambda each: each.closes_at, default=None)
    later = min((each for each in to_come if each.opens_at > at), key=lambda each: each.opens_at, default=None)
    now = now if rule_set is not None else None
    return Chance(rule_set, now is not None, now, later, coming)


@dataclass(frozen=True)
class PotRow:
    """A pot with its stand, for a table."""

    pot: Pot
    stands: Stands


def rounds_to_come(fund: Fund, *, at: datetime) -> RoundQuerySet:
    """Those that are open and those after them, of all areas together and of those with their own calendar."""
    found: RoundQuerySet = Round.objects.filter(fund=fund, closes_at__gt=at).going_on()
    return found.select_related("work_area")


def pots_of(fund: Fund, *, year: int) -> list[PotRow]:
    pots = list(
        Pot.objects.filter(fund=fund, year=year).select_related("work_area", "fund").order_by("work_area__name")
    )
    stands = stands_of_pots(pots)
    return [PotRow(pot, stands[pot.pk]) for pot in pots]


def years_of(fund: Fund) -> list[int]:
    """The years in which it has money, the newest first."""
    return list(Pot.objects.filter(fund=fund).order_by("-year").values_list("year", flat=True).distinct())


def sums_of(rows: Sequence[PotRow]) -> list[tuple[Pot, Allotted]]:
    """How the money of these pots was computed last, for those that got theirs by formula."""
    found = Allotted.objects.filter(pot__in=[row.pot.pk for row in rows]).order_by("at", "id")
    newest = {each.pot_id: each for each in found}
    return [(row.pot, newest[row.pot.pk]) for row in rows if row.pot.pk in newest]


def together(rows: Sequence[PotRow]) -> Stands:
    return sum((row.stands for row in rows), start=Stands())


def own_rules(fund: Fund, *, on: date) -> list[RuleSet]:
    """The rules of areas that have their own on a day, by area."""
    held = RuleSet.objects.filter(fund=fund, work_area__isnull=False).on(on)
    return list(held.select_related("work_area", "committee").order_by("work_area__name"))


def rule_sets_of(fund: Fund, *, with_drafts: bool) -> list[RuleSet]:
    """All rules that held or will hold, the newest first; drafts for who writes them."""
    found = RuleSet.objects.filter(fund=fund).select_related("work_area", "fund")
    found = found if with_drafts else found.shown()
    return sorted(found, key=lambda each: (each.is_draft, each.valid_from, each.pk), reverse=True)
