"""What stands on the pages of a fund: where one can apply now, until when, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import Allotted, Fund, Pot, Round, RuleSet
from wijkwerk.domain.budgets.queries import rounds, rules
from wijkwerk.domain.budgets.queries.ledger import Stands, stands_of_pots
from wijkwerk.foundation.kit import clock


@dataclass(frozen=True)
class Chance:
    """How one can apply to a fund at a moment."""

    rule_set: RuleSet | None
    is_open: bool  # an application that comes now is in time
    round: Round | None = None  # the one that is open
    next_round: Round | None = None

    @property
    def last_day(self) -> date | None:
        return rules.last_day_of(self.round) if self.round else None

    @property
    def opens_on(self) -> date | None:
        return clock.dutch(self.next_round.opens_at).date() if self.next_round else None


def chance_of(fund: Fund, *, at: datetime, work_area: WorkArea | None = None) -> Chance:
    rule_set = rules.find_rule_set(fund, work_area=work_area, on=clock.dutch(at).date())
    if rule_set is None or not fund.is_open:
        return Chance(rule_set, False)
    if not rules.is_in_rounds(rule_set):
        return Chance(rule_set, True)
    now = rounds.round_at(fund, at, work_area=work_area)
    return Chance(rule_set, now is not None, now, rounds.next_round(fund, at, work_area=work_area))


def chances_of(funds: Sequence[Fund], *, at: datetime) -> dict[int, Chance]:
    """The same for a list, by the rules and rounds for all areas. Two queries, however many funds."""
    held: dict[int, RuleSet] = {}
    published = RuleSet.objects.filter(fund__in=funds, work_area=None).on(clock.dutch(at).date())
    for rule_set in published.order_by("valid_from", "id"):
        held[rule_set.fund_id] = rule_set
    to_come: dict[int, list[Round]] = {}
    for each in Round.objects.filter(fund__in=funds, work_area=None, closes_at__gt=at).going_on():
        to_come.setdefault(each.fund_id, []).append(each)
    return {fund.pk: _chance(fund, held.get(fund.pk), to_come.get(fund.pk, []), at) for fund in funds}


def _chance(fund: Fund, rule_set: RuleSet | None, to_come: Sequence[Round], at: datetime) -> Chance:
    if rule_set is None or not fund.is_open:
        return Chance(rule_set, False)
    if not rules.is_in_rounds(rule_set):
        return Chance(rule_set, True)
    now = min((each for each in to_come if each.opens_at <= at), key=lambda each: each.closes_at, default=None)
    later = min((each for each in to_come if each.opens_at > at), key=lambda each: each.opens_at, default=None)
    return Chance(rule_set, now is not None, now, later)


@dataclass(frozen=True)
class PotRow:
    """A pot with its stand, for a table."""

    pot: Pot
    stands: Stands


def pots_of(fund: Fund, *, year: int) -> list[PotRow]:
    pots = list(
        Pot.objects.filter(fund=fund, year=year).select_related("work_area", "fund").order_by("work_area__name")
    )
    stands = stands_of_pots(pots)
    return [PotRow(pot, stands[pot.pk]) for pot in pots]


def years_of(fund: Fund) -> list[int]:
    """The years in which it has money, the newest first."""
    return list(Pot.objects.filter(fund=fund).order_by("-year").values_list("year", flat=True).distinct())


def coming_rules(fund: Fund, *, on: date) -> RuleSet | None:
    """The next rules for all areas, which do not hold yet."""
    found: RuleSet | None = (
        RuleSet.objects.filter(fund=fund, work_area=None, valid_from__gt=on).published().order_by("valid_from").first()
    )
    return found


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
    found = found if with_drafts else found.published()
    return sorted(found, key=lambda each: (each.is_draft, each.valid_from, each.pk), reverse=True)
