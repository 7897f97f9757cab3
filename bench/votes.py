"""The count of a vote: 100 projects, 10,000 ballots, by every rule, from the rows to the outcome.

The floor reads the same rows through the bare driver and counts in floating point, with whole columns at once, which
is quick and not exact: amounts are rounded, so it may err where projects are nearly equal.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
from django.db import connection, transaction

from wijkwerk.domain.budgets.models import (
    Ballot,
    CompletionRule,
    CountRule,
    Fund,
    Pot,
    VoteProject,
    VoteRound,
)
from wijkwerk.domain.budgets.operations import ledger, votes
from wijkwerk.domain.budgets.queries import counting_greedy, counting_shares
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock

FUND, YEAR = "Stemmen van de meting", 2071  # the measurement's own
PROJECTS, BALLOTS = 100, {"tiny": 300, "small": 10_000, "large": 10_000}
BATCH = 2_000


def measure(meter: Any, _person: Person, size: str) -> dict[str, Any]:
    vote_round = _fill(BALLOTS[size])

    def by_votes() -> int:
        return len(counting_greedy.count(queries.election_of(vote_round)).chosen)

    def by_shares(completion: counting_shares.Completion) -> int:
        return len(counting_shares.count(queries.election_of(vote_round), completion).chosen)

    level = counting_shares.count(queries.election_of(vote_round), counting_shares.Completion.RAISED).level
    return {
        "votes-greedy": meter.of(by_votes),
        "votes-greedy-floor": meter.of(lambda: len(_bare_by_votes(vote_round))),
        "votes-shares": meter.of(lambda: by_shares(counting_shares.Completion.BY_VOTES)),
        "votes-shares-floor": meter.of(lambda: len(_bare_shares(vote_round, [vote_round.budget_cents]))),
        "votes-raised": meter.of(lambda: by_shares(counting_shares.Completion.RAISED), times=3),
        "votes-raised-floor": meter.of(lambda: len(_bare_shares(vote_round, _levels(vote_round, level))), times=3),
    }


def _levels(vote_round: VoteRound, last: int | None) -> list[int]:
    """As many counts as the rule itself makes: up to the first that is too much."""
    budget = vote_round.budget_cents
    higher = list(counting_shares.levels(budget))
    return [budget, *higher[: sum(each <= (last or budget) for each in higher) + 1]]


# ── A round ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _fill(count: int) -> VoteRound:
    at, die = clock.now(), random.Random(1)
    found = VoteRound.objects.filter(pot__fund__name=FUND).order_by("pk").last()
    if found is None:
        fund = Fund.objects.create(name=FUND, purpose="Om te meten.", created_at=at)
        pot = Pot.objects.create(fund=fund, year=YEAR, created_at=at)
        costs = [die.randrange(1_000, 50_000) * 100 for _project in range(PROJECTS)]
        ledger.allot(pot, cents=sum(costs), by=CLOCK, at=at)
        rules = votes.Rules(
            name="Meting",
            who="Niemand",
            pot=pot,
            opens_at=at,
            closes_at=at + timedelta(days=365),
            budget_cents=sum(costs) // 4,
            rule=CountRule.EQUAL_SHARES,
            completion=CompletionRule.RAISED,
        )
        found = votes.make_round(rules, by=CLOCK, at=at)
        VoteProject.objects.bulk_create(
            VoteProject(
                municipality=found.municipality, round=found, number=number, title=f"Plan {number}", cost_cents=cost
            )
            for number, cost in enumerate(costs, 1)
        )
        votes.open_round(found, by=CLOCK, at=at)
    vote_round: VoteRound = found
    if not Ballot.objects.filter(round=vote_round).exists():
        with transaction.atomic():
            Ballot.objects.bulk_create(_ballots(vote_round, count, die), batch_size=BATCH)
    return vote_round


def _ballots(vote_round: VoteRound, count: int, die: random.Random) -> Iterator[Ballot]:
    """Three to fifteen projects each; some projects are liked far more than others."""
    liked = [die.random() ** 2 + 0.05 for _project in range(PROJECTS)]
    for _voter in range(count):
        chosen = sorted(set(die.choices(range(1, PROJECTS + 1), liked, k=die.randint(3, 15))))
        written = ",".join(f"{number}:1" for number in chosen)
        yield Ballot(municipality=vote_round.municipality, round=vote_round, choices=written)


# ── The floor ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _bare_rows(vote_round: VoteRound) -> tuple[list[int], list[Any]]:
    """What each project costs, and the voters of each."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT cost_cents FROM {VoteProject._meta.db_table} WHERE round_id = %s ORDER BY number", [vote_round.pk]
        )
        costs = [cost for (cost,) in cursor.fetchall()]
        cursor.execute(f"SELECT choices FROM {Ballot._meta.db_table} WHERE round_id = %s", [vote_round.pk])
        voters: list[list[int]] = [[] for _cost in costs]
        for voter, (choices,) in enumerate(cursor.fetchall()):
            for each in choices.split(","):
                voters[int(each[:-2]) - 1].append(voter)
    return costs, [np.array(each) for each in voters]


def _bare_by_votes(vote_round: VoteRound) -> list[int]:
    costs, voters = _bare_rows(vote_round)
    return _fill_up(vote_round.budget_cents, costs, [len(each) for each in voters], [])


def _fill_up(budget: int, costs: list[int], votes: list[int], chosen: list[int]) -> list[int]:
    left = budget - sum(costs[project] for project in chosen)
    for project in sorted(range(len(costs)), key=lambda each: -votes[each]):
        if project not in chosen and costs[project] <= left:
            left -= costs[project]
            chosen = [*chosen, project]
    return chosen


def _bare_shares(vote_round: VoteRound, levels: list[int]) -> list[int]:
    costs, voters = _bare_rows(vote_round)
    count = int(max(each.max() for each in voters if len(each))) + 1
    chosen: list[int] = []
    for level in levels:
        tried = _bare_count(costs, voters, np.full(count, level / count))
        if sum(costs[project] for project in tried) > vote_round.budget_cents:
            break
        chosen = tried
    return _fill_up(vote_round.budget_cents, costs, [len(each) for each in voters], chosen)


def _bare_count(costs: list[int], voters: list[Any], left: Any) -> list[int]:
    """The rule with a whole column of voters at once; of a project whose last price is known, that is the least."""
    known = {project: 1 / len(own) for project, own in enumerate(voters) if len(own)}
    chosen = []
    while known:
        best, best_price = (float("inf"), -1), 0.0
        for project in sorted(known, key=known.__getitem__):
            if known[project] > best[0]:
                break
            own = np.sort(left[voters[project]])
            rich = np.arange(len(own), 0, -1)
            prices = (costs[project] - np.concatenate(([0.0], np.cumsum(own)[:-1]))) / rich
            enough = np.flatnonzero(prices <= own * (1 + 1e-12))
            if not len(enough):
                del known[project]
                continue
            price = float(prices[enough[0]])
            known[project] = price / costs[project]
            if (known[project], project) < best:
                best, best_price = (known[project], project), price
        if best[1] < 0:
            break
        chosen.append(best[1])
        left[voters[best[1]]] -= np.minimum(left[voters[best[1]]], best_price)
        del known[best[1]]
    return chosen
