"""Most votes first: from the top of the ranking each project that still fits in the budget is chosen.

A project that does not fit is passed over, and a cheaper one below it may be chosen. Votes are voters that chose a
project, or the points that they gave it.
"""

from __future__ import annotations

from collections.abc import Collection

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


def count(election: Election) -> Outcome:
    chosen, missed = down_the_ranking(election, bought=(), way=Way.BY_VOTES)
    costs = {each.number: each.cost for each in election.candidates}
    return Outcome(
        chosen=tuple(chosen),
        missed=by_ranking(election, missed),
        spent=sum(costs[each.number] for each in chosen),
    )


def down_the_ranking(
    election: Election, *, bought: Collection[Candidate], way: Way
) -> tuple[list[Chosen], list[Missed]]:
    """From the most votes to the fewest, after what was bought already: what is chosen now, and what just missed."""
    purse = Purse(election, bought)
    chosen: list[Chosen] = []
    missed: list[Missed] = []
    before: list[tuple[Candidate, int, dict[str, int]]] = []  # each chosen one, and what was left before it
    for candidate in election.ranking:
        if candidate in bought:
            continue
        if purse.fits(candidate):
            before.append((candidate, purse.left, dict(purse.rooms)))
            chosen.append(Chosen(candidate.number, way, left_before=purse.left))
            purse.pay(candidate)
            continue
        why, left = purse.why_not(candidate)
        more = _more_votes(election, candidate, before)
        missed.append(Missed(candidate.number, why, candidate.cost - left, left, more_votes=more))
    return chosen, missed


def _more_votes(
    election: Election, candidate: Candidate, before: list[tuple[Candidate, int, dict[str, int]]]
) -> int | None:
    """How many votes would have brought it before the last chosen project that stood where there was room for it."""
    for rival, left, rooms in reversed(before):
        if candidate.cost <= min(left, rooms.get(candidate.category, left)):
            behind = election.points[rival.number] - election.points[candidate.number]
            wins_a_tie = election.candidates.index(candidate) < election.candidates.index(rival)
            return behind + (0 if wins_a_tie else 1)
    return None
