"""Plain makers of vote rounds: a pot with money, a few projects, codes and votes. The time is given."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import count as numbers

from wijkwerk.domain.budgets.models import BallotKind, CompletionRule, CountRule, TieBreak, VoteRound
from wijkwerk.domain.budgets.operations import ballots, counting, ledger, votes
from wijkwerk.domain.budgets.tests import fund_factories as funds
from wijkwerk.foundation.access.policy import CLOCK

MONDAY = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)  # when rounds are prepared
DURING = MONDAY + timedelta(days=3)
AFTER = MONDAY + timedelta(days=30)
BY = {"by": CLOCK, "at": MONDAY}
NUMBERS = numbers(1)
PROJECTS = (("Bloembakken", 3_000_00), ("Speeltoestel", 6_000_00), ("Straatfeest", 2_000_00), ("Bankjes", 2_500_00))


def make_pot(cents=20_000_00, *, name="", work_area=None):
    pot = funds.make_pot(funds.make_fund(name or f"Wijkbudget {next(NUMBERS)}"), work_area=work_area)
    ledger.allot(pot, cents=cents, reason="Begroting", **BY)
    return pot


def rules(pot, **fields):
    values = {
        "name": "Stemmen over Maarswold",
        "who": "Bewoners van Maarswold van 12 jaar en ouder",
        "opens_at": MONDAY + timedelta(days=1),
        "closes_at": MONDAY + timedelta(days=15),
        "budget_cents": 10_000_00,
        "ballot": BallotKind.APPROVAL,
        "rule": CountRule.GREEDY,
        "completion": CompletionRule.BY_VOTES,
        "tie_break": TieBreak.NUMBER,
    }
    return votes.Rules(pot=pot, **values | fields)


def make_vote_round(pot=None, *, projects=PROJECTS, is_open=True, **fields) -> VoteRound:
    made = votes.make_round(rules(pot or make_pot(), **fields), **BY)
    for title, cost_cents in projects:
        votes.add_project(made, title=title, cost_cents=cost_cents, **BY)
    return votes.open_round(made, **BY) if is_open else made


def make_letters(vote_round, count=1):
    return ballots.make_letter_codes(vote_round, count=count, batch=uuid.uuid4(), **BY)


def make_codes(vote_round, count=1):
    return [each.code for each in make_letters(vote_round, count)]


def vote(vote_round, *numbers, code=None, points=None, at=DURING):
    given = points or dict.fromkeys(numbers, 1)
    ballots.vote(vote_round, code=code or make_codes(vote_round)[0], choices=given, at=at)


def count(vote_round, *, at=AFTER):
    return counting.count_votes(vote_round, by=CLOCK, at=at)
