"""The result of a vote as everybody reads it: who voted, what came out by either rule, and why."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.domain.budgets.models import CompletionRule, CountRule, VoteCount, VoteProject, VoteRound
from wijkwerk.domain.budgets.queries import counting_file, outcomes
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.queries.counting_words import Told, rule_in_words, told_of
from wijkwerk.domain.plans.queries.surveys import told as told_without_few


@dataclass(frozen=True)
class ByRule:
    """What one rule gives."""

    rule: CountRule
    counts: bool  # this is the rule that was published
    words: list[str]
    told: list[Told]
    spent: int
    left: int
    raised_to: int | None  # the imaginary budget, where it was raised

    @property
    def label(self) -> str:
        return str(self.rule.label)

    @property
    def chosen(self) -> list[Told]:
        return [each for each in self.told if each.is_chosen]

    @property
    def missed(self) -> list[Told]:
        return [each for each in self.told if not each.is_chosen]


@dataclass(frozen=True)
class Row:
    """A project with both rules beside each other."""

    project: VoteProject
    votes: int
    points: int
    chosen: dict[CountRule, bool]


@dataclass(frozen=True)
class Result:
    counting: ByRule
    other: ByRule
    rows: list[Row]
    votes: int
    web: int | None  # None: too few to tell apart
    paper: int | None
    invalid: int
    codes: int  # that were not blocked
    share: int | None

    @property
    def same(self) -> bool:
        """Both rules chose the same."""
        return all(len(set(row.chosen.values())) == 1 for row in self.rows)


def result_of(vote_round: VoteRound, count: VoteCount) -> Result:
    got = counting_file.got_of(count.file)
    projects = queries.projects_of(vote_round)
    by_rule = {}
    for rule in CountRule:
        outcome = outcomes.of_kept(count.outcomes[rule])
        by_rule[rule] = ByRule(
            rule=rule,
            counts=rule == vote_round.rule,
            words=rule_in_words(rule, CompletionRule(vote_round.completion), vote_round.gives_points),
            told=told_of(outcome, projects, got, gives_points=vote_round.gives_points),
            spent=outcome.spent,
            left=vote_round.budget_cents - outcome.spent,
            raised_to=outcome.level if (outcome.level or 0) > vote_round.budget_cents else None,
        )
    counting = by_rule[CountRule(vote_round.rule)]
    other = next(each for each in by_rule.values() if not each.counts)
    chosen = {rule: {each.project.pk for each in found.chosen} for rule, found in by_rule.items()}
    rows = [
        Row(
            project=project,
            votes=got[project.number][0],
            points=got[project.number][1],
            chosen={rule: project.pk in chosen[rule] for rule in CountRule},
        )
        for project in sorted(projects, key=lambda each: (-got[each.number][1], each.number))
    ]
    web, paper = told_without_few([count.web_votes, count.paper_votes])
    turnout = queries.turnout_then(vote_round, count)
    return Result(
        counting=counting,
        other=other,
        rows=rows,
        votes=turnout.votes,
        web=web,
        paper=paper,
        invalid=count.invalid_slips,
        codes=turnout.good,
        share=turnout.share,
    )
