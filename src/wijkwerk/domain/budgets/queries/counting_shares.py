"""The method of equal shares: every voter holds an equal part of the budget, and projects are paid by who chose them.

Again and again the project is bought that its voters can pay for together and that gives them most for their money. All
voters of a project pay the same for each point that they gave; who has less left pays what there is. What a project is
worth to a voter is its cost times the points given: a euro for a project that you chose is worth a euro to you, whether
the project is large or small. So the rule looks for the project that has most voters left who can pay their part.

What is left then is given out by the rule of completion, which is published with the rule:
- BY_VOTES: to the projects with most votes that still fit.
- RAISED: the count is done anew with shares out of an imaginary budget that is each time a hundredth larger, until more
  would be chosen than the real budget can pay. The last outcome that it can pay counts; then BY_VOTES.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import gcd
from typing import Final

from wijkwerk.domain.budgets.queries.counting import (
    Candidate,
    Chosen,
    Election,
    Missed,
    Outcome,
    Purse,
    Way,
    by_ranking,
)
from wijkwerk.domain.budgets.queries.counting_greedy import down_the_ranking

MOST_TIMES: Final = 10  # the imaginary budget grows no further than so many times the real one


class Completion(StrEnum):
    """What happens to money that the shares leave."""

    BY_VOTES = "by_votes"
    RAISED = "raised"


def count(election: Election, completion: Completion) -> Outcome:
    level = election.budget
    bought = shared(election, level)
    if completion == Completion.RAISED:
        for higher in levels(election.budget):
            if is_exhausted(election, bought.candidates):
                break
            tried = shared(election, higher)
            if not can_pay(election, tried.candidates):
                break
            level, bought = higher, tried
    rest, missed = down_the_ranking(election, bought=bought.candidates, way=Way.OF_THE_REST)
    chosen = [*_told(election, bought), *rest]
    costs = {each.number: each.cost for each in election.candidates}
    return Outcome(
        chosen=tuple(chosen),
        missed=by_ranking(election, [_with_supporters(each, bought) for each in missed]),
        spent=sum(costs[each.number] for each in chosen),
        level=level,
    )


def levels(budget: int) -> Iterator[int]:
    """The imaginary budgets: each time a hundredth more, upwards to whole cents."""
    level = budget
    while (level := level + -(-level // 100)) <= MOST_TIMES * budget:
        yield level


def is_exhausted(election: Election, bought: Sequence[Candidate]) -> bool:
    purse = Purse(election, bought)
    return not any(purse.fits(each) for each in election.eligible if each not in bought)


def can_pay(election: Election, bought: Sequence[Candidate]) -> bool:
    return sum(each.cost for each in bought) <= election.budget


# ── The shares ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Purchase:
    candidate: Candidate
    most_paid: Fraction
    payers: int


@dataclass(frozen=True)
class Shared:
    purchases: tuple[Purchase, ...]
    supporters_left: dict[int, int]  # what the voters of each project still have together, in whole cents

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(each.candidate for each in self.purchases)


class _Wallets:
    """What every voter still has. Voters with the same ballot always have the same.

    All amounts are whole numbers of one small coin, `cent` of which make a cent. When a payment is no whole number of
    them, the coin becomes smaller: nothing is ever rounded.
    """

    def __init__(self, election: Election, level: int) -> None:
        self.supporters, self.points = election.ballots_of, election.points
        self.given = {points for own in self.supporters.values() for _voter, points, _alike in own}
        self.cent = max(1, election.voters)
        self.coins = [level] * len(election.ballots)

    def of_supporters(self, candidate: Candidate) -> int:
        coins = self.coins
        return sum(coins[voter] * alike for voter, _points, alike in self.supporters[candidate.number])

    def price(self, candidate: Candidate) -> tuple[int, int] | None:
        """What one point costs, as coins over points; nothing when its voters cannot pay for it.

        Who cannot pay their part gives all there is, and the others pay more for it, until all who are left can.
        """
        coins, rich = self.coins, self.supporters[candidate.number]
        rest = candidate.cost * self.cent
        points_left = self.points[candidate.number]
        while rich:
            part = {points: -(-rest * points // points_left) for points in self.given}  # in whole coins, upwards
            able = [each for each in rich if coins[each[0]] >= part[each[1]]]
            if len(able) == len(rich):
                return rest, points_left
            for voter, points, alike in rich:
                if coins[voter] < part[points]:
                    rest -= coins[voter] * alike
                    points_left -= points * alike
            rich = able
        return None

    def pay(self, candidate: Candidate, price: tuple[int, int]) -> Purchase:
        shared = gcd(*price)
        each_point, smaller = price[0] // shared, price[1] // shared
        if smaller > 1:
            self.cent *= smaller
            self.coins = [own * smaller for own in self.coins]
        coins = self.coins
        most, payers = 0, 0
        for voter, points, alike in self.supporters[candidate.number]:
            paid = min(coins[voter], points * each_point)
            coins[voter] -= paid
            most = max(most, paid)
            payers += alike if paid else 0
        return Purchase(candidate, Fraction(most, self.cent), payers)


def shared(election: Election, level: int) -> Shared:
    """What voters buy with equal shares of `level`, without completion."""
    wallets = _Wallets(election, level)
    purse = Purse(election)
    place = {each: place for place, each in enumerate(election.candidates)}
    # A price only rises, so the last one known is the least that a project can cost now.
    known = {each: Fraction(1, election.points[each.number]) for each in election.eligible}
    purchases: list[Purchase] = []
    while True:
        best: tuple[Fraction, int, Candidate, tuple[int, int]] | None = None
        for candidate in sorted(known, key=known.__getitem__):
            if best is not None and known[candidate] > best[0]:
                break
            room = purse.category_room(candidate)
            price = None if room is not None and room < candidate.cost else wallets.price(candidate)
            if price is None:
                del known[candidate]
                continue
            known[candidate] = Fraction(price[0], price[1] * candidate.cost * wallets.cent)
            if best is None or (known[candidate], place[candidate]) < best[:2]:
                best = known[candidate], place[candidate], candidate, price
        if best is None:
            break
        candidate = best[2]
        purchases.append(wallets.pay(candidate, best[3]))
        purse.pay(candidate)
        del known[candidate]
    bought = {each.candidate for each in purchases}
    left = {
        each.number: wallets.of_supporters(each) // wallets.cent for each in election.eligible if each not in bought
    }
    return Shared(tuple(purchases), left)


# ── Telling ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _told(election: Election, bought: Shared) -> list[Chosen]:
    left = election.budget
    told = []
    for each in bought.purchases:
        told.append(Chosen(each.candidate.number, Way.BY_SHARES, left, each.most_paid, each.payers))
        left -= each.candidate.cost
    return told


def _with_supporters(missed: Missed, bought: Shared) -> Missed:
    return Missed(
        missed.number,
        missed.why,
        missed.lacking,
        missed.left,
        missed.more_votes,
        supporters_left=bought.supporters_left[missed.number],
    )
