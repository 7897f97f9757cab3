"""What both rules of counting share: what is counted, what comes out, and why.

Pure: numbers in, numbers out, all of them whole or fractions, so that everybody who counts again gets the same. Amounts
are cents. Projects stand in the order that breaks ties: of equals the first one wins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

# What one voter gave: project and points, in the order of the projects' numbers. A chosen project has one point.
Choices = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Candidate:
    """A project that can be chosen."""

    number: int
    cost: int
    category: str = ""


@dataclass(frozen=True)
class Election:
    """Everything that the outcome hangs on."""

    budget: int
    candidates: tuple[Candidate, ...]  # of equals the first wins
    ballots: Mapping[Choices, int]  # each different ballot, and how many were alike
    ceilings: Mapping[str, int]  # most money for the projects of a category
    least_votes: int = 1  # voters that a project needs to be chosen at all

    @cached_property
    def voters(self) -> int:
        return sum(self.ballots.values())

    @cached_property
    def points(self) -> dict[int, int]:
        """What each project got: votes, or points where voters give points."""
        points = {candidate.number: 0 for candidate in self.candidates}
        for choices, count in self.ballots.items():
            for number, given in choices:
                points[number] += given * count
        return points

    @cached_property
    def supporters(self) -> dict[int, int]:
        """How many voters gave a project something."""
        supporters = {candidate.number: 0 for candidate in self.candidates}
        for choices, count in self.ballots.items():
            for number, _given in choices:
                supporters[number] += count
        return supporters

    @cached_property
    def ballots_of(self) -> dict[int, dict[tuple[int, int], list[int]]]:
        """The different ballots that chose a project: by the points they gave and how many were alike, which ones."""
        found: dict[int, dict[tuple[int, int], list[int]]] = {candidate.number: {} for candidate in self.candidates}
        for place, (choices, alike) in enumerate(self.ballots.items()):
            for number, points in choices:
                found[number].setdefault((points, alike), []).append(place)
        return found

    @cached_property
    def eligible(self) -> tuple[Candidate, ...]:
        """Projects with votes enough, in the order that breaks ties."""
        least = max(1, self.least_votes)
        return tuple(each for each in self.candidates if self.supporters[each.number] >= least)

    @cached_property
    def ranking(self) -> tuple[Candidate, ...]:
        """Eligible projects by votes, most first."""
        return tuple(sorted(self.eligible, key=lambda each: -self.points[each.number]))


class Way(StrEnum):
    """How a project came to be chosen."""

    BY_VOTES = "by_votes"  # in its turn, most votes first
    BY_SHARES = "by_shares"  # paid by its voters out of their own shares
    OF_THE_REST = "of_the_rest"  # of what was left, most votes first


@dataclass(frozen=True)
class Chosen:
    number: int
    way: Way
    left_before: int  # of the whole budget
    most_paid: Fraction | None = None  # cents that a voter paid at most
    payers: int = 0


class Why(StrEnum):
    """What was lacking."""

    VOTES = "votes"  # fewer voters than a project needs at least
    BUDGET = "budget"  # in its turn there was less left than it costs
    CEILING = "ceiling"  # its category had less left than it costs


@dataclass(frozen=True)
class Missed:
    number: int
    why: Why
    lacking: int  # cents, or voters where votes were lacking
    left: int  # of the budget or of the category, in its turn
    more_votes: int | None = None  # with so many more, and everything else the same, it would have been chosen
    supporters_left: int | None = None  # cents that its voters still had together, rounded down


@dataclass(frozen=True)
class Outcome:
    chosen: tuple[Chosen, ...]  # in the order in which they were chosen
    missed: tuple[Missed, ...]  # most votes first
    spent: int
    level: int | None = None  # the imaginary budget that the shares came from

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(each.number for each in self.chosen)


class Purse:
    """What is left of the budget and of each category."""

    def __init__(self, election: Election, bought: Collection[Candidate] = ()) -> None:
        self.left = election.budget
        self.rooms = dict(election.ceilings)
        for candidate in bought:
            self.pay(candidate)

    def room_for(self, candidate: Candidate) -> int:
        """How much there is for this project: of the budget, or less where its category has less."""
        return min(self.left, self.rooms.get(candidate.category, self.left))

    def category_room(self, candidate: Candidate) -> int | None:
        return self.rooms.get(candidate.category)

    def fits(self, candidate: Candidate) -> bool:
        return candidate.cost <= self.room_for(candidate)

    def pay(self, candidate: Candidate) -> None:
        self.left -= candidate.cost
        if candidate.category in self.rooms:
            self.rooms[candidate.category] -= candidate.cost

    def why_not(self, candidate: Candidate) -> tuple[Why, int]:
        """Which of the two was too small, and what was left of it; the category where both were."""
        room = self.category_room(candidate)
        if room is not None and room < candidate.cost:
            return Why.CEILING, max(room, 0)
        return Why.BUDGET, self.left


def too_few_votes(election: Election) -> list[Missed]:
    """Projects that take no part, most votes first."""
    least = max(1, election.least_votes)
    out = [each for each in election.candidates if each not in election.eligible]
    out.sort(key=lambda each: -election.points[each.number])
    lacking = {each.number: least - election.supporters[each.number] for each in out}
    return [
        Missed(each.number, Why.VOTES, lacking[each.number], left=0, more_votes=lacking[each.number]) for each in out
    ]


def by_ranking(election: Election, missed: Sequence[Missed]) -> tuple[Missed, ...]:
    place = {each.number: place for place, each in enumerate(election.ranking)}
    return (*sorted(missed, key=lambda each: place[each.number]), *too_few_votes(election))
