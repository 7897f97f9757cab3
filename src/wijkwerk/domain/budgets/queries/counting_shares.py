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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
GRAINS: Final = 2**20  # in a cent
PARTS: Final = 2**40  # of a grain

Voters = Mapping[tuple[int, int], Sequence[int]]  # by points given and how many were alike: which ballots


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
        missed=by_ranking(election, [_with_supporters(each, bought.wallets, election) for each in missed]),
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


class Wallets:
    """What every voter still has. Voters with the same ballot always have the same.

    Exactly: a whole number of small coins, so many of which make a cent. When a payment is no whole number of them, the
    coin becomes smaller: nothing is ever rounded. Who does not pay keeps the coins that they had; they are changed when
    they are looked at.

    And roughly: in whole grains, rounded down. That is enough to see which projects can be no better than another, and
    quick. Whatever it leaves open is decided exactly.
    """

    def __init__(self, election: Election, level: int) -> None:
        voters = max(1, election.voters)
        self.ballots_of, self.points, self.supporters = election.ballots_of, election.points, election.supporters
        self.cent = voters  # coins in a cent
        self.coins = [level] * len(election.ballots)
        self.cents = [voters] * len(election.ballots)  # how many of these coins of theirs made a cent
        self.grains = [level * GRAINS // voters] * len(election.ballots)
        self.loose = 1  # so many grains more somebody may have: one for the share, and one for each payment

    # ── Roughly ────────────────────────────────────────────────────────────────────────────────────────────────────
    def bounds(self, candidate: Candidate) -> tuple[int, int] | None:
        """What a point costs for each cent of the project, in very small parts: at least, and at most. Nothing when its
        voters cannot pay for it.

        Its voters have some grains more, `more` at most: who pays in full pays for no more than that too much here.
        """
        voters, cost = self.ballots_of[candidate.number], candidate.cost * GRAINS
        more = self.supporters[candidate.number] * self.loose
        if (found := _price(self.grains, voters, cost, self.points[candidate.number])) is not None:
            rest, points = found
            part = points * candidate.cost
            return (rest - more) * PARTS // part, -(-rest * PARTS // part)
        if _together(self.grains, voters) + more < cost:
            return None
        exact = self.worth(candidate)
        return None if exact is None else (int(exact * GRAINS * PARTS), int(exact * GRAINS * PARTS) + 1)

    # ── Exactly ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _change(self, candidate: Candidate) -> None:
        """Its voters have the small coins of now."""
        coins, cents, now = self.coins, self.cents, self.cent
        times = {}
        for own in self.ballots_of[candidate.number].values():
            for voter in own:
                if cents[voter] != now:
                    if cents[voter] not in times:
                        times[cents[voter]] = now // cents[voter]
                    coins[voter] *= times[cents[voter]]
                    cents[voter] = now

    def price(self, candidate: Candidate) -> tuple[int, int] | None:
        """What one point costs, as coins over points."""
        self._change(candidate)
        cost, points = candidate.cost * self.cent, self.points[candidate.number]
        return _price(self.coins, self.ballots_of[candidate.number], cost, points)

    def worth(self, candidate: Candidate) -> Fraction | None:
        """What a point costs for each cent of the project, in cents."""
        price = self.price(candidate)
        return None if price is None else Fraction(price[0], price[1] * candidate.cost * self.cent)

    def left_of(self, candidate: Candidate) -> int:
        """What its voters still have together, in whole cents."""
        self._change(candidate)
        return _together(self.coins, self.ballots_of[candidate.number]) // self.cent

    def pay(self, candidate: Candidate) -> Purchase:
        price = self.price(candidate)
        assert price is not None
        shared = gcd(*price)
        each_point, smaller = price[0] // shared, price[1] // shared
        self.cent *= smaller
        coins, cents, grains, now = self.coins, self.cents, self.grains, self.cent
        most, payers = 0, 0
        for (points, alike), own in self.ballots_of[candidate.number].items():
            part = points * each_point
            part_grains = -(-part * GRAINS // now)
            in_full = 0
            for voter in own:
                left = coins[voter] * smaller - part
                if left >= 0:
                    in_full += 1
                    grains[voter] -= part_grains
                else:
                    if coins[voter]:
                        most, payers = max(most, left + part), payers + alike
                    left = grains[voter] = 0
                coins[voter], cents[voter] = left, now
            if in_full:
                most, payers = max(most, part), payers + alike * in_full
        self.loose += 1
        return Purchase(candidate, Fraction(most, now), payers)


def _together(money: Sequence[int], voters: Voters) -> int:
    return sum(alike * sum(map(money.__getitem__, own)) for (_points, alike), own in voters.items())


def _price(money: Sequence[int], voters: Voters, cost: int, points: int) -> tuple[int, int] | None:
    """What one point costs, as money over points; nothing when the voters cannot pay the cost together.

    Who cannot pay their part gives all there is, and the others pay more for it, until all who are left can.
    """
    rest = cost
    rich = {alike: list(map(money.__getitem__, own)) for alike, own in voters.items()}
    while rich:
        able = {}
        poor, poor_points = 0, 0
        for (given, alike), own in rich.items():
            part = -(-rest * given // points)  # in whole coins, upwards
            can = [each for each in own if each >= part]
            if len(can) < len(own):
                poor += alike * (sum(own) - sum(can))
                poor_points += given * alike * (len(own) - len(can))
            if can:
                able[given, alike] = can
        if not poor_points:
            return rest, points
        rest, points, rich = rest - poor, points - poor_points, able
    return None


@dataclass(frozen=True)
class Shared:
    purchases: tuple[Purchase, ...]
    wallets: Wallets

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(each.candidate for each in self.purchases)


def shared(election: Election, level: int) -> Shared:
    """What voters buy with equal shares of `level`, without completion."""
    wallets = Wallets(election, level)
    purse = Purse(election)
    # A price only rises, so the last one known is the least that a project can cost now.
    least = {each: GRAINS * PARTS // election.points[each.number] for each in election.eligible}
    purchases: list[Purchase] = []
    while (rivals := _rivals(least, wallets, purse)) is not None:
        candidate = rivals[0] if len(rivals) == 1 else min(_in_order(rivals, wallets, election))[2]
        purchases.append(wallets.pay(candidate))
        purse.pay(candidate)
        del least[candidate]
    return Shared(tuple(purchases), wallets)


def _rivals(least: dict[Candidate, int], wallets: Wallets, purse: Purse) -> list[Candidate] | None:
    """The projects of which one is best now: the others surely cost more. Those that cannot be paid any more go."""
    most: int | None = None
    seen = []
    for candidate in sorted(least, key=least.__getitem__):
        if most is not None and least[candidate] > most:
            break
        room = purse.category_room(candidate)
        bounds = None if room is not None and room < candidate.cost else wallets.bounds(candidate)
        if bounds is None:
            del least[candidate]
            continue
        least[candidate] = bounds[0]
        most = bounds[1] if most is None else min(most, bounds[1])
        seen.append(candidate)
    return None if most is None else [each for each in seen if least[each] <= most]


def _in_order(
    rivals: Sequence[Candidate], wallets: Wallets, election: Election
) -> Iterator[tuple[Fraction, int, Candidate]]:
    """Exactly what each costs, and its place among equals."""
    for candidate in rivals:
        worth = wallets.worth(candidate)
        assert worth is not None
        yield worth, election.candidates.index(candidate), candidate


# ── Telling ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _told(election: Election, bought: Shared) -> list[Chosen]:
    left = election.budget
    told = []
    for each in bought.purchases:
        told.append(Chosen(each.candidate.number, Way.BY_SHARES, left, each.most_paid, each.payers))
        left -= each.candidate.cost
    return told


def _with_supporters(missed: Missed, wallets: Wallets, election: Election) -> Missed:
    candidate = next(each for each in election.candidates if each.number == missed.number)
    return replace(missed, supporters_left=wallets.left_of(candidate))
