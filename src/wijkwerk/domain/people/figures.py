"""What covenants promised and what came of it, by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from wijkwerk.domain.people.models import Commitment, Covenant, Delivery, Per, Promises
from wijkwerk.foundation.access.policy import Reach
from wijkwerk.foundation.kit import money

MOST_QUARTERS = 12


def covenants(reach: Reach, *, on: date, all_of_them: bool = False) -> Any:
    """Those of the areas that somebody may see; of the day and to come, or all that ever were."""
    found = Covenant.objects.select_related("work_area", "organisation")
    if not reach.everywhere:
        found = found.filter(work_area__in=reach.area_ids)
    if not all_of_them:
        found = found.not_over(on).filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return found


def covenant(pk: int) -> Covenant:
    around = ("work_area", "organisation", "renews", "renewed_by")
    return Covenant.objects.select_related(*around).get(pk=pk)  # type: ignore[no-any-return]


def commitment(pk: int) -> Commitment:
    return Commitment.objects.select_related("covenant__organisation").get(pk=pk)  # type: ignore[no-any-return]


def delivery(pk: int) -> Delivery:
    found: Delivery = Delivery.objects.select_related("commitment__covenant").get(pk=pk)
    return found


class Quarter(NamedTuple):
    year: int
    number: int

    @property
    def from_on(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def until_on(self) -> date:
        return self.following.from_on

    @property
    def following(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def __str__(self) -> str:
        return f"{self.number}e kwartaal {self.year}"


def quarter_of(on: date) -> Quarter:
    return Quarter(on.year, (on.month + 2) // 3)


@dataclass
class Kept:
    """What was agreed in a quarter and what was delivered. Premises are agreed, and counted in nothing."""

    quarter: Quarter
    agreed: int
    delivered: int
    is_running: bool = False  # there is still time

    @property
    def is_short(self) -> bool:
        return self.delivered < self.agreed


class CommitmentKept(NamedTuple):
    commitment: Commitment
    quarters: list[Kept]  # the newest first

    @property
    def agreed(self) -> int:
        return sum(row.agreed for row in self.quarters)

    @property
    def delivered(self) -> int:
        return sum(row.delivered for row in self.quarters)


def kept(covenant: Covenant, *, on: date) -> list[CommitmentKept]:
    """Agreed against delivered, for each commitment and each quarter until this one: two queries."""
    commitments = list(Commitment.objects.filter(covenant=covenant))
    delivered: dict[tuple[int, Quarter], int] = {}
    for row in Delivery.objects.filter(commitment__covenant=covenant):
        place = (row.commitment_id, quarter_of(row.on))
        delivered[place] = delivered.get(place, 0) + row.amount
    quarters, is_on = _quarters(covenant, on), covenant.is_on(on)
    return [
        CommitmentKept(
            one,
            [
                Kept(
                    each,
                    agreed_in(one, covenant, each),
                    delivered.get((one.pk, each), 0),
                    is_running=is_on and each == quarter_of(on),
                )
                for each in quarters
            ],
        )
        for one in commitments
    ]


def _quarters(covenant: Covenant, on: date) -> list[Quarter]:
    over = covenant.over_on
    last = quarter_of(min(on, over - timedelta(days=1)) if over is not None else on)
    found, quarter = [], quarter_of(covenant.from_on)
    while quarter <= last:
        found.append(quarter)
        quarter = quarter.following
    return found[::-1][:MOST_QUARTERS]


def agreed_in(commitment: Commitment, covenant: Covenant, quarter: Quarter) -> int:
    """A promise by the month counts for each month that the covenant is on at its first day, or begins in."""
    if commitment.amount is None:
        return 0
    months = [date(quarter.year, quarter.number * 3 - 2 + n, 1) for n in range(3)]
    on = sum(covenant.is_on(max(month, covenant.from_on)) and _same_month(month, covenant.from_on) for month in months)
    return commitment.amount * on if commitment.per == Per.MONTH else commitment.amount * bool(on)


def _same_month(month: date, from_on: date) -> bool:
    """Not before the month in which it begins."""
    return (month.year, month.month) >= (from_on.year, from_on.month)


def in_words(kind: str, amount: int) -> str:
    """An amount as people say it: 40 uur, € 500,00, 3 klussen."""
    match Promises(kind):
        case Promises.MONEY:
            return money.written(amount)
        case Promises.HOURS:
            return f"{amount} uur"
        case Promises.JOBS:
            return f"{amount} klus" if amount == 1 else f"{amount} klussen"
        case Promises.PREMISES:
            return ""
