"""What is going on before a decision: how a vote stands, what was advised, who must keep out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    Advice,
    Application,
    Committee,
    CommitteeChoice,
    CommitteeMember,
    CommitteeRole,
    CommitteeVote,
    Conflict,
    Deliberation,
    Majority,
    OnTie,
)
from wijkwerk.domain.budgets.queries import committees
from wijkwerk.domain.budgets.queries.rules import WhoDecides, who_decides


def deliberation(pk: int) -> Deliberation:
    found: Deliberation = Deliberation.objects.select_related(
        "committee", "application__work_area", "application__fund", "application__rule_set"
    ).get(pk=pk)
    return found


def open_deliberations_of(committee: Committee) -> QuerySet[Deliberation]:
    """Of what somebody can still decide on: not of what was withdrawn meanwhile."""
    handled = (ApplicationState.SENT, ApplicationState.INCOMPLETE)
    rows: QuerySet[Deliberation] = Deliberation.objects.open().filter(
        committee=committee, application__state__in=handled
    )
    return rows.select_related("application__work_area", "application__fund").order_by("opened_at", "id")


def closed_deliberations_of(committee: Committee) -> QuerySet[Deliberation]:
    rows: QuerySet[Deliberation] = Deliberation.objects.filter(committee=committee, closed_at__isnull=False)
    return rows.select_related("application__work_area", "application__fund").order_by("-closed_at", "-id")


def without_interests_of(rows: QuerySet[Deliberation], person_id: int | None) -> QuerySet[Deliberation]:
    """Those about which this person has no interest: of the others they see nothing."""
    return rows.exclude(application__in=Conflict.objects.filter(person=person_id).values("application"))


def deliberations_about(application: Application) -> list[Deliberation]:
    return list(Deliberation.objects.filter(application=application).select_related("committee"))


def ways_for(application: Application) -> WhoDecides | None:
    """Who advises and who decides on this application, by the rules it came in under and the amount it asks."""
    if application.rule_set is None:
        return None
    return who_decides(application.rule_set, application.asked_cents or 0)


@dataclass(frozen=True)
class VoteStanding:
    """How the vote on the proposal of now stands."""

    free: tuple[CommitteeMember, ...]  # may vote
    interested: int  # have an interest: neither see it nor count
    votes: dict[int, CommitteeVote]  # by the number of the member
    needed: int  # so many votes make a quorum
    has_quorum: bool
    in_favour: int
    against: int
    abstained: int
    is_tie: bool
    is_carried: bool

    @property
    def voted(self) -> int:
        return len(self.votes)

    @property
    def rows(self) -> list[tuple[CommitteeMember, CommitteeVote | None]]:
        return [(member, self.votes.get(member.pk)) for member in self.free]


def standing_of(deliberation: Deliberation, *, on: date) -> VoteStanding:
    """Who has an interest counts nowhere; who abstains counts for the quorum alone."""
    committee = deliberation.committee
    free = committees.free_members(committee, deliberation.application, on=on)
    sitting = CommitteeMember.objects.on(on).filter(committee=committee).count()
    numbers = {member.pk for member in free}
    cast = CommitteeVote.objects.filter(deliberation=deliberation, proposal=deliberation.proposal, member__in=numbers)
    votes = {vote.member_id: vote for vote in cast.select_related("entered_by")}
    counted = [vote.choice for vote in votes.values()]
    in_favour, against = counted.count(CommitteeChoice.FOR), counted.count(CommitteeChoice.AGAINST)
    needed = quorum_of(committee, len(free))
    is_tie = in_favour == against and in_favour > 0
    return VoteStanding(
        free=tuple(free),
        interested=sitting - len(free),
        votes=votes,
        needed=needed,
        has_quorum=len(votes) >= needed,
        in_favour=in_favour,
        against=against,
        abstained=counted.count(CommitteeChoice.ABSTAIN),
        is_tie=is_tie,
        is_carried=_is_carried(committee, in_favour, against, chair=_chairs_choice(free, votes)),
    )


def quorum_of(committee: Committee, could_vote: int) -> int:
    """The fixed number, or more than the part of who may vote; whichever is more."""
    if committee.quorum_permille is None:
        return committee.quorum
    return max(committee.quorum, could_vote * committee.quorum_permille // 1000 + 1)


def _chairs_choice(free: Iterable[CommitteeMember], votes: dict[int, CommitteeVote]) -> str:
    chair = next((member for member in free if member.is_chair), None)
    vote = votes.get(chair.pk) if chair is not None else None
    return vote.choice if vote is not None else ""


def _is_carried(committee: Committee, in_favour: int, against: int, *, chair: str) -> bool:
    if not in_favour:
        return False
    match committee.majority:
        case Majority.ALL:
            return not against
        case Majority.TWO_THIRDS:
            return 3 * in_favour >= 2 * (in_favour + against)
        case _ if in_favour == against:
            return committee.on_tie == OnTie.CHAIR and chair == CommitteeChoice.FOR
        case _:
            return in_favour > against


# ── Advice ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def advices_on(application: Application) -> list[Advice]:
    """What stands; the committee's before those of persons."""
    rows = Advice.objects.current().filter(application=application).select_related("person", "committee")
    return sorted(rows, key=lambda advice: (advice.committee_id is None, advice.at))


def committee_advice_on(application: Application, committee: Committee) -> Advice | None:
    found: Advice | None = Advice.objects.current().filter(application=application, committee=committee).first()
    return found


def advisers_of(application: Application) -> set[int]:
    """Who advised on it: by name, as who signed, or by a vote in a committee that advised. They do not decide."""
    rows = Advice.objects.current().filter(application=application)
    signed = set(rows.values_list("person_id", flat=True))
    voted = CommitteeVote.objects.filter(deliberation__advice__in=rows).values_list("member__person_id", flat=True)
    talking = CommitteeVote.objects.filter(
        deliberation__application=application, deliberation__closed_at__isnull=True
    ).exclude(deliberation__role=CommitteeRole.DECIDES)
    return signed | set(voted) | set(talking.values_list("member__person_id", flat=True))
