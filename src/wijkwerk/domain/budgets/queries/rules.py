"""Which rules hold on a day, and what they say about one application: who decides, when, how much at most."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    AllotmentTerm,
    Allotted,
    AmountBand,
    Application,
    CategoryCeiling,
    Committee,
    Fund,
    Intake,
    Round,
    RuleSet,
    TermFrom,
    TermUnit,
)
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal


class NoRules(Refusal):
    message = gettext_lazy("Voor deze dag staan er geen regels bij dit budget. Vraag het de gemeente.")


def rule_set(pk: int) -> RuleSet:
    found: RuleSet = RuleSet.objects.select_related("fund", "work_area", "committee").get(pk=pk)
    return found


def rule_set_on(fund: Fund, *, work_area: WorkArea | None, on: date) -> RuleSet:
    """The rules that hold on a day: the area's own where it has them, else those of the fund."""
    found = find_rule_set(fund, work_area=work_area, on=on)
    if found is None:
        raise NoRules
    return found


def find_rule_set(fund: Fund, *, work_area: WorkArea | None, on: date) -> RuleSet | None:
    held = RuleSet.objects.filter(fund=fund).on(on).select_related("committee").order_by("-valid_from", "-id")
    of_area = {each.work_area_id: each for each in reversed(held)}
    own = of_area.get(work_area.pk) if work_area else None
    found: RuleSet | None = own or of_area.get(None)
    return found


class Uses(NamedTuple):
    """What was done by rules, so that they stay as they are."""

    has_applications: bool
    has_allotments: bool
    has_later: bool  # others were published after them

    @property
    def is_free(self) -> bool:
        return not any(self)


def uses_of(rule_set: RuleSet) -> Uses:
    beside = RuleSet.objects.filter(fund=rule_set.fund_id, work_area=rule_set.work_area_id).published()
    return Uses(
        Application.objects.filter(rule_set=rule_set).exists(),
        Allotted.objects.filter(rule_set=rule_set).exists(),
        beside.filter(valid_from__gt=rule_set.valid_from).exists(),
    )


def is_in_rounds(rule_set: RuleSet) -> bool:
    return rule_set.intake != Intake.CONTINUOUS


class WhoDecides(NamedTuple):
    """Who decides on an application of an amount, and how."""

    decided_by: str  # Decider
    committee: Committee | None
    committee_role: str  # CommitteeRole, or nothing
    second_pair_of_eyes: bool
    advance_permille: int


def who_decides(rule_set: RuleSet, cents: int) -> WhoDecides:
    """By the highest band that this amount is above, else as the rules say for all."""
    band: AmountBand | None = (
        rule_set.amount_bands.filter(above_cents__lt=cents).select_related("committee").order_by("-above_cents").first()
    )
    by: AmountBand | RuleSet = band or rule_set
    return WhoDecides(by.decided_by, by.committee, by.committee_role, by.second_pair_of_eyes, by.advance_permille)


def oddities(rule_set: RuleSet) -> list[str]:
    """What rules say that may be a slip: something that can never be, or that means something else than it seems."""
    found = []
    if rule_set.decide_from == TermFrom.CLOSING and not is_in_rounds(rule_set):
        found.append(
            _(
                "De tijd om te beslissen begint na een sluitingsdatum, maar er zijn geen rondes. Zij begint nu als de "
                "aanvraag binnen is."
            )
        )
    most = rule_set.most_per_application_cents
    for band in rule_set.amount_bands.all():
        if most is not None and band.above_cents >= most:
            words = _("Boven %(amount)s komt niemand: een aanvraag is voor ten hoogste %(most)s.")
            found.append(words % {"amount": written(band.above_cents), "most": written(most)})
    least = rule_set.least_per_application_cents or 0
    too_low = Q(most_per_application_cents__lt=least)
    if rule_set.applicant_ceilings.filter(too_low).exists() or rule_set.category_ceilings.filter(too_low).exists():
        words = _(
            "Bij een soort aanvrager of initiatief is het hoogste bedrag minder dan wat iemand ten minste vraagt "
            "(%(least)s)."
        )
        found.append(words % {"least": written(least)})
    return found


# ── Time ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def add_term(start: date, count: int, unit: str, closed: Collection[date] = (), *, still: int = 0) -> date:
    """The last day of a term that begins the day after `start`. One that ends on a Saturday, a Sunday or a public
    holiday runs until the next day that is none of these, as the law on terms says (Algemene termijnenwet, 1).
    `still` is for how many days the clock stood still: working days in a term of these, else days."""
    if unit == TermUnit.WORKING:
        return clock.add_working_days(start, count + still, closed)
    if unit == TermUnit.MONTHS:
        end = _months_later(start, count)
    else:
        end = start + timedelta(days=count * 7 if unit == TermUnit.WEEKS else count)
    end += timedelta(days=still)
    while not clock.is_working_day(end):
        end += timedelta(days=1)
    return end


def _months_later(start: date, count: int) -> date:
    """The same day of a later month, or the last day of a month that is too short for it."""
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def decide_by(
    rule_set: RuleSet,
    *,
    received_on: date,
    complete_on: date | None = None,
    round: Round | None = None,  # noqa: A002 - the word of the domain
    suspended_days: int = 0,
    closed: Collection[date] = (),
) -> date:
    """The last day on which there is a decision. `suspended_days` are those that the clock stood still: working days
    where the rules count in these, else days."""
    begin = received_on
    if rule_set.decide_from == TermFrom.COMPLETE:
        begin = complete_on or received_on
    elif rule_set.decide_from == TermFrom.CLOSING and round is not None:
        begin = max(received_on, last_day_of(round))
    return add_term(begin, rule_set.decide_within, rule_set.decide_unit, closed, still=suspended_days)


def last_day_of(round: Round) -> date:  # noqa: A002 - the word of the domain
    """The last day on which an application is in time."""
    return clock.dutch(round.closes_at - timedelta(microseconds=1)).date()


def object_until(rule_set: RuleSet, *, told_on: date) -> date:
    """The last day to object to a decision that was told on a day."""
    return add_term(told_on, rule_set.object_within, TermUnit.WEEKS)


def justify_by(rule_set: RuleSet, *, ended_on: date) -> date:
    """The last day to justify what ended on a day: so many days later, or the fixed day of the year after."""
    if rule_set.justify_on_month and rule_set.justify_on_day:
        year = ended_on.year + 1
        last = monthrange(year, rule_set.justify_on_month)[1]
        return date(year, rule_set.justify_on_month, min(rule_set.justify_on_day, last))
    return ended_on + timedelta(days=rule_set.justify_within)


def category_ceiling_cents(rule_set: RuleSet, category_id: int | None, *, allotted_cents: int) -> int | None:
    """What a category may cost of a pot in a year; None where there is no ceiling."""
    if category_id is None:
        return None
    ceiling: CategoryCeiling | None = rule_set.category_ceilings.filter(category_id=category_id).first()
    if ceiling is None:
        return None
    bounds = [ceiling.most_cents] if ceiling.most_cents is not None else []
    if ceiling.most_share_permille is not None:
        bounds.append(allotted_cents * ceiling.most_share_permille // 1000)
    return min(bounds, default=None)


# ── What pages find by their address ───────────────────────────────────────────────────────────────────────────────
class RulePart(NamedTuple):
    """A rule set, and the word of one of its parts."""

    rule_set: RuleSet
    word: str


def rule_part(pk: int, part: str) -> RulePart:
    return RulePart(rule_set(pk), part)


class TermPart(NamedTuple):
    """A term, and the word of one of its parts."""

    term: AllotmentTerm
    word: str


def term(pk: int) -> AllotmentTerm:
    found: AllotmentTerm = AllotmentTerm.objects.select_related("allotment__rule_set__fund", "figure").get(pk=pk)
    return found


class TermYear(NamedTuple):
    """A term, and the year of the pots that it counts for."""

    term: AllotmentTerm
    year: int


def term_year(pk: int, year: int) -> TermYear:
    return TermYear(term(pk), year)


def term_part(pk: int, part: str) -> TermPart:
    return TermPart(term(pk), part)


class NumberedRow(NamedTuple):
    """The word of a sort of rows, and a number in it."""

    word: str
    number: int
    way: str = ""


def numbered_row(kind: str, pk: int, way: str = "") -> NumberedRow:
    return NumberedRow(kind, pk, way)
