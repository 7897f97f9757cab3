"""Outcomes as they are kept with a count: what came out by each rule, and why."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from wijkwerk.domain.budgets.models.votes import CompletionRule, CountRule
from wijkwerk.domain.budgets.queries.counting import Chosen, Election, Missed, Outcome, Way, Why
from wijkwerk.domain.budgets.queries.counting_file import outcome_by


def both(election: Election, completion: CompletionRule) -> dict[CountRule, Outcome]:
    """By either rule, whichever was published: people want to see what the other would have given."""
    return {rule: outcome_by(rule, completion, election) for rule in CountRule}


def kept(outcome: Outcome) -> dict[str, Any]:
    return {
        "chosen": [each.number for each in outcome.chosen],
        "spent": outcome.spent,
        "level": outcome.level,
        "how": [
            {
                "number": each.number,
                "way": each.way.value,
                "left_before": each.left_before,
                "most_paid": str(each.most_paid) if each.most_paid is not None else None,
                "payers": each.payers,
            }
            for each in outcome.chosen
        ],
        "missed": [
            {
                "number": each.number,
                "why": each.why.value,
                "lacking": each.lacking,
                "left": each.left,
                "more_votes": each.more_votes,
                "supporters_left": each.supporters_left,
            }
            for each in outcome.missed
        ],
    }


def of_kept(kept: dict[str, Any]) -> Outcome:
    return Outcome(
        chosen=tuple(
            Chosen(
                each["number"],
                Way(each["way"]),
                each["left_before"],
                Fraction(each["most_paid"]) if each["most_paid"] is not None else None,
                each["payers"],
            )
            for each in kept["how"]
        ),
        missed=tuple(
            Missed(
                each["number"],
                Why(each["why"]),
                each["lacking"],
                each["left"],
                each["more_votes"],
                each["supporters_left"],
            )
            for each in kept["missed"]
        ),
        spent=kept["spent"],
        level=kept["level"],
    )
