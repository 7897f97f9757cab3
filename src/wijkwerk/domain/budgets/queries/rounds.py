"""Rounds: which is open at a moment, which comes next, and what money there is in it."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from django.db.models import Q

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import Fund, Round
from wijkwerk.domain.budgets.models.rounds import RoundQuerySet


def round_(pk: int) -> Round:
    found: Round = Round.objects.select_related("fund").get(pk=pk)
    return found


def rounds_of(fund: Fund, *, work_area: WorkArea | None = None) -> RoundQuerySet:
    """The rounds of an area where it has its own, else those of all areas; what is called off is not among them."""
    found: RoundQuerySet = Round.objects.filter(fund=fund).going_on()
    if work_area is not None and (own := found.filter(work_area=work_area)).exists():
        return own
    return found.filter(work_area=None)


def round_at(fund: Fund, at: datetime, *, work_area: WorkArea | None = None) -> Round | None:
    """The round that is open at a moment. Where two overlap, the one that closes first."""
    open_ones = rounds_of(fund, work_area=work_area).filter(opens_at__lte=at, closes_at__gt=at)
    found: Round | None = open_ones.order_by("closes_at", "id").first()
    return found


def next_round(fund: Fund, at: datetime, *, work_area: WorkArea | None = None) -> Round | None:
    """The first round that opens after a moment."""
    found: Round | None = (
        rounds_of(fund, work_area=work_area).filter(opens_at__gt=at).order_by("opens_at", "id").first()
    )
    return found


def round_for(fund: Fund, at: datetime, *, work_area: WorkArea | None = None) -> Round | None:
    """Where an application that comes now belongs: in the round that is open, else in the next one."""
    return round_at(fund, at, work_area=work_area) or next_round(fund, at, work_area=work_area)


def tranche_cents(round: Round, *, allotted_cents: int) -> int | None:  # noqa: A002 - the word of the domain
    """What this round brings of its own; None where it has no tranche."""
    if round.tranche_cents is not None:
        return round.tranche_cents
    if round.tranche_permille is not None:
        return allotted_cents * round.tranche_permille // 1000
    return None


def left_in_tranche(
    round: Round,  # noqa: A002 - the word of the domain
    *,
    allotted_cents: int,
    given_cents: dict[int, int],
) -> int | None:
    """What can still be given in this round: its own tranche and what moved on from those before it that give from the
    same year, also from one that was called off, less what was given. `given_cents` says by the number of a round what
    was given in it."""
    own = tranche_cents(round, allotted_cents=allotted_cents)
    if own is None:
        return None
    siblings = Round.objects.filter(
        Q(closes_at__lt=round.closes_at) | Q(closes_at=round.closes_at, pk__lte=round.pk),
        fund=round.fund_id,
        work_area=round.work_area_id,
    )
    year = round.money_year
    in_order = [each for each in siblings.order_by("closes_at", "pk") if each.money_year == year]
    moved = 0
    for earlier, _later in pairwise(in_order):
        brought = tranche_cents(earlier, allotted_cents=allotted_cents) or 0
        rest = moved + brought - given_cents.get(earlier.pk, 0)
        moved = max(0, rest) if earlier.rest_moves_on else 0
    return moved + own - given_cents.get(round.pk, 0)
