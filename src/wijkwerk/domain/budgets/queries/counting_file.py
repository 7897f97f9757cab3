"""The published file of a vote: everything that the outcome hangs on, so that everybody can count it again.

The `.pb` format of pabulib (META, PROJECTS, VOTES; values with a semicolon between them), which other programs read
too; what our rules need besides has names of its own (`completion`, `least_votes`, `tie_place`). The same as three
tables in CSV. Ballots stand in an order by lot. Amounts are euros, with a point before the cents where there are cents.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.csv_files import no_formula
from wijkwerk.domain.budgets.models.votes import BallotKind, CompletionRule, CountRule
from wijkwerk.domain.budgets.queries import counting_greedy, counting_shares
from wijkwerk.domain.budgets.queries.counting import Candidate, Choices, Election, Outcome
from wijkwerk.foundation.kit.refusals import Refusal

VOTE_TYPES = {BallotKind.APPROVAL: "approval", BallotKind.KNAPSACK: "approval", BallotKind.POINTS: "cumulative"}
RULES = {CountRule.GREEDY: "greedy", CountRule.EQUAL_SHARES: "equalshares"}
KINDS = ("approval", "cumulative", "scoring")
SECTIONS = ("META", "PROJECTS", "VOTES")


RULE_OF = {word: rule for rule, word in RULES.items()}


class NotAVoteFile(Refusal):
    message = _("Dit bestand kunnen wij niet lezen als stembestand. Kies een bestand dat eindigt op .pb.")
    field = "file"


class CountedOtherwise(NotAVoteFile):
    """A file of others, by a rule or with ballots that we do not know; `word` says which."""

    def __init__(self, word: str) -> None:
        super().__init__(gettext("Dit bestand vraagt om een telling die wij niet kennen: %(word)s.") % {"word": word})


@dataclass(frozen=True)
class VoteFile:
    """A vote as it is published."""

    election: Election
    ballots: Sequence[Choices]  # one by one, in the order of the file
    rule: CountRule
    completion: CompletionRule
    titles: Mapping[int, str]
    chosen: frozenset[int] = frozenset()  # as the file says itself
    about: Mapping[str, str] = field(default_factory=dict)  # what else stands in META


def outcome_by(rule: CountRule, completion: CompletionRule, election: Election) -> Outcome:
    if rule == CountRule.GREEDY:
        return counting_greedy.count(election)
    return counting_shares.count(election, counting_shares.Completion(completion))


def outcome_of(file: VoteFile) -> Outcome:
    """What comes out by the rule that the file names."""
    return outcome_by(file.rule, file.completion, file.election)


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def meta_of(file: VoteFile) -> list[tuple[str, str]]:
    """The rules, name by name."""
    election = file.election
    gives_points = any(points != 1 for ballot in file.ballots for _number, points in ballot)
    rows = [
        *((name, value) for name, value in file.about.items() if name != "vote_type"),
        ("num_projects", str(len(election.candidates))),
        ("num_votes", str(len(file.ballots))),
        ("budget", euros(election.budget)),
        ("vote_type", file.about.get("vote_type", "cumulative" if gives_points else "approval")),
        ("rule", RULES[file.rule]),
        ("completion", file.completion.value if file.rule == CountRule.EQUAL_SHARES else "none"),
        ("least_votes", str(election.least_votes)),
    ]
    if election.ceilings:
        names = sorted(election.ceilings)
        rows.append(("categories", ",".join(names)))
        rows.append(("budget_per_category", ",".join(euros(election.ceilings[name]) for name in names)))
    return rows


def projects_of(file: VoteFile) -> list[list[str]]:
    """Each project with what it got; its place in the order that breaks ties (the lowest wins), and whether chosen."""
    election = file.election
    place = {each.number: place for place, each in enumerate(election.candidates, 1)}
    rows = [["project_id", "cost", "votes", "score", "name", "category", "tie_place", "selected"]]
    for each in sorted(election.candidates, key=lambda each: each.number):
        rows.append(
            [
                str(each.number),
                euros(each.cost),
                str(election.supporters[each.number]),
                str(election.points[each.number]),
                no_formula(file.titles.get(each.number, "")),
                each.category,  # never begins as a formula does: the same name stands among the rules
                str(place[each.number]),
                "1" if each.number in file.chosen else "0",
            ]
        )
    return rows


def votes_of(file: VoteFile, *, with_points: bool) -> list[list[str]]:
    rows = [["voter_id", "vote", *(["points"] if with_points else [])]]
    for voter, choices in enumerate(file.ballots, 1):
        row = [str(voter), ",".join(str(number) for number, _points in choices)]
        rows.append([*row, ",".join(str(points) for _number, points in choices)] if with_points else row)
    return rows


def written(file: VoteFile) -> str:
    """The `.pb` file."""
    meta = meta_of(file)
    with_points = dict(meta)["vote_type"] != "approval"
    tables: list[Iterable[Sequence[str]]] = [
        [("key", "value"), *meta],
        projects_of(file),
        votes_of(file, with_points=with_points),
    ]
    return "".join(f"{section}\n{table(rows)}" for section, rows in zip(SECTIONS, tables, strict=True))


def table(rows: Iterable[Sequence[str]]) -> str:
    """CSV as the Dutch read it: semicolons."""
    to = io.StringIO()
    csv.writer(to, delimiter=";", lineterminator="\n").writerows(rows)
    return to.getvalue()


def euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
def read(words: str) -> VoteFile:
    """A `.pb` file, ours or another's; refused where it lacks what counting needs."""
    sections: dict[str, list[list[str]]] = {}
    current: list[list[str]] = []
    for row in csv.reader(io.StringIO(words.lstrip("\ufeff")), delimiter=";"):
        if len(row) == 1 and row[0].strip().upper() in SECTIONS:
            current = sections.setdefault(row[0].strip().upper(), [])
        elif row:
            current.append(row)
    return read_tables(*(sections.get(name, []) for name in SECTIONS))


def got_of(words: str) -> dict[int, tuple[int, int]]:
    """How many votes and points each project got, from a file of ours, without reading its ballots."""
    rows = csv.reader(io.StringIO(words.partition("\nPROJECTS\n")[2].partition("\nVOTES\n")[0]), delimiter=";")
    return {int(row["project_id"]): (int(row["votes"]), int(row["score"])) for row in _by_name(list(rows))}


def read_tables(
    meta: Sequence[Sequence[str]], projects: Sequence[Sequence[str]], votes: Sequence[Sequence[str]]
) -> VoteFile:
    """The three tables, each with its own heads."""
    try:
        about = {row[0].strip(): row[1].strip() for row in meta[1:] if len(row) > 1}
        return _read(about, _by_name(projects), _by_name(votes))
    except (ArithmeticError, IndexError, InvalidOperation, KeyError, ValueError) as fault:
        raise NotAVoteFile from fault


def _by_name(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    heads = [head.strip() for head in rows[0]]
    return [dict(zip(heads, row, strict=False)) for row in rows[1:]]


def _read(about: dict[str, str], projects: list[dict[str, str]], votes: list[dict[str, str]]) -> VoteFile:
    rule, kind = about.get("rule", "greedy"), about.get("vote_type", "approval")
    if rule not in RULE_OF or kind not in KINDS:
        raise CountedOtherwise(kind if rule in RULE_OF else rule)
    numbers = {row["project_id"]: _number(row["project_id"], place) for place, row in enumerate(projects, 1)}
    if len(set(numbers.values())) != len(projects) or not projects:
        raise ValueError("two projects with one number, or none")
    if "tie_place" in projects[0]:
        projects = sorted(projects, key=lambda row: int(row["tie_place"]))
    candidates = tuple(
        Candidate(numbers[row["project_id"]], _cents(row["cost"]), row.get("category", "")) for row in projects
    )
    ballots = [_choices(row, numbers) for row in votes]
    counted: dict[Choices, int] = {}
    for ballot in ballots:
        counted[ballot] = counted.get(ballot, 0) + 1
    ceilings: dict[str, int] = {}
    if about.get("budget_per_category"):
        most = [_cents(each) for each in about["budget_per_category"].split(",")]
        ceilings = dict(zip(about["categories"].split(","), most, strict=True))
    election = Election(_cents(about["budget"]), candidates, counted, ceilings, int(about.get("least_votes", 1)))
    own = {"num_projects", "num_votes", "budget", "rule", "completion", "least_votes", "categories"}
    return VoteFile(
        election=election,
        ballots=ballots,
        rule=RULE_OF[rule],
        completion=CompletionRule(about.get("completion", "none").replace("none", CompletionRule.BY_VOTES)),
        titles={numbers[row["project_id"]]: row.get("name", "") for row in projects},
        chosen=frozenset(numbers[row["project_id"]] for row in projects if row.get("selected") == "1"),
        about={name: value for name, value in about.items() if name not in {*own, "budget_per_category"}},
    )


def _choices(row: dict[str, str], numbers: Mapping[str, int]) -> Choices:
    chosen = [numbers[each.strip()] for each in row["vote"].split(",") if each.strip()]
    if "points" not in row:
        return tuple((number, 1) for number in sorted(set(chosen)))  # a project that stands twice is chosen once
    points = [int(each) for each in row["points"].split(",") if each.strip()]
    if len(set(chosen)) != len(chosen):
        raise ValueError("a project twice on one ballot with points")
    return tuple(sorted((number, given) for number, given in zip(chosen, points, strict=True) if given > 0))


def _number(written: str, place: int) -> int:
    """Projects of ours have numbers; those of others may have names, and get their place."""
    return int(written) if written.isdecimal() else place


def _cents(written: str) -> int:
    cents = Decimal(written) * 100
    if cents != int(cents) or cents < 0:
        raise ValueError("an amount is whole cents")
    return int(cents)
