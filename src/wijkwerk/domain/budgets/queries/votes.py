"""What can be asked of vote rounds: which there are, what can be chosen, how it goes, and what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    Ballot,
    Fund,
    FundState,
    PaperEntry,
    Pot,
    UsedFor,
    VoteCategory,
    VoteCode,
    VoteCount,
    VoteProject,
    VoteRound,
    VoteState,
)
from wijkwerk.domain.budgets.models.votes import VoteRoundQuerySet
from wijkwerk.domain.budgets.queries.counting import Candidate, Choices, Election
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _rounds() -> QuerySet[VoteRound]:
    rows: QuerySet[VoteRound] = VoteRound.objects.select_related("pot__fund", "pot__work_area").prefetch_related(
        "work_areas"
    )
    return rows


def vote_round(number: int) -> VoteRound:
    return _rounds().get(pk=number)


def public_round(number: int) -> VoteRound:
    """A round that everybody may know of."""
    return _rounds().exclude(state=VoteState.DRAFT).get(pk=number)


def published_round(number: int) -> VoteRound:
    """A round of which the outcome is out."""
    return _rounds().get(pk=number, state=VoteState.PUBLISHED)


def rounds_in_public() -> QuerySet[VoteRound]:
    return _rounds().exclude(state=VoteState.DRAFT).order_by("-opens_at", "-id")


def rounds_kept_by(actor: Actor, permission: Permission) -> VoteRoundQuerySet:
    rows: VoteRoundQuerySet = VoteRound.objects.kept_by(actor, permission).select_related("pot__fund")
    return rows.order_by("-opens_at", "-id")


def areas_of_others(vote_round: VoteRound, actor: Actor) -> list[WorkArea]:
    """Areas of a round where this actor keeps none: who changes it leaves them in it."""
    reach = actor.reach(Permission.VOTE_MANAGE)
    areas = vote_round.work_areas.all()
    return [] if reach.everywhere else [each for each in areas if each.pk not in reach.area_ids]


def rounds_on(fund: Fund) -> QuerySet[VoteRound]:
    """What residents voted or vote on with the money of this fund, the newest first."""
    return rounds_in_public().filter(pot__fund=fund)


def waiting_rounds(actor: Actor, at: datetime) -> tuple[QuerySet[VoteRound], QuerySet[VoteRound]]:
    """Those that this actor can count, and those of which they can make the outcome known."""
    mine = rounds_kept_by(actor, Permission.VOTE_MANAGE).waiting(at)
    return mine.filter(state=VoteState.OPEN), mine.filter(state=VoteState.COUNTED)


def slips_waiting_for(person: Person) -> QuerySet[Any]:
    """Ballots on paper that this person can make count: typed once by somebody else, or differently by two of whom they
    are one. A row for each, with its round.
    """
    rounds = VoteRound.objects.kept_by(person, Permission.VOTE_ENTER).filter(state=VoteState.OPEN)
    typed = PaperEntry.objects.filter(round__in=rounds.order_by().values("pk"), is_settled=False)
    slips = typed.order_by().values("round_id", "slip")
    slips = slips.annotate(times=Count("pk"), mine=Count("pk", filter=Q(entered_by=person)))
    return slips.filter(Q(times=1, mine=0) | Q(times=2, mine=1))  # type: ignore[no-any-return]


@dataclass(frozen=True)
class OfRound:
    """A project or category with the round that it belongs to: who keeps the round, keeps them."""

    round: VoteRound
    part: VoteProject | VoteCategory

    @property
    def municipality_id(self) -> int:
        return self.round.municipality_id

    def access_area_ids(self) -> frozenset[int] | None:
        return self.round.access_area_ids()


def project(number: int, project_id: int) -> OfRound:
    return OfRound(vote_round(number), VoteProject.objects.get(pk=project_id, round_id=number))


def project_by_number(number: int, project: int) -> OfRound:
    """By its number on the ballot."""
    return OfRound(vote_round(number), VoteProject.objects.get(number=project, round_id=number))


def category(number: int, category_id: int) -> OfRound:
    return OfRound(vote_round(number), VoteCategory.objects.get(pk=category_id, round_id=number))


def projects_of(vote_round: VoteRound) -> list[VoteProject]:
    return list(
        VoteProject.objects.filter(round=vote_round).select_related("category", "application").order_by("number")
    )


def categories_of(vote_round: VoteRound) -> list[VoteCategory]:
    return list(VoteCategory.objects.filter(round=vote_round).order_by("name"))


def pots_to_vote_on(actor: Actor) -> QuerySet[Pot]:
    """Of the areas where this actor keeps rounds, and of all areas together; not of a fund or a year that is closed."""
    reach = actor.reach(Permission.VOTE_MANAGE)
    rows: QuerySet[Pot] = Pot.objects.select_related("fund", "work_area").exclude(fund__state=FundState.CLOSED)
    if not reach.everywhere:
        rows = rows.filter(Q(work_area=None) | Q(work_area__in=reach.area_ids))
    return rows.exclude(balance__closed_at__isnull=False).order_by("-year", "fund__name", "work_area__name")


# ── How it goes ────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Turnout:
    """How many may vote and how many did. Says nothing of what they chose."""

    letters: int
    desk: int
    web: int
    paper: int  # codes that were given in for a ballot on paper
    void: int
    slips: int  # ballots on paper that two people typed alike
    invalid: int  # of those, that do not count
    half: int  # slips that one person typed, or two differently

    @property
    def codes(self) -> int:
        return self.letters + self.desk

    @property
    def votes(self) -> int:
        """Ballots that count."""
        return self.web + self.slips - self.invalid

    @property
    def good(self) -> int:
        """Codes that were not blocked: how many people can vote, or could."""
        return self.codes - self.void

    @property
    def unused(self) -> int:
        return self.good - self.web - self.paper

    @property
    def share(self) -> int | None:
        """In percents, rounded down."""
        return self.votes * 100 // self.good if self.good else None


def turnout_of(vote_round: VoteRound) -> Turnout:
    """As it stands now; after the count as it was then, also when the codes themselves are gone by their term."""
    vote_round = VoteRound.objects.get(pk=vote_round.pk)
    if (count := count_of(vote_round)) is not None:
        return turnout_then(vote_round, count)
    codes = VoteCode.objects.filter(round=vote_round).aggregate(
        web=Count("pk", filter=Q(used_for=UsedFor.WEB)),
        paper=Count("pk", filter=Q(used_for=UsedFor.PAPER)),
        void=Count("pk", filter=Q(used_for__in=(UsedFor.VOID, UsedFor.REPLACED))),
    )
    typed = PaperEntry.objects.filter(round=vote_round).aggregate(
        slips=Count("slip", distinct=True, filter=Q(is_settled=True)),
        invalid=Count("slip", distinct=True, filter=Q(is_settled=True, choices="")),
        half=Count("slip", distinct=True, filter=Q(is_settled=False)),
    )
    return Turnout(vote_round.letter_codes, vote_round.desk_codes, **codes, **typed)


def turnout_then(vote_round: VoteRound, count: VoteCount) -> Turnout:
    """As it was when the votes were counted."""
    letters, desk, web, paper = vote_round.letter_codes, vote_round.desk_codes, count.web_votes, count.paper_codes
    void = letters + desk - web - paper - count.unused_codes
    slips = count.paper_votes + count.invalid_slips
    return Turnout(letters, desk, web, paper, void, slips, count.invalid_slips, half=0)


@dataclass(frozen=True)
class HalfSlip:
    """A slip on paper that does not count yet."""

    slip: int
    names: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(self.names) > 1


def half_slips(vote_round: VoteRound) -> list[HalfSlip]:
    """Slips that wait for a second person, or that two people typed differently."""
    by_slip: dict[int, list[str]] = {}
    rows = (
        PaperEntry.objects.filter(round=vote_round, is_settled=False)
        .select_related("entered_by")
        .order_by("slip", "pk")
    )
    for entry in rows:
        by_slip.setdefault(entry.slip, []).append(entry.entered_by.name)
    return [HalfSlip(slip, tuple(names)) for slip, names in by_slip.items()]


def is_typed_differently(entry: PaperEntry) -> bool:
    """Somebody else typed this slip as well, and read something else on it."""
    others = PaperEntry.objects.filter(round=entry.round_id, slip=entry.slip).exclude(entered_by=entry.entered_by_id)
    return not entry.is_settled and others.exists()


def next_slip(vote_round: VoteRound, person_id: int) -> int:
    """The first that waits for this person as the second; else a new one."""
    entries = PaperEntry.objects.filter(round=vote_round)
    typed_once = entries.filter(is_settled=False).values("slip").annotate(times=Count("pk")).filter(times=1)
    by_others = entries.filter(slip__in=typed_once.order_by().values("slip")).exclude(entered_by_id=person_id)
    first: int | None = by_others.order_by("slip").values_list("slip", flat=True).first()
    if first is not None:
        return first
    last: int | None = entries.order_by("-slip").values_list("slip", flat=True).first()
    return (last or 0) + 1


# ── What is counted ────────────────────────────────────────────────────────────────────────────────────────────────
def choices_written(choices: Choices) -> str:
    """As a ballot keeps it: "3:1,7:2"."""
    return ",".join(f"{number}:{points}" for number, points in choices)


def choices_read(written: str) -> Choices:
    return tuple(map(_choice_read, written.split(",")))


@cache
def _choice_read(written: str) -> tuple[int, int]:
    """The same few come again on thousands of ballots; the caller gives back what we wrote ourselves."""
    number, points = written.split(":")
    return int(number), int(points)


def candidates_of(projects: Sequence[VoteProject]) -> tuple[Candidate, ...]:
    """In the order that breaks ties, which was fixed when the round opened; before that, as on the ballot."""
    ordered = sorted(projects, key=lambda each: (each.tie_place or 0, each.number))
    return tuple(
        Candidate(each.number, each.cost_cents, each.category.name if each.category else "") for each in ordered
    )


def ceilings_of(categories: Sequence[VoteCategory]) -> dict[str, int]:
    return {each.name: each.most_cents for each in categories if each.most_cents is not None}


def election_of(vote_round: VoteRound) -> Election:
    """All that is in the box, each different ballot once."""
    rows = Counter(Ballot.objects.filter(round=vote_round).order_by().values_list("choices", flat=True))
    return Election(
        budget=vote_round.budget_cents,
        candidates=candidates_of(projects_of(vote_round)),
        ballots={choices_read(written): alike for written, alike in rows.items()},
        ceilings=ceilings_of(categories_of(vote_round)),
        least_votes=vote_round.least_votes,
    )


def count_of(vote_round: VoteRound) -> VoteCount | None:
    found: VoteCount | None = VoteCount.objects.filter(round=vote_round).first()
    return found
